"""Embeds in frames as other sites make them: sandboxed in every way, and stripped by editors."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations

from playwright.sync_api import Frame, expect

from data.live.current import current
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds
from web.embeds.pages import UNTOLD_HEIGHT
from web.embeds.sent import STATIC
from web.kit.site import Site

GRANTS = ("allow-scripts", "allow-forms", "allow-same-origin")
SANDBOXES = [" ".join(some) for size in range(4) for some in combinations(GRANTS, size)]
FIND = "embed/find-my-area"


def page_around(browser, elsewhere, frames: str, *, scripted: bool = True):
    """A page of another site with these frames in it, and the script for their height."""
    site, folder, _ = elsewhere
    script = (STATIC / "frame.js").read_text(encoding="utf-8") if scripted else ""
    text = f"<!doctype html><title>Elsewhere</title><body>{frames}<script>{script}</script>"
    (folder / "page.html").write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{site}/page.html")
    return page


def frame_of(page, name: str) -> Frame:
    frame = page.frame(name=name)
    frame.wait_for_load_state()
    return frame


def test_each_sandbox_lets_find_my_area_answer_or_says_what_to_do(browser, server, elsewhere):
    page = page_around(
        browser,
        elsewhere,
        "".join(
            f'<iframe name="{sandbox or "nothing"}" sandbox="{sandbox}" src="{server.url}/{FIND}">'
            "</iframe>"
            for sandbox in SANDBOXES
        ),
    )
    for sandbox in SANDBOXES:
        frame = frame_of(page, sandbox or "nothing")
        hint = frame.get_by_text("If Find does nothing")
        frame.get_by_label("Postcode or place").fill("ME13 8XX")
        frame.get_by_role("button", name="Find", exact=True).click()
        if "allow-scripts" in sandbox or "allow-forms" in sandbox:
            expect(frame.get_by_role("heading", level=1)).to_contain_text("East Kent")
            frame.get_by_label("Postcode or place").fill("nowhere at all")
            frame.get_by_label("Postcode or place").press("Enter")
            expect(frame.locator(".problem")).to_be_visible()
        else:
            expect(hint).to_be_visible()
            frame.get_by_role("link", name="map of lots").click()
            frame.wait_for_url(f"{server.url}/embed/map")
            expect(frame.get_by_role("heading", level=1)).to_be_visible()
        if "allow-scripts" in sandbox:
            expect(hint).to_have_count(0)
            page.wait_for_function(
                "(name) => parseInt(document.getElementsByName(name)[0].style.height) > 300",
                arg=sandbox,
            )
    page.close()


def test_exported_files_say_what_to_do_where_a_script_may_not_read_them(browser, elsewhere):
    _, folder, _ = elsewhere
    site = Site(ending=".html", folder="places")
    page = embed_pages.page(current(), "find-my-area", today=dt.date(2026, 11, 22), site=site)
    (folder / "find.html").write_text(page.html, encoding="utf-8")
    for sandbox, stays in ((None, False), ("allow-scripts", True), ("allow-forms", True)):
        sandboxed = "" if sandbox is None else f'sandbox="{sandbox}"'
        around = page_around(browser, elsewhere, f'<iframe src="find.html" {sandboxed}></iframe>')
        hint = around.locator("iframe").content_frame.get_by_text("Where it cannot")
        expect(hint).to_have_count(int(stays))
        around.close()


def test_the_code_is_of_use_without_script_and_style(browser, new_visitor, elsewhere):
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/embed/")
    codes = visitor.page.locator(".offer pre").all_inner_texts()
    assert len(codes) == len([one for one in all_embeds(current()).values() if not one.within])
    stripped = re.sub(' style="[^"]*"', "", "".join(codes))
    kept = page_around(browser, elsewhere, stripped, scripted=False)
    wide = kept.evaluate("document.body.clientWidth")
    for frame in kept.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        expect(frame.content_frame.get_by_role("heading", level=1)).to_be_visible()
        assert frame.bounding_box()["width"] >= wide
        assert UNTOLD_HEIGHT <= frame.bounding_box()["height"] < UNTOLD_HEIGHT + 10
    kept.close()
