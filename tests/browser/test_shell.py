"""Every page in Chromium: opened by its own URL, on a desk and on a phone."""

from __future__ import annotations

import re
import shutil
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from components.page_list import PAGES, SERVICE
from components.theme import LIGHT, LOOKS, rgb
from tests.browser import proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.frame import CONTROLS, build
from tests.browser.visitor import Visitor
from tests.components.test_theme import contrast
from tests.served import ROOT, Server, serving

DESK, TABLET, PHONE = 1280, 768, 360
# Streamlit folds its menu after a choice only where the browser calls itself a phone's.
PHONES_NAME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
each_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
each_look = pytest.mark.parametrize("look", LOOKS)


def css_colour(colour: str) -> str:
    """`#RRGGBB` as a browser writes a computed colour."""
    red, green, blue, _opacity = rgb(colour)
    return f"rgb({red}, {green}, {blue})"


@each_page
def test_a_page_opened_cold_is_whole(new_visitor: NewVisitor, entry):
    """That it is clear to all, in each look and width, is proved in test_accessibility.py."""
    visitor = new_visitor(width=DESK).go(entry.path)
    expect(visitor.heading()).to_have_count(1)
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page).to_have_title(entry.title)
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    expect(visitor.entry(entry)).to_have_attribute("aria-current", "page")


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
    menu = visitor.page.get_by_test_id("stTopNavSection")
    expect(menu).to_have_css("border-bottom-color", css_colour(LOOKS[look].accent))
    visitor.go(PAGES[0].path)
    expect(menu).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    marked = visitor.page.locator('[data-testid="stTopNavLink"][aria-current="page"]')
    expect(marked).to_have_css("border-bottom-color", css_colour(LOOKS[look].accent))


def test_a_page_that_has_no_room_in_the_bar_is_marked_where_it_went(new_visitor: NewVisitor):
    last = [entry for entry in PAGES if not entry.section][-1]
    visitor = new_visitor(width=TABLET).go(last.path)
    more = visitor.page.get_by_role("button", name=re.compile(r"^\d+ more$"))
    expect(more).to_have_css("border-bottom-color", css_colour(LIGHT.accent))
    more.click()
    expect(visitor.page.get_by_role("menuitem", name=last.name)).to_be_visible()
    visitor.page.keyboard.press("Escape")
    visitor.go(PAGES[0].path)
    expect(more).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")


@each_look
def test_the_keyboard_reaches_every_page_and_shows_where_it_is(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go(PAGES[-1].path)
    expect(visitor.heading()).to_be_visible()
    press = visitor.page.keyboard.press
    press("Tab")
    expect(visitor.page.get_by_role("link", name="Skip to main content")).to_be_focused()
    menus = dict.fromkeys(entry.section for entry in PAGES if entry.section)
    stops = [visitor.link(entry.name) for entry in PAGES if not entry.section]
    for stop in [*stops, *(visitor.menu(section) for section in menus)]:
        before = picture(visitor, stop)
        press("Tab")
        expect(stop).to_be_focused()
        assert change(before, picture(visitor, stop)) >= 3, stop
    members = [entry for entry in PAGES if entry.section == list(menus)[-1]]
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


@pytest.fixture
def on_a_phone(new_visitor: NewVisitor) -> Visitor:
    return new_visitor(
        width=PHONE, height=740, user_agent=PHONES_NAME, is_mobile=True, has_touch=True
    ).go()


def test_the_menu_of_a_phone_opens_leads_on_and_folds_away(on_a_phone: Visitor):
    expect(on_a_phone.link(PAGES[1].name)).to_be_hidden()
    on_a_phone.page.get_by_role("button", name="Expand sidebar").tap()
    expect(on_a_phone.link(PAGES[-1].name)).to_be_visible()
    assert on_a_phone.violations() == []
    on_a_phone.link(PAGES[-1].name).tap()
    expect(on_a_phone.page).to_have_title(PAGES[-1].title)
    expect(on_a_phone.link(PAGES[-1].name)).to_be_hidden()


def test_the_folded_menu_does_not_hold_the_keyboard(new_visitor: NewVisitor):
    visitor = new_visitor(width=PHONE, height=740).go()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("button", name="Expand sidebar")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.link(PAGES[-1].name)).to_be_visible()
    visitor.page.get_by_role("button", name="Collapse sidebar").click()
    expect(visitor.link(PAGES[-1].name)).to_be_hidden()


@each_look
def test_the_page_for_unknown_addresses_is_clear_to_all(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look)
    visitor.page.goto(f"{visitor.home}/no-such-page")
    assert visitor.violations() == []
    visitor.complaints.clear()  # the browser reports the 404 itself
    visitor.page.get_by_role("link", name=PAGES[1].name).click()
    expect(visitor.settled().page).to_have_title(PAGES[1].title)


@each_look
def test_paper_holds_the_page_and_not_its_furniture(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go("money")
    expect(visitor.heading()).to_be_visible()
    visitor.page.emulate_media(media="print")
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page.get_by_test_id("stHeader")).to_be_hidden()
    expect(visitor.page.get_by_test_id("stDownloadButton").first).to_be_hidden()
    ink = visitor.heading().evaluate("heading => getComputedStyle(heading).color")
    assert ink == css_colour(LIGHT.text)
    grounds = visitor.page.locator("html, body, .stApp").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    )
    assert set(grounds) == {css_colour(LIGHT.ground)}
    # What is folded away on the screen is open here: one part below the other, not side by side.
    lefts = visitor.page.locator(".card-foot").first.evaluate(
        "foot => [...foot.children].map(part => part.getBoundingClientRect().left)"
    )
    assert len(lefts) == 3
    assert len(set(lefts)) == 1


@each_look
def test_a_warning_is_dark_on_white_on_paper(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go("money?area=nowhere")
    expect(visitor.page.get_by_test_id("stAlert")).to_be_visible()
    assert checks.on_paper(visitor.page) == {}


def test_motion_stops_for_those_who_ask(new_visitor: NewVisitor):
    visitor = new_visitor(reduced_motion="reduce").go()
    durations = visitor.page.locator(".stApp *").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).animationDuration))"
    )
    assert max(durations) < 0.01


def test_a_visit_leaves_no_cookie_but_the_one_against_forgery(new_visitor: NewVisitor):
    visitor = new_visitor(is_new=True).go("money")
    names = {cookie["name"] for cookie in visitor.page.context.cookies()}
    assert names <= {"_streamlit_xsrf"}


def test_a_page_that_fails_says_so_and_the_others_go_on(new_visitor: NewVisitor, tmp_path):
    failing = 'import streamlit as st\nst.title("A page")\nraise ValueError("typed ME13 8XX")'
    folder = build(tmp_path, {"money.py": failing, "map.py": CONTROLS})
    with serving(folder, log_file=tmp_path / "log.txt") as frame:
        visitor = new_visitor(server=frame).go("money")
        expect(visitor.page.get_by_role("alert")).to_have_text(
            "Part of this page cannot be shown. The fault has been noted."
        )
        expect(visitor.page.get_by_text("ValueError")).to_have_count(0)
        assert visitor.violations() == []
        visitor.link("Map").click()
        expect(visitor.heading()).to_have_text("A page with controls")
        expect(visitor.page.get_by_role("alert")).to_have_count(0)
        assert "A page failed with ValueError" in frame.log()
        assert "ME13" not in frame.log()
        visitor.leave()


def test_data_out_of_order_is_said_and_logged(new_visitor: NewVisitor, tmp_path):
    folder = build(tmp_path, {})
    (folder / "data").unlink()
    shutil.copytree(ROOT / "data", folder / "data")
    lots = folder / "data" / "tables" / "lots.csv"
    lots.write_text(lots.read_text(encoding="utf-8").replace("lot-1,1,", "lot-1,one,", 1))
    with serving(folder, log_file=tmp_path / "log.txt") as frame:
        visitor = new_visitor(server=frame).go()
        expect(visitor.page.get_by_role("alert")).to_contain_text("data of this dashboard")
        expect(visitor.link("Map")).to_be_visible()
        expect(visitor.page).to_have_title(f"Overview – {SERVICE}")
        assert "lots.csv" in frame.log()
        visitor.leave()
