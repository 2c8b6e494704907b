"""Services in Chromium: the matrix as seen, heard and worked by keyboard, search, small screens."""

from __future__ import annotations

import csv
import re
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, expect

from components.matrix import slug
from components.theme import LOOKS
from data.services import EVIDENCE
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

NARROWEST = 320
TARGET = 24  # px
STATES = (
    {},
    {"rows": "lines", "area": "medway-swale"},
    {"cohort": "children"},
    {"view": "lot", "lot": "lot-3"},
    {"view": "service", "service": "adult-falls"},
    {"q": "dermatology"},
)


def overflow(visitor: Visitor) -> int:
    """How far the content is wider than the window."""
    return visitor.page.evaluate(
        "Math.max(document.documentElement.scrollWidth, "
        "document.querySelector('main').scrollWidth) - innerWidth"
    )


def hidden_width(frame: Locator) -> int:
    """How much of a scroll frame's content is out of sight."""
    return frame.evaluate("frame => frame.scrollWidth - frame.clientWidth")


def matrix_of(visitor: Visitor) -> Locator:
    """The matrix in its scroll frame."""
    name = re.compile("service lines and the evidence for each lot$")
    return visitor.page.get_by_role("table", name=name)


def frame_of(visitor: Visitor) -> Locator:
    return visitor.page.locator(".table-frame", has=visitor.page.locator("table.matrix"))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_every_state_fits_and_is_clear_to_all(new_visitor: NewVisitor, width, look):
    visitor = new_visitor(width=width, look=look)
    for state in STATES:
        visitor.go("services", **state)
        expect(visitor.page.locator(".where-from")).to_be_visible()
        assert overflow(visitor) <= 0, state
        assert visitor.violations() == [], state


@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("width", [NARROWEST, 360])
def test_on_a_phone_all_lots_stand_beside_their_services(new_visitor: NewVisitor, width, cohort):
    visitor = new_visitor(width=width).go("services", rows="lines", cohort=cohort)
    expect(matrix_of(visitor)).to_be_visible()
    assert hidden_width(frame_of(visitor)) <= 0
    names = visitor.page.locator("ul.lot-names")
    expect(names).to_be_visible()
    expect(names).to_contain_text("Medway and Swale")
    heads = matrix_of(visitor).get_by_role("columnheader", name="Medway and Swale")
    expect(heads).to_have_count(1)


def test_at_twice_the_text_size_only_the_frame_scrolls_and_names_stay(new_visitor: NewVisitor):
    visitor = new_visitor(width=NARROWEST).go("services", rows="lines")
    frame, name = frame_of(visitor), visitor.page.get_by_role("rowheader", name="Hand therapy")
    expect(name).to_be_visible()
    visitor.page.add_style_tag(content="html { font-size: 34px !important; }")
    assert overflow(visitor) <= 0
    assert hidden_width(frame) > 0
    before = name.bounding_box()["x"]
    frame.evaluate("frame => frame.scrollTo(frame.scrollWidth, 0)")
    assert name.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_a_service_area_opens_by_keyboard(visitor: Visitor):
    visitor.go("services")
    area = matrix_of(visitor).get_by_text("Community nursing", exact=True)
    line = visitor.page.get_by_role("rowheader", name="Wound medicine")
    expect(area).to_be_visible()
    expect(line).to_be_hidden()
    area.focus()
    visitor.page.keyboard.press("Enter")
    expect(line).to_be_visible()
    expect(visitor.page.get_by_role("rowheader", name="Phlebotomy")).to_be_hidden()
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("link", name="Community matrons and nursing")).to_be_focused()
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(line).to_be_hidden()


def test_every_stop_of_the_matrix_is_large_enough(new_visitor: NewVisitor):
    visitor = new_visitor(width=360).go("services", rows="lines")
    stops = matrix_of(visitor).locator("summary, a")
    expect(stops).to_have_count(4 + 10 + 34)
    sizes = stops.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(sizes) >= TARGET


def test_a_cell_is_read_with_its_evidence(visitor: Visitor):
    visitor.go("services", rows="lines")
    row = matrix_of(visitor).get_by_role("row", name="Podiatry", exact=False).first
    words = row.get_by_role("cell").all_inner_texts()
    listed = "Listed for the whole programme"
    assert words == [listed, listed, "Also on a local list", listed]


def inked(mark: Locator) -> Image.Image:
    """What is drawn of a mark in black on white, whatever its colours are."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    left = box["x"] + box["width"] / 2 - 9
    top = box["y"] + box["height"] / 2 - 9
    clip = {"x": left, "y": top, "width": 18, "height": 18}
    grey = Image.open(BytesIO(mark.page.screenshot(clip=clip))).convert("L")
    ground = grey.getpixel((1, 1))
    return grey.point(lambda value: 0 if abs(value - ground) > 60 else 255)


def black(image: Image.Image) -> float:
    """The share of an image that is black."""
    return image.histogram()[0] / (image.width * image.height)


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize("look", LOOKS)
def test_marks_differ_in_shape_without_colour(new_visitor: NewVisitor, look, colours):
    visitor = new_visitor(look=look, forced_colors=colours, device_scale_factor=4).go("services")
    key = visitor.page.locator(".evidence-key")
    shapes = [inked(key.locator(f".mark.{slug(kind)}")) for kind in EVIDENCE]
    filled, ring, diamond, dash = map(black, shapes)
    assert filled > 2 * max(ring, diamond)
    assert min(ring, diamond) > 2 * dash
    assert dash > 0.03
    for one, other in combinations(shapes, 2):
        assert 1 - black(ImageChops.difference(one, other)) > 0.08


def search_box(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("textbox", name="Find a service")


def test_a_search_by_keyboard_narrows_the_rows_and_can_be_shared(new_visitor: NewVisitor):
    visitor = new_visitor().go("services")
    search_box(visitor).fill("stroke")
    visitor.page.keyboard.press("Enter")
    status = visitor.page.locator("p.status[role=status]")
    expect(status).to_have_text("Found in 2 of 34 service lines.")
    expect(matrix_of(visitor).locator("tr.line")).to_have_count(2)
    expect(visitor.page.get_by_role("rowheader", name="Stroke nursing")).to_be_visible()
    assert visitor.at() == "services?q=stroke"

    other = new_visitor(width=360).go("services", q="stroke")
    expect(other.page.get_by_role("rowheader", name="Stroke nursing")).to_be_visible()

    search_box(visitor).fill("")
    visitor.page.keyboard.press("Enter")
    expect(matrix_of(visitor).locator("tr.line")).to_have_count(34)
    expect(status).to_have_text("")
    assert visitor.at() == "services"


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "dermatology'\"&<b>", "🙂 \\("])
def test_odd_words_are_answered_with_a_sentence(visitor: Visitor, words):
    visitor.go("services")
    search_box(visitor).fill(words)
    visitor.page.keyboard.press("Enter")
    status = visitor.page.locator("p.status[role=status]")
    expect(status).to_contain_text("No adult service line has these words in its name.")
    expect(matrix_of(visitor)).to_have_count(0)
    expect(visitor.page.locator("main img[src=x]")).to_have_count(0)


def test_from_the_matrix_to_a_service_and_on_to_a_lot(visitor: Visitor):
    visitor.go("services", cohort="children", area="west-kent")
    visitor.page.get_by_role("link", name="Audiology").click()
    expect(visitor.heading()).to_contain_text("Audiology (children)")
    visitor.settled()
    visitor.page.get_by_role("link", name="Lot 6", exact=True).click()
    expect(visitor.heading()).to_contain_text("Lot 6 (Rest of Kent)")
    visitor.settled()
    visitor.page.locator("[data-testid=stRadioOption]", has_text="All lots").click()
    expect(matrix_of(visitor).get_by_text("Chosen area")).to_be_visible()
    visitor.settled()
    assert set(visitor.at().split("?")[1].split("&")) >= {"area=west-kent", "cohort=children"}


def test_the_lot_of_the_chosen_area_is_chosen_and_can_be_changed(visitor: Visitor):
    visitor.go("services", view="lot", area="medway-swale")
    expect(visitor.heading()).to_contain_text("Lot 3 (Medway and Swale)")
    visitor.page.get_by_role("combobox", name="Lot").click()
    visitor.page.get_by_role("option", name="Lot 5: Medway and Swale children’s services").click()
    expect(visitor.heading()).to_contain_text("Lot 5 (Medway and Swale)")
    expect(visitor.page).to_have_url(
        f"{visitor.home}/services?view=lot&area=medway-swale&lot=lot-5"
    )


@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_one_lots_list_is_a_table_at_every_width(new_visitor: NewVisitor, width):
    visitor = new_visitor(width=width).go("services", view="lot", lot="lot-3")
    table = visitor.page.get_by_role("table", name="All adult service lines of Lot 3", exact=True)
    expect(table.get_by_role("rowheader", name="Wound medicine")).to_be_visible()
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("cell")).to_have_count(2 * 34)


def test_on_paper_every_line_stands(visitor: Visitor):
    visitor.go("services")
    line = matrix_of(visitor).get_by_role("rowheader", name="Wound medicine")
    expect(line).to_be_hidden()
    visitor.page.emulate_media(media="print")
    expect(line).to_be_visible()


def test_the_download_is_what_is_shown(visitor: Visitor):
    visitor.go("services", q="therapy", cohort="children")
    expect(matrix_of(visitor)).to_be_visible()
    shown = matrix_of(visitor).locator("tr.line th").all_inner_texts()
    card = visitor.page.locator(".st-key-card-services-children")
    with visitor.page.expect_download() as download:
        card.get_by_role("button", name="Download this table (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert [row["Service line"] for row in csv.DictReader(text.splitlines())] == shown
