"""Engagement in Chromium: what only a browser shows of steps, dots, marks and the audience."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser import proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import PATIENCE, Visitor

NARROWEST = 320
SHARES = [1, 0.457, 0.415, 0.409, 0.371, 0.179, 0.14]  # step by step, by the logarithm


def test_steps_are_as_long_as_the_scale_says_and_a_row_of_dots_holds_fifty(visitor: Visitor):
    visitor.go("engagement").unfold()
    for width in (NARROWEST, 360, 768, 1280):
        checks.resize(visitor, width)
        assert places_of_steps(visitor) == pytest.approx(SHARES, abs=0.005), width
        assert dots_in_a_row(visitor) == 50, width


def places_of_steps(visitor: Visitor) -> list[float]:
    """Where the dot of each step of the funnel lies, as a share of its line."""
    steps = visitor.page.locator(".funnel ol > li")
    expect(steps).to_have_count(len(SHARES))
    return steps.evaluate_all(
        """all => all.map(li => {
          const dot = getComputedStyle(li, "::after");
          return parseFloat(dot.left) / (li.clientWidth - parseFloat(dot.width));
        })"""
    )


def dots_in_a_row(visitor: Visitor) -> int:
    """How many dots are seen in the first row, once it stands in the window and is painted."""
    row = visitor.page.locator(".dots span").first
    expect(row).to_be_visible()
    for _ in range(PATIENCE // 250):
        # What stands above may still change its height: each look brings the row back.
        row.evaluate("row => row.scrollIntoView({ block: 'center' })")
        if found := dots_seen(visitor, row):
            return found
        visitor.page.wait_for_timeout(250)
    return 0


def dots_seen(visitor: Visitor, row: Locator) -> int:
    frame, box = visitor.page.locator("ul.units").bounding_box(), row.bounding_box()
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 0.5
    shot = Image.open(BytesIO(row.screenshot())).convert("L")
    pitch = round(box["width"] / 50)
    # The row may begin between two pixels: the darkest of its first dots counts.
    line = [min(shot.getpixel((x, y)) for y in range(pitch)) < 128 for x in range(shot.width)]
    return sum(now and not before for before, now in zip([False, *line], line, strict=False))


def test_a_mark_opens_by_keyboard_and_leads_to_its_sources(new_visitor: NewVisitor):
    visitor = new_visitor(width=360).go("engagement")
    mark = visitor.page.locator(".funnel details.dispute").first
    summary = mark.locator("summary")
    expect(summary).to_have_accessible_name("papers differ (All surveys completed)")
    assert summary.bounding_box()["height"] >= 24
    summary.focus()
    visitor.page.keyboard.press("Enter")
    expect(mark.get_by_text("287 (August 2024) and 294 (December 2024)")).to_be_visible()
    expect(mark.get_by_role("link", name="HASC paper")).to_be_visible()


def test_the_audience_changes_the_address_and_the_heading(new_visitor: NewVisitor):
    visitor = new_visitor().go("engagement", cohort="children")
    page = visitor.page
    heading = page.get_by_role("heading", level=2)
    expect(heading.filter(has_text="Children’s services in 2024, what to improve")).to_be_visible()
    expect(page.locator(".where-from")).to_be_visible()
    radio = page.get_by_role("radio", name="About children’s services")
    radio.focus()
    expect(radio).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(heading.filter(has_text="Staff in 2024, what to improve")).to_be_visible()
    expect(page).to_have_url(f"{visitor.home}/engagement?cohort=children&audience=staff")
    page.reload()
    visitor.settled()
    expect(heading.filter(has_text="Staff in 2024, what to improve")).to_be_visible()


def test_the_chart_of_surveys_is_drawn_and_named(visitor):
    visitor.go("engagement")
    chart = visitor.page.locator(
        ".stElementContainer:has(.card-surveys) + .stElementContainer [data-testid=stVegaLiteChart]"
    )
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg text", has_text="Staff surveys: 120 (or 114)")).to_be_visible()
    box = chart.bounding_box()
    inside = chart.locator("svg text").evaluate_all(
        "all => all.map(text => text.getBoundingClientRect().right)"
    )
    assert max(inside) <= box["x"] + box["width"]
