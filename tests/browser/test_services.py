"""Services in Chromium: the matrix as seen, heard and worked by keyboard, search, small screens."""

from __future__ import annotations

import csv
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

NARROWEST = 320
TARGET = 24  # px
# Lots, service areas with their way to the map, lines.
STOPS = {"adults": 4 + 2 * 10 + 34, "children": 2 + 21}


def hidden_width(frame: Locator) -> int:
    """How much of a scroll frame's content is out of sight."""
    return frame.evaluate("frame => frame.scrollWidth - frame.clientWidth")


def matrix_of(visitor: Visitor) -> Locator:
    """The matrix in its scroll frame."""
    name = re.compile("service lines and the evidence for each lot$")
    return visitor.page.get_by_role("table", name=name)


def frame_of(visitor: Visitor) -> Locator:
    return visitor.page.locator(".table-frame", has=visitor.page.locator("table.matrix"))


@pytest.mark.parametrize("cohort", ["adults", "children"])
def test_on_a_phone_all_lots_stand_beside_their_services(new_visitor: NewVisitor, cohort):
    visitor = new_visitor(width=360).go("services", rows="lines", cohort=cohort)
    for width in (360, NARROWEST):
        checks.resize(visitor, width)
        expect(matrix_of(visitor)).to_be_visible()
        assert hidden_width(frame_of(visitor)) <= 0
        names = visitor.page.locator("ul.lot-names")
        expect(names).to_be_visible()
        expect(names).to_contain_text("Medway and Swale")
        heads = matrix_of(visitor).get_by_role("columnheader", name="Medway and Swale")
        expect(heads).to_have_count(1)
    stops = matrix_of(visitor).locator("summary, a")
    expect(stops).to_have_count(STOPS[cohort])
    heights = stops.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= TARGET


def test_at_twice_the_text_size_only_the_frame_scrolls_and_names_stay(new_visitor: NewVisitor):
    visitor = new_visitor(width=NARROWEST).go("services", rows="lines")
    frame, name = frame_of(visitor), visitor.page.get_by_role("rowheader", name="Hand therapy")
    expect(name).to_be_visible()
    visitor.page.add_style_tag(content="html { font-size: 34px !important; }")
    assert visitor.overflow() <= 0
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
    visitor.page.keyboard.press("Tab")  # the way to the map
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("link", name="Community matrons and nursing")).to_be_focused()
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(line).to_be_hidden()


def test_a_cell_is_read_with_its_evidence(visitor: Visitor):
    visitor.go("services", rows="lines")
    row = matrix_of(visitor).get_by_role("row", name="Podiatry", exact=False).first
    words = row.get_by_role("cell").all_inner_texts()
    listed, part = "Listed for the whole programme", "; named on a page for a part"
    assert words == [
        f"{listed}; named on a page for the whole area",
        f"{listed}{part}",
        "Also on a local list; named on a page for a part",
        f"{listed}{part}",
    ]


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
    expect(visitor.page).to_have_url(f"{visitor.home}/services?q=stroke")

    other = new_visitor(width=360).go("services", q="stroke")
    expect(other.page.get_by_role("rowheader", name="Stroke nursing")).to_be_visible()

    search_box(visitor).fill("")
    visitor.page.keyboard.press("Enter")
    expect(matrix_of(visitor).locator("tr.line")).to_have_count(34)
    expect(status).to_have_text("")
    expect(visitor.page).to_have_url(f"{visitor.home}/services")


def test_odd_words_are_answered_with_a_sentence(visitor: Visitor):
    visitor.go("services")
    status = visitor.page.locator("p.status[role=status]")
    for words in ("<img src=x onerror=alert(1)>", "dermatology'\"&<b>", "🙂 \\("):
        search_box(visitor).fill(words)
        visitor.page.keyboard.press("Enter")
        expect(status).to_contain_text("No adult service line has these words in its name.")
        expect(matrix_of(visitor)).to_have_count(0)
        expect(visitor.page.locator("main img[src=x]")).to_have_count(0)
        search_box(visitor).fill("")
        visitor.page.keyboard.press("Enter")
        expect(matrix_of(visitor)).to_be_visible()


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
    kept = {"area=west-kent", "cohort=children"}
    visitor.page.wait_for_url(lambda url: kept <= set(urlsplit(url).query.split("&")))


def test_the_lot_of_the_chosen_area_is_chosen_and_can_be_changed(visitor: Visitor):
    visitor.go("services", view="lot", area="medway-swale")
    expect(visitor.heading()).to_contain_text("Lot 3 (Medway and Swale)")
    visitor.page.get_by_role("combobox", name="Lot").click()
    visitor.page.get_by_role("option", name="Lot 5: Medway and Swale children’s services").click()
    expect(visitor.heading()).to_contain_text("Lot 5 (Medway and Swale)")
    expect(visitor.page).to_have_url(
        f"{visitor.home}/services?view=lot&area=medway-swale&lot=lot-5"
    )


def test_one_lots_list_is_a_table_at_every_width(visitor: Visitor):
    visitor.go("services", view="lot", lot="lot-3")
    table = visitor.page.get_by_role("table", name="All adult service lines of Lot 3", exact=True)
    for width in (1280, NARROWEST):
        checks.resize(visitor, width)
        expect(table.get_by_role("rowheader", name="Wound medicine")).to_be_visible()
        expect(table.get_by_role("columnheader")).to_have_count(3)
        expect(table.get_by_role("cell")).to_have_count(2 * 34)


def test_the_download_is_what_is_shown(visitor: Visitor):
    visitor.go("services", q="therapy", cohort="children")
    expect(matrix_of(visitor)).to_be_visible()
    shown = matrix_of(visitor).locator("tr.line th").all_inner_texts()
    card = visitor.page.locator(".card-services-children")
    with visitor.page.expect_download() as download:
        card.locator("a.file").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert [row["Service line"] for row in csv.DictReader(text.splitlines())] == shown
