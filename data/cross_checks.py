"""Checks that span tables: what adds up, what is 2%, what a derived figure's sum gives.

Keys between tables are checked with each table, by its description. Here is what a table
description cannot say.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from data.catalogue import Catalogue
from data.envelopes import ROUNDING_GBP, printed_differences
from data.faults import Fault
from data.workings import BadWorking, values, work_out

# A value may differ from its sum by half of its last printed digit, and no more.
DERIVED_TOLERANCE = 0.5
POPULATION_KINDS = {
    "hcp_area": ("hcp_areas", "hcp_area_id"),
    "lot": ("lots", "lot_id"),
    "former_ccg": ("former_ccgs", "ccg_code"),
    "authority": ("authorities", "lad_code"),
}


def cross_faults(catalogue: Catalogue) -> list[Fault]:
    """Return every fault between tables, sorted; empty when all is well."""
    checks = (
        _sums_beyond_rounding,
        _transformation_share,
        _derived_sums,
        _values_and_basis,
        _population_keys,
        _population_sums,
        _services_fit_lots,
        _changes_name_tables,
    )
    return sorted(fault for check in checks for fault in check(catalogue))


def _at(table: str, index: int, column: str, rule: str, value: object, message: str) -> Fault:
    """Return a fault at a row of a frame; the file has a header, and counts from 1."""
    return Fault(f"tables/{table}.csv", index + 2, column, rule, str(value), message)


def _row(frame: pl.DataFrame, column: str, value: object) -> int:
    return frame[column].to_list().index(value)


def _sums_beyond_rounding(catalogue: Catalogue) -> Iterator[Fault]:
    differences = printed_differences(catalogue).filter(
        pl.col("difference_gbp").abs() > ROUNDING_GBP
    )
    for row in differences.iter_rows(named=True):
        index = _row(catalogue["envelopes"], "figure_id", row["figure_id"])
        yield _at(
            "envelopes",
            index,
            "amount_gbp",
            "sum",
            row["printed_gbp"],
            f"The amount should be {row['worked_gbp']:,}, the sum of {row['parts']}, "
            f"give or take £{ROUNDING_GBP} of rounding.",
        )


def _transformation_share(catalogue: Catalogue) -> Iterator[Fault]:
    """What is held back in a year is the stated percentage of that year's envelope."""
    envelopes = catalogue["envelopes"].with_row_index()
    figures = catalogue["figures"]
    percent = figures.filter(metric_id="transformation_percent")["value"].first()
    yearly = envelopes.filter(pl.col("contract_year") != "total")
    held = yearly.filter(component="transformation").drop_nulls("amount_gbp")
    published = yearly.filter(component="published").select(
        "lot_id", "contract_year", pl.col("amount_gbp").alias("published")
    )
    for row in held.join(published, on=["lot_id", "contract_year"]).iter_rows(named=True):
        expected = row["published"] * percent / 100
        if abs(row["amount_gbp"] - expected) > 1:
            yield _at(
                "envelopes",
                row["index"],
                "amount_gbp",
                "2% is 2%",
                row["amount_gbp"],
                f"The amount should be {percent:g}% of the published envelope, {expected:,.0f}.",
            )


def _derived_sums(catalogue: Catalogue) -> Iterator[Fault]:
    known = values(catalogue)
    for table, column in (("envelopes", "amount_gbp"), ("figures", "value")):
        for index, row in enumerate(catalogue[table].iter_rows(named=True)):
            if (row["basis"] == "derived") != (row["working"] is not None):
                message = "A derived row has its sum, and only a derived row has one."
                yield _at(table, index, "working", "derived", row["working"], message)
            elif row["working"] is not None:
                yield from _derived_sum(table, index, column, row, known)


def _derived_sum(
    table: str, index: int, column: str, row: dict, known: dict[str, float]
) -> Iterator[Fault]:
    try:
        worked = work_out(row["working"], known)
    except BadWorking as error:
        sentence = f"{str(error).capitalize()}."
        yield _at(table, index, "working", "derived", row["working"], sentence)
        return
    if row[column] is None or abs(worked - row[column]) > DERIVED_TOLERANCE:
        message = f"The value should be {worked:,.15g}, which is what its sum gives."
        yield _at(table, index, column, "derived", row[column], message)


def _values_and_basis(catalogue: Catalogue) -> Iterator[Fault]:
    """A figure is not published exactly where it has no value."""
    for table, columns in (("envelopes", ["amount_gbp"]), ("figures", ["value", "value_text"])):
        for index, row in enumerate(catalogue[table].iter_rows(named=True)):
            empty = all(row[column] is None for column in columns)
            if empty != (row["basis"] == "not published"):
                message = "A figure is empty where it is not published, and only there."
                yield _at(table, index, columns[0], "not published", row[columns[0]], message)


def _population_keys(catalogue: Catalogue) -> Iterator[Fault]:
    population = catalogue["population"].with_row_index()
    for kind, (table, key) in POPULATION_KINDS.items():
        wanted = set(catalogue[table][key])
        rows = population.filter(area_kind=kind)
        for row in rows.filter(~pl.col("area_id").is_in(list(wanted))).iter_rows(named=True):
            message = f"The area is not in tables/{table}.csv."
            yield _at("population", row["index"], "area_id", "key", row["area_id"], message)
        for area_id in sorted(wanted - set(rows["area_id"])):
            yield Fault(
                "tables/population.csv", None, "area_id", "key", area_id, "The area has no row."
            )


def _population_sums(catalogue: Catalogue) -> Iterator[Fault]:
    """Ages add up in each row, and the areas of each kind add up to all of Kent and Medway."""
    population = catalogue["population"]
    for index, row in enumerate(population.iter_rows(named=True)):
        if row["under_18"] + row["aged_18_plus"] != row["all_ages"]:
            message = "Under 18 and 18 and over should add up to all ages."
            yield _at("population", index, "all_ages", "sum", row["all_ages"], message)
    whole = population.filter(area_kind="kent_and_medway")["all_ages"].sum()
    for kind in ("hcp_area", "former_ccg", "authority"):
        total = population.filter(area_kind=kind)["all_ages"].sum()
        if total != whole:
            message = f"The areas of kind {kind} should add up to {whole:,} residents."
            yield Fault("tables/population.csv", None, "all_ages", "sum", str(total), message)


def _services_fit_lots(catalogue: Catalogue) -> Iterator[Fault]:
    cohorts = dict(catalogue["services"].select("service_id", "cohort").iter_rows())
    lots = dict(catalogue["lots"].select("lot_id", "cohort").iter_rows())
    for index, row in enumerate(catalogue["lot_services"].iter_rows(named=True)):
        if cohorts[row["service_id"]] != lots[row["lot_id"]]:
            message = "The service and the lot are for different cohorts."
            yield _at("lot_services", index, "lot_id", "cohort", row["lot_id"], message)


def _changes_name_tables(catalogue: Catalogue) -> Iterator[Fault]:
    for change in catalogue.descriptor["changes"]:
        for table in sorted(set(change["tables"]) - set(catalogue)):
            message = f"The change log of version {change['version']} names an unknown table."
            yield Fault("datapackage.json", None, "changes", "key", table, message)
