"""A deck: findings in the order in which a room walks through them, and as which slides are made.

Its pages stand in the address as `?deck=money,need`, in the order in which they are shown; without
them it is the usual deck. Any page may be in one, once.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from components.choices import AREA, COHORT, Asked, Several
from components.page_list import PAGES, PageEntry
from data.package.catalogue import Catalogue

KEY = "deck"
ASKED_FOR, SLIDES = "/deck", "/slides.pptx"  # where the form of a deck leads, and its slides
AS, AS_SLIDES = "as", "slides"

# For an executive team: what it costs, who holds it and for how long, where, for whom, how long
# people wait, and who was heard.
USUAL = ("money", "contract", "map", "need", "waiting", "engagement")
# A reader’s own sums have a screen and a slide, but nothing leads from findings to them.
NOT_OFFERED = ("scenario",)

LEFT_OUT = "The deck in the web address names a page that there is not. It is left out."


@dataclass(frozen=True, kw_only=True)
class Deck:
    """The pages of a deck in order, the value that asks for it, and what is wrong with that.

    `asked` is empty for the usual deck; `known` tells whether the address names any page.
    """

    entries: tuple[PageEntry, ...]
    known: bool = False
    asked: str = ""
    faults: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """The part of an address that asks for it."""
        return {KEY: self.asked} if self.asked else {}

    def beside(self, entry: PageEntry) -> tuple[PageEntry | None, PageEntry | None]:
        """The pages before and after one; a deck that somebody picked begins after any other."""
        if entry not in self.entries:
            return None, self.entries[0] if self.asked else None
        here = self.entries.index(entry)
        before, after = self.entries[:here][-1:], self.entries[here + 1 :][:1]
        return (before or (None,))[0], (after or (None,))[0]

    def place_of(self, entry: PageEntry) -> str:
        """Where in the deck a page stands, in words; nothing for one that is not in it."""
        if entry not in self.entries:
            return ""
        return f"{self.entries.index(entry) + 1} of {len(self.entries)}"


def deck(given: str | None) -> Deck:
    """Return the deck that an address asks for; without a page that there is, the usual one."""
    known = {entry.key: entry for entry in PAGES}
    names = [one.strip() for one in (given or "").split(",") if one.strip()]
    found = dict.fromkeys(one for one in names if one in known)
    faults = (LEFT_OUT,) if any(one not in known for one in names) else ()
    asked = "" if tuple(found) in ((), USUAL) else ",".join(found)
    return Deck(
        entries=tuple(known[one] for one in found or USUAL),
        known=bool(found),
        asked=asked,
        faults=faults,
    )


def choice() -> Several:
    """Return the choice of pages for a deck, those of the usual one first and chosen."""
    names = {entry.key: entry.name for entry in PAGES if entry.key not in NOT_OFFERED}
    ordered = {one: names[one] for one in (*USUAL, *names)}
    return Several(
        key=KEY,
        label="Findings, in this order",
        options=ordered,
        chosen=USUAL,
        usual=USUAL,
        nothing="",
    )


_FORM = Markup(
    '<details class="aside build-deck"><summary>Build a deck of findings</summary>'
    '<form method="get" action="{action}">{kept}<fieldset><legend>{label}</legend>'
    '<div class="options">{options}</div></fieldset>'
    '<p><button type="submit">Show on a screen</button> '
    '<button type="submit" name="{as_}" value="{slides}">Save as slides (PowerPoint)</button></p>'
    "<p>On the screen, the arrow keys lead to the next finding and back. Each slide has one "
    "finding, with its sources in the notes.</p></form></details>"
)
_OPTION = Markup(
    '<label><input type="checkbox" name="{key}" value="{value}"{checked}> {words}</label>'
)
_KEPT = Markup('<input type="hidden" name="{key}" value="{value}">')


def form_html(catalogue: Catalogue, asked: Asked) -> str:
    """Return the form that picks a deck; the area and the cohort of the address stay with it."""
    picked = choice()
    area, cohort = asked.area(catalogue), asked.cohort
    kept_on = {AREA: area} if area else {}
    kept_on |= {COHORT.key: cohort} if cohort != COHORT.default else {}
    return _FORM.format(
        action=ASKED_FOR,
        kept=Markup("").join(_KEPT.format(key=k, value=v) for k, v in kept_on.items()),
        label=picked.label,
        options=Markup("").join(
            _OPTION.format(
                key=picked.key,
                value=value,
                checked=Markup(" checked") if value in picked.chosen else "",
                words=words,
            )
            for value, words in picked.options.items()
        ),
        as_=AS,
        slides=AS_SLIDES,
    )
