"""The frame around the pages in Chromium: menus on desk and phone, what it says and keeps."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from components.page_list import BRIEFINGS, MORE, PAGES
from components.theme import LIGHT, rgb
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor, axe
from tests.served import Server

DESK, TABLET, PHONE = 1280, 768, 360
# Streamlit folds its menu after a choice only where the browser calls itself a phone's.
PHONES_NAME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"


def css_colour(colour: str) -> str:
    """`#RRGGBB` as a browser writes a computed colour."""
    red, green, blue, _opacity = rgb(colour)
    return f"rgb({red}, {green}, {blue})"


def test_the_very_first_visit_may_be_a_deep_link_and_leaves_no_cookie_but_against_forgery(
    fresh_server: Server, new_visitor: NewVisitor
):
    visitor = new_visitor(server=fresh_server, is_new=True).go(PAGES[3].path)
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page).to_have_title(PAGES[3].title)
    expect(visitor.link(PAGES[0].name)).to_be_visible()
    names = {cookie["name"] for cookie in visitor.page.context.cookies()}
    assert names <= {"_streamlit_xsrf"}


def test_the_menu_that_holds_the_page_is_marked_as_a_page_is(visitor: Visitor):
    visitor.go(PAGES[-1].path)
    menu = visitor.menu()
    expect(menu).to_have_css("border-bottom-color", css_colour(LIGHT.accent))
    visitor.go(PAGES[0].path)
    expect(menu).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    marked = visitor.page.locator('[data-testid="stTopNavLink"][aria-current="page"]')
    expect(marked).to_have_css("border-bottom-color", css_colour(LIGHT.accent))


def test_the_bar_has_room_for_all_of_it_on_a_tablet(new_visitor: NewVisitor):
    visitor = new_visitor(width=TABLET).go(PAGES[-1].path)
    for entry in (entry for entry in PAGES if not entry.section):
        expect(visitor.link(entry.name)).to_be_visible()
    expect(visitor.page.get_by_role("button", name=re.compile(r"^\d+ more$"))).to_have_count(0)


def test_six_stops_come_before_the_page_and_the_menu_ends_with_briefings(visitor: Visitor):
    page = visitor.go("accessibility").page
    page.keyboard.press("Tab")  # the skip link
    stops = []
    while len(stops) < 9:
        page.keyboard.press("Tab")
        held = page.evaluate("document.activeElement.closest('header')?.innerText ?? ''")
        if not held:
            break
        stops.append(held)
    assert len(stops) <= 6
    visitor.menu().click()
    last = page.get_by_role("menuitem").last
    expect(last).to_contain_text(BRIEFINGS)
    expect(last).to_have_attribute("href", f"{visitor.home}/briefing/")


def sections() -> dict[str, list[str]]:
    """The names of the pages of each section, in order; the last ends with briefings."""
    found: dict[str, list[str]] = {}
    for entry in (entry for entry in PAGES if entry.section):
        found.setdefault(entry.section, []).append(entry.name)
    found[PAGES[-1].section].append(BRIEFINGS)
    return found


def test_the_menu_groups_its_pages_by_section_and_lies_within_the_window(new_visitor: NewVisitor):
    for width, look in ((DESK, "dark"), (TABLET, "light")):
        visitor = new_visitor(width=width, height=800, look=look).go()
        visitor.menu().click()
        menu = visitor.page.get_by_role("menu", name=MORE, exact=True)
        expect(menu.get_by_role("group")).to_have_count(len(sections()))
        for section, names in sections().items():
            items = menu.get_by_role("group", name=section, exact=True).get_by_role("menuitem")
            expect(items).to_contain_text(names)
        assert lies_within(visitor, menu)
        assert list(axe(visitor.page, only=["color-contrast"])) == []


def test_the_plain_menu_groups_them_alike(new_visitor: NewVisitor):
    for width, name in ((DESK, MORE), (TABLET, MORE), (PHONE, "Menu")):
        visitor = new_visitor(width=width, height=800)
        visitor.page.goto(f"{visitor.home}/?plain")
        menu = visitor.page.get_by_role("navigation", name="Pages")
        menu.get_by_text(name, exact=True).click()
        for section, names in sections().items():
            group = menu.get_by_role("listitem").filter(has_text=section).get_by_role("list")
            expect(group.get_by_role("link")).to_have_text(names)
        assert lies_within(visitor, menu.locator("details > ul"), sideways_only=width == PHONE)
        assert visitor.violations() == []


def lies_within(visitor: Visitor, menu: Locator, *, sideways_only: bool = False) -> bool:
    """Whether all of an open menu is in the window, so that nobody has to scroll in it."""
    box, window = menu.bounding_box(), visitor.page.viewport_size
    assert box
    assert window
    right, foot = box["x"] + box["width"], box["y"] + box["height"]
    fits = box["x"] >= 0 and right <= window["width"]
    return fits and (sideways_only or foot <= window["height"])


def test_the_skip_link_goes_to_the_content(visitor: Visitor):
    visitor.go()
    expect(visitor.heading()).to_be_visible()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_a_page_change_is_announced(visitor: Visitor):
    visitor.go()
    announced = visitor.page.get_by_role("status").filter(has_text="Page:")
    expect(announced).to_have_text(f"Page: {PAGES[0].name}")
    announced.evaluate("one => one.stays = true")
    visitor.entry(PAGES[-1]).click()
    expect(announced).to_have_text(f"Page: {PAGES[-1].name}")
    assert announced.evaluate("one => one.stays")
    expect(visitor.page).to_have_title(PAGES[-1].title)


def test_the_menu_never_lies_over_a_page_unasked(new_visitor: NewVisitor):
    visitor = new_visitor().go()
    last = PAGES[-1]
    visitor.page.set_viewport_size({"width": PHONE, "height": 740})
    menu = visitor.page.get_by_role("button", name="Menu")
    menu.click()
    visitor.link(last.name).click()
    expect(visitor.page).to_have_title(last.title)
    expect(visitor.link(last.name)).to_be_hidden()
    menu.click()
    expect(visitor.link(last.name)).to_be_visible()
    visitor.go()
    expect(menu).to_be_visible()
    expect(visitor.link(last.name)).to_be_hidden()


@pytest.fixture
def on_a_phone(new_visitor: NewVisitor) -> Visitor:
    return new_visitor(
        width=PHONE, height=740, user_agent=PHONES_NAME, is_mobile=True, has_touch=True
    ).go()


def test_the_menu_of_a_phone_opens_leads_on_and_folds_away(on_a_phone: Visitor):
    expect(on_a_phone.link(PAGES[1].name)).to_be_hidden()
    on_a_phone.page.get_by_role("button", name="Menu").tap()
    expect(on_a_phone.link(PAGES[-1].name)).to_be_visible()
    assert on_a_phone.violations() == []
    on_a_phone.link(PAGES[-1].name).tap()
    expect(on_a_phone.page).to_have_title(PAGES[-1].title)
    expect(on_a_phone.link(PAGES[-1].name)).to_be_hidden()


def test_the_folded_menu_does_not_hold_the_keyboard(new_visitor: NewVisitor):
    visitor = new_visitor(width=PHONE, height=740).go()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("button", name="Menu")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.link(PAGES[-1].name)).to_be_visible()
    visitor.page.get_by_role("button", name="Collapse sidebar").click()
    expect(visitor.link(PAGES[-1].name)).to_be_hidden()
