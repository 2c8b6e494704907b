"""Journeys by keyboard alone: choose a lot, filter the services, take a table along, print."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.proof_surfaces import FACTS, LOTS
from tests.browser.visitor import Visitor

MOST_TABS = 120


def tab_to(visitor: Visitor, target: Locator, *, shown_as: Locator | None = None) -> None:
    """Press Tab until the target has the focus, and see that it is in the window then.

    What is drawn in the target's place, as the label of a hidden round button, is `shown_as`.
    """
    expect(target).to_be_attached()
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            expect(shown_as or target).to_be_in_viewport()
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {target}")


def choose(visitor: Visitor, group: str, option: str) -> None:
    """Choose one of a group of round buttons: Tab to the group, then arrows."""
    buttons = visitor.page.get_by_role("radiogroup", name=group, exact=True)
    chosen = buttons.locator("label:has(input:checked)")
    tab_to(visitor, chosen.locator("input"), shown_as=chosen)
    wanted = buttons.get_by_role("radio", name=option, exact=True)
    for _ in range(buttons.get_by_role("radio").count()):
        if wanted.is_checked():
            break
        visitor.page.keyboard.press("ArrowRight")
        visitor.settled()
    expect(wanted).to_be_checked()
    visitor.settled()


def test_a_lot_is_chosen_from_the_list(visitor: Visitor):
    visitor.go("services")
    choose(visitor, "Show", "One lot")
    box = visitor.page.get_by_role("combobox", name="Lot")
    tab_to(visitor, box)
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.page.get_by_role("option").first).to_be_visible()
    visitor.page.keyboard.press("End")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page).to_have_url(f"{visitor.home}/services?view=lot&lot={LOTS[-1]}")
    visitor.settled()
    expect(visitor.heading()).to_be_visible()


def test_services_are_filtered_by_a_word_and_by_age(visitor: Visitor):
    visitor.go("services")
    choose(visitor, "Services for", "Children")
    search = visitor.page.get_by_role("textbox", name="Find a service")
    tab_to(visitor, search)
    services = FACTS["services"].filter(cohort="children")["name"]
    word = services[0].split()[0]
    visitor.page.keyboard.type(word)
    visitor.page.keyboard.press("Enter")
    told = visitor.page.get_by_role("status").filter(has_text="Found in")
    expect(told).to_contain_text(f"of {len(services)} service lines")
    expect(visitor.page).to_have_url(f"{visitor.home}/services?cohort=children&q={word}")
    visitor.settled()


def test_a_table_is_taken_along(visitor: Visitor):
    visitor.go("money")
    link = visitor.page.locator(".card-foot").get_by_role("link", name="CSV").first
    tab_to(visitor, link)
    with visitor.page.expect_download() as begun:
        visitor.page.keyboard.press("Enter")
    rows = list(csv.reader(Path(begun.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_a_briefing_is_reached_and_ready_to_print(visitor: Visitor):
    visitor.go("map", area=FACTS["hcp_areas"]["hcp_area_id"][0])
    link = visitor.page.locator("main a[href^='/briefing/']").first
    tab_to(visitor, link)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_text("To print this page")).to_be_visible()
    expect(visitor.heading()).to_be_visible()
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_text("To print this page")).to_be_hidden()
    expect(visitor.heading()).to_be_visible()


def test_what_is_folded_opens_and_its_table_is_read_along(visitor: Visitor):
    visitor.go("money")
    summary = visitor.page.locator("summary", has_text="Table of").first
    tab_to(visitor, summary)
    visitor.page.keyboard.press("Enter")
    frame = summary.locator("xpath=..").locator(".table-frame")
    expect(frame).to_be_visible()
    visitor.page.keyboard.press("Tab")
    expect(frame).to_be_focused()
