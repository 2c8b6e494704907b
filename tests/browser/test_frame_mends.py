"""What Streamlit's frame lacks, and our start page mends: letters, boxes of figures, the menu."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from components.page_list import BRIEFINGS, PAGES
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

PHONE = 360
CHART = "[data-testid=stVegaLiteChart]"
MARKS = f"{CHART} .mark-symbol.role-mark path"
CORNER = {"x": 6, "y": 6}  # of a mark, where no words stand on it
GRACE = 1_500  # ms, by far more than a box stays that nobody comes to


def test_a_letter_alone_is_no_command(visitor: Visitor):
    sent: list[object] = []

    def note(frame: object) -> None:
        sent.append(frame)

    visitor.page.on("websocket", lambda socket: socket.on("framesent", note))
    visitor.go("money")
    visitor.page.mouse.move(0, 0)
    before = len(sent)
    assert before
    visitor.page.keyboard.press("r")
    visitor.page.keyboard.press("c")
    visitor.page.wait_for_timeout(GRACE)
    assert len(sent) == before
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)


def test_letters_are_still_typed(visitor: Visitor):
    box = visitor.go("find-my-area").page.get_by_role("textbox", name="Postcode or place")
    box.press_sequentially("rc Faversham")
    expect(box).to_have_value("rc Faversham")


def test_a_box_of_figures_can_be_reached_and_goes_when_nobody_comes_or_by_escape(visitor: Visitor):
    """It opens by resting on a dot of the ages that Compare draws."""
    visitor.go("compare")
    mark = visitor.page.locator(MARKS).first
    box = visitor.page.locator("#vg-tooltip-element")
    at = visitor.page.mouse
    mark.evaluate("mark => mark.scrollIntoView({ block: 'center' })")  # room for the box

    mark.hover(position=CORNER)
    expect(box).to_be_visible()
    words = box.inner_text()
    place = box.bounding_box()
    at.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2, steps=12)
    visitor.page.wait_for_timeout(GRACE)
    expect(box).to_be_visible()
    assert box.inner_text() == words
    at.move(place["x"] + place["width"] / 2, 1, steps=4)
    expect(box).to_be_hidden()

    mark.hover(position=CORNER)
    expect(box).to_be_visible()
    at.move(1, 1)
    expect(box).to_be_hidden()

    mark.hover(position=CORNER)
    expect(box).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    visitor.page.wait_for_timeout(GRACE)
    expect(box).to_be_hidden()
    visitor.page.locator(MARKS).nth(2).hover(position=CORNER)
    expect(box).to_be_visible()


def no_button_of_streamlits_own_lies_over(visitor: Visitor, picture: str) -> None:
    visitor.page.locator(picture).first.hover(position=CORNER)
    buttons = visitor.page.get_by_test_id("stElementToolbar")
    expect(buttons.first).to_be_attached()
    expect(buttons.filter(visible=True)).to_have_count(0)


def test_no_buttons_of_streamlits_own_lie_over_a_picture(visitor: Visitor):
    no_button_of_streamlits_own_lies_over(visitor.go("money"), CHART)


def test_the_menu_of_phones_is_one_list_with_its_sections_as_the_last_items(
    new_visitor: NewVisitor,
):
    visitor = new_visitor(width=PHONE, height=740).go()
    visitor.page.get_by_role("button", name="Menu").click()
    pages = visitor.page.get_by_role("navigation", name="App pages")
    expect(visitor.link(PAGES[1].name)).to_be_visible()
    alone = [entry for entry in PAGES if not entry.section]
    rest = [entry for entry in PAGES if entry.section]
    sections = list(dict.fromkeys(entry.section for entry in rest))
    items = pages.get_by_role("list").get_by_role("listitem")
    expect(items).to_have_count(len(alone) + len(sections))
    for place, section in enumerate(sections, len(alone)):
        names = [entry.name for entry in rest if entry.section == section]
        expect(items.nth(place)).to_contain_text(section)
        expect(items.nth(place).get_by_role("link")).to_have_text(
            [*names, re.compile(BRIEFINGS)] if section == sections[-1] else names
        )
    assert visitor.violations() == []
    items.last.get_by_text(sections[-1], exact=True).click(force=True)
    expect(visitor.link(rest[-1].name)).to_be_visible()
