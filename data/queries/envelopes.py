"""Questions of money: what each lot gets, by year and component."""

from __future__ import annotations

import re

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

# Printed sums in the paper differ by a pound or two: its pence were rounded away.
ROUNDING_GBP = 2
YEARS = ("1", "2", "3", "4", "5")


@kept
def by_year(catalogue: Catalogue) -> pl.DataFrame:
    """Return the envelope of each lot in each year.

    Columns: figure_id, lot_id, number, name, cohort, contract_year ("1" to "5"), component
    (published, transformation), amount_gbp (null where not published), basis, working,
    source_id, place, note.
    """
    return (
        _with_lots(catalogue)
        .filter(pl.col("contract_year") != "total", pl.col("component") != "total")
        .sort("number", "contract_year", "component")
    )


@kept
def five_years(catalogue: Catalogue) -> pl.DataFrame:
    """Return the five-year amounts of each lot by component; columns as `by_year`."""
    return _with_lots(catalogue).filter(contract_year="total").sort("number", "component")


def _with_lots(catalogue: Catalogue) -> pl.DataFrame:
    lots = catalogue["lots"].select("lot_id", "number", "name", "cohort")
    return catalogue["envelopes"].join(lots, on="lot_id")


@kept
def table(catalogue: Catalogue, lot_id: str) -> pl.DataFrame:
    """Return one lot's envelope as the paper lays it out.

    Columns: component, year_1 to year_5, total (pounds; null where not published or where
    nothing is held back). One row for each component, in the order of the paper.
    """
    wide = (
        catalogue["envelopes"]
        .filter(lot_id=lot_id)
        .pivot(on="contract_year", index="component", values="amount_gbp")
    )
    order = pl.Enum(["published", "transformation", "total"])
    names = {year: f"year_{year}" for year in YEARS}
    return wide.sort(pl.col("component").cast(order)).rename(names)


@kept
def per_resident(catalogue: Catalogue) -> pl.DataFrame:
    """Return the published envelope of a year for each resident of the lot's cohort.

    Columns: lot_id, number, name, cohort, amount_gbp (year 1), residents (mid-2020: under 18
    for children's lots, 18 and over for adult lots), per_resident_gbp (null where the
    envelope is not known), basis (that of the envelope where it is not known), working
    (the sum in numbers), source_id (of the envelope), people_source_id (of the residents).
    """
    people = catalogue["population"].filter(area_kind="lot")
    first_year = _with_lots(catalogue).filter(contract_year="1", component="published")
    residents = pl.when(cohort="children").then("under_18").otherwise("aged_18_plus")
    amount, count = pl.col("amount_gbp"), pl.col("residents")
    return (
        first_year.join(people, left_on="lot_id", right_on="area_id")
        .select(
            *("lot_id", "number", "name", "cohort", "amount_gbp"),
            residents.alias("residents"),
            *("basis", "source_id"),
            people_source_id="source_id_right",
        )
        .with_columns(per_resident_gbp=amount / count)
        .with_columns(
            basis=pl.when(amount.is_null()).then("basis").otherwise(pl.lit("derived")),
            working=pl.struct("amount_gbp", "residents").map_elements(
                lambda row: (
                    None
                    if row["amount_gbp"] is None
                    else f"{row['amount_gbp']:,} ÷ {row['residents']:,}"
                ),
                return_dtype=pl.String,
            ),
        )
        .sort("number")
    )


@kept
def published(catalogue: Catalogue) -> frozenset[str]:
    """Return the lots of which the envelope of five years is published."""
    rows = catalogue["envelopes"].filter(contract_year="total", component="published")
    return frozenset(rows.drop_nulls("amount_gbp")["lot_id"])


@kept
def remainder_holds(catalogue: Catalogue) -> bool:
    """Return whether the sum of what is left takes away just those lots that are published."""
    rows = catalogue["figures"].filter(metric_id="adult_lots_remainder").sort("as_at")
    if rows.is_empty() or not published(catalogue):
        return False
    named = set(re.findall(r"[a-z_][a-z0-9_]*", rows["working"][-1] or ""))
    taken = catalogue["envelopes"].filter(pl.col("figure_id").is_in(list(named)))
    return set(taken["lot_id"]) == published(catalogue)


@kept
def printed_differences(catalogue: Catalogue) -> pl.DataFrame:
    """Return each printed sum of the envelope tables beside what its parts add up to.

    Columns: figure_id, lot_id, contract_year, component, parts (in words), printed_gbp,
    worked_gbp, difference_gbp (printed less worked). Rows with a difference only; those of
    up to ROUNDING_GBP pounds are the paper's own rounding.
    """
    stated = catalogue["envelopes"].drop_nulls("amount_gbp")
    checks = pl.concat([_across_components(stated), _across_years(stated)])
    return (
        checks.with_columns(difference_gbp=pl.col("printed_gbp") - pl.col("worked_gbp"))
        .filter(pl.col("difference_gbp") != 0)
        .sort("lot_id", "contract_year", "component")
    )


def _across_components(stated: pl.DataFrame) -> pl.DataFrame:
    keys = ["lot_id", "contract_year"]
    parts = stated.filter(pl.col("component") != "total")
    totals = stated.filter(component="total")
    return _compared(totals, parts, keys, "published and held back")


def _across_years(stated: pl.DataFrame) -> pl.DataFrame:
    keys = ["lot_id", "component"]
    parts = stated.filter(pl.col("contract_year") != "total")
    totals = stated.filter(contract_year="total")
    return _compared(totals, parts, keys, "years 1 to 5")


def _compared(
    totals: pl.DataFrame, parts: pl.DataFrame, keys: list[str], words: str
) -> pl.DataFrame:
    worked = parts.group_by(keys).agg(worked_gbp=pl.col("amount_gbp").sum())
    return totals.join(worked, on=keys).select(
        "figure_id",
        "lot_id",
        "contract_year",
        "component",
        pl.lit(words).alias("parts"),
        pl.col("amount_gbp").alias("printed_gbp"),
        "worked_gbp",
    )
