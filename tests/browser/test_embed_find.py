"""Find my area in an embed: each part of a place, what to look at next, and why it was refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PAGE = "embed/find-my-area"


def look_up(page, text):
    page.get_by_label("Postcode or place").fill(text)
    page.get_by_role("button", name="Find", exact=True).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_split_place_shows_its_parts_and_the_other_place_of_its_name(new_visitor, scripts):
    visitor = new_visitor(width=320, java_script_enabled=scripts)
    page = visitor.page
    page.goto(f"{visitor.home}/{PAGE}")
    look_up(page, "Sevenoaks")
    expect(page.locator("#found h2")).to_have_text(
        ["In West Kent, the largest part", "In Dartford, Gravesham and Swanley"]
    )
    assert page.locator(".picture").get_attribute("data-chosen") == "west-kent dgs"
    if scripts:
        assert visitor.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Sevenoaks (TN13, TN14, TN15)").click()
    expect(visitor.heading()).to_contain_text("Sevenoaks is")
    look_up(page, "Lot 6")
    expect(page.locator("#found")).to_contain_text("318,446 children")
    page.get_by_role("button", name="East Kent", exact=True).click()
    expect(visitor.heading()).to_contain_text("East Kent: Lot 2")


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("text/plain", "Too many at once. Try again soon.\n", "Too many at once. Try again soon."),
        ("text/html", "<main><h1>No</h1><p>Not in order.</p></main>", "Not in order."),
        ("text/html", "<p>A gateway's own words</p>", "The answer did not come. Try again in a"),
    ],
)
def test_a_refusal_says_its_own_reason(browser, server, kind, body, said):
    page = browser.new_page()
    page.goto(f"{server.url}/{PAGE}")
    page.route("**/*", lambda route: route.fulfill(status=429, content_type=kind, body=body))
    look_up(page, "ME13")
    expect(page.locator(".problem")).to_contain_text(said)
    page.close()
