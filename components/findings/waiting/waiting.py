"""Waiting: how many wait and how long, and how far the figures can be held against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import polars as pl

from components.findings.timeline import now
from components.html.cards import caveats_of
from components.html.not_published import NOTHING, requires_data
from components.text.words import listed, plural
from data.package.catalogue import Catalogue
from data.package.dates import in_words, last_day, range_in_words
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries.waiting import lists
from data.queries.waiting.measures import MEASURES

COHORTS = ("adults", "children")
ONE = {"adults": "adult", "children": "child"}
TWICE = "Anyone on two lists is counted twice."


@kept
@requires_data("Waiting lists: not published", tables=lists.TABLES)
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in two sentences."""
    rows = [row for cohort in COHORTS for row in _newest(catalogue, cohort)]
    longest = sorted(rows, key=lambda row: -row["weeks_52_or_more"])
    people = listed(people_of(row["cohort"], row["waiting"]) for row in rows)
    long = listed(people_of(row["cohort"], row["weeks_52_or_more"]) for row in longest)
    return (
        f"{people} were on waiting lists in {newest(catalogue)}. Of these, {long} had waited "
        "52 weeks or more"
    )


def people_of(cohort: str, number: int) -> str:
    """Return a number of the people of a cohort: `1 adult`, `2 children`."""
    return plural(number, ONE[cohort], cohort)


def _newest(catalogue: Catalogue, cohort: str) -> Iterable[dict]:
    rows = lists.by_reporter(catalogue, cohort).filter(level=lists.ICB)
    rows = rows.filter(month=lists.last_month(catalogue)).drop_nulls("waiting")
    return rows.with_columns(cohort=pl.lit(cohort)).iter_rows(named=True)


def newest(catalogue: Catalogue) -> str:
    """Return the newest month in words: `July 2025`."""
    return in_words(lists.last_month(catalogue), "month")


@kept
@requires_data(f"{NOTHING}.", tables=lists.TABLES)
def standfirst(catalogue: Catalogue) -> str:
    """Return that it is a baseline, who did not report, and what is counted, in sentences."""
    return " ".join(filter(None, (baseline(catalogue), *silence(catalogue), TWICE)))


@kept
@requires_data("", tables=lists.TABLES)
def baseline(catalogue: Catalogue) -> str:
    """Return that the figures end before the new contracts start; nothing where they do not."""
    start, month = now.start(catalogue), lists.last_month(catalogue)
    if start is None or last_day(month, "month") >= start["date"]:
        return ""
    return (
        f"This is a baseline for {profile().region}: it ends in {newest(catalogue)}, and the new "
        f"contracts start on {start['when']}."
    )


@kept
def silence(catalogue: Catalogue) -> tuple[str, ...]:
    """Return a sentence for each provider that did not report in some months."""
    rows = pl.concat([lists.by_reporter(catalogue, cohort) for cohort in COHORTS])
    silent = rows.filter(state=lists.SILENT).unique(["month", "name"]).sort("month")
    months = rows["month"].unique().sort().to_list()
    return tuple(
        f"{name} did not report for {_stretches(of_one['month'].to_list(), months)}. The totals of "
        "those months lack its lists. That is a gap, and no fall."
        for (name,), of_one in silent.group_by("name", maintain_order=True)
    )


def _stretches(chosen: list[dt.date], months: list[dt.date]) -> str:
    """Months in words, those that follow each other as one stretch."""
    runs: list[list[dt.date]] = []
    for month in chosen:
        if runs and months.index(month) == months.index(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed(range_in_words(run[0], run[-1], "month") for run in runs)


@kept
def list_caveats(catalogue: Catalogue, *cohorts: str) -> tuple[str, ...]:
    """Return what must be said of single lists of these cohorts, each once, in sentences."""
    rows = [row for one in cohorts for row in lists.caveats(catalogue, one).iter_rows(named=True)]
    return caveats_of(rows, "name")


@kept
def may_be_one(catalogue: Catalogue, *cohorts: str) -> tuple[str, ...]:
    """Return which lists of these cohorts may be one that is told more than once, in sentences."""
    rows = [row for one in cohorts for row in lists.repeated(catalogue, one).iter_rows(named=True)]
    return caveats_of(rows, "name")


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of the page."""
    return cited(catalogue[lists.WAITS], catalogue[MEASURES])
