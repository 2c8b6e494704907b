"""Waiting lists by month, and the measures beside them, as the tables that the package holds.

The same reference always gives the same bytes. Rows of the ICB and of its providers are taken;
those of an organisation that reports for all of England at once never are.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from data.package.catalogue import Catalogue
from data.queries.waiting.lists import BANDS as PARTS, ICB, PROVIDER
from data.waiting.measures import measures
from data.waiting.reading import Unusable, read_csv, read_parquet
from data.waiting.reports import reports

WAITS = "need/community_waits_2024-08_2025-07.parquet"
MEASURES = "need/community_measures.csv"
# The columns of the publisher, and the bands of weeks by the column in which each goes.
COLUMNS = ("period", "code", "service", "band", "value", "cohort")
BANDS = {
    "total": "waiting",
    "0-1": "weeks_0_to_1",
    "1-2": "weeks_1_to_2",
    "2-4": "weeks_2_to_4",
    "4-12": "weeks_4_to_12",
    "12-18": "weeks_12_to_18",
    "18-52": "weeks_18_to_52",
    "52-104": "weeks_52_or_more",
    "104+": "weeks_104_or_more",
}
SOURCE = "nhse-waits"
STATED = {"basis": pl.lit("stated"), "source_id": pl.lit(SOURCE)}
LEVELS = (ICB, PROVIDER)
REPEATED = "In every month the same numbers stand for: {}. It may be one list, told more than once"


def make_tables(reference: Path, catalogue: Catalogue) -> dict[str, pl.DataFrame]:
    """Return the tables `waits`, `wait_reports` and `care_measures` of a reference folder.

    `catalogue` gives the tables `reporters`, `wait_services` and `organisations`. Raises Unusable,
    with a sentence, where a file cannot be read or has what these tables do not know.
    """
    lists = _lists(read_parquet(reference / WAITS, COLUMNS), catalogue)
    rows = read_csv(reference / MEASURES)
    return {
        "waits": _waits(lists),
        "wait_reports": reports(lists, catalogue),
        "care_measures": measures(rows, catalogue["reporters"]),
    }


def _lists(published: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """A row for each month, reporter and service, with its bands side by side."""
    ours = catalogue["reporters"].filter(pl.col("level").is_in(LEVELS))
    ours = ours.with_row_index("reporter").select("reporter", "reporter_id", "level", "code")
    services = catalogue["wait_services"].with_row_index("list")
    services = services.select("list", "wait_service_id", "cohort", wait_service="name")
    taken = published.join(ours, on="code").with_columns(
        month=(pl.col("period") + "-01").str.to_date("%Y-%m-%d"),
        wait_service=pl.col("service").str.replace(r"^\([A-Z]+\) ", ""),
    )
    unknown = set(taken["band"]) - set(BANDS)
    named = taken.join(services, on=["cohort", "wait_service"], how="left", maintain_order="left")
    strangers = named.filter(pl.col("list").is_null())["service"].unique().sort().to_list()
    if unknown or strangers:
        what = ", ".join([*sorted(unknown), *strangers][:5])
        raise Unusable(f"The waiting lists have what the table wait_services lacks: {what}.")
    keys = ["month", "reporter", "list", "reporter_id", "level", "wait_service_id", "cohort"]
    wide = named.pivot("band", index=[*keys, "code", "wait_service"], values="value")
    wide = wide.rename(BANDS, strict=False).sort("month", "reporter", "list")
    # Until November 2024 one band holds all of 52 weeks and more; later it is the two added up.
    beyond = pl.col(BANDS["104+"])
    return wide.with_columns(pl.col(BANDS["52-104"]) + beyond.fill_null(0))


def _waits(lists: pl.DataFrame) -> pl.DataFrame:
    fewer = pl.col("waiting") - pl.sum_horizontal(*PARTS)
    bands = pl.when(fewer != 0).then(
        pl.format("The bands add up to {} fewer than the total", fewer)
    )
    told = lists.with_columns(bands=bands).join(
        _alike(lists), on=["reporter_id", "wait_service_id"], how="left", maintain_order="left"
    )
    return told.select(
        "month",
        "reporter_id",
        "wait_service_id",
        *BANDS.values(),
        caveat=pl.coalesce("bands", "alike"),
        **STATED,
        place=pl.format("{}, rows of {}", pl.col("month").dt.strftime("%B %Y"), "code"),
        note=pl.lit(None, pl.String),
    )


def _alike(lists: pl.DataFrame) -> pl.DataFrame:
    """Which lists of a provider have the same numbers as another of its own in every month."""
    counts = pl.concat_str("month", *BANDS.values(), separator=" ", ignore_nulls=True)
    return (
        lists.filter(level=PROVIDER)
        .group_by("reporter_id", "cohort", "wait_service_id", "wait_service", maintain_order=True)
        .agg(counts.str.join(";").alias("counts"), pl.col("waiting").max())
        .filter(pl.col("waiting") > 0)
        .group_by("reporter_id", "cohort", "counts", maintain_order=True)
        .agg("wait_service_id", "wait_service")
        .filter(pl.col("wait_service").list.len() > 1)
        .select(
            "reporter_id",
            "wait_service_id",
            alike=pl.format(REPEATED, pl.col("wait_service").list.join("; ")),
        )
        .explode("wait_service_id")
    )
