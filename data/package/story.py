"""The story that only one ICB has: what a paper of an earlier time says, told on a page of its own.

It stands under `story` in the profile of the ICB. Its sentences name metrics in braces, and the
page puts their newest figures there: `{people}` the figure in words, `{people:when}` its time. So
no figure is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

WHEN = "when"
# What a sentence on pairs may name besides metrics: the pair that lies widest apart, by how much,
# and how many pairs there are.
OF_PAIRS = ("widest", "gap", "pairs")
TEXTS = ("path", "name", "place", "paper", "purpose", "source_id", "topic", "finding", "today")
MAY_BE_LEFT_OUT = ("gap_id", "note")
CARD_TEXTS = ("slug", "headline", "measure", "scale")
CARD_MAY_LEAVE_OUT = ("how", "against")
CARD_LISTS = ("bars", "pairs", "ends", "more")

# What stands in an address already, so that no story can; a test holds it against the routes.
TAKEN = frozenset(
    {
        "accessibility",
        "briefing",
        "calendars",
        "changes",
        "compare",
        "contract",
        "decisions",
        "deck",
        "disagree",
        "easy-read",
        "embed",
        "engagement",
        "feeds",
        "files",
        "find-my-area",
        "glossary",
        "healthz",
        "map",
        "meeting",
        "metrics",
        "money",
        "need",
        "open-data",
        "pictures",
        "programme",
        "promises",
        "questions",
        "scenario",
        "scrutiny",
        "services",
        "social-card",
        "sources",
        "timeline",
        "waiting",
    }
)

_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILLED = re.compile(rf"\{{([a-z0-9_]+)(:{WHEN})?\}}")


@dataclass(frozen=True, kw_only=True)
class StoryCard:
    """A chart of the story, with its headline.

    `bars` are metrics with the words above each bar. Or else `pairs` are pairs of metrics by the
    words above them, first of the story's place and then of `against`; `ends` are those of their
    scale, whose title is `scale`. `more` are metrics for the table only, `how` a sentence on how
    the figures are known.
    """

    slug: str
    headline: str
    measure: str
    scale: str
    bars: Mapping[str, str]
    pairs: Mapping[str, tuple[str, str]]
    against: str
    ends: tuple[float, float]
    more: tuple[str, ...]
    how: str

    @property
    def metrics(self) -> frozenset[str]:
        """Every metric that the card draws, tables or names."""
        drawn = {*self.bars, *(metric for pair in self.pairs.values() for metric in pair)}
        return frozenset(drawn | {*self.more} | named(self.headline))


@dataclass(frozen=True, kw_only=True)
class Story:
    """A page that only one ICB has, and the card of each part of what its paper says.

    `path` is its address and `name` stands in the navigation. `paper` says what sort of paper it
    is (`case for change`), of which `place`, and for what `purpose` it was written. The source is
    `source_id`, and its figures are those of the metrics of a `topic`. `today` says how today's
    programme differs. `gap_id` is the question that the story leaves, and `note` ends the words
    under its finding; both may be empty.
    """

    path: str
    name: str
    place: str
    paper: str
    purpose: str
    source_id: str
    topic: str
    finding: str
    today: str
    gap_id: str
    note: str
    cards: tuple[StoryCard, ...]


def named(text: str) -> frozenset[str]:
    """Return the metrics that a sentence names."""
    return frozenset(found[1] for found in _FILLED.finditer(text)) - {*OF_PAIRS}


def filled(text: str, *, shown: Mapping[str, str], when: Mapping[str, str]) -> str:
    """Return a sentence with what it names: figures in words, and their times."""
    return _FILLED.sub(lambda found: (when if found[2] else shown)[found[1]], text)


def story_of(told: Mapping[str, Any]) -> Story:
    """Return a story as the profile tells it, once it has no fault."""
    return Story(
        **{name: told[name] for name in TEXTS},
        **{name: told.get(name, "") for name in MAY_BE_LEFT_OUT},
        cards=tuple(map(_card, told["cards"])),
    )


def _card(told: Mapping[str, Any]) -> StoryCard:
    low, high = told.get("ends", (0, 0))
    return StoryCard(
        **{name: told[name] for name in CARD_TEXTS},
        bars=told.get("bars", {}),
        pairs={words: (here, there) for words, (here, there) in told.get("pairs", {}).items()},
        against=told.get("against", ""),
        ends=(low, high),
        more=tuple(told.get("more", ())),
        how=told.get("how", ""),
    )


def story_faults(told: object) -> Iterator[str]:
    """Yield a clause for each thing that is wrong with a story."""
    if not isinstance(told, dict):
        yield "needs an object under story"
        return
    yield from _texts(told, "the story", TEXTS, MAY_BE_LEFT_OUT)
    yield from _unknown(told, "the story", {*TEXTS, *MAY_BE_LEFT_OUT, "cards"})
    cards = told.get("cards")
    if not isinstance(cards, list) or not cards:
        yield "needs a list of objects under cards of the story"
        return
    for number, card in enumerate(cards, start=1):
        if isinstance(card, dict):
            yield from _card_faults(card, f"card {number} of the story")
        else:
            yield f"needs an object as card {number} of the story"
    slugs = [card["slug"] for card in cards if isinstance(card, dict) and "slug" in card]
    if any(slugs.count(slug) > 1 for slug in slugs):
        yield "needs another slug for each card of the story"
    if isinstance(told.get("path"), str):
        if not _ADDRESS.fullmatch(told["path"]):
            yield "needs small letters, digits and hyphens under path of the story"
        if told["path"] in TAKEN:
            yield "needs a path of the story that nothing else has"
    if isinstance(told.get("finding"), str):
        yield from _unfillable(told["finding"], "finding of the story")


def _card_faults(card: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from _texts(card, where, CARD_TEXTS, CARD_MAY_LEAVE_OUT)
    yield from _unknown(card, where, {*CARD_TEXTS, *CARD_MAY_LEAVE_OUT, *CARD_LISTS})
    if isinstance(card.get("slug"), str) and not _ADDRESS.fullmatch(card["slug"]):
        yield f"needs small letters, digits and hyphens under slug of {where}"
    if not _all_texts(card.get("more", [])):
        yield f"needs a list of texts under more of {where}"
    if ("bars" in card) == ("pairs" in card):
        yield f"needs either bars or pairs in {where}"
    elif "bars" in card and not _by_words(card["bars"], _is_text):
        yield f"needs a text for each metric under bars of {where}"
    elif "pairs" in card and not _by_words(card["pairs"], _is_pair):
        yield f"needs two metrics for each text under pairs of {where}"
    elif "pairs" in card and not (_is_text(card.get("against")) and _are_ends(card.get("ends"))):
        yield f"needs a text under against and two numbers, the lower first, under ends of {where}"
    if isinstance(card.get("headline"), str):
        known = OF_PAIRS if "pairs" in card else ()
        yield from _unfillable(card["headline"], f"headline of {where}", known)


def _texts(
    told: Mapping[str, Any], where: str, needed: tuple[str, ...], others: tuple[str, ...]
) -> Iterator[str]:
    for name in needed:
        if not _is_text(told.get(name)):
            yield f"needs a text under {name} of {where}"
    for name in others:
        if name in told and not _is_text(told[name]):
            yield f"needs a text under {name} of {where}, or nothing"


def _unknown(told: Mapping[str, Any], where: str, known: set[str]) -> Iterator[str]:
    yield from (f"has no use for {name} in {where}" for name in told if name not in known)


def _unfillable(text: str, where: str, of_pairs: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a clause where braces hold something else than a metric or a word that is known."""
    rest = _FILLED.sub("", text)
    found = [one[0] for one in _FILLED.finditer(text) if one[1] in OF_PAIRS]
    strange = [one for one in found if one[1:-1] not in of_pairs]
    if strange or "{" in rest or "}" in rest:
        yield f"needs braces around metrics only, as in {{people}} or {{people:when}}, in {where}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _all_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and _all_texts(value)


def _by_words(value: object, sound: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(_is_text(key) and sound(one) for key, one in value.items())
    )


def _are_ends(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(end, int | float) and not isinstance(end, bool) for end in value)
        and value[0] < value[1]
    )
