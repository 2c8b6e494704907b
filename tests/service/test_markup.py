"""Markup in a cell of a table is shown as the text it is, on pages, embeds, briefings and data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
import pytest

from components.findings.briefing import briefing as briefings
from data.live.current import LastGood, current
from data.package.catalogue import Catalogue
from tests.every_page import addresses
from web import briefings as briefing
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds
from web.open_data import page as open_data_page

RAW = '<b class="x">&\''
MARK = "<b class="
TODAY = dt.date(2026, 11, 22)


NO_WORDS = {"lots", "who", "period"}  # lists of keys, and years


def texts_of(resource: Mapping[str, Any]) -> Iterator[str]:
    """The columns that hold words: no keys, and nothing that must be of a list or a form."""
    keys = resource["schema"].get("foreignKeys", ())
    apart = NO_WORDS | {key["fields"] for key in keys if isinstance(key["fields"], str)}
    for field in resource["schema"]["fields"]:
        formed = {"enum", "pattern"} & set(field.get("constraints", {}))
        is_key = field["name"].endswith("_id") or field["name"] in apart
        if field["type"] == "string" and not formed and not is_key:
            yield field["name"]


def with_markup_in_every_text(catalogue: Catalogue) -> Catalogue:
    tables = {
        name: catalogue[name].with_columns(
            pl.col(column) + RAW for column in texts_of(catalogue.resource(name))
        )
        for name in catalogue
    }
    return Catalogue(tables, catalogue.descriptor)


@pytest.fixture(scope="module")
def facts() -> Iterator[Catalogue]:
    """The facts in use, as long as the tests of this module last."""
    marked = with_markup_in_every_text(current())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LastGood, "current", lambda _self: marked)
        yield marked


def judge(markup: str) -> None:
    at = markup.find(MARK)
    assert at < 0, markup[max(0, at - 300) : at + 100]


@pytest.mark.parametrize(("path", "asked"), addresses(), ids=str)
def test_pages_show_it_as_text(facts, open_page, path, asked):
    shown = open_page(path, **asked)
    written = [element.proto.body for element in shown.get("html")]
    written += [one.proto.body for one in shown.markdown if one.proto.allow_html]
    assert written
    judge("\n".join(written))


def test_embeds_show_it_as_text(facts):
    each_kind = {(one.within, one.style): one.path for one in all_embeds(facts).values()}
    for path in each_kind.values():
        judge(embed_pages.page(facts, path, today=TODAY).html)
    judge(embed_pages.index(facts, address="https://example.org/embed/").html)


def test_briefings_show_it_as_text(facts):
    for kind, names in briefings.subjects(facts).items():
        for subject_id in names:
            judge(briefing.made(facts, kind, subject_id, TODAY).plain.decode())


def test_the_page_of_open_data_shows_it_as_text(facts):
    judge(open_data_page.page(facts, "https://example.org").plain.decode())
