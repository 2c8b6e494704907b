"""Who reported in which month, and where a total cannot be held against the month before.

A provider that has rows in other months and none in this one did not report, and the total of the
ICB is without it. Where the lists that the ICB has beyond those of its named providers change by
more than half from one month to the next, the totals of the two are not of the same lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.queries.waiting.lists import BREAKS, ICB, PROVIDER, SILENT, WHOLE, WITHOUT

HALF = 0.5  # of the lists beyond those of named providers: a larger change is a break
SILENT_CAVEAT = "It has no rows in this month, and the total of the ICB is without its lists"


def reports(lists: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Return a row for each month, cohort and reporter that ever has lists of that cohort.

    `lists` has a row for each month, reporter and service, in the order of the tables.
    """
    orgs = dict(catalogue["organisations"].select("org_id", "name").iter_rows())
    known = catalogue["reporters"].select("reporter_id", "org_id").drop_nulls()
    names = {reporter: orgs[org] for reporter, org in known.iter_rows()}
    parts = lists.partition_by("cohort", maintain_order=True)
    rows = [row for part in parts for row in _of_cohort(part, names)]
    order = pl.Enum(catalogue["reporters"]["reporter_id"].to_list())
    return (
        pl.DataFrame(rows, infer_schema_length=None)
        .sort("month", pl.col("reporter_id").cast(order), "cohort")
        .with_columns(
            basis=pl.lit("derived"),
            source_id=pl.lit("nhse-waits"),
            place=pl.format("{}, organisations with rows", pl.col("month").dt.strftime("%B %Y")),
            note=pl.lit(None, pl.String),
        )
    )


def _of_cohort(lists: pl.DataFrame, names: Mapping[str, str]) -> Iterator[dict]:
    services = _services(lists)
    reporters = lists.select("reporter_id", "level").unique(maintain_order=True).rows()
    breaks = _breaks(lists)
    for month in lists["month"].unique().sort().to_list():
        silent = [
            one for one, level in reporters if level == PROVIDER and (month, one) not in services
        ]
        for one, level in reporters:
            held = services.get((month, one), [])
            lacking = [name for name in services[one] if name not in held]
            state, caveat = WHOLE, f"No row on {'; '.join(lacking)}" if lacking else None
            if not held:
                state, caveat = SILENT, SILENT_CAVEAT
            elif level == ICB and silent:
                without = " and ".join(names[provider] for provider in silent)
                state, caveat = WITHOUT, f"Without {without}, which has no rows in this month"
            elif level == ICB and month in breaks:
                state, caveat = BREAKS, breaks[month]
            yield {
                "month": month,
                "reporter_id": one,
                "cohort": lists["cohort"][0],
                "state": state,
                "lists": len(held),
                "caveat": caveat,
            }


def _services(lists: pl.DataFrame) -> dict[object, list[str]]:
    """The names of the services that have a row, by month and reporter, and by reporter."""
    found: dict[object, list[str]] = {}
    columns = ("month", "reporter_id", "wait_service")
    for month, one, service in lists.select(columns).iter_rows():
        found.setdefault((month, one), []).append(service)
        if service not in (ever := found.setdefault(one, [])):
            ever.append(service)
    return found


def _breaks(lists: pl.DataFrame) -> dict[dt.date, str]:
    """What changed in each month in which the lists of organisations without a name broke."""
    signed = pl.when(level=ICB).then("waiting").otherwise(-pl.col("waiting"))
    keys = ("month", "wait_service")
    beyond = lists.group_by(keys, maintain_order=True).agg(signed.sum().alias("people"))
    by_month = {
        month: dict(rows.select("wait_service", "people").rows())
        for (month,), rows in beyond.sort("month", maintain_order=True).group_by(
            "month", maintain_order=True
        )
    }
    found = {}
    months = list(by_month)
    for before, month in pairwise(months):
        old, new = (sum(by_month[one].values()) for one in (before, month))
        if abs(new - old) > HALF * max(old, new):
            changed = [s for s, n in by_month[month].items() if n != by_month[before].get(s, 0)]
            found[month] = (
                f"{'; '.join(changed)}: the lists of organisations that the copy does not name "
                f"went from {old:,} people in {in_words(before, 'month')} to {new:,}. It is not "
                "known why. Fewer people may have waited, or a list may be missing"
            )
    return found
