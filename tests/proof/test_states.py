"""Further states of pages and documents: clear to all and whole, on desk and phone, in both looks.

What the accessibility statement counts is proved in test_accessibility.py; this goes further.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from components.maps.shows import SHOWS
from tests.browser import proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.test_find import FIND, look_up
from tests.browser.visitor import Visitor
from tests.looks import LOOKS

NARROWEST, DESK = 320, 1280
Reach = Callable[[Visitor], object]


def page(path: str, **params: str) -> Reach:
    """Opens a page of the app."""
    return lambda visitor: visitor.go(path, **params)


def document(address: str) -> Reach:
    """Opens a page beside the app."""
    return lambda visitor: visitor.page.goto(f"{visitor.home}/{address}")


STATES: dict[str, dict[str, Reach]] = {
    "find my area": {
        "opening": page(FIND),
        "list": lambda v: v.page.locator("summary", has_text="Choose from a list instead").click(),
        "near a border": lambda v: look_up(v, "DA13 0SG", "This DA13 0 .* about 15 metres"),
        "error": lambda v: look_up(v, "<b>x</b>", "No place of that name"),
        "several": lambda v: look_up(v, "Rainham", "More than one place"),
        "split": lambda v: look_up(v, "Swale", "Swale district is split"),
        "lot": page(FIND, place="lot-6"),
        "bad address": page(FIND, place="atlantis"),
        "two areas": page(FIND, place="E07000113"),
    },
    "map": {
        "an area": page("map", area="east-kent", show="councils"),
        **{f"an area, {show}": page("map", show=show, area="dgs") for show in SHOWS},
        "hospitals": page("map", places="hospitals", area="east-kent"),
        "surgeries": page("map", places="surgeries"),
    },
    "services": {
        "as it opens": page("services"),
        "every line of an area": page("services", rows="lines", area="medway-swale"),
        "children": page("services", cohort="children"),
        "one lot": page("services", view="lot", lot="lot-3"),
        "one service": page("services", view="service", service="adult-falls"),
        "a search": page("services", q="dermatology"),
    },
    "compare": {
        "all areas": page("compare"),
        "two lots": page("compare", items="lot-5,lot-6"),
        "too many": page("compare", items="lot-1,lot-2,lot-3,lot-4,lot-5"),
        "none": page("compare", items="no-lots"),
        "bad address": page("compare", items="atlantis"),
    },
    **{
        path: {"as it opens": page(path)}
        for path in ("engagement", "timeline", "disagree", "changes")
    },
    "documents": {
        address: document(address)
        for address in (
            "open-data",
            "no-such-page",
            "briefing/",
            "briefing/area/dgs",
            "briefing/lot/lot-5",
            "briefing/committee/hosc",
        )
    },
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [NARROWEST, DESK])
@pytest.mark.parametrize("group", STATES)
def test_every_state_is_clear_to_all_and_fits(new_visitor: NewVisitor, group, width, look):
    visitor = new_visitor(width=width, look=look)
    amiss = {}
    for name, reach in STATES[group].items():
        reach(visitor)
        expect(visitor.heading()).to_be_visible()
        if visitor.page.locator("#root").count():
            expect(visitor.page.locator(".where-from")).to_be_visible()
        visitor.unfold()
        checks.resize(visitor, width)
        amiss[name] = visitor.violations()
        if visitor.overflow() > 0:
            amiss[name].append(f"{visitor.overflow()} px too wide")
    visitor.complaints[:] = [one for one in visitor.complaints if "404" not in one]
    assert amiss == {name: [] for name in STATES[group]}


@pytest.mark.parametrize("path", ["services", "engagement", "timeline", "disagree", "changes"])
def test_it_reads_at_twice_the_text_size_on_a_phone(new_visitor: NewVisitor, path: str):
    visitor = new_visitor(width=NARROWEST).go(path)
    expect(visitor.page.locator(".where-from")).to_be_visible()
    visitor.unfold()
    assert checks.at_twice_the_text(visitor.page) == {}


def test_what_is_beside_the_map_has_room_for_text_twice_as_large(new_visitor: NewVisitor):
    visitor = new_visitor(width=DESK).go("map", area="west-kent", cohort="children")
    expect(visitor.page.locator(".where-from")).to_be_visible()
    assert checks.at_twice_the_text(visitor.page) == {}
