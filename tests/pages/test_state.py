"""The choices in the URL, without a browser; tests/browser/test_state.py has the history."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def one_page() -> None:
    """A page with every kind of control, as Streamlit runs it."""
    import streamlit as st

    from components import state

    areas = {"north": "The North", "south": "The South"}
    state.begin(areas)
    state.area_control(areas)
    state.cohort_control()
    view = state.choice("view", {"sum": "Sum", "each": "Each"}, "sum", "Show", shape="buttons")
    words = state.text("q", "Search")
    st.text(f"{state.area()} {state.cohort()} {view} {words!r}")
    for sentence in state.faults():
        st.warning(sentence)


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
    assert not app.warning


def test_a_shared_url_gives_the_same_view(opened):
    app = opened(area="south", cohort="children", view="each", q="nursing")
    assert shown(app) == "south children each 'nursing'"
    assert app.selectbox(key="area-control").value == "south"
    assert app.radio(key="cohort-control").value == "children"
    assert not app.warning


def test_controls_write_to_the_url(opened):
    app = opened()
    app.selectbox(key="area-control").select("north").run()
    app.radio(key="cohort-control").set_value("children").run()
    app.radio(key="view-control").set_value("each").run()
    app.text_input(key="q-control").input("  night nurses ").run()
    assert shown(app) == "north children each 'night nurses'"
    assert app.query_params == {
        "area": "north",
        "cohort": "children",
        "view": "each",
        "q": "night nurses",
    }


def test_going_back_to_the_default_clears_the_url(opened):
    app = opened(area="south", view="each", q="x")
    app.selectbox(key="area-control").select("all").run()
    app.radio(key="view-control").set_value("sum").run()
    app.text_input(key="q-control").input("").run()
    assert shown(app) == "None adults sum ''"
    assert app.query_params == {}


@pytest.mark.parametrize("key", ["area", "cohort", "view"])
@pytest.mark.parametrize("bad", ["", "nowhere", "NORTH", "north'; drop table", "😀", "x" * 5000])
def test_a_bad_value_gives_one_sentence_and_the_default(opened, key, bad):
    app = opened(**{key: bad})
    assert shown(app) == "None adults sum ''"
    (warning,) = app.warning
    assert key in warning.value
    assert warning.value.endswith("is shown instead.")
    assert not bad or bad not in warning.value


def test_words_that_are_too_long_are_cut_and_said_so(opened):
    app = opened(q="x" * 1000)
    assert shown(app) == f"None adults sum {'x' * 200!r}"
    assert len(app.warning) == 1


def test_everywhere_can_be_asked_for_by_name(opened):
    assert shown(opened(area="all")) == "None adults sum ''"
