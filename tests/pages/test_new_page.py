"""A page is added with one module and one row, and is whole in every medium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pages
from components.live import shell
from components.page_list import PAGES, PageEntry
from web.plain import page as plain_page, routes as plain

ROW = PageEntry(name="Made up", path="made-up", module="made_up")
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
        hero=Hero(finding="A finding", measure="Of what", source_ids=("csr-2024-12",),
                  basis=("stated",), markup="<p>The proof</p>"),
    )
"""


@pytest.fixture(autouse=True)
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "made_up.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(tmp_path)])
    everything = (*PAGES, ROW)
    for room in (shell, plain_page):
        monkeypatch.setattr(room, "PAGES", everything)
    shell._navigable.cache_clear()
    plain_page._sections.cache_clear()
    yield
    shell._navigable.cache_clear()
    plain_page._sections.cache_clear()


def sent(**address: str) -> str:
    wanted = plain.Wanted(address=tuple(address.items()))
    return plain.page_for(ROW, wanted).plain.decode()


def test_it_is_whole_in_plain():
    page = sent(cohort="children")
    assert "<h1>A finding for children</h1>" in page
    assert "And a sentence more." in page
    assert 'name="cohort" value="children" checked' in page
    assert "The body of it." in page
    assert "Where this comes from" in page
    assert '<a href="/made-up' in page
    assert 'aria-current="page">Made up<' in page


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
