"""What addresses and widgets may hold: every page says something, whatever is chosen in any way."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio, Selectbox

import pages
from components.choices import COHORTS, Asked, Choice, Words
from components.findings.briefing import briefing
from components.findings.compare import compare
from components.page_list import PAGES
from components.page_model import Page, faults
from data.live.current import current
from geo.errors import LookupProblem
from geo.lookup.lookup import load
from tests.fuzzing import ODD_TEXTS, examples, one_clear_sentence
from tests.made import entry_of

CATALOGUE = current()
PATHS = [entry.path for entry in PAGES]
AREAS = CATALOGUE["hcp_areas"]["hcp_area_id"].to_list()
KNOWN = [
    CATALOGUE["hcp_areas"]["hcp_area_id"].to_list(),
    CATALOGUE["lots"]["lot_id"].to_list(),
    CATALOGUE["services"]["service_id"].to_list(),
    CATALOGUE["sources"]["source_id"].to_list(),
    CATALOGUE["milestones"]["milestone_id"].to_list(),
    CATALOGUE["metrics"]["metric_id"].to_list(),
    ["adults", "children", "all", "lots", "areas", "lines", "lot", "service", "between", "ccgs"],
    ["hosc", "hasc", "procurement", "decision", "planned", "actual", "2023", "2024-2025", "x,y"],
    ["ME13 8XX", "ME13", "faversham", "swale", "E07000113", "lot-1,lot-2", "east-kent,west-kent"],
]
KEYS = ("area", "cohort", "show", "place", "view", "lot", "service", "q", "items", "rows", "source")
MORE_KEYS = (
    "from",
    "to",
    "compare",
    "lane",
    "years",
    "point",
    "kind",
    "committee",
    "topic",
    "said",
    "efficiency",
    "held-back",
    "growth-2",
    "share",
    "envelope-lot-1",
)
VALUES = st.sampled_from([value for group in KNOWN for value in group]) | ODD_TEXTS | st.text()
# An address holds nothing that UTF-8 cannot write.
WRITABLE = (ODD_TEXTS | st.text()).filter(lambda text: writable({"": text}))
ADDRESSES = st.dictionaries(st.sampled_from(KEYS + MORE_KEYS), VALUES, max_size=5)
VIEW = Choice(key="view", label="View", options={"a": "A", "b": "B"}, default="a")
WORDS = Words(key="q", label="Words")
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


@examples(50, 3_000)
@given(st.sampled_from(PATHS), ADDRESSES, st.sampled_from(["light", "dark", "css"]), DAYS)
def test_every_page_is_made_whatever_the_address_says(path, address, look, today):
    asked = Asked(address=address, look=look, today=today)
    found = pages.maker(entry_of(path))(CATALOGUE, asked)
    assert found.finding and "{" not in found.finding
    assert all("{" not in sentence for sentence in faults(found, asked, CATALOGUE))


@examples(200, 10_000)
@given(st.text(max_size=60) | VALUES)
def test_every_place_is_found_or_refused_in_one_sentence(text):
    try:
        load().find(text)
    except LookupProblem as problem:
        one_clear_sentence(problem)
    load().suggest(text)


@examples(100, 4_000)
@given(
    st.none() | VALUES | st.lists(VALUES, max_size=6).map(",".join),
    st.sampled_from(["adults", "children"]),
)
def test_any_list_can_be_compared_or_is_named_in_a_sentence(items, cohort):
    chosen = compare.read(CATALOGUE, items, cohort)
    for fault in chosen.faults:
        one_clear_sentence(ValueError(fault))
    rows = compare.rows(CATALOGUE, chosen) if chosen.shown else []
    assert compare.finding(CATALOGUE, chosen)
    assert compare.standfirst(rows) or not chosen.shown


@examples(60, 2_000)
@given(st.sampled_from(["area", "lot", "committee", "place", ""]) | ODD_TEXTS, VALUES, DAYS)
def test_any_briefing_is_one_or_none(kind, subject, today):
    known = subject in briefing.subjects(CATALOGUE).get(kind, {})
    with contextlib.nullcontext() if known else pytest.raises(LookupError):
        briefing.briefing(CATALOGUE, kind, subject, today=today)


@examples(200, 4_000)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "area": st.sampled_from([*AREAS, "all"]) | WRITABLE,
            "cohort": st.sampled_from(["adults", "children"]) | WRITABLE,
            "view": st.sampled_from(["a", "b"]) | WRITABLE,
            "q": WRITABLE,
        },
    )
)
def test_choices_in_an_address_are_taken_or_named(address):
    asked = Asked(address=address, look="light", today=dt.date(2026, 11, 29))
    assert asked.area(CATALOGUE) in (None, *AREAS)
    assert asked.cohort in COHORTS
    assert asked[VIEW] in VIEW.options
    assert len(asked[WORDS]) <= 200
    for sentence in faults(Page(finding="", choices=(VIEW, WORDS)), asked, CATALOGUE):
        assert "\n" not in sentence
        for key, value in address.items():
            assert len(value) < 9 or key == "q" or value not in sentence


@pytest.mark.parametrize("path", PATHS)
@examples(1, 640)
@given(data=st.data())
def test_every_page_stands_whatever_is_chosen_on_it(open_page, path, data):
    app = open_page(path, **data.draw(ADDRESSES.filter(writable)))
    for _ in range(data.draw(st.integers(1, 2))):
        turn_one(app, data)
        assert not app.exception, app.exception[0].stack_trace


def writable(address: dict[str, str]) -> bool:
    try:
        "".join(address.values()).encode()
    except UnicodeEncodeError:
        return False
    return True


def turn_one(app: AppTest, data: st.DataObject) -> None:
    """Put some value into one of the widgets, as a visitor can, and run the page."""
    boxes = list(app.text_input)
    lists = [widget for widget in (*app.selectbox, *app.radio) if values_of(widget)]
    widgets = [*lists, *boxes]
    if not widgets:
        return
    place = data.draw(st.integers(0, len(widgets) - 1), label="widget")
    if place < len(lists):
        values = values_of(widgets[place])
    else:
        values = [data.draw(st.text(max_size=200) | VALUES.filter(lambda v: len(v) <= 200))]
    widgets[place].set_value(data.draw(st.sampled_from(values), label="value")).run()


def values_of(widget: Selectbox | Radio) -> list[str]:
    """The known values that stand behind the words of a list or of buttons."""

    def words(value: str) -> str | None:
        try:
            return str(widget.format_func(value))
        except (KeyError, ValueError, TypeError):
            return None

    every = {value for group in KNOWN for value in group}
    return sorted(value for value in every if words(value) in widget.options)
