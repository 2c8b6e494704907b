"""Questions of waiting lists: by month, by organisation, by how long, by service.

People are those on the lists of the ICB in a month; somebody on two lists counts twice. A month in
which a provider did not report has no total of the ICB that could be held against another.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

WAITS, REPORTS, REPORTERS, SERVICES = TABLES = (
    "waits",
    "wait_reports",
    "reporters",
    "wait_services",
)
ICB, PROVIDER, ENGLAND, ELSEWHERE = (
    "integrated care board",
    "provider",
    "England",
    "all of England at once",
)
WHOLE, SILENT, WITHOUT, BREAKS = "whole", "did not report", "without a provider", "breaks"
# The bands, from the shortest wait to the longest, without a person in two of them.
BANDS = {
    "weeks_0_to_1": "Up to 1 week",
    "weeks_1_to_2": "1 to 2 weeks",
    "weeks_2_to_4": "2 to 4 weeks",
    "weeks_4_to_12": "4 to 12 weeks",
    "weeks_12_to_18": "12 to 18 weeks",
    "weeks_18_to_52": "18 to 52 weeks",
    "weeks_52_or_more": "52 weeks or more",
}
COUNTED = ("waiting", *BANDS, "weeks_104_or_more")
BEYOND = "beyond"  # stands for the organisations that are in the ICB's lists and not named


@kept
def last_month(catalogue: Catalogue) -> dt.date:
    """Return the first day of the newest month. Raises LookupError where there are no lists."""
    newest = catalogue[WAITS]["month"].max()
    if not isinstance(newest, dt.date):
        raise LookupError("no waiting lists")
    return newest


@kept
def lists(catalogue: Catalogue) -> pl.DataFrame:
    """Return every list: the table `waits` with level, cohort, service and service_id."""
    services = catalogue[SERVICES].select("wait_service_id", "cohort", "service_id", service="name")
    levels = catalogue[REPORTERS].select("reporter_id", "level")
    return (
        catalogue[WAITS]
        .join(services, on="wait_service_id", maintain_order="left")
        .join(levels, on="reporter_id", maintain_order="left")
    )


@kept
def by_reporter(catalogue: Catalogue, cohort: str) -> pl.DataFrame:
    """Return the people on the lists of each month and organisation, the ICB first.

    Columns: month, reporter_id, level, name, short_name, state, caveat, and the counts of COUNTED,
    null where the organisation did not report. The last of each month is BEYOND, with what the ICB
    has beyond its named providers: its name is null, and it is there only where it ever has any.
    """
    counts = (
        lists(catalogue)
        .filter(cohort=cohort)
        .group_by("month", "reporter_id")
        .agg(pl.col(COUNTED).sum(), older=pl.col("weeks_104_or_more").null_count())
        .with_columns(weeks_104_or_more=pl.when(older=0).then("weeks_104_or_more"))
    )
    orgs = catalogue["organisations"].select("org_id", "name", "short_name")
    who = catalogue[REPORTERS].select("reporter_id", "org_id", "level").with_row_index("order")
    rows = (
        catalogue[REPORTS]
        .filter(cohort=cohort)
        .select("month", "reporter_id", "state", "caveat")
        .join(who.join(orgs, on="org_id", how="left"), on="reporter_id", how="left")
        .join(counts, on=["month", "reporter_id"], how="left")
        .sort("month", "order")
    )
    columns = ("month", "reporter_id", "level", "name", "short_name", "state", "caveat", *COUNTED)
    return pl.concat([rows.select(columns), _beyond(rows).select(columns)]).sort(
        "month", maintain_order=True
    )


def _beyond(rows: pl.DataFrame) -> pl.DataFrame:
    sign = pl.when(level=ICB).then(1).otherwise(-1)
    left = (
        rows.filter(pl.col("level").is_in([ICB, PROVIDER]))
        .group_by("month", maintain_order=True)
        .agg((pl.col(COUNTED) * sign).sum())
        .with_columns(
            *(pl.lit(None, pl.String).alias(one) for one in ("name", "short_name", "caveat")),
            reporter_id=pl.lit(BEYOND),
            level=pl.lit(PROVIDER),
            state=pl.lit(WHOLE),
        )
    )
    return left.filter(pl.col("waiting").sum() > 0)


@kept
def by_band(catalogue: Catalogue) -> pl.DataFrame:
    """Return how long people on the lists of the ICB have waited, in the newest month.

    Columns: cohort, band (as it is told), people, share (of all on the bands of the cohort).
    """
    rows = lists(catalogue).filter(level=ICB, month=last_month(catalogue))
    return (
        rows.group_by("cohort")
        .agg(pl.col(list(BANDS)).sum())
        .sort("cohort")
        .unpivot(list(BANDS), index="cohort", variable_name="band", value_name="people")
        .with_columns(
            pl.col("band").replace_strict(BANDS),
            share=pl.col("people") / pl.col("people").sum().over("cohort"),
        )
        .sort("cohort", maintain_order=True)
    )


@kept
def by_service(catalogue: Catalogue, cohort: str) -> pl.DataFrame:
    """Return the lists of the ICB in the newest month, the longest first.

    Columns as `lists`, with weeks_18_or_more, and `ever`, whether anybody stood on the list in any
    month.
    """
    rows = lists(catalogue).filter(level=ICB, cohort=cohort)
    ever = rows.group_by("wait_service_id").agg(ever=pl.col("waiting").max() > 0)
    return (
        rows.filter(month=last_month(catalogue))
        .join(ever, on="wait_service_id")
        .with_columns(weeks_18_or_more=pl.col("weeks_18_to_52") + pl.col("weeks_52_or_more"))
        .sort("waiting", "service", descending=[True, False])
    )


@kept
def caveats(catalogue: Catalogue, cohort: str) -> pl.DataFrame:
    """Return what must be said of lists of providers: name, service, caveat; each once."""
    names = by_reporter(catalogue, cohort).select("reporter_id", "name").unique()
    return (
        lists(catalogue)
        .filter(cohort=cohort, level=PROVIDER)
        .drop_nulls("caveat")
        .join(names, on="reporter_id", maintain_order="left")
        .select("name", "service", "caveat")
        .unique("caveat", keep="first", maintain_order=True)
    )


@kept
def repeated(catalogue: Catalogue, cohort: str) -> pl.DataFrame:
    """Return the lists of the newest month that one provider may have told more than once.

    Columns: name (of the provider), services, waiting (on each of them), caveat.
    """
    names = by_reporter(catalogue, cohort).select("reporter_id", "name").unique()
    return (
        lists(catalogue)
        .filter(cohort=cohort, level=PROVIDER, month=last_month(catalogue))
        .drop_nulls("caveat")
        .join(names, on="reporter_id", maintain_order="left")
        .group_by("name", "caveat", maintain_order=True)
        .agg(services="service", waiting=pl.col("waiting").first())
        .filter(pl.col("services").list.len() > 1)
    )
