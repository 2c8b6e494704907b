"""Timeline, Where papers disagree and What changed in Chromium: what only a browser shows."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from components.page_model import Box
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from tests.made import made


def drawn(visitor: Visitor, number: int) -> None:
    """Wait until so many pictures have marks."""
    pictures = visitor.page.locator(".stVegaLiteChart")
    expect(pictures).to_have_count(number)
    for place in range(number):
        expect(pictures.nth(place).locator("svg, canvas").first).to_be_visible()


def scrutiny_dates() -> str:
    """The heading of the list of dates when the lane of scrutiny is chosen."""
    page = made("timeline", lane="scrutiny")
    return next(one.heading for one in page.body if isinstance(one, Box))


def test_choices_on_the_timeline_go_into_the_address_and_come_back(new_visitor: NewVisitor):
    visitor = new_visitor().go("timeline")
    visitor.page.get_by_role("combobox", name="Kind of date").click()
    visitor.page.get_by_role("option", name="Scrutiny", exact=True).click()
    heading = visitor.page.get_by_role("heading", name=scrutiny_dates())
    expect(heading).to_be_visible()
    expect(visitor.page).to_have_url(f"{visitor.home}/timeline?lane=scrutiny")
    again = new_visitor().go("timeline", lane="scrutiny")
    expect(again.page.get_by_role("heading", name=scrutiny_dates())).to_be_visible()


def test_the_picture_lets_the_wheel_pass_and_has_an_alternative_and_a_table(visitor: Visitor):
    visitor.go("timeline")
    drawn(visitor, 2)
    picture = visitor.page.locator(".stVegaLiteChart").last
    picture.scroll_into_view_if_needed()
    picture.hover()
    top = visitor.page.locator("main h1").bounding_box()["y"]
    visitor.page.mouse.wheel(0, 300)
    visitor.page.wait_for_function(
        "top => document.querySelector('main h1').getBoundingClientRect().y < top - 100", arg=top
    )
    named = picture.locator("[aria-label*='Lanes of procurement']").or_(
        visitor.page.locator(".stVegaLiteChart[aria-label*='Lanes of procurement']")
    )
    expect(named.first).to_be_attached()
    table = visitor.unfold().page.get_by_role("table").last
    expect(table.get_by_role("columnheader", name="When")).to_be_visible()


def test_from_a_date_to_the_point_on_which_sources_differ(visitor: Visitor):
    visitor.go("timeline", lane="procurement").unfold()
    visitor.page.get_by_role("link", name="Sources give this date differently").first.click()
    visitor.settled()
    expect(visitor.page).to_have_url(re.compile(r"/disagree\?point="))
    expect(visitor.page.locator("ol.sides")).to_have_count(1)


def test_one_point_by_its_address(visitor: Visitor):
    visitor.go("disagree", point="contract-start")
    expect(visitor.page.get_by_role("heading", name="New contracts start")).to_be_visible()
    expect(visitor.page.locator("ol.sides > li")).to_have_count(5)
    expect(visitor.page.locator(".dot-line i")).to_have_count(5)
    expect(visitor.page.locator(".dot-line")).to_be_visible()


def test_the_change_log_leads_to_its_tables(visitor: Visitor):
    visitor.go("changes").unfold()
    log = visitor.page.locator(".change-log")
    log.get_by_role("link", name="Events", exact=True).first.click()
    visitor.settled()
    expect(visitor.page).to_have_url(f"{visitor.home}/sources?table=events")


def test_choosing_since_a_date(visitor: Visitor):
    visitor.go("changes")
    visitor.page.get_by_text("Since a date", exact=True).click()
    expect(visitor.heading()).to_contain_text("said for the first time")
    expect(visitor.page).to_have_url(re.compile("compare=since"))
