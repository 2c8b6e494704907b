"""Embeds in Chromium: light and quick, and answering with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from data.live.current import current
from web.embeds.listing import all_embeds

LIGHTEST, REQUESTS = 30_000, 3
TYPED = "ME13 8XX"


def test_weight_and_requests(new_visitor):
    visitor = new_visitor(width=360, is_new=True)
    client = visitor.page.context.new_cdp_session(visitor.page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    for path in all_embeds(current()):
        sizes.clear()
        visitor.page.goto(f"{visitor.home}/embed/{path}", wait_until="networkidle")
        expect(visitor.heading()).to_be_visible()
        assert 1 <= len(sizes) <= REQUESTS, path
        assert sum(sizes) <= LIGHTEST, path
    assert not visitor.page.context.cookies()


@pytest.mark.parametrize("lacks", ["fetch", "SubmitEvent", "ResizeObserver", "replaceChildren"])
def test_find_answers_in_a_browser_of_some_years_ago(new_visitor, lacks):
    """A place that is meant is asked for by a button of its own, so it goes with the form too."""
    visitor = new_visitor(is_new=True)
    visitor.page.add_init_script(
        f"delete window.{lacks}; delete Element.prototype.{lacks};"
        "const Own = FormData; window.FormData = function (form) { return new Own(form); };"
    )
    visitor.page.goto(f"{visitor.home}/embed/find-my-area")
    visitor.page.get_by_label("Postcode or place").fill("ME13 BXX")
    visitor.page.get_by_label("Postcode or place").press("Enter")
    expect(visitor.page.locator(".problem")).to_be_visible()
    visitor.page.locator("#offers button").first.click()
    expect(visitor.heading()).to_contain_text("East Kent")
    expect(visitor.page.locator(".problem")).to_have_count(0)
    visitor.page.close()  # what it still has to say comes before this returns
    visitor.complaints.clear()  # it says what is not there


def test_find_answers_with_and_without_javascript(new_visitor, server):
    for scripts in (True, False):
        visitor = new_visitor(java_script_enabled=scripts)
        visitor.page.goto(f"{visitor.home}/embed/find-my-area")
        visitor.page.get_by_label("Postcode or place").fill(TYPED)
        visitor.page.get_by_role("button", name="Find").click()
        expect(visitor.heading()).to_contain_text("East Kent")
        expect(visitor.page).to_have_url(f"{visitor.home}/embed/find-my-area")
        visitor.page.get_by_label("Postcode or place").fill("nowhere at all")
        visitor.page.get_by_role("button", name="Find").click()
        expect(visitor.page.locator(".problem")).to_be_visible()
    log = server.log()
    assert TYPED not in log
    assert TYPED.replace(" ", "") not in log
