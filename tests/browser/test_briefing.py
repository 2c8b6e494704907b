"""Briefings on paper: pages, their numbers, nothing cut off; and the ways to them."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from components.findings.briefing.briefing import subjects
from components.findings.briefing.link import briefing_link
from data.live.current import current
from tests.browser.visitor import Visitor

FACTS = current()
ADDRESSES = [
    briefing_link(kind, one).lstrip("/") for kind, names in subjects(FACTS).items() for one in names
]
FEWEST, MOST = 2, 3  # pages
PAPER = {"width": 695, "height": 1018}  # px: A4 without its margins


def open_briefing(visitor, address: str) -> None:
    visitor.page.goto(f"{visitor.home}/{address}")


def squeezed(text: str) -> str:
    """Text without spaces: a line break on paper may stand anywhere between two words."""
    return re.sub(r"\s+", "", text)


def is_whole_on_paper(visitor: Visitor, address: str) -> None:
    """A few numbered pages that hold all words, and no table that is cut off."""
    open_briefing(visitor, address)
    page = visitor.page
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [sheet.extract_text() for sheet in pdf.pages]
    assert FEWEST <= len(sheets) <= MOST
    for number, sheet in enumerate(sheets, start=1):
        assert f"Page {number} of {len(sheets)}" in sheet
        assert f"data version {FACTS.version}" in sheet
    assert all(round(float(sheet.mediabox.width)) == 595 for sheet in pdf.pages)

    paper = squeezed("".join(sheets))
    assert "Toprintthispage" not in paper
    told = page.locator("main h1, main h2, main li, main td, main th, main .caption")
    missing = [words for words in told.all_inner_texts() if squeezed(words) not in paper]
    # What goes over a page's end has its foot, and a table's head, in between.
    assert len(missing) <= 2 * (len(sheets) - 1), missing
    drawn = page.locator("main svg text").all_text_contents()
    assert all(squeezed(words) in paper for words in drawn)

    page.set_viewport_size(PAPER)
    visitor.page.emulate_media(media="print")
    too_wide = visitor.page.evaluate(
        "[...document.querySelectorAll('table, .picture, .table-frame')]"
        ".filter(one => one.getBoundingClientRect().right > innerWidth"
        " || one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 40))"
    )
    assert too_wide == []


@pytest.mark.parametrize("address", ADDRESSES[:: len(ADDRESSES) - 1])
def test_on_paper_it_is_whole(visitor: Visitor, address: str):
    is_whole_on_paper(visitor, address)


@pytest.mark.parametrize(
    ("page", "params", "address"),
    [
        ("map", {"area": "east-kent", "plain": ""}, "/briefing/area/east-kent"),
        ("find-my-area", {"area": "dgs"}, "/briefing/area/dgs"),
        ("scrutiny", {}, "/briefing/committee/hosc"),
    ],
)
def test_the_pages_lead_to_it(visitor, page, params, address):
    visitor.go(page, **params)
    visitor.page.locator(f'a[href="{address}"]').click()
    visitor.page.wait_for_url(f"**{address}")
    expect(visitor.heading()).to_have_count(1)
