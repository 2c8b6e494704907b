"""Timeline: what its sentences, pictures and lists say is what the tables hold."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, strategies as st

from components.charts.canvas import Window
from components.charts.lanes import CHAIN, HEAD, ROW, layout, with_days
from components.findings.timeline import rows as timeline_rows, timeline
from components.findings.timeline.rows import Choices
from components.html import event_list
from components.theme import LOOKS
from data import Catalogue
from data.package.catalogue import read
from data.queries import conflicts, milestones
from data.queries.conflicts import dates
from tests import plain

TODAY = dt.date(2026, 11, 22)
EVERY = Choices()
PROGRAMME = Window(dt.date(2023, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return read()


@pytest.fixture(scope="module")
def rows(facts: Catalogue) -> pl.DataFrame:
    return timeline_rows.dated(facts)


def lanes(facts: Catalogue, choices: Choices = EVERY, window: Window = PROGRAMME, **more):
    settings = {"look": "light", "today": TODAY} | more
    return timeline.lanes_card(facts, choices, window=window, **settings)


def marks_with(spec: dict, text: str) -> list[dict]:
    """Return the layers whose inline data hold a text."""
    data = spec.get("datasets", {})
    named = {name: json.dumps(values, ensure_ascii=False) for name, values in data.items()}
    found = []
    for layer in spec["layer"]:
        source = layer["data"]
        held = named.get(source.get("name")) or json.dumps(source["values"], ensure_ascii=False)
        if text in held:
            found.append(layer)
    return found


def test_the_finding_holds_what_the_notices_and_the_first_plan_say(facts: Catalogue):
    start = plain.the("events", event_id="contract-term-starts")["date"]
    plan = plain.the("events", event_id="contract-start-planned-april-2024")["date"]
    assert (start, plan) == ("2025-10-27", "2024-04-01")
    assert timeline.finding(facts, today=TODAY) == (
        "The new contracts run from 27 October 2025, say the notices: nearly 19 months later than "
        "first planned"
    )
    told = timeline.standfirst(facts, today=TODAY)
    assert "by 1 April 2024" in told
    ours = len([row for row in plain.rows("events") if row["basis"] == "derived"])
    assert f"{len(plain.rows('events')) - ours} dates from" in told
    assert f"and {ours} worked out here" in told


def test_the_page_begins_with_what_comes_next_and_what_was_due(facts: Catalogue):
    told = timeline.standfirst(facts, today=TODAY)
    assert told.startswith(
        "Next known date: first contract term ends, 26 October 2030 (read from a summary of the "
        "notice). Due by 26 October 2026: "
    )
    before = timeline.standfirst(facts, today=dt.date(2026, 10, 1))
    assert before.startswith("Next known date: first year of unchanged services ends, 26 October")
    assert "Due by" not in before
    after_all = timeline.standfirst(facts, today=dt.date(2034, 1, 1))
    assert not after_all.startswith("Next date")


def test_states_in_words(rows: pl.DataFrame):
    state = dict(rows.select("event_id", "state").iter_rows())
    assert state["itt-planned-september-2024"] == "planned"
    assert state["itt-published"] == "happened"
    # Dated ahead in the notices; that it happened on the day is in no source.
    assert state["contract-term-starts"] == "set in a notice"


@pytest.mark.parametrize(
    ("lane", "state", "source_id", "wanted"),
    [
        ("all", "all", "all", {}),
        ("scrutiny", "all", "all", {"lane": "scrutiny"}),
        ("all", "planned", "all", {"status": "planned"}),
        ("all", "happened", "fts-main", {"status": "actual", "source_id": "fts-main"}),
        ("engagement", "planned", "hasc-2024-08", None),
    ],
)
def test_choices_against_plain_rows(facts: Catalogue, lane, state, source_id, wanted):
    shown = timeline_rows.chosen(facts, Choices(lane, state, source_id))
    if wanted is None:
        wanted = {"lane": lane, "status": state, "source_id": source_id}
    expected = {row["event_id"] for row in plain.where("events", **wanted)}
    assert set(shown["event_id"]) == expected


def test_years_that_can_be_drawn(rows: pl.DataFrame):
    windows = timeline_rows.windows(rows, TODAY)
    assert next(iter(windows)) == "2023-2026"
    assert "2016-2033" in windows
    for words, window in windows.values():
        assert str(window.first.year) in words
        assert (window.first.month, window.first.day) == (1, 1)
        assert (window.last.month, window.last.day) == (12, 31)
    # Between them they leave no year out.
    years = {
        year
        for _, window in windows.values()
        for year in range(window.first.year, window.last.year + 1)
    }
    assert set(rows.filter(pl.col("year") >= timeline_rows.FROM_YEAR)["year"]) <= years


@pytest.mark.parametrize("key", timeline_rows.windows(timeline_rows.dated(read()), TODAY))
@pytest.mark.parametrize("look", LOOKS)
def test_the_picture_of_every_choice_of_years(facts: Catalogue, rows: pl.DataFrame, key, look):
    window = timeline_rows.windows(rows, TODAY)[key][1]
    card = lanes(facts, window=window, look=look)
    drawn = card.table.frame.height
    expected = [
        row
        for row in rows.iter_rows(named=True)
        if row["last"] >= window.first and row["date"] <= window.last
    ]
    assert drawn == len(expected)
    assert f"{drawn} date" in card.headline
    by_lane = re.findall(
        r"(procurement|decision|scrutiny|engagement|contract|background) (\d+)", card.alt
    )
    assert sum(int(number) for _, number in by_lane) == drawn
    assert "NaN" not in json.dumps(card.spec)


def test_today_is_marked_only_where_it_lies(facts: Catalogue):
    spec = lanes(facts).spec
    assert marks_with(spec, "Today, 22 November 2026")
    past = Window(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert not marks_with(lanes(facts, window=past).spec, "Today")
    assert marks_with(lanes(facts, window=past, today=dt.date(2024, 6, 1)).spec, "Today, 1 June")


def test_slips_stand_in_words_beside_what_moved(facts: Catalogue):
    card = lanes(facts)
    assert marks_with(card.spec, "just over 12 weeks later")
    assert marks_with(card.spec, "nearly 19 months later")
    assert card.headline.startswith("5 milestones moved")
    assert card.alt.endswith("5 milestones moved.")
    assert "moved" not in lanes(facts, Choices(state="happened")).headline


def test_nothing_is_drawn_where_nothing_fits(facts: Catalogue):
    assert lanes(facts, Choices(lane="background", state="planned")) is None
    assert lanes(facts, window=Window(dt.date(2040, 1, 1), dt.date(2040, 12, 31))) is None


def test_dots_do_not_cover_each_other_on_a_phone(facts: Catalogue, rows: pl.DataFrame):
    places = layout(rows, milestones.moves(facts), PROGRAMME)
    chains = set(places.chains["y"])
    loose = places.marks.filter(~pl.col("y").is_in(list(chains)))
    px = 330 / PROGRAMME.days
    for _, row in loose.group_by("y"):
        days = sorted(row["at"].to_list())
        gaps = [(b - a).days * px for a, b in pairwise(days)]
        assert all(gap >= 12 for gap in gaps)
    assert places.marks["y"].null_count() == 0
    assert places.height >= places.marks["y"].max() + ROW / 2
    assert places.chains.height == 5
    assert places.height > HEAD * places.lanes.height + CHAIN * places.chains.height


@given(
    st.lists(
        st.tuples(st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 400)),
        min_size=1,
        max_size=40,
    )
)
def test_any_events_find_a_place(spans: list[tuple[dt.date, int]]):
    frame = pl.DataFrame(
        {
            "event_id": [f"event-{n}" for n in range(len(spans))],
            "lane": ["scrutiny"] * len(spans),
            "milestone_id": pl.Series([None] * len(spans), dtype=pl.String),
            "milestone": pl.Series([None] * len(spans), dtype=pl.String),
            "label": pl.Series([None] * len(spans), dtype=pl.String),
            "date": [day for day, _ in spans],
            "last": [day + dt.timedelta(days=long) for day, long in spans],
            "date_sense": ["on"] * len(spans),
        }
    )
    none = pl.DataFrame(schema={"milestone_id": pl.String, "moved": pl.Boolean})
    places = layout(frame, none, PROGRAMME)
    for _, row in places.marks.group_by("y"):
        ordered = row.sort("start", "end")
        ends, starts = ordered["end"].to_list(), ordered["start"].to_list()
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_deadlines_stand_at_their_last_day(rows: pl.DataFrame):
    at = dict(with_days(rows).select("event_id", "at").iter_rows())
    assert at["contract-start-planned-september-2025"] == dt.date(2025, 9, 30)
    assert at["award-planned-may-2025"] == dt.date(2025, 5, 1)
    assert at["review-relaunched"] == dt.date(2024, 2, 15)


def test_the_slip_card_says_what_the_milestones_say(facts: Catalogue):
    card = timeline.slip_card(facts, look="light")
    slips = milestones.slips(facts)
    late = [slip for slip in slips["slip"] if slip and slip.endswith("later")]
    assert card.headline == f"{len(late)} of {slips.height} milestones are later than first planned"
    assert len(late) == 5
    assert "574 days" in " ".join(card.how)
    assert "465 days at the least" in " ".join(card.how)
    frame = card.table.frame
    assert set(frame["milestone_id"]) == set(slips["milestone_id"])
    assert frame["source_id"].null_count() == 0
    assert len(card.alt) < 250
    assert marks_with(card.spec, timeline.SLIP_UNKNOWN)


def test_the_list_holds_every_event_under_its_year(facts: Catalogue, rows: pl.DataFrame):
    html = event_list.years(
        rows,
        timeline_rows.next_dates(facts),
        dates(facts),
        heading=timeline_rows.list_heading(rows, rows),
        today=TODAY,
    )
    assert html.count("<li ") == len(plain.rows("events"))
    years = [int(year) for year in re.findall(r"<h3>(\d{4})</h3>", html)]
    assert years == sorted({int(row["date"][:4]) for row in plain.rows("events")})
    # Folded while there are many, but for what is to come; a narrower choice is unfolded.
    opened = re.findall(r"<details open><summary><h3>(\d{4})", html)
    assert opened == [str(year) for year in years if year > TODAY.year] != []
    assert "Next date given: 5 December 2024, just over 12 weeks later." in html
    assert '/disagree?point=contract-start"' in html
    few = event_list.years(rows.head(3), {}, {}, heading="Three", today=TODAY)
    assert "<details open>" in few
    assert "/disagree" not in few


def test_a_plan_of_which_a_later_source_tells_is_not_said_to_be_met_with_silence(
    rows: pl.DataFrame,
):
    """What notes or later papers say of the first plan is held, so its state cannot deny it."""
    silent = timeline_rows.as_of(rows, dt.date(2026, 11, 29)).filter(state=timeline_rows.PASSED)
    assert not silent["title"].str.contains("first plan|expect").any()
    assert silent["replaced_by"].null_count() == silent.height


@pytest.mark.parametrize("day", [25, 26, 27])
def test_around_its_day_a_date_is_either_next_or_due(facts: Catalogue, day: int):
    told = timeline.standfirst(facts, today=dt.date(2026, 10, day))
    ends = "first year of unchanged services ends"
    assert (f"Next known date: {ends}, 26 October 2026" in told) == (day < 27)
    assert (f"Due by 26 October 2026: {ends}." in told) == (day == 27)


def test_a_plan_that_moved_is_not_called_a_difference(facts: Catalogue, rows: pl.DataFrame):
    moved = dict(conflicts.points(facts).filter(kind="milestone")["subject_id", "moved"].rows())
    assert len(set(moved.values())) == 2
    for milestone_id, only_moved in moved.items():
        html = event_list.items(rows.filter(milestone_id=milestone_id), {}, dates(facts))
        assert f'/disagree?point={milestone_id}"' in html
        assert ("Sources give this date differently" not in html) == only_moved


def test_the_list_says_how_many_were_chosen(rows: pl.DataFrame):
    some = rows.head(5)
    total = len(plain.rows("events"))
    assert timeline_rows.list_heading(rows, rows) == f"All {total} dates, year by year"
    assert timeline_rows.list_heading(some, rows) == f"5 of {total} dates, year by year"
