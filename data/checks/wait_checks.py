"""Checks of waiting lists: bands and providers add up, and a month without rows is told as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at
from data.queries.waiting.lists import (
    BANDS,
    ELSEWHERE,
    ENGLAND,
    ICB,
    PROVIDER,
    REPORTERS,
    REPORTS,
    SERVICES,
    SILENT,
    WAITS,
    WHOLE,
    WITHOUT,
    lists,
)
from data.queries.waiting.measures import MEASURES

KEYS = ("month", "reporter_id", "cohort")


def _bands_add_up(catalogue: Catalogue) -> Iterator[Fault]:
    """The bands of a list add up to all who wait, or a caveat says that they do not."""
    for index, row in enumerate(catalogue[WAITS].iter_rows(named=True)):
        summed = sum(row[band] for band in BANDS)
        if summed != row["waiting"] and not row["caveat"]:
            message = f"the bands add up to {summed:,}, and no caveat says so"
            said = {"value": row["waiting"], "message": message}
            yield fault_at(catalogue, WAITS, index, column="waiting", rule="sum", **said)
        if (row["weeks_104_or_more"] or 0) > row["weeks_52_or_more"]:
            message = "those of 104 weeks or more are among those of 52 weeks or more"
            said = {"value": row["weeks_104_or_more"], "message": message}
            yield fault_at(catalogue, WAITS, index, column="weeks_104_or_more", rule="sum", **said)


def _providers_are_within_the_whole(catalogue: Catalogue) -> Iterator[Fault]:
    """The lists of providers together are no longer than that of the ICB, service by service."""
    keys = ["month", "wait_service_id"]
    rows = _with_levels(catalogue, WAITS).with_row_index()
    parts = rows.filter(level=PROVIDER).group_by(keys).agg(pl.col("waiting").sum().alias("parts"))
    wholes = rows.filter(level=ICB).join(parts, on=keys, how="full", coalesce=True)
    beyond = wholes.filter(pl.col("parts") > pl.col("waiting").fill_null(-1))
    for row in beyond.iter_rows(named=True):
        message = f"providers have {row['parts']:,} in {row['month']:%B %Y}, and the ICB fewer"
        said = {"value": row["waiting"], "message": message}
        yield fault_at(catalogue, WAITS, row["index"], column="waiting", rule="sum", **said)


def _reports_are_of_the_rows(catalogue: Catalogue) -> Iterator[Fault]:
    """A report counts the lists of its month, and says of an ICB's total what it lacks."""
    counted = Counter(lists(catalogue).select(KEYS).iter_rows())
    rows = _with_levels(catalogue, REPORTS)
    silent = set(rows.filter(state=SILENT, level=PROVIDER).select("month", "cohort").iter_rows())
    for index, row in enumerate(rows.iter_rows(named=True)):
        held = counted.pop(tuple(row[key] for key in KEYS), 0)
        lacks = row["level"] == ICB and (row["month"], row["cohort"]) in silent
        rules = {
            f"the table {WAITS} has {held} rows of it": held == row["lists"],
            f"without a row an organisation is told as: {SILENT}": (row["state"] == SILENT)
            == (held == 0),
            f"a total that lacks a provider is told as: {WITHOUT}": (row["state"] == WITHOUT)
            == lacks,
            "a month that is not whole has a caveat": row["state"] == WHOLE or row["caveat"],
        }
        for message in [message for message, is_kept in rules.items() if not is_kept]:
            said = {"value": row["state"], "message": message}
            yield fault_at(catalogue, REPORTS, index, column="state", rule="report", **said)
    for month, reporter, cohort in counted:
        message = f"no row of {REPORTS} is on its {cohort} in {month:%B %Y}"
        said = {"value": reporter, "message": message}
        yield fault_at(catalogue, WAITS, None, column="reporter_id", rule="report", **said)


def _nothing_is_of_all_england(catalogue: Catalogue) -> Iterator[Fault]:
    """What an organisation reports for all of England at once is never shown as of this ICB."""
    for table in (WAITS, REPORTS, MEASURES):
        for index, row in enumerate(_with_levels(catalogue, table).iter_rows(named=True)):
            if row["level"] == ELSEWHERE or (row["level"] == ENGLAND and table != MEASURES):
                message = "rows of all of England have no place here"
                said = {"value": row["reporter_id"], "message": message}
                yield fault_at(catalogue, table, index, column="reporter_id", rule="level", **said)


def _with_levels(catalogue: Catalogue, table: str) -> pl.DataFrame:
    levels = catalogue[REPORTERS].select("reporter_id", "level")
    return catalogue[table].join(levels, on="reporter_id", how="left", maintain_order="left")


WAIT_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({WAITS}), _bands_add_up),
    (frozenset({WAITS, REPORTERS}), _providers_are_within_the_whole),
    (frozenset({WAITS, REPORTS, REPORTERS, SERVICES}), _reports_are_of_the_rows),
    (frozenset({WAITS, REPORTS, REPORTERS, MEASURES}), _nothing_is_of_all_england),
)
