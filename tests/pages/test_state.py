"""The choices of a page in its address: read by every medium, written by the live one."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.choices import Asked, Choice, Number, Words
from components.live import search_box
from components.live.callbacks import when_changed
from components.page_model import Page, chosen, faults
from data.live.current import current
from tests.made import TODAY

VIEW = Choice(key="view", label="Show", options={"sum": "Sum", "each": "Each"}, default="sum")
WORDS = Words(key="q", label="Search")
RATE = Number(key="rate", label="Rate, %", least=-5, most=15, usual=2, step=0.5)
PAGE = Page(finding="A finding", choices=(VIEW, WORDS, RATE))


def asked(**address: str) -> Asked:
    return Asked(address=address, look="light", today=TODAY)


def one_page() -> None:
    """A page with every kind of control, as Streamlit runs it."""
    import datetime as dt

    import streamlit as st

    from components.choices import COHORT, Choice, Number, Words, area_choice
    from components.live import address, controls
    from components.page_model import Page
    from data.live.current import current

    view = Choice(
        key="view",
        label="Show",
        options={"sum": "Sum", "each": "Each"},
        default="sum",
        shape="buttons",
    )
    words = Words(key="q", label="Search")
    rate = Number(key="rate", label="Rate, %", least=-5, most=15, usual=2, step=0.5)
    address.carry(current())
    asked = address.asked("light", dt.date(2026, 11, 29))
    shown = Page(finding="", choices=(area_choice(current()), COHORT, view, words, rate))
    controls.show(shown, asked)
    st.text(f"{asked.area(current())} {asked.cohort} {asked[view]} {asked[words]!r}")
    st.text(f"{asked[rate]:g}")


@pytest.fixture
def opened():
    def run(**params: str) -> AppTest:
        app = AppTest.from_function(one_page, default_timeout=30)
        for key, value in params.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return run


def shown(app: AppTest) -> str:
    return app.text[0].value


def test_defaults_leave_the_url_clean(opened):
    app = opened()
    assert shown(app) == "None adults sum ''"
    assert app.query_params == {}


def test_a_shared_url_gives_the_same_view(opened):
    app = opened(area="east-kent", cohort="children", view="each", q="nursing")
    assert shown(app) == "east-kent children each 'nursing'"
    assert app.selectbox(key="area-control").value == "east-kent"
    assert app.radio(key="cohort-control").value == "children"


def test_controls_write_to_the_url(opened):
    app = opened()
    app.selectbox(key="area-control").select("west-kent").run()
    app.radio(key="cohort-control").set_value("children").run()
    app.radio(key="view-control").set_value("each").run()
    app.text_input(key="q-control").input("  night nurses ").run()
    assert shown(app) == "west-kent children each 'night nurses'"
    assert app.query_params == {
        "area": "west-kent",
        "cohort": "children",
        "view": "each",
        "q": "night nurses",
    }


def test_a_choice_on_what_is_gone_by_then_does_nothing(monkeypatch):
    """Two quick clicks: the page that the first one made lacks what the second one pressed."""
    kept = {}
    monkeypatch.setattr("streamlit.session_state", kept)
    written = []
    changed = when_changed("view-control", written.append)
    changed()
    assert written == []
    kept["view-control"] = "each"
    changed()
    assert written == ["each"]
    search_box._look_up_offered(0)
    assert kept == {"view-control": "each"}


def test_going_back_to_the_default_clears_the_url(opened):
    app = opened(area="west-kent", view="each", q="x")
    app.selectbox(key="area-control").select("all").run()
    app.radio(key="view-control").set_value("sum").run()
    app.text_input(key="q-control").input("").run()
    assert shown(app) == "None adults sum ''"
    assert app.query_params == {}


@pytest.mark.parametrize("key", ["area", "cohort", "view"])
@pytest.mark.parametrize("bad", ["", "nowhere", "EACH", "each'; drop table", "😀", "x" * 5000])
def test_a_bad_value_gives_one_sentence_and_the_default(key, bad):
    given = asked(**{key: bad})
    assert (given.area(current()), given.cohort, given[VIEW]) == (None, "adults", "sum")
    (sentence,) = faults(PAGE, given, current())
    assert key in sentence
    assert sentence.endswith("is shown instead.")
    assert not bad or bad not in sentence


@pytest.mark.parametrize(
    "bad",
    ["", "15.5", "-5.5", "2.25", "+1", "1e1", "nan", "inf", "1_0", " 2", "٣", "9" * 400, "<b>"],
)
def test_a_number_out_of_bounds_gives_one_sentence_with_them_and_the_usual_one(bad):
    given = asked(rate=bad)
    assert given[RATE] == 2
    (sentence,) = faults(PAGE, given, current())
    assert sentence == (
        "The number after “rate” in the web address must be from −5 to 15 in steps of 0.5. "
        "2 is used instead."
    )
    assert chosen(PAGE, given, current()) == {}


@pytest.mark.parametrize(
    ("good", "value"), [("-5", -5), ("15", 15), ("0", 0), ("2.50", 2.5), ("-0.5", -0.5)]
)
def test_a_number_within_bounds_is_taken_and_stands_in_one_form(good, value):
    given = asked(rate=good)
    assert given[RATE] == value
    assert faults(PAGE, given, current()) == []
    assert chosen(PAGE, given, current()) == {"rate": f"{value:g}"}


def test_a_number_is_written_to_the_url_and_leaves_it_with_the_usual_one(opened):
    app = opened(rate="7.5")
    field = app.number_input(key="rate-control")
    assert (field.value, field.min, field.max, field.step) == (7.5, -5, 15, 0.5)
    assert field.label == "Rate, % (−5\u00a0to\u00a015)"
    assert app.text[1].value == "7.5"
    app.number_input(key="rate-control").set_value(-1.5).run()
    assert app.query_params == {"rate": "-1.5"}
    app.number_input(key="rate-control").set_value(2.0).run()
    assert app.query_params == {}


@pytest.mark.parametrize(("path", "key"), [("map", "area"), ("map", "show"), ("services", "view")])
def test_a_bad_value_is_told_on_the_live_page_too(open_page, path, key):
    (warning,) = open_page(path, **{key: "nowhere"}).warning
    assert f"“{key}”" in warning.value


def test_words_that_are_too_long_are_cut_and_said_so():
    given = asked(q="x" * 1000)
    assert given[WORDS] == "x" * 200
    assert len(faults(PAGE, given, current())) == 1


def test_everywhere_can_be_asked_for_by_name():
    assert asked(area="all").area(current()) is None
    assert faults(PAGE, asked(area="all"), current()) == []


def test_what_stands_at_its_default_does_not_decide_what_is_kept():
    usual = asked(area="all", cohort="adults", view="sum", q="")
    assert chosen(PAGE, usual, current()) == {}
    assert chosen(PAGE, asked(view="each", area="dgs"), current()) == {
        "area": "dgs",
        "view": "each",
    }
