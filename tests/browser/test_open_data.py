"""The page of open data in Chromium, and a page of another site that reads the data."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import proof_checks as checks
from tests.browser.visitor import Visitor
from tests.served import Server

SMALLEST_TARGET = 24  # px


def test_links_are_large_enough_and_the_first_leads_past_them(visitor: Visitor):
    visitor.page.goto(f"{visitor.home}/open-data")
    page = visitor.page
    page.locator("summary").first.click()
    for width in (1280, 320):
        checks.resize(visitor, width)
        boxes = [link.bounding_box() for link in page.locator("header a, td a").all()]
        assert all(min(box["width"], box["height"]) >= SMALLEST_TARGET for box in boxes)
    page.reload()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the data")).to_be_in_viewport()


def test_the_sources_page_leads_to_it(visitor: Visitor):
    visitor.go("sources")
    visitor.page.get_by_role("link", name="Open data").click()
    expect(visitor.page).to_have_url(f"{visitor.home}/open-data")


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Another site</title>")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{site.server_port}/")
        yield page
        context.close()
        site.shutdown()


def test_the_example_in_javascript_works_on_another_site(elsewhere: Page, server: Server):
    shown = elsewhere.context.request.get(f"{server.url}/open-data").text()
    (found,) = re.findall(r'id="example-javascript">(.*?)</code>', shown, flags=re.DOTALL)
    with elsewhere.expect_console_message() as said:
        elsewhere.evaluate(f"(async () => {{ {html.unescape(found)} }})()")
    assert said.value.text == "East Kent"


def test_another_site_reads_tables_and_their_version(elsewhere: Page, server: Server):
    status, version, text = elsewhere.evaluate(
        """async (address) => {
          const answer = await fetch(address, { headers: { "If-None-Match": '"none"' } });
          return [answer.status, answer.headers.get("Data-Version"), await answer.text()];
        }""",
        f"{server.url}/open-data/tables/lots.csv",
    )
    assert status == 200
    assert re.fullmatch(r"[0-9.]+", version)
    assert text.startswith("lot_id,")
