"""Nothing overlaps: names on maps and charts, the ring of a place, small marks beside words."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewVisitor

WIDTHS = (320, 360, 768, 1280, 1920)
# Where names stand close, and where a ring comes near one.
PLACES = ("gravesend", "swanley", "rochester", "faversham", "sevenoaks")
VIEWS = (
    "",
    "map",
    *(f"map?area={area}" for area in ("dgs", "medway-swale")),
    *(f"map?show={layer}" for layer in ("areas", "councils", "former-ccgs")),
    "map?cohort=children",
    "find-my-area",
    *(f"find-my-area?place={place}" for place in PLACES),
    "compare",
    "engagement",
)
# Boxes by picture: of each line of a text, once where it stands twice for its halo, and of each
# ring. The box of a line is higher than its letters, by what two lines may share.
TOUCHING = """() => {
  const LEADING = 3;
  const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 1;
  const lines = (text) => {
    const spans = [...text.querySelectorAll("tspan")];
    return spans.length ? spans : [text];
  };
  const found = [];
  const pictures = [...document.querySelectorAll("main svg, main .map-names")].filter(shown);
  for (const picture of pictures) {
    const edge = picture.getBoundingClientRect();
    const boxes = [];
    const add = (of, words, box, leading) => {
      const near = (other) => Math.hypot(other.x - box.x, other.y - box.y) < 2;
      if (!boxes.some((one) => one.words === words && near(one.box)))
        boxes.push({ of, words, box, leading });
    };
    for (const text of [...picture.querySelectorAll("text, .map-names span")].filter(shown))
      for (const line of lines(text).filter((one) => one.textContent.trim()))
        add(text, line.textContent, line.getBoundingClientRect(), LEADING);
    for (const ring of picture.querySelectorAll('path[stroke-width="6"]'))
      add(ring, "ring", ring.getBoundingClientRect(), 0);
    boxes.forEach(({ of, words, box, leading }, at) => {
      if (box.left < edge.left - 1 || box.right > edge.right + 1) found.push(`${words} is cut`);
      for (const other of boxes.slice(at + 1).filter((one) => one.of !== of)) {
        const [one, two] = [box, other.box];
        const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        if (wide > 1 && high > leading + other.leading) found.push(`${words} on ${other.words}`);
      }
    });
  }
  return found;
}"""

# Small marks beside words, and the words beside them.
COVERING = """() => {
  const LEADING = 6;
  const lines = (one) => {
    const inside = document.createRange();
    inside.selectNodeContents(one);
    return [...inside.getClientRects()];
  };
  const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 1;
  const frame = (one) => one.closest(".table-frame"); // what it does not show lies behind others
  const all = (those) => [...document.querySelectorAll(those)].filter(shown);
  const words = all("main :is(a, h1, h2, h3, p, th, td, span:not(.visually-hidden))");
  return all("main :is(.chosen, .tag, .how-many, .mark)").flatMap((chip) => words
    .filter((one) => !one.contains(chip) && !chip.contains(one))
    .filter((one) => frame(one) === frame(chip))
    .filter((one) => lines(chip).some((a) => lines(one).some((b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > LEADING)))
    .map((one) => `${chip.textContent || chip.className} on ${one.textContent}`));
}"""
CHIPPED = ("services?area=east-kent", "scrutiny", "disagree", "changes", "map?area=east-kent")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_mark_lies_on_words(new_visitor: NewVisitor, width: int):
    visitor = new_visitor(width=width)
    found, marks = {}, 0
    for view in CHIPPED:
        visitor.page.goto(f"{visitor.home}/{view}{'&' if '?' in view else '?'}plain")
        found[view] = visitor.unfold().page.evaluate(COVERING)
        marks += visitor.page.locator("main :is(.chosen, .tag, .how-many)").count()
    assert {view: on for view, on in found.items() if on} == {}
    assert marks


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_lies_on_another_in_plain_pictures(new_visitor: NewVisitor, width: int):
    visitor = new_visitor(width=width)
    found = {}
    for view in VIEWS:
        visitor.page.goto(f"{visitor.home}/{view}{'&' if '?' in view else '?'}plain")
        found[view] = visitor.unfold().page.evaluate(TOUCHING)
    assert {view: names for view, names in found.items() if names} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nor_in_live_ones(new_visitor: NewVisitor, width: int):
    """The names of the Map, too, which lie over what is painted."""
    visitor = new_visitor(width=width)
    found = {}
    for view in ("", "find-my-area", *(f"find-my-area?place={one}" for one in PLACES[:2])):
        picture = visitor.go(view).page.locator(".stVegaLiteChart svg text").first
        picture.wait_for()
        found[view] = visitor.page.evaluate(TOUCHING)
    for view in ("map", "map?cohort=children", "map?show=areas", "map?show=councils"):
        names = visitor.go(view).page.locator(".map-names span:visible")
        names.first.wait_for()
        assert names.count() > 8
        found[view] = visitor.page.evaluate(TOUCHING)
    assert {view: names for view, names in found.items() if names} == {}
