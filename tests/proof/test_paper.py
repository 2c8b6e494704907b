"""On paper: the page without its furniture, dark on white, with all that is folded away."""

from __future__ import annotations

import io
import math

import pypdf
import pytest
from playwright.sync_api import expect

from components.page_list import PAGES, PageEntry
from components.theme import LIGHT
from tests.browser import proof_checks as checks
from tests.browser.conftest import NewVisitor
from tests.browser.test_briefing import PAPER
from tests.browser.test_services import matrix_of
from tests.browser.test_shell import css_colour
from tests.browser.visitor import Visitor
from tests.looks import LOOKS

SPARE = 2  # sheets more than the height of the page, as some things are not cut in two
FEWEST = 150  # words of a first sheet: a title and what it stands on
CONTROLS = "form, button, select, input, nav, header, .skip, .to-screen, .to-live"
TOO_WIDE = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).length"
FOLDED = """all => all.filter(one => one.checkVisibility() && [...one.children].slice(1).some(
    part => !part.checkVisibility({contentVisibilityAuto: true}))).map(one => one.innerText)"""

each_look = pytest.mark.parametrize("look", LOOKS)


@each_look
def test_paper_holds_the_page_and_not_its_furniture(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go("money")
    expect(visitor.heading()).to_be_visible()
    visitor.page.emulate_media(media="print")
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page.get_by_test_id("stHeader")).to_be_hidden()
    expect(visitor.page.locator("a.file").first).to_be_hidden()
    ink = visitor.heading().evaluate("heading => getComputedStyle(heading).color")
    assert ink == css_colour(LIGHT.text)
    grounds = visitor.page.locator("html, body, .stApp").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    )
    assert set(grounds) == {css_colour(LIGHT.ground)}
    # What is folded away on the screen is open here: one part below the other, not side by side.
    lefts = visitor.page.locator(".card-foot").first.evaluate(
        "foot => [...foot.children].map(part => part.getBoundingClientRect().left)"
    )
    assert len(lefts) > 2
    assert len(set(lefts)) == 1


@each_look
def test_a_warning_is_dark_on_white_on_paper(new_visitor: NewVisitor, look):
    visitor = new_visitor(look=look).go("money?area=nowhere")
    expect(visitor.page.get_by_test_id("stAlert")).to_be_visible()
    assert checks.on_paper(visitor.page) == {}


def test_every_service_line_stands(visitor: Visitor):
    visitor.go("services")
    line = matrix_of(visitor).get_by_role("rowheader", name="Wound medicine")
    expect(line).to_be_hidden()
    visitor.page.emulate_media(media="print")
    expect(line).to_be_visible()


def test_the_answer_stands_without_the_box(visitor: Visitor):
    visitor.go("find-my-area", place="town-faversham")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator(".st-key-find-box")).to_be_hidden()
    expect(visitor.heading()).to_be_visible()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_that_is_not_live_prints_whole_on_few_sheets(visitor: Visitor, entry: PageEntry):
    page = visitor.page
    page.goto(f"{visitor.home}/{entry.path}?plain")
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = [sheet.extract_text().split() for sheet in pdf.pages]
    assert all(words), "a sheet is empty"
    assert "".join(visitor.heading().inner_text().split()) in "".join(words[0])

    assert len(words[0]) >= FEWEST

    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert len(words) <= math.ceil(height / PAPER["height"]) + SPARE
    # What is wider would have all of the page printed smaller, until it fits.
    assert page.locator("main :is(table, .picture, .card)").evaluate_all(TOO_WIDE) == 0
    first = page.locator("main :is(h2, .picture, .folds):visible").first.bounding_box()
    assert first["y"] < PAPER["height"] * 2 / 3
    pictures = page.locator("main .picture:visible").all()
    assert all(one.bounding_box()["height"] < PAPER["height"] for one in pictures)
    assert page.locator(CONTROLS).locator("visible=true").count() == 0
    assert page.locator("main details").evaluate_all(FOLDED) == []
