"""Checks that span tables: what adds up, what is 2%, what a derived figure's sum gives.

Keys between tables are checked with each table, by its description. Here is what a table
description cannot say.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from data.checks.contract_checks import CONTRACT_CHECKS
from data.checks.decision_checks import DECISION_CHECKS
from data.checks.event_checks import EVENT_CHECKS
from data.checks.evidence_checks import EVIDENCE_CHECKS
from data.checks.need_checks import NEED_CHECKS
from data.checks.pointer_checks import POINTER_CHECKS
from data.checks.service_checks import SERVICE_CHECKS
from data.checks.site_checks import SITE_CHECKS
from data.checks.wait_checks import WAIT_CHECKS
from data.package import profile
from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at, ordered
from data.papers.workings import BadWorking, values, work_out
from data.queries.claims import WITHOUT_VALUE
from data.queries.envelopes import ROUNDING_GBP, YEARS, printed_differences

# A value may differ from its sum by half of its last printed digit, and no more.
DERIVED_TOLERANCE = 0.5
POPULATION_KINDS = {
    "hcp_area": ("hcp_areas", "hcp_area_id"),
    "lot": ("lots", "lot_id"),
    "former_ccg": ("former_ccgs", "ccg_code"),
    "authority": ("authorities", "lad_code"),
}
AGES = ("all_ages", "under_18", "aged_18_plus", "aged_65_plus")


def cross_faults(catalogue: Catalogue, *, older: bool = False) -> list[Fault]:
    """Return every fault between tables, by file and row; empty when all is well.

    A check whose tables the catalogue does not all hold is left out; a table that the package
    does not even describe is a fault, unless it may be one of an `older` release.
    """
    described = {resource["name"] for resource in catalogue.descriptor["resources"]}
    needed = set() if older else {table for tables, _ in CHECKS for table in tables}
    missing = [
        Fault("datapackage.json", None, None, "tables", name, "this table is not described")
        for name in needed - described
    ]
    if profile.KEY not in catalogue.descriptor:
        missing += [
            Fault("datapackage.json", None, None, "dashboard", None, fault)
            for fault in profile.faults(catalogue.descriptor)
        ]
    held = set(catalogue)
    found = [fault for tables, check in CHECKS if tables <= held for fault in check(catalogue)]
    return ordered([*missing, *found])


def _sums_beyond_rounding(catalogue: Catalogue) -> Iterator[Fault]:
    differences = printed_differences(catalogue).filter(
        pl.col("difference_gbp").abs() > ROUNDING_GBP
    )
    rows = catalogue["envelopes"]["figure_id"].to_list()
    for row in differences.iter_rows(named=True):
        yield fault_at(
            catalogue,
            "envelopes",
            rows.index(row["figure_id"]),
            column="amount_gbp",
            rule="sum",
            value=row["printed_gbp"],
            message=f"this should be {row['worked_gbp']:,}, the sum of {row['parts']}, "
            f"give or take £{ROUNDING_GBP} of rounding",
        )


def _transformation_share(catalogue: Catalogue) -> Iterator[Fault]:
    """What is held back in a year is the stated percentage of that year's envelope."""
    envelopes = catalogue["envelopes"].with_row_index()
    percent = catalogue["figures"].filter(metric_id="transformation_percent")["value"].first()
    yearly = envelopes.filter(pl.col("contract_year") != "total")
    held = yearly.filter(component="transformation").drop_nulls("amount_gbp")
    published = yearly.filter(component="published").select(
        "lot_id", "contract_year", pl.col("amount_gbp").alias("published")
    )
    if percent is None and held.height:
        message = "a figure of the metric transformation_percent is needed to check envelopes"
        yield fault_at(
            catalogue, "figures", None, column="metric_id", rule="share", message=message
        )
        return
    joined = held.join(published.drop_nulls(), on=["lot_id", "contract_year"])
    for row in joined.iter_rows(named=True):
        expected = row["published"] * percent / 100
        if abs(row["amount_gbp"] - expected) > 1:
            yield fault_at(
                catalogue,
                "envelopes",
                row["index"],
                column="amount_gbp",
                rule="share",
                value=row["amount_gbp"],
                message=f"this should be {percent:g}% of the published envelope, {expected:,.0f}",
            )


def _years_behind_totals(catalogue: Catalogue) -> Iterator[Fault]:
    """A lot whose five years are published has its published envelope of each year."""
    held = catalogue["envelopes"].drop_nulls("amount_gbp")
    for lot_id in held.filter(contract_year="total", component="total")["lot_id"]:
        years = set(held.filter(lot_id=lot_id, component="published")["contract_year"])
        for year in [year for year in YEARS if year not in years]:
            message = f"the published envelope of year {year} is needed beside that of five years"
            said = {"value": lot_id, "message": message}
            yield fault_at(catalogue, "envelopes", None, column="lot_id", rule="years", **said)


def _derived_sums(catalogue: Catalogue) -> Iterator[Fault]:
    known = values(catalogue)
    for table, column in (("envelopes", "amount_gbp"), ("figures", "value")):
        for index, row in enumerate(catalogue[table].iter_rows(named=True)):
            fault = _derived_fault(row, column, known)
            if fault:
                at, value, message = fault
                yield fault_at(
                    catalogue,
                    table,
                    index,
                    column=at,
                    rule="derived",
                    value=value,
                    message=message,
                )


def _derived_fault(
    row: dict, column: str, known: dict[str, float]
) -> tuple[str, object, str] | None:
    """Return column, value and message of what is wrong with a row and its sum, if anything."""
    working = row["working"]
    if (row["basis"] == "derived") != (working is not None):
        return "working", working, "a derived row has its sum, and only a derived row has one"
    if working is None:
        return None
    try:
        worked = work_out(working, known)
    except BadWorking as error:
        return "working", working, str(error)
    if row[column] is None or abs(worked - row[column]) > DERIVED_TOLERANCE:
        return column, row[column], f"this should be {worked:,.15g}, which is what its sum gives"
    return None


def _values_and_basis(catalogue: Catalogue) -> Iterator[Fault]:
    """A row has no value exactly where its basis says why: not published, or not in the copy."""
    for table, columns in (("envelopes", ["amount_gbp"]), ("figures", ["value", "value_text"])):
        for index, row in enumerate(catalogue[table].iter_rows(named=True)):
            empty = all(row[column] is None for column in columns)
            if empty != (row["basis"] in WITHOUT_VALUE):
                yield fault_at(
                    catalogue,
                    table,
                    index,
                    column=columns[0],
                    rule="not published",
                    value=row[columns[0]],
                    message="a figure is empty where it is not published or not in the copy, "
                    "and only there",
                )


def _metrics_have_figures(catalogue: Catalogue) -> Iterator[Fault]:
    """What is measured has a figure, be it one that is not published."""
    held = set(catalogue["figures"]["metric_id"])
    for index, metric_id in enumerate(catalogue["metrics"]["metric_id"]):
        if metric_id not in held:
            path = catalogue.resource("figures")["path"]
            said = {"value": metric_id, "message": f"no row of {path} is a figure of this metric"}
            yield fault_at(catalogue, "metrics", index, column="metric_id", rule="figure", **said)


def _population_keys(catalogue: Catalogue) -> Iterator[Fault]:
    population = catalogue["population"].with_row_index()
    for kind, (table, key) in POPULATION_KINDS.items():
        wanted = set(catalogue[table][key])
        path = catalogue.resource(table)["path"]
        rows = population.filter(area_kind=kind)
        at = {"column": "area_id", "rule": "foreign key"}
        for row in rows.filter(~pl.col("area_id").is_in(list(wanted))).iter_rows(named=True):
            message = f"no row of {path} has this in {key}"
            said = {"value": row["area_id"], "message": message}
            yield fault_at(catalogue, "population", row["index"], **at, **said)
        for area_id in wanted - set(rows["area_id"]):
            message = f"this area of {path} has no row"
            yield fault_at(catalogue, "population", None, **at, value=area_id, message=message)


def _population_sums(catalogue: Catalogue) -> Iterator[Fault]:
    """Ages add up in each row, and the areas of each kind add up to everybody."""
    population = catalogue["population"]
    for index, row in enumerate(population.iter_rows(named=True)):
        message = None
        if row["under_18"] + row["aged_18_plus"] != row["all_ages"]:
            message = "under 18 and 18 and over should add up to all ages"
        elif row["aged_65_plus"] > row["aged_18_plus"]:
            message = "those of 65 and over should be no more than those of 18 and over"
        if message:
            said = {"value": row["all_ages"], "message": message}
            yield fault_at(catalogue, "population", index, column="all_ages", rule="sum", **said)
    everybody = catalogue.descriptor.get(profile.KEY, {}).get("whole_kind")
    whole = population.filter(area_kind=everybody)["all_ages"].sum()
    for kind in ("hcp_area", "former_ccg", "authority"):
        total = population.filter(area_kind=kind)["all_ages"].sum()
        if total != whole:
            message = f"the areas of kind {kind} should add up to {whole:,} residents"
            said = {"value": total, "message": message}
            yield fault_at(catalogue, "population", None, column="all_ages", rule="sum", **said)


def _lots_hold_their_areas(catalogue: Catalogue) -> Iterator[Fault]:
    """A lot has as many people, of each age, as its areas together."""
    people = catalogue["population"].with_row_index()
    areas = people.filter(area_kind="hcp_area").select("area_id", *AGES)
    sums = (
        catalogue["lot_areas"]
        .join(areas, left_on="hcp_area_id", right_on="area_id")
        .group_by("lot_id")
        .agg(pl.col(AGES).sum())
    )
    lots = people.filter(area_kind="lot").join(
        sums, left_on="area_id", right_on="lot_id", suffix="_sum"
    )
    for row in lots.iter_rows(named=True):
        for age in AGES:
            if row[age] != row[f"{age}_sum"]:
                message = f"this should be {row[f'{age}_sum']:,}, the sum of the areas of the lot"
                said = {"value": row[age], "message": message}
                yield fault_at(
                    catalogue, "population", row["index"], column=age, rule="sum", **said
                )


def _one_lot_for_each_area(catalogue: Catalogue) -> Iterator[Fault]:
    """In each area one lot is for adults and one for children; pages name both."""
    cohorts = dict(catalogue["lots"].select("lot_id", "cohort").iter_rows())
    serves: dict[tuple[str, str | None], list[int]] = {}
    for index, row in enumerate(catalogue["lot_areas"].iter_rows(named=True)):
        key = (row["hcp_area_id"], cohorts.get(row["lot_id"]))
        serves.setdefault(key, []).append(index)
    at = {"column": "hcp_area_id", "rule": "one lot"}
    for area_id in catalogue["hcp_areas"]["hcp_area_id"]:
        for cohort in ("adults", "children"):
            first, *more = serves.get((area_id, cohort), [None])
            if first is None:
                said = {"value": area_id, "message": f"no lot for {cohort} covers this area"}
                yield fault_at(catalogue, "lot_areas", None, **at, **said)
            for index in more:
                said = {"value": area_id, "message": f"this area has a lot for {cohort} already"}
                yield fault_at(catalogue, "lot_areas", index, **at, **said)


CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"envelopes"}), _sums_beyond_rounding),
    (frozenset({"envelopes", "figures"}), _transformation_share),
    (frozenset({"envelopes"}), _years_behind_totals),
    (frozenset({"envelopes", "figures", "recipients"}), _derived_sums),
    (frozenset({"envelopes", "figures"}), _values_and_basis),
    (frozenset({"figures", "metrics"}), _metrics_have_figures),
    (
        frozenset({"population", *(table for table, _ in POPULATION_KINDS.values())}),
        _population_keys,
    ),
    (frozenset({"population"}), _population_sums),
    (frozenset({"population", "lot_areas"}), _lots_hold_their_areas),
    (frozenset({"hcp_areas", "lots", "lot_areas"}), _one_lot_for_each_area),
    *POINTER_CHECKS,
    *SERVICE_CHECKS,
    *SITE_CHECKS,
    *NEED_CHECKS,
    *WAIT_CHECKS,
    *EVENT_CHECKS,
    *EVIDENCE_CHECKS,
    *DECISION_CHECKS,
    *CONTRACT_CHECKS,
)
