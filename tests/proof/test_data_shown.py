"""What `python -m data diff` says of pages is what pages do: they are watched while they are drawn.

A table that a page is said to show is one that it reads. And with other words and numbers in all
that it is said not to show, and a row less in each table, it is drawn just the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import polars as pl
import pytest

from components.page_list import PAGES, PageEntry
from data.live.current import current
from data.package.catalogue import Catalogue
from data.papers.page_usage import (
    CONFLICTS,
    METRICS_ON,
    ON_EVERY_PAGE,
    TABLES_ON,
    TOPICS_ON,
    pages_of_metric,
    pages_of_table,
)
from tests.made import content_of
from tests.watched import watched

# Each page as it opens, and where that leaves something out, in a second state.
STATES = {
    "find-my-area": ({}, {"place": "town-faversham"}),
    "map": (
        {},
        {"area": "east-kent"},
        {"places": "hospitals", "area": "east-kent"},
        {"places": "surgeries"},
    ),
    "compare": ({}, {"items": "lot-5,lot-6"}),
    "scrutiny": ({}, {"committee": "hosc"}),
}
FACTS = current()
# Numbers that say where something stands, and not what is.
ORDER = ("display_order", "number", "contract_year")

Thing = tuple[str, str]


def changed(things: Iterable[Thing]) -> Catalogue:
    """Return the facts with other words, other numbers and a row less in tables.

    For metrics the same is done to their figures, but for the row. Keys, dates and words of a
    fixed list stay: without them a page finds nothing to show.
    """
    frames = dict(FACTS.tables)
    for name in (name for kind, name in things if kind == "table"):
        frames[name] = FACTS[name].with_columns(_others(FACTS.resource(name)["schema"])).head(-1)
    of_these = pl.col("metric_id").is_in([name for kind, name in things if kind == "metric"])
    frames["figures"] = FACTS["figures"].with_columns(
        value=pl.when(of_these).then(pl.col("value") * 3 + 7).otherwise("value"),
        value_text=pl.when(of_these).then(pl.col("value_text") + " anew").otherwise("value_text"),
    )
    return Catalogue(MappingProxyType(frames), FACTS.descriptor)


def _others(schema: dict) -> list[pl.Expr]:
    links = {name for link in schema.get("foreignKeys", []) for name in _listed(link["fields"])}
    fixed = {*_listed(schema.get("primaryKey", [])), *links, *ORDER, "working"}
    return [
        {
            "string": pl.col(field["name"]) + " anew",
            "integer": pl.col(field["name"]) * 3 + 7,
            "number": pl.col(field["name"]) * 3 + 7,
            "boolean": ~pl.col(field["name"]),
            "date": pl.col(field["name"]),
        }[field["type"]].alias(field["name"])
        for field in schema["fields"]
        if field["name"] not in fixed
        and not {"enum", "pattern"} & field.get("constraints", {}).keys()
    ]


def _listed(names: str | list[str]) -> list[str]:
    return names if isinstance(names, list) else [names]


def draw(page: PageEntry, facts: Catalogue) -> list[str]:
    """Make a page in its states of some facts, and give all that it holds."""
    states = STATES.get(page.path, ({},))
    return [text for state in states for text in content_of(page.path, facts=facts, **state)]


def unsaid(page: PageEntry) -> list[Thing]:
    """The tables, and the metrics, that a page is said not to show."""
    tables = [
        name
        for name in FACTS
        if name not in ("figures", *ON_EVERY_PAGE) and page.name not in pages_of_table(name)
    ]
    metrics = [
        name
        for name, topic in FACTS["metrics"].select("metric_id", "topic").iter_rows()
        if page.name not in (*pages_of_metric(name, topic), *CONFLICTS)
    ]
    return [*(("table", name) for name in tables), *(("metric", name) for name in metrics)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_it_is_said_to_and_nothing_else(page: PageEntry):
    facts = watched(FACTS)
    usual = draw(page, facts)
    not_read = [name for name in TABLES_ON.get(page.name, ()) if name not in facts.asked]
    assert not not_read, f"{page.name} is said to show {not_read}, and does not read them"

    def shown(things: list[Thing]) -> list[Thing]:
        """Which of some things show, by halves."""
        if not things or draws_alike(page, things, usual):
            return []
        half = len(things) // 2
        return things if not half else shown(things[:half]) + shown(things[half:])

    surplus = shown(unsaid(page))
    assert not surplus, f"{page.name} also shows {surplus}"


def draws_alike(page: PageEntry, things: list[Thing], usual: list[str]) -> bool:
    try:
        return draw(page, changed(things)) == usual
    except Exception:  # odd facts, of which the page can make nothing
        return False


@pytest.mark.parametrize("name", METRICS_ON)
def test_metrics_that_a_page_names_show_on_it(name: str):
    page = next(page for page in PAGES if page.name == name)
    things = [("metric", metric) for metric in METRICS_ON[name]]
    assert not draws_alike(page, things, draw(page, FACTS))


def test_pages_tables_and_metrics_are_called_what_they_are_called():
    pages = {page.name for page in PAGES}
    assert {*TABLES_ON, *METRICS_ON, *TOPICS_ON, *CONFLICTS} <= pages
    assert {name for names in TABLES_ON.values() for name in names} <= set(FACTS)
    known = FACTS["metrics"]
    assert {name for names in METRICS_ON.values() for name in names} <= set(known["metric_id"])
    assert {name for names in TOPICS_ON.values() for name in names} <= set(known["topic"])
