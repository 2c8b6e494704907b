"""What stands beside a figure, who is said to say it, and what is counted, in every medium."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import pytest

from components.cards import foot_html, heading_html
from components.findings import (
    background_cards,
    changes,
    contract_size,
    disagree,
    engagement,
    find_cards,
    place_cards,
    providers,
    scrutiny,
    sides,
    timeline,
    timeline_rows,
)
from components.findings import briefing as briefings
from components.spots import spot
from components.words import pounds, pounds_short
from data import conflicts
from data import scrutiny as asked
from data.catalogue import read
from data.changes import since
from data.figures import all_figures
from embed import briefing, embed_pages
from embed.embed_list import all_embeds
from geo.lookup import load
from tests.shown_words import blocks

FACTS = read()
TODAY = dt.date(2026, 11, 29)
# Who may be said to say something, and the words with which a sentence lets them.
SPEAKER = re.compile(
    r"\b(?:The ICB|The paper|The notice|The notices|The papers|HOSC|HASC|Its paper)\b[^.]{0,60}?"
    r"\b(?:says?|counts?|gives?|puts?|states?|tells?)\b"
)


def _cards() -> dict[str, str]:
    """The cards of pages that show figures or dates with a caveat, as the pages write them."""
    rows = timeline_rows.dated(FACTS)
    window = next(reversed(list(timeline_rows.windows(rows, TODAY).values())))[1]
    everything = timeline_rows.Choices()
    cards = (
        contract_size.yearly_size_card(FACTS),
        contract_size.held_back_card(FACTS),
        contract_size.notices_card(FACTS),
        providers.provider_card(FACTS),
        place_cards.providers_card(FACTS, None),
        engagement.funnel_card(FACTS),
        engagement.recipients_card(FACTS),
        scrutiny.open_card(FACTS, "both", today=TODAY),
        scrutiny.record_card(FACTS, "both"),
        timeline.slip_card(FACTS, look="light"),
        timeline.lanes_card(FACTS, everything, window=window, look="light", today=TODAY),
        find_cards.dates_card(FACTS, spot(load().find("Medway")), "medway-swale", today=TODAY),
        *background_cards.cards(FACTS, look="light"),
    )
    return {
        f"card {card.slug}": heading_html(card) + foot_html(FACTS, card) for card in cards if card
    }


def _media() -> dict[str, str]:
    found = disagree.points(FACTS)
    rows = changes.compared(FACTS, since(FACTS, dt.date(2023, 9, 1)))
    told = {
        "disagree": "".join(
            sides.head(one) + sides.values(one) + sides.why(one, is_open=True) for one in found
        ),
        "changes": " ".join(escape(text) for row in rows.rows() for text in row if text),
        "remainder": f"<p>{escape(contract_size.remainder(FACTS))}</p>",
    }
    for path in (path for path, embed in all_embeds(FACTS).items() if not embed.within):
        told[f"embed {path}"] = embed_pages.page(FACTS, path, today=TODAY).html
    for kind, subjects in briefings.subjects(FACTS).items():
        for subject in subjects if kind == "committee" else list(subjects)[-1:]:
            told[f"briefing {subject}"] = briefing.html(FACTS, kind, subject, today=TODAY)
    return _cards() | told


@pytest.fixture(scope="module")
def media() -> dict[str, str]:
    """What each medium says, as running words."""
    return {
        name: "\n".join(block.text for block in blocks(f"<div>{markup}</div>"))
        for name, markup in _media().items()
    }


def _shown(row: dict) -> list[str]:
    """The forms of a value by which it can be told from any other in running words."""
    if row["value_text"]:
        return [row["value_text"]]
    if row["unit"] == "GBP":
        return [pounds(row["value"]), pounds_short(row["value"])]
    return []


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _caveats() -> list[tuple[str, str, str]]:
    figures = [
        (row["figure_id"], form, row["caveat"])
        for row in all_figures(FACTS).drop_nulls("caveat").iter_rows(named=True)
        for form in _shown(row)
    ]
    others = {*FACTS["metrics"]["label"], *FACTS["milestones"]["name"]}
    events = [
        (row["event_id"], row["title"], row["caveat"])
        for row in FACTS["events"].drop_nulls("caveat").iter_rows(named=True)
        if FACTS["events"].filter(title=row["title"]).height == 1 and row["title"] not in others
    ]
    provision = [
        (row["provision_id"], row["what"], row["caveat"])
        for row in FACTS["provision"].drop_nulls("caveat").iter_rows(named=True)
        if FACTS["provision"].filter(what=row["what"]).height == 1
    ]
    return [*figures, *events, *provision]


def test_a_caveat_stands_wherever_its_figure_does(media):
    seen, bare, caveats = set(), [], _caveats()
    for name, text in media.items():
        words = _plain(text)
        for row_id, form, caveat in caveats:
            # As a part of a sum it is told with the caveat of what the sum gives.
            if not re.search(rf"(?<![\w,.]){re.escape(form)}(?![\w]|[,.]\d| [÷×−+])", text):
                continue
            seen.add(row_id)
            if _plain(caveat) not in words:
                bare.append(f"{name}: {row_id} ({form})")
    assert not bare
    assert len(seen) > 20
    for needed in ("contract_value_fts_main", "intention_to_award_value_fts_main"):
        assert needed in seen


def test_a_sum_of_ours_stands_in_nobody_elses_mouth(media):
    derived = [
        form
        for row in all_figures(FACTS).filter(basis="derived").iter_rows(named=True)
        for form in (_shown(row) or [f"{row['value']:,.0f}"])
        if len(re.findall(r"\d", form)) > 2
    ]
    derived.append("1,245")
    wrong = [
        f"{name}: {sentence}"
        for name, text in media.items()
        for sentence in re.split(r"(?<=[.?!]) |\n", text)
        if (found := SPEAKER.search(sentence))
        and any(form in sentence[found.end() :] for form in derived)
    ]
    assert not wrong


def test_requests_and_promises_are_counted_alike_everywhere(media):
    for committee in asked.COMMITTEES[:2]:
        counted = asked.state_counts(FACTS, committee, today=TODAY)
        total = sum(counted.values())
        short = FACTS["organisations"].filter(org_id=committee)["short_name"].item()
        assert f"Requests and promises, {short}: {total} on paper" in media[f"briefing {committee}"]
        page = scrutiny.standfirst(FACTS, committee, today=TODAY)
        assert f"{total} requests and promises are on paper. " in page
        place = spot(load().find("Medway" if committee == "hasc" else "Maidstone"))
        card = find_cards.scrutiny_card(FACTS, place, today=TODAY)
        assert f"{total} requests and promises are on paper for {short}" in card.body
        for number in counted.values():
            assert re.search(rf"\b{number} ", page)


def test_points_of_disagreement_are_counted_alike_everywhere():
    apart, moved = conflicts.counts(FACTS)
    assert f"on {apart} points" in disagree.finding(disagree.points(FACTS))
    assert f"{moved} plans moved" in disagree.finding(disagree.points(FACTS))


def test_dates_are_from_sources_and_not_from_our_own_workings(media):
    own = FACTS["sources"].filter(held="workings")["source_id"].to_list()
    theirs = set(FACTS["events"]["source_id"]) - set(own)
    assert f"from {len(theirs)} sources" in media["embed timeline"]
