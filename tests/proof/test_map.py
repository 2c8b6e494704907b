"""The map in Chromium, further: at other widths, in the dark look, and in each of its shows."""

from __future__ import annotations

import pytest

from components.maps.scene import RAISED
from components.maps.shows import SHOWS
from components.theme import LookName
from tests.browser.conftest import NewVisitor
from tests.browser.test_map import (
    DESK,
    EAST_KENT,
    NARROWEST,
    TABLET,
    WEST_KENT,
    click,
    is_whole,
    painted,
    seen,
    shares,
)
from tests.browser.visitor import Visitor


@pytest.mark.parametrize(
    ("width", "look"), [(TABLET, "light"), (NARROWEST, "dark"), (TABLET, "dark"), (DESK, "dark")]
)
def test_all_areas_are_painted_and_the_county_fills_its_frame(
    new_visitor: NewVisitor, width: int, look: LookName
):
    is_whole(new_visitor(width=width, look=look).go("map"), look)


def test_a_click_chooses_an_area_and_another_lets_go(visitor: Visitor):
    visitor.go("map")
    seen(visitor, lambda shot: shares(shot, {"": painted("east-kent", "light")})[""] > 0.1)
    click(visitor, EAST_KENT, "map?area=east-kent")
    click(visitor, WEST_KENT, "map?area=west-kent")
    seen(visitor, lambda shot: shares(shot, {"": painted("west-kent", "light", RAISED)})[""] > 0.1)
    click(visitor, WEST_KENT, "map")


@pytest.mark.parametrize("show", SHOWS)
def test_each_show_fits_the_narrowest_phone(new_visitor: NewVisitor, show: str):
    visitor = new_visitor(width=NARROWEST).go("map", show=show, area="dgs")
    page = visitor.page
    visitor.unfold()
    assert visitor.overflow() <= 0
    map_box = page.locator(".stDeckGlJsonChart").bounding_box()
    assert map_box["x"] >= 0
    assert map_box["width"] >= NARROWEST - 8
    below = page.locator(".area-key, dl.entry").first.bounding_box()
    assert below["y"] - (map_box["y"] + map_box["height"]) < 40
