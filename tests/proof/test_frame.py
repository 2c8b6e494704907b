"""The frame around the pages, further: keyboard, both looks, no motion, failing pages and data."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from components.page_list import PAGES
from tests.browser.conftest import NewVisitor
from tests.browser.frame import CONTROLS, build
from tests.browser.test_shell import css_colour
from tests.browser.visitor import Visitor
from tests.components.test_theme import contrast
from tests.looks import LOOKS
from tests.served import Server, serving

FAILING = """
def page(catalogue, asked):
    raise ValueError("typed ME13 8XX")
"""

each_look = pytest.mark.parametrize("look", LOOKS)


@pytest.mark.parametrize("entry", [PAGES[0], PAGES[3], PAGES[-1]], ids=lambda entry: entry.name)
def test_the_very_first_visit_to_a_server_may_be_a_deep_link(
    fresh_server: Server, new_visitor: NewVisitor, entry
):
    visitor = new_visitor(server=fresh_server).go(entry.path)
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page).to_have_title(entry.title)
    expect(visitor.link(PAGES[0].name)).to_be_visible()


@each_look
def test_the_menu_that_holds_the_page_is_marked_as_a_page_is(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go(PAGES[-1].path)
    menu = visitor.menu()
    expect(menu).to_have_css("border-bottom-color", css_colour(LOOKS[look].accent))
    visitor.go(PAGES[0].path)
    expect(menu).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    marked = visitor.page.locator('[data-testid="stTopNavLink"][aria-current="page"]')
    expect(marked).to_have_css("border-bottom-color", css_colour(LOOKS[look].accent))


@each_look
def test_the_keyboard_reaches_every_page_and_shows_where_it_is(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go(PAGES[-1].path)
    expect(visitor.heading()).to_be_visible()
    press = visitor.page.keyboard.press
    press("Tab")
    expect(visitor.page.get_by_role("link", name="Skip to main content")).to_be_focused()
    stops = [visitor.link(entry.name) for entry in PAGES if not entry.section]
    for stop in [*stops, visitor.menu()]:
        before = picture(visitor, stop)
        press("Tab")
        expect(stop).to_be_focused()
        assert change(before, picture(visitor, stop)) >= 3, stop
    members = [entry for entry in PAGES if entry.section]
    press("Enter")
    for member in members:
        expect(visitor.page.get_by_role("menuitem", name=member.name)).to_be_focused()
        press("ArrowDown")
    press("Escape")
    expect(visitor.page.get_by_role("menuitem")).to_have_count(0)


def picture(visitor: Visitor, stop: Locator) -> Image.Image:
    """A stop of the keyboard and a few pixels around it, as they look now."""
    box = stop.bounding_box()
    assert box
    clip = {"x": box["x"] - 4, "y": box["y"] - 4, "width": box["width"] + 8}
    shot = visitor.page.screenshot(clip=clip | {"height": box["height"] + 8}, animations="disabled")
    return Image.open(BytesIO(shot)).convert("RGB")


def change(before: Image.Image, after: Image.Image) -> float:
    """The contrast that at least 2 px along the whole width changed by (WCAG 2.4.13)."""
    pairs = zip(before.get_flattened_data(), after.get_flattened_data(), strict=True)
    ratios = sorted((contrast(_hex(one), _hex(other)) for one, other in pairs), reverse=True)
    return ratios[2 * before.width]


def _hex(pixel: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*pixel)


def test_motion_stops_for_those_who_ask(new_visitor: NewVisitor):
    visitor = new_visitor(reduced_motion="reduce").go()
    durations = visitor.page.locator(".stApp *").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).animationDuration))"
    )
    assert max(durations) < 0.01


def test_a_page_that_fails_says_so_and_the_others_go_on(new_visitor: NewVisitor, tmp_path):
    folder = build(tmp_path, {"money": FAILING, "map": CONTROLS})
    with serving(folder, log_file=tmp_path / "log.txt") as frame:
        visitor = new_visitor(server=frame).go("money")
        expect(visitor.page.get_by_role("alert")).to_have_text(
            "Part of this page cannot be shown. The fault has been noted."
        )
        expect(visitor.page.get_by_text("ValueError")).to_have_count(0)
        assert visitor.violations() == []
        visitor.turn_to("Map")
        expect(visitor.heading()).to_have_text("A page with controls")
        expect(visitor.page.get_by_role("alert")).to_have_count(0)
        assert "A page failed with ValueError" in frame.log()
        assert "ME13" not in frame.log()
        visitor.leave()
