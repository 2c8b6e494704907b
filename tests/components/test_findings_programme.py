"""The programme: what it was for, what of it is on record, and how that follows the calendar."""

from __future__ import annotations

import datetime as dt
from html import escape

import polars as pl
import pytest

from components.findings.background import background, cards as background_cards
from components.findings.programme import programme
from components.findings.timeline import handover, now, rows as timeline_rows
from components.findings.timeline.rows import PASSED
from components.html.cards import foot_html, heading_html
from data.package.catalogue import Catalogue, read
from data.queries.programme import items, steps

FACTS = read()
START, TODAY = dt.date(2025, 10, 27), dt.date(2026, 11, 29)
CARDS = programme.cards(FACTS, today=TODAY)
each_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.slug)


def changed(table: str, rows: pl.DataFrame) -> Catalogue:
    return Catalogue({**FACTS.tables, table: rows}, FACTS.descriptor)


def test_the_finding_says_why_and_since_when_by_the_calendar():
    before = programme.finding(FACTS, today=START - dt.timedelta(days=1))
    assert before.endswith("The new contracts are to run from 27 October 2025, say the notices")
    for day in (START, TODAY):
        told = programme.finding(FACTS, today=day)
        assert told.endswith("No paper collected here says what has changed since 27 October 2025")
    assert TODAY > START
    reason = items(FACTS, "reason")["name"][0]
    assert programme.finding(FACTS, today=TODAY).startswith(f"{reason} led to the programme")


def test_the_standfirst_says_since_when_by_whom_it_is_said():
    told = programme.standfirst(FACTS, today=TODAY)
    assert items(FACTS, "scale")["text"].item() in told
    assert told.endswith("The new contracts run from 27 October 2025, say the notices.")


def test_nothing_is_called_unknown_once_its_question_is_answered():
    answered = changed("gaps", FACTS["gaps"].clear())
    assert "The new contracts run from" in programme.finding(answered, today=TODAY)
    assert "do not say how" not in programme.areas_card(answered).headline
    assert "cannot be read" not in programme.model_card(answered).subtitle


def test_every_item_is_on_a_page():
    held = set(FACTS["programme"]["item_id"])
    told = set(programme.everything(FACTS).frame["item_id"])
    of_the_story = set(background_cards.reasons_card(FACTS).table.frame["item_id"])
    assert told | of_the_story == held
    assert not told & of_the_story


@each_card
def test_a_card_shows_every_name_of_its_table_and_cites_its_rows(card):
    shown = heading_html(card) + foot_html(FACTS, card)
    rows = card.table.frame
    if "name" in rows.columns:
        missing = [name for name in rows["name"] if escape(name) not in shown]
        assert not missing
    assert set(rows["source_id"]) <= set(card.source_ids)
    assert set(card.source_ids) <= set(programme.source_ids(FACTS, today=TODAY))


def test_each_phase_has_its_steps_with_what_was_due_and_what_was_done():
    rows = programme.phases_card(FACTS, today=TODAY).table.frame
    assert rows["phase"].n_unique() == items(FACTS, "phase").height
    silent = rows.filter(state=PASSED)
    assert set(silent["status"]) == {"planned"}
    assert (silent["last"] < TODAY).all()
    assert f"{silent.height} due with nothing found since" in CARDS[1].headline


@pytest.mark.parametrize(
    ("today", "is_silent"), [(dt.date(2026, 10, 26), False), (dt.date(2026, 10, 27), True)]
)
def test_a_step_is_due_until_its_last_day_and_silent_after_it(today, is_silent):
    rows = programme.phases_card(FACTS, today=today).table.frame
    state = rows.filter(event_id="as-is-year-end-2026")["state"].item()
    assert (state == PASSED) == is_silent


def test_days_from_award_to_start_stand_beside_what_was_kept_free():
    known = handover.handover(FACTS)
    days = (known.start["date"] - known.award["date"]).days
    assert days == (START - dt.date(2025, 8, 8)).days == 80
    assert known.kept_free == "6 months"
    assert handover.in_words(FACTS).startswith("There were 80 days from award to start")
    card = handover.handover_card(FACTS)
    since = dict(card.table.frame.select("item_id", "since").iter_rows())
    assert since["deliverable-transform"] is None
    assert "27 October 2025" in since["approach-as-is"]


def test_without_an_award_the_days_are_not_told():
    without = changed("events", FACTS["events"].filter(pl.col("event_id") != "award-made"))
    assert steps(without, handover.MOBILISATION).height == 1
    assert handover.in_words(without) == ""
    assert "not published" in handover.handover_card(without).headline


def test_the_case_for_change_has_its_reasons_with_the_further_ones_folded():
    card = background_cards.reasons_card(FACTS)
    rows = card.table.frame
    reasons = rows.filter(pl.col("kind").str.starts_with("reason"))
    assert card.headline == f"The case for change gives {reasons.height} reasons"
    head, folded = card.body.split("<details>", 1)
    for name, group in rows.select("name", "group").iter_rows():
        assert name in (head if group == rows["group"][0] else folded)
    assert card.source_ids == (background.story().source_id,)
    none = changed("programme", FACTS["programme"].clear())
    assert background_cards.reasons_card(none) is None


def test_dates_of_other_contracts_and_of_providers_are_no_dates_of_the_lots():
    rows = timeline_rows.of_contracts(FACTS)
    assert rows["scope"].drop_nulls().is_empty()
    assert "as-is-year-end-2026" in rows["event_id"].to_list()
    assert "faversham-reopen-planned" not in rows["event_id"].to_list()
    told = now.due_in_words(FACTS, today=TODAY)
    assert told.count("Due by") == 1


def test_another_day_given_for_the_award_is_told_beside_the_days():
    assert any("Not counted from May 2025" in one for one in handover.handover_card(FACTS).how)
