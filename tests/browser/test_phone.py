"""Every page on a phone 360 px wide, plain and live: answered first, short, and never sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.page_list import PAGES, PageEntry
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

WIDTH, SCREEN = 360, 740
TALLEST = 6_000
ANSWERED = 1.5 * SCREEN  # from the top, where the finding and the answer must stand
SHOWN = 100  # px of a picture or a list by which it is seen to begin

# Of what can be an answer, the first that shows: a heading below the finding, a picture, figures.
MEASURE = """() => {
  const main = document.querySelector("main");
  const outer = document.querySelector("[data-testid=stMain]") ?? document.scrollingElement;
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 1;
  const top = (one) => one.getBoundingClientRect().top + outer.scrollTop;
  const answers = "h2, dl.keys, [role=img], .stVegaLiteChart, #lot-map, .st-key-lot-map";
  const [first] = [...main.querySelectorAll(answers)].filter(seen);
  return {
    height: outer.scrollHeight,
    finding: main.querySelector("h1").getBoundingClientRect().bottom + outer.scrollTop,
    answer: top(first) + Math.min(first.getBoundingClientRect().height, SHOWN),
  };
}""".replace("SHOWN", str(SHOWN))
# Frames in which something has to be scrolled sideways to be read.
SIDEWAYS = """all => all
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.querySelector("caption")?.textContent ?? one.className)"""


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_answers_first_is_short_and_never_goes_sideways(
    new_visitor: NewVisitor, entry: PageEntry
):
    visitor = new_visitor(width=WIDTH, height=SCREEN)
    visitor.page.goto(f"{visitor.home}/{entry.path}?plain")
    found = {"plain": amiss(visitor)}
    found["live"] = amiss(visitor.go(entry.path))
    assert found == {"plain": {}, "live": {}}


def amiss(visitor: Visitor) -> dict[str, object]:
    """What is too tall, too late or too wide, with the page as it opens and then unfolded."""
    measured = visitor.page.evaluate(MEASURE)
    most = {"height": TALLEST, "finding": ANSWERED, "answer": ANSWERED}
    found: dict[str, object] = {name: px for name, px in measured.items() if px > most[name]}
    visitor.unfold()
    frames = visitor.page.locator("main .table-frame").evaluate_all(SIDEWAYS)
    if (wider := visitor.overflow()) > 0:
        found["wider than the window by"] = wider
    if frames:
        found["scrolled sideways"] = frames
    return found


def test_an_address_opens_the_fold_that_it_leads_into(new_visitor: NewVisitor):
    visitor = new_visitor(width=WIDTH, height=SCREEN)
    visitor.page.goto(f"{visitor.home}/disagree?plain")
    point = visitor.page.locator("main details:not([open]) > details.point").first
    name = point.get_attribute("id")
    assert not point.is_visible()
    visitor.page.goto(f"{visitor.home}/disagree?plain#{name}")
    expect(visitor.page.locator(f"#{name}")).to_be_in_viewport()
