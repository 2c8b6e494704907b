"""What tables hold and visitors type is text in every medium: signs of HTML in it stay signs.

Markup is put together from texts, so a forgotten `escape` would show nothing until a paper has a
`<` in it. Here every cell that holds words, and every value of an address, ends in both quotes and
a tag.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

import polars as pl
import pytest

from components.findings.briefing import briefing as briefings
from components.page_list import PAGES
from data.live.current import LastGood
from data.package.catalogue import Catalogue, read
from tests.made import html_of, made, room_of, with_hero
from tests.pages.test_reading import STATES
from web import briefings as briefing
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds
from web.open_data import page as open_data

TODAY = dt.date(2026, 11, 29)
ODD = "odd"
SIGNS = f""" "'<{ODD}>"""
# Cells that hold several ids, names or years, which the code takes apart.
LISTS = {"hcp_areas", "lots", "subject_id", "events", "names", "years", "who"}


def _holds_words(field: Mapping[str, Any], keys: set[str]) -> bool:
    bound = {"enum", "pattern"} & set(field.get("constraints", {}))
    plain = field["type"] == "string" and "format" not in field
    return plain and not bound and field["name"] not in keys | LISTS


def _columns(schema: Mapping[str, Any]) -> list[str]:
    """The columns of a table that hold words: no ids, no fixed values, no addresses."""
    told = [schema.get("primaryKey", []), *(key["fields"] for key in schema.get("foreignKeys", []))]
    keys = {name for one in told for name in ([one] if isinstance(one, str) else one)}
    return [field["name"] for field in schema["fields"] if _holds_words(field, keys)]


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    """The facts, with signs of HTML at the end of every cell that holds words."""
    held = read()
    tables = {
        name: held[name].with_columns(
            pl.col(_columns(held.resource(name)["schema"])) + pl.lit(SIGNS)
        )
        for name in held
    }
    changes = [one | {"summary": one["summary"] + SIGNS} for one in held.descriptor["changes"]]
    titled = [one | {"title": one["title"] + SIGNS} for one in held.descriptor["resources"]]
    told = {**held.descriptor, "changes": changes, "resources": titled}
    return Catalogue(MappingProxyType(tables), MappingProxyType(told))


class _Reader(HTMLParser):
    """Reads markup as a browser does, and notes what the signs have become."""

    def __init__(self) -> None:
        super().__init__()
        self.became: list[str] = []
        self.texts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == ODD or any(ODD in name for name, _ in attrs):
            self.became.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        self.texts += f"<{ODD}>" in data


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    return reader


def _media(facts: Catalogue) -> Iterator[tuple[str, str]]:
    lines = facts["services"]["service_id"].head(3)
    for path, asked in (
        *STATES,
        *(("services", {"view": "service", "service": one}) for one in lines),
    ):
        yield f"{path} {asked}", html_of(path, facts=facts, **asked)
    for path in with_hero():
        yield f"room {path}", room_of(path, facts=facts)
    for path in (path for path, embed in all_embeds(facts).items() if not embed.within):
        yield f"embed {path}", embed_pages.page(facts, path, today=TODAY).html
    for kind, subjects in briefings.subjects(facts).items():
        for subject in subjects:
            yield f"briefing {subject}", briefing.html(facts, kind, subject, today=TODAY)
    for entry in PAGES:
        typed = {control.key: SIGNS for control in made(entry.path, facts=facts).choices}
        yield f"{entry.path} {typed}", html_of(entry.path, facts=facts, **typed)
    yield "open data", open_data.page(facts, "https://example.org").plain.decode()
    yield "embeds", embed_pages.index(facts, address="https://example.org/embed/").html


def test_what_tables_hold_and_visitors_type_is_never_markup(facts):
    became, seen = {}, 0
    for name, markup in _media(facts):
        read_as = _read(markup)
        seen += read_as.texts
        if read_as.became:
            became[name] = read_as.became[:3]
    assert seen > 1000
    assert became == {}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_live_page_shows_it_as_text(facts, open_page, monkeypatch, entry):
    monkeypatch.setattr(LastGood, "current", lambda _self: facts)
    shown = open_page(entry.path, area="east-kent", cohort="children")
    written = [element.proto.body for element in shown.get("html")]
    written += [one.proto.body for one in shown.markdown if one.proto.allow_html]
    read_as = _read("\n".join(written))
    assert written
    assert read_as.became == []
