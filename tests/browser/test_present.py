"""Money, Map and Engagement as a room sees them: large, whole on the screen, a way back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from tests.made import with_hero

ON_SCREEN = with_hero()
LARGE, SMALL = (1920, 1080), (1280, 720)
FINDING, BODY, PICTURE = 44, 28, 20  # px at least on the large screen

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


def shown(visitor: Visitor, path: str, **params: str) -> Visitor:
    visitor.go(path, view="present", **params)
    expect(visitor.page.locator(".screen-foot")).to_be_visible()
    if path == "map":
        expect(visitor.page.locator("svg text").first).to_be_visible()
    return visitor


def sizes(visitor: Visitor, selector: str) -> list[float]:
    return visitor.page.locator(selector).evaluate_all(SIZES)


def are_whole_and_large(visitor: Visitor) -> None:
    """Every screen fits, its words are large enough, and nothing is to press."""
    page = visitor.page
    for path in ON_SCREEN:
        shown(visitor, path)
        assert max(page.evaluate(SURPLUS)) <= 0, path
        assert min(sizes(visitor, "h1")) >= FINDING, path
        body = ".screen-measure, .bar-label, .bar-none, .screen-words, .funnel-label"
        assert min(sizes(visitor, f":is({body})")) >= BODY, path
        picture = ".room-picture :is(p, li *), svg text, .screen-foot *"
        assert min(sizes(visitor, picture)) >= PICTURE, path
        expect(page.locator(":is(button, input, summary, nav):visible")).to_have_count(0)


def test_every_screen_is_whole_and_large(new_visitor: NewVisitor):
    are_whole_and_large(new_visitor(width=LARGE[0], height=LARGE[1]))


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
    page = visitor.go("map", area="east-kent", cohort="children").page
    page.get_by_role("link", name="Show on a screen").focus()
    page.keyboard.press("Enter")
    address = f"{visitor.home}/map?view=present&area=east-kent&cohort=children"
    expect(page).to_have_url(address)
    expect(visitor.settled().heading()).to_contain_text("East Kent: Lot 2 for adults")
    page.keyboard.press("Tab")
    back = page.get_by_role("link", name="Back to the page")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visitor.home}/map?area=east-kent&cohort=children")
    expect(visitor.settled().link("Money")).to_be_visible()
