"""Questions of place: which areas, authorities and people each lot covers."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import cited


@kept
def lots(catalogue: Catalogue) -> pl.DataFrame:
    """Return the six lots with their areas and people.

    Columns: lot_id, number, name, cohort, areas (names, in order), residents (mid-2020, of
    the lot's cohort), all_ages, source_id, place.
    """
    areas = (
        catalogue["lot_areas"]
        .join(catalogue["hcp_areas"], on="hcp_area_id", suffix="_area")
        .sort("display_order")
        .group_by("lot_id", maintain_order=True)
        .agg(areas=pl.col("name"))
    )
    people = catalogue["population"].filter(area_kind="lot").rename({"area_id": "lot_id"})
    residents = pl.when(cohort="children").then("under_18").otherwise("aged_18_plus")
    return (
        catalogue["lots"]
        .join(areas, on="lot_id")
        .join(people, on="lot_id", suffix="_population")
        .with_columns(residents=residents)
        .select(
            "lot_id",
            "number",
            "name",
            "cohort",
            "areas",
            "residents",
            "all_ages",
            "source_id",
            "place",
        )
        .sort("number")
    )


@kept
def areas(catalogue: Catalogue) -> pl.DataFrame:
    """Return the four HCP areas with the lot of each cohort and the population.

    Columns: hcp_area_id, name, short_name, adult_lot, childrens_lot (lot ids), all_ages,
    under_18, aged_18_plus, aged_65_plus (mid-2020).
    """
    by_cohort = (
        catalogue["lot_areas"]
        .join(catalogue["lots"].select("lot_id", "cohort"), on="lot_id")
        .pivot(on="cohort", index="hcp_area_id", values="lot_id")
        .rename({"adults": "adult_lot", "children": "childrens_lot"})
    )
    people = catalogue["population"].filter(area_kind="hcp_area")
    ages = ["all_ages", "under_18", "aged_18_plus", "aged_65_plus"]
    return (
        catalogue["hcp_areas"]
        .sort("display_order")
        .join(by_cohort, on="hcp_area_id", maintain_order="left")
        .join(
            people.select("area_id", *ages),
            left_on="hcp_area_id",
            right_on="area_id",
            maintain_order="left",
        )
        .select("hcp_area_id", "name", "short_name", "adult_lot", "childrens_lot", *ages)
    )


def area_of_lot(catalogue: Catalogue, lot_id: str) -> list[str]:
    """Return the HCP area ids that a lot covers, in display order."""
    rows = catalogue["lot_areas"].filter(lot_id=lot_id)
    order = catalogue["hcp_areas"].sort("display_order")["hcp_area_id"]
    return [area for area in order if area in set(rows["hcp_area_id"])]


def lot_of(catalogue: Catalogue, hcp_area_id: str, *, cohort: str) -> dict:
    """Return the row of the lot that serves a cohort in an area.

    Raises LookupError when there is no such area or cohort.
    """
    rows = (
        catalogue["lots"]
        .filter(cohort=cohort)
        .join(catalogue["lot_areas"].select("lot_id", "hcp_area_id"), on="lot_id")
        .filter(hcp_area_id=hcp_area_id)
    )
    if rows.is_empty():
        raise LookupError(f"no lot for {cohort} in area {hcp_area_id}")
    return rows.row(0, named=True)


@kept
def authorities_in(catalogue: Catalogue, hcp_area_id: str) -> pl.DataFrame:
    """Return the authorities that lie in an area, whole or in part, largest first.

    Columns: lad_code, name, residents (of the authority in this area), share (of the
    authority, 0 to 1), whole (all of it lies here), committee_id.
    """
    return (
        _shares(catalogue)
        .filter(hcp_area_id=hcp_area_id)
        .sort("residents", "name", descending=[True, False])
        .drop("hcp_area_id")
    )


@kept
def split_authorities(catalogue: Catalogue) -> pl.DataFrame:
    """Return the authorities that lie in more than one HCP area, a row for each part.

    Columns as `authorities_in`, with hcp_area_id and area_name; the larger part first.
    """
    names = catalogue["hcp_areas"].select("hcp_area_id", pl.col("name").alias("area_name"))
    return (
        _shares(catalogue)
        .filter(~pl.col("whole"))
        .join(names, on="hcp_area_id")
        .sort(["name", "residents"], descending=[False, True])
    )


def _shares(catalogue: Catalogue) -> pl.DataFrame:
    pieces = (
        catalogue["area_joins"]
        .group_by("lad_code", "hcp_area_id")
        .agg(residents=pl.col("population_2020").sum())
        .with_columns(share=pl.col("residents") / pl.col("residents").sum().over("lad_code"))
        .with_columns(whole=pl.len().over("lad_code") == 1)
    )
    authorities = catalogue["authorities"].select(
        "lad_code", "name", pl.col("scrutiny_committee_id").alias("committee_id")
    )
    return pieces.join(authorities, on="lad_code")


@kept
def people_sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of the people of areas and lots, and of what lies in which."""
    people = catalogue["population"].filter(pl.col("area_kind").is_in(["hcp_area", "lot"]))
    return cited(people, catalogue["area_joins"])


@kept
def misplaced_by_name(catalogue: Catalogue) -> int:
    """Return how many residents a join by district name would put into the wrong area."""
    return sum(catalogue["area_joins"].filter(pl.col("is_minor_part"))["population_2020"])
