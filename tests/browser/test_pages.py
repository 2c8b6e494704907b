"""Every page as it opens in Chromium: whole and clear to all, on a desk and on the narrowest phone.

Its other states, looks and widths are the proof's: tests/proof/test_accessibility.py.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from components.page_list import PAGES
from tests.browser import phone, proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import QUICK_AXE, Visitor

DESK, NARROWEST = 1280, 320
MOST_SHIFT = 0.05
SHIFTS = """window.shift = 0; new PerformanceObserver((seen) => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""
# Faults of many kinds, and in many shades, put into a page.
SPOILT = """() => {
  document.querySelectorAll("main p").forEach((one, number) => {
    one.style.color = `rgba(${120 + number}, 140, 150, 0.${5 + (number % 5)})`;
  });
  document.querySelectorAll("svg[aria-label]").forEach((one) => one.removeAttribute("aria-label"));
  document.querySelectorAll("label").forEach((one) => one.replaceWith(...one.childNodes));
  document.querySelectorAll("main a").forEach((one) => (one.textContent = ""));
  document.querySelectorAll("main h3").forEach((one) => (one.id = "same"));
  document.querySelector("main").insertAdjacentHTML("beforeend", "<main><img src='#'></main>");
}"""
ALL_THAT_AXE_FINDS = """async () => (await axe.run()).violations.flatMap(
  (rule) => rule.nodes.map((node) => [rule.id, node.target, node.failureSummary]))"""
DOCUMENTS = ("open-data", "briefing/", "briefing/area/dgs", "embed/", "embed/find-my-area")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_opened_cold_is_whole_and_clear_to_all(new_visitor: NewVisitor, entry):
    visitor = new_visitor(width=DESK, is_new=True)
    visitor.page.add_init_script(SHIFTS)
    visitor.page.goto(f"{visitor.home}/{entry.path}", wait_until="commit")
    said = visitor.page.locator("#plain h1").inner_text()
    visitor.settled()
    # The live page took over in place and left nothing of the plain one behind.
    expect(visitor.heading()).to_have_text(said)
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page.locator("h1")).to_have_count(1)
    expect(visitor.page.locator("main")).to_have_count(1)
    assert visitor.page.locator("html[data-look]").count() == 0
    assert visitor.page.evaluate("window.shift") < MOST_SHIFT
    expect(visitor.page).to_have_title(entry.title)
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    expect(visitor.page.locator(".where-from")).to_be_visible()
    expect(visitor.entry(entry)).to_have_attribute("aria-current", "page")
    visitor.page.keyboard.press("Escape")  # the menu that the page stands in, if any
    expect(visitor.page.get_by_role("menuitem")).to_have_count(0)
    assert told_as_pictures(visitor) == []
    assert phone.amiss(visitor) == {}
    assert amiss(visitor) == {}


def told_as_pictures(visitor: Visitor) -> list[str]:
    """What is wrong with how pictures are heard: each is one image with words of its own.

    No mark of a chart or a map is told by itself, and nothing in one takes the keyboard.
    """
    pictures = visitor.page.locator(":is(.stVegaLiteChart, .stDeckGlJsonChart)")
    expect(pictures.locator("xpath=self::*[not(@role='img')]")).to_have_count(0)
    marks = visitor.page.locator("[role^=graphics]:not([aria-hidden=true] *)")
    expect(marks).to_have_count(0)
    names = pictures.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    stops = pictures.locator("[tabindex='0']").count()
    wrong = [f"{name!r} twice or empty" for name in names if not name or names.count(name) > 1]
    return [*wrong, *(["takes the keyboard"] if stops else [])]


@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_document_is_clear_to_all(new_visitor: NewVisitor, address: str):
    visitor = new_visitor(width=DESK)
    visitor.page.goto(f"{visitor.home}/{address}")
    assert amiss(visitor) == {}


def test_an_embed_that_is_none_leads_on(visitor: Visitor):
    visitor.page.goto(f"{visitor.home}/embed/no-such-embed")
    assert amiss(visitor) == {}
    visitor.complaints.clear()  # the browser reports the 404 itself
    visitor.page.get_by_role("link", name="All embeds").click()
    expect(visitor.heading()).to_contain_text("on your own website")


def test_an_address_that_is_none_leads_on(visitor: Visitor):
    visitor.page.goto(f"{visitor.home}/no-such-page")
    assert amiss(visitor) == {}
    visitor.complaints.clear()  # the browser reports the 404 itself
    visitor.page.get_by_role("link", name=PAGES[1].name).click()
    expect(visitor.settled().page).to_have_title(PAGES[1].title)


def amiss(visitor: Visitor) -> dict[str, list[str]]:
    """What is amiss with everything opened, by width and check."""
    visitor.unfold()
    found = {}
    for width in (DESK, NARROWEST):
        checks.resize(visitor, width)
        found |= {f"{check} at {width} px": of for check, of in checks.audit(visitor.page).items()}
        if rules := visitor.violations():
            found[f"axe at {width} px"] = rules
    return found


def test_axe_made_quick_says_what_it_says_as_it_comes(visitor: Visitor):
    told = []
    for script in (AXE_SCRIPT, QUICK_AXE):
        visitor.page.goto(f"{visitor.home}/scrutiny?plain")
        visitor.page.evaluate(SPOILT)
        visitor.page.evaluate(script)
        told.append(visitor.page.evaluate(ALL_THAT_AXE_FINDS))
    assert told[0] == told[1]
    assert {"color-contrast", "image-alt", "link-name", "label"} <= {rule for rule, *_ in told[0]}
    assert len(told[0]) > 50
