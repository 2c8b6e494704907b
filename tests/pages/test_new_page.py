"""A page is added with one module and one row, and is whole in every medium."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pptx import Presentation

import pages
from components import deck as decks
from components.live import shell
from components.on_screen import hero_of
from components.page_list import PAGES, PageEntry
from data.live.current import current
from tests.made import asked_for
from web.plain import page as plain_page, routes as plain
from web.take_away.slides import Finding, slides

ROW = PageEntry(name="Made up", path="made-up", module="made_up")
PLAIN_ROW = PageEntry(name="Plainest", path="plainest", module="plainest", section="A section")
PLAINEST = """
import polars as pl

from components import blocks
from components.html.cards import Card
from components.html.tables import Column, Table
from components.page_model import CardBlock, Page


def page(catalogue, asked):
    rows = pl.DataFrame({"name": [f"Row {n}" for n in range(40)], "people": range(40)})
    table = Table(caption="Rows", frame=rows,
                  columns=(Column("name", "Name"), Column("people", "People", "count")))
    return Page(
        finding="A finding without a hero",
        standfirst="And a sentence more.",
        body=(
            blocks.lead("The body of it."),
            CardBlock(Card(slug="rows", headline="Rows there are", subtitle="People by row",
                           table=table, source_ids=("csr-2024-12",), basis=("stated",),
                           caveats=("Row 1: Counted twice.",))),
        ),
    )
"""
MODULE = """
from components import blocks
from components.choices import COHORT
from components.hero import Hero
from components.page_model import Page


def page(catalogue, asked):
    return Page(
        finding=f"A finding for {asked.cohort}",
        standfirst="And a sentence more.",
        choices=(COHORT,),
        body=(blocks.lead("The body of it."),),
        sources=("csr-2024-12",),
        hero=Hero(finding="A finding", subtitle="Of what", source_ids=("csr-2024-12",),
                  basis=("stated",), markup="<p>The proof</p>"),
    )
"""


@pytest.fixture(autouse=True)
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "made_up.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(tmp_path)])
    (tmp_path / "plainest.py").write_text(PLAINEST, encoding="utf-8")
    everything = (*PAGES, ROW, PLAIN_ROW)
    for room in (shell, plain_page, decks):
        monkeypatch.setattr(room, "PAGES", everything)
    shell._navigable.cache_clear()
    plain_page._sections.cache_clear()
    yield
    shell._navigable.cache_clear()
    plain_page._sections.cache_clear()


def sent(entry: PageEntry = ROW, **address: str) -> str:
    wanted = plain.Wanted(address=tuple(address.items()))
    return plain.page_for(entry, wanted).plain.decode()


def test_it_is_whole_in_plain():
    page = sent(cohort="children")
    assert "<h1>A finding for children</h1>" in page
    assert "And a sentence more." in page
    assert 'name="cohort" value="children" checked' in page
    assert "The body of it." in page
    assert "Where this comes from" in page
    assert '<a href="/made-up' in page
    assert 'aria-current="page">Made up<' in page


def test_it_stands_in_the_menu_under_the_section_of_its_row():
    group = sent(PLAIN_ROW).partition("<li><span>A section</span><ul>")[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]*)"', group) == ["/plainest", "/briefing/"]


def test_it_is_whole_in_live(open_page):
    app = open_page("made-up", cohort="children")
    said = " ".join(element.proto.body for element in app.get("html"))
    assert "<h1>A finding for children</h1>" in said
    assert "The body of it." in said
    assert "Where this comes from" in said
    assert app.radio(key="cohort-control").value == "children"


def test_it_is_whole_for_a_room():
    page = sent(view="present")
    assert "<h1>A finding</h1>" in page
    assert "<p>The proof</p>" in page
    assert re.search(r"Source: [^<]*\(December 2024\)", page)


def test_without_a_line_for_it_a_page_has_a_screen_made_of_its_first_card():
    page = sent(PLAIN_ROW, view="present")
    assert "<h1>A finding without a hero</h1>" in page
    assert "People by row" in page
    assert "Row 1: Counted twice." in page
    shown = page.count('<th scope="row">')
    assert 3 < shown < 20
    assert f"{40 - shown} more are on the page." in page
    assert re.search(r"Source: [^<]*\(December 2024\)", page)
    assert "/plainest?view=present" in sent(PLAIN_ROW)


def test_it_is_in_a_deck_and_a_slide_by_its_name():
    picked = decks.deck("plainest,made-up")
    assert [entry.name for entry in picked.entries] == ["Plainest", "Made up"]
    address = {"view": "present", "deck": "plainest,made-up"}
    assert 'rel="next" href="/made-up?view=present&amp;deck=plainest,made-up"' in sent(
        PLAIN_ROW, **address
    )
    facts = current()
    heroes = [hero_of(pages.maker(one)(facts, asked_for())) for one in picked.entries]
    file = slides(facts, [Finding(hero=hero, address="") for hero in heroes])
    told = [one.shapes.title.text for one in Presentation(io.BytesIO(file)).slides]
    assert told == ["A finding without a hero", "A finding"]
