"""What must hold of a page on a phone 360 px wide: answered first, short, and never sideways."""

from __future__ import annotations

from tests.browser import proof_checks as checks
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


def amiss(visitor: Visitor) -> dict[str, object]:
    """What is too tall, too late or too wide, with the page as it opens and then unfolded.

    Leaves the page unfolded, in a window of that size.
    """
    checks.resize(visitor, WIDTH, SCREEN)
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
