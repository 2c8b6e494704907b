"""Nothing overlaps: names on maps and charts, the ring of a place, small marks beside words."""

from __future__ import annotations

import pytest

from components.findings.places import care
from components.maps.shows import SHOWS
from tests.browser.conftest import NewVisitor

WIDTHS = (320, 360, 768, 1280, 1920)
# Where names stand close, and where a ring comes near one.
PLACES = ("gravesend", "swanley", "rochester", "faversham", "sevenoaks")
VIEWS = (
    "",
    "map",
    *(f"map?area={area}" for area in ("dgs", "medway-swale")),
    *(f"map?show={layer}" for layer in SHOWS if layer != "lots"),
    *(f"map?places={which}" for which in care.KINDS),
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

# Names of towns on the rings of places of care, whose markup the painted map has one by one.
RINGED = """() => {
  const REACH = 2, LETTERS = 0.75;
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const rings = [...document.querySelectorAll(".map-names > .rings > i")]
    .map((one) => middle(one.getBoundingClientRect()));
  const towns = [...document.querySelectorAll(".map-names > .normal > .dot + span")];
  return towns.filter((one) => one.checkVisibility()).flatMap((town) => {
    const { left, right, top, bottom } = town.getBoundingClientRect();
    const [, y] = middle(town.getBoundingClientRect());
    const half = (LETTERS * (bottom - top)) / 2;
    const over = rings.filter(([a, b]) =>
      left - REACH < a && a < right + REACH && Math.abs(b - y) < half + REACH);
    return over.map(() => town.textContent);
  });
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
def test_no_ring_strikes_through_the_name_of_a_town(new_visitor: NewVisitor, width: int):
    visitor = new_visitor(width=width)
    found = {}
    for view in (f"map?places={which}" for which in care.KINDS):
        visitor.go(view).page.locator(".map-names > .rings > i").first.wait_for(state="attached")
        found[view] = visitor.page.evaluate(RINGED) + visitor.page.evaluate(TOUCHING)
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
    for view in ("map", "map?cohort=children", *(f"map?show={show}" for show in SHOWS)):
        names = visitor.go(view).page.locator(".map-names span:visible")
        names.first.wait_for()
        assert names.count() >= 8
        found[view] = visitor.page.evaluate(TOUCHING)
    assert {view: names for view, names in found.items() if names} == {}
