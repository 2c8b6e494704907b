"""Every page as a room sees it: large, whole on screens of both shapes, a way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from tests.made import with_hero

ON_SCREEN = with_hero()
LARGE, SMALL = (1920, 1080), (1280, 720)
SQUARER = ((1024, 768), (1600, 1200))  # of 4 to 3
# px at least on the large screen, to be read at five metres; names on a map only help to steer
FINDING, BODY, READ, NAME = 56, 28, 24, 20
FILLED = 0.8  # of the height of a screen from its first line to its last

# How large each text is drawn; a picture may be drawn at another size than it was made in.
SIZES = """(all) => all.filter(one => one.textContent.trim()).map(one => {
    const drawn = one.ownerSVGElement ? one.getScreenCTM().a : 1;
    return parseFloat(getComputedStyle(one).fontSize) * drawn;
})"""
# By how much the content is larger than the window, and how far the lowest text lies under it.
SURPLUS = """() => {
    const main = document.scrollingElement;
    const foot = document.querySelector(".screen-foot").getBoundingClientRect();
    return [
        Math.max(main.scrollHeight - main.clientHeight, foot.bottom - innerHeight),
        main.scrollWidth - main.clientWidth,
    ];
}"""
# What of the words and the picture lies beyond the window, or beyond what holds it.
CUT = """() => [...document.querySelectorAll(".room :is(h1, p, li, th, td, svg)")].filter((one) => {
    const box = one.getBoundingClientRect();
    const held = one.closest(".table-frame, .room-picture, .room").getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 ||
        box.left < -1 || box.top < -1 || box.bottom > held.bottom + 1 || box.right > held.right + 1)
        && !one.closest(".visually-hidden");
}).map((one) => one.textContent.trim().slice(0, 40))"""
# The part of the window’s height between the first line and the last.
SPANNED = """() => {
    const top = document.querySelector(".room h1").getBoundingClientRect().top;
    const bottom = document.querySelector(".screen-foot").getBoundingClientRect().bottom;
    return (bottom - top) / innerHeight;
}"""


def shown(visitor: Visitor, path: str, **params: str) -> Visitor:
    visitor.go(path, view="present", **params)
    expect(visitor.page.locator(".screen-foot")).to_be_visible()
    return visitor


def sizes(visitor: Visitor, selector: str) -> list[float]:
    return visitor.page.locator(selector).evaluate_all(SIZES)


def is_whole_and_large(visitor: Visitor, path: str) -> None:
    """The screen of a page fits, its words are large enough, and nothing is to press."""
    page = shown(visitor, path).page
    assert max(page.evaluate(SURPLUS)) <= 0, path
    assert min(sizes(visitor, "h1")) >= FINDING, path
    body = ".screen-subtitle, .bar-label, .bar-none, .screen-words, .funnel-label, td, th"
    assert min(sizes(visitor, f":is({body})")) >= BODY, path
    words = ".room-picture :is(p, li *):not(svg *), .screen-foot :is(p, a)"
    assert min(sizes(visitor, words)) >= READ, path
    on_map = page.locator("svg [data-id]").count()
    least = NAME if on_map else READ
    assert min(sizes(visitor, "svg text"), default=least) >= least, path
    expect(page.locator(":is(button, input, summary, nav):visible")).to_have_count(0)


@pytest.mark.parametrize("path", ON_SCREEN)
def test_a_screen_is_whole_and_large_and_filled_and_nothing_is_cut_in_either_shape(
    new_visitor: NewVisitor, path: str
):
    visitor = new_visitor(width=LARGE[0], height=LARGE[1])
    is_whole_and_large(visitor, path)
    page = visitor.page
    for width, height in (LARGE, *SQUARER):
        page.set_viewport_size({"width": width, "height": height})
        assert max(page.evaluate(SURPLUS)) <= 0, width
        assert page.evaluate(CUT) == [], width
        assert page.evaluate(SPANNED) >= FILLED, width


def test_a_small_screen_shows_the_same(new_visitor: NewVisitor):
    visitor = new_visitor(width=SMALL[0], height=SMALL[1])
    for area in ("dgs", "medway-swale"):
        shown(visitor, "map", area=area, cohort="children")
        assert max(visitor.page.evaluate(SURPLUS)) <= 0, area
    for service in ("community-nursing", "adult-podiatry"):  # with its lots, and a long finding
        shown(visitor, "map", service=service, area="dgs")
        assert max(visitor.page.evaluate(SURPLUS)) <= 0, service
    for layer in ({"show": "both"}, {"show": "wards"}, {"places": "hospitals", "place": "ME13-8"}):
        shown(visitor, "map", **layer)
        assert max(visitor.page.evaluate(SURPLUS)) <= 0, layer


def test_the_way_there_and_back_is_by_keyboard(new_visitor: NewVisitor):
    visitor = new_visitor(width=LARGE[0], height=LARGE[1])
    page = visitor.go("find-my-area", area="east-kent", cohort="children").page
    page.get_by_role("link", name="Show on a screen").focus()
    page.keyboard.press("Enter")
    address = f"{visitor.home}/find-my-area?view=present&area=east-kent&cohort=children"
    expect(page).to_have_url(address)
    expect(visitor.settled().heading()).to_contain_text("East Kent: Lot 2 for adults")
    page.keyboard.press("Tab")
    back = page.get_by_role("link", name="Back to the page")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visitor.home}/find-my-area?area=east-kent&cohort=children")
    expect(visitor.settled().link("Money")).to_be_visible()
