"""Find my area in an embed: each part of a place, what to look at next, and why it was refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.findings.find import find
from data.live.current import current

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
    assert page.locator("#shown").get_attribute("data-chosen") == "west-kent dgs"
    if scripts:
        assert visitor.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role(
        "button", name="Sevenoaks (TN13, TN14, TN15; lots 4 and 6, in part 1 and 6)"
    ).click()
    expect(visitor.heading()).to_contain_text("Sevenoaks is")
    look_up(page, "Lot 6")
    expect(page.locator("#found")).to_contain_text("318,446 children")
    page.get_by_role("button", name="East Kent", exact=True).click()
    expect(visitor.heading()).to_contain_text("East Kent: Lot 2")


def no_answer_stands(page):
    """Expect a page that tells of no place: not in its heading, under the box or on the map."""
    expect(page.get_by_role("heading", level=1)).to_have_text(find.opening(current()))
    expect(page.locator("#found")).to_be_empty()
    expect(page.locator("#shown[data-chosen]")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_answer_goes_with_its_question(new_visitor, scripts):
    """A good postcode, then two that are not answered, then a good one again."""
    visitor = new_visitor(java_script_enabled=scripts)
    page = visitor.page
    page.goto(f"{visitor.home}/{PAGE}")
    for bad in ("CT1 2ZZ, Canterbury", "Newington"):
        look_up(page, "ME7 1AA")
        expect(visitor.heading()).to_contain_text("This ME7 1 postcode is in Medway and Swale")
        expect(page.locator("#shown[data-chosen=medway-swale]")).to_have_count(1)
        look_up(page, bad)
        expect(page.locator("#problem")).to_be_visible()
        no_answer_stands(page)
    page.get_by_role("button", name="Newington (ward in Thanet; lots 2 and 6)").click()
    expect(visitor.heading()).to_contain_text("Newington ward is in East Kent")
    expect(page.locator("#problem")).to_have_count(0)


def test_no_answer_stands_when_the_next_does_not_come(browser, server):
    page = browser.new_page()
    page.goto(f"{server.url}/{PAGE}")
    look_up(page, "ME7 1AA")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medway and Swale")
    page.route("**/*", lambda route: route.abort())
    look_up(page, "ME13 8XX")
    expect(page.locator("#problem")).to_contain_text("Check the connection")
    no_answer_stands(page)
    page.close()


def test_an_answer_that_comes_late_does_not_take_the_place_of_a_later_one(browser, server):
    page = browser.new_page()
    page.goto(f"{server.url}/{PAGE}")
    held = []
    page.route("**/find-my-area", lambda route: held.append(route), times=1)
    look_up(page, "ME7 1AA")
    look_up(page, "ME13 8XX")
    expect(page.get_by_role("heading", level=1)).to_contain_text("This ME13 8 postcode")
    with page.expect_response(lambda answer: answer.request.post_data == "place=ME7+1AA"):
        held[0].continue_()
    page.evaluate("fetch('find-my-area').then((answer) => answer.text())")
    expect(page.get_by_role("heading", level=1)).to_contain_text("This ME13 8 postcode")
    page.close()


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
