"""Places: which lots serve which area, who lives there, and where districts are split."""

from __future__ import annotations

from html import escape

import polars as pl

from components.html.cards import Card
from components.html.tables import Column, Table, columns
from components.maps.frame import OUTLINES
from components.maps.labels import labels
from components.text.words import (
    committee_of,
    count,
    count_short,
    listed,
    listed_areas,
    percent,
    plural,
)
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import cited
from data.queries import lots
from data.queries.people import counted_elsewhere, counted_in

ON_PLACES = (
    "lots",
    "lot_areas",
    "hcp_areas",
    "former_ccgs",
    "authorities",
    "area_joins",
    "population",
    "services",
    "lot_services",
    "service_pages",
    "envelopes",
    "provision",
)
RULE = " ".join(
    (
        "Each HCP area is drawn by joining areas of former clinical commissioning groups (CCGs).",
        profile().outline_rule,
    )
).strip()


@kept
def sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of places: of lots and areas, their people, services and money."""
    committees = catalogue["authorities"]["scrutiny_committee_id"].unique().implode()
    return cited(
        *(catalogue[name] for name in ON_PLACES),
        catalogue["organisations"].filter(pl.col("org_id").is_in(committees)),
        catalogue["lot_services"].select(source_id="local_source_id"),
        counted_elsewhere(catalogue),
    )


@kept
def map_sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of a map of lots: of the lots, the areas, the outlines and the people."""
    names = ("lots", "lot_areas", "area_joins", "population")
    return cited(*(catalogue[name] for name in names))


@kept
def finding(catalogue: Catalogue, area: str | None = None) -> str:
    """Return the finding of the page in one sentence."""
    if area:
        row = area_row(catalogue, area)
        numbers = lot_numbers(catalogue)
        return (
            f"{row['name']}: Lot {numbers[row['adult_lot']]} for adults, "
            f"Lot {numbers[row['childrens_lot']]} for children"
        )
    rows = lots.lots(catalogue)
    shared = rows.filter(pl.col("areas").list.len() > 1)
    sizes = shared["areas"].list.len().to_list()
    told = f"{rows.height} lots cover {plural(lots.areas(catalogue).height, 'area')}"
    if "adults" in set(shared["cohort"]) or shared.is_empty():
        return told
    each = f"{told}. Each area has its own adult lot, and"
    if len(sizes) == 1:
        return f"{each} children in {sizes[0]} of them share one"
    return f"{each} {len(sizes)} children’s lots cover {listed(map(str, sizes))} areas"


@kept
def standfirst(catalogue: Catalogue, area: str | None = None) -> str:
    """Return who lives there and where districts are split, in a few sentences."""
    if area:
        row = area_row(catalogue, area)
        here = f"{count(row['all_ages'])} people live here ({counted_in(catalogue)})."
        return " ".join([here, *split_sentences(catalogue, area)])
    people = sum(lots.areas(catalogue)["all_ages"])
    split = lots.split_authorities(catalogue)["name"].unique().sort()
    parts = (
        f"In parts of {listed(split)}, {count(lots.misplaced_by_name(catalogue))} people live in "
        "a different area from most of their district."
        if len(split)
        else "No district is split between areas."
    )
    return (
        f"{count_short(people)} people live in {profile().region}. Lots follow health and care "
        f"partnership (HCP) areas, not districts. {parts}"
    )


def split_sentences(catalogue: Catalogue, area: str | None = None) -> list[str]:
    """Return a sentence for each part of a district that lies in another area than most of it.

    With `area`, for the districts that lie partly in that area.
    """
    rows = lots.split_authorities(catalogue)
    if area:
        here = rows.filter(hcp_area_id=area)["lad_code"]
        rows = rows.filter(pl.col("lad_code").is_in(here.implode()))
    smaller = rows.sort("residents").unique("lad_code", keep="first", maintain_order=True)
    places = {name.id: " ".join(name.lines) for name in labels("split_districts")}
    return [
        f"{places[row['lad_code'] + '-' + row['hcp_area_id']]}: {count(row['residents'])} people "
        f"of {row['name']} district are in {row['area_name']}."
        for row in smaller.sort("name").iter_rows(named=True)
    ]


@kept
def names(catalogue: Catalogue) -> dict[str, str]:
    """Return the name of each area by its id, in order, as a list offers them."""
    return dict(lots.areas(catalogue).select("hcp_area_id", "name").iter_rows())


def area_row(catalogue: Catalogue, area: str) -> dict:
    """Return one row of `lots.areas`. Raises LookupError when there is no such area."""
    if area not in (rows := _area_rows(catalogue)):
        raise LookupError(f"no such area: {area}")
    return rows[area]


@kept
def _area_rows(catalogue: Catalogue) -> dict[str, dict]:
    return {row["hcp_area_id"]: row for row in lots.areas(catalogue).rows(named=True)}


def lot_numbers(catalogue: Catalogue) -> dict[str, int]:
    """Return the number of each lot by its id."""
    return dict(catalogue["lots"].select("lot_id", "number").iter_rows())


@kept
def lots_in(catalogue: Catalogue, area: str | None) -> pl.DataFrame:
    """Return the lots that serve an area, or all; columns as `lots.lots`."""
    rows = lots.lots(catalogue)
    if area is None:
        return rows
    row = area_row(catalogue, area)
    return rows.filter(pl.col("lot_id").is_in([row["adult_lot"], row["childrens_lot"]]))


@kept
def brief(catalogue: Catalogue, area: str) -> list[tuple[str, str]]:
    """Return what there is to know of an area at a glance, as terms and texts."""
    row = area_row(catalogue, area)
    ccgs = catalogue["former_ccgs"].filter(hcp_area_id=area)["short_name"]
    return [
        *(_lot_pair(lot, row["name"]) for lot in lots_in(catalogue, area).iter_rows(named=True)),
        ("People", f"{count(row['all_ages'])}, {counted_in(catalogue)}"),
        ("Councils", _councils(catalogue, area)),
        ("Health scrutiny", " ".join(committees(catalogue, area))),
        ("Former CCGs", listed_areas(ccgs.to_list())),
    ]


def committees(catalogue: Catalogue, area: str) -> list[str]:
    """Return a sentence for each committee that scrutinises health services in an area."""
    rows = lots.authorities_in(catalogue, area)
    names = dict(catalogue["organisations"].select("org_id", "name").iter_rows())
    short = dict(catalogue["organisations"].select("org_id", "short_name").iter_rows())
    sums = rows.group_by("committee_id", maintain_order=True).agg(
        pl.col("residents").sum(), pl.col("name")
    )
    return [
        committee_of(short[row["committee_id"]], names[row["committee_id"]])
        + (f" for {listed_areas(row['name'])}." if sums.height > 1 else ".")
        for row in sums.iter_rows(named=True)
    ]


@kept
def map_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card of the map: its table of areas, lots and people, and how it is known."""
    rows, numbers = lots.areas(catalogue), lot_numbers(catalogue)
    misplaced = lots.misplaced_by_name(catalogue)
    frame = rows.with_columns(
        adult_lot="Lot " + pl.col("adult_lot").replace_strict(numbers).cast(pl.String),
        childrens_lot="Lot " + pl.col("childrens_lot").replace_strict(numbers).cast(pl.String),
        chosen=pl.lit(area) == pl.col("hcp_area_id") if area else pl.lit(False),
    )
    return Card(
        slug="areas",
        headline="The areas, their lots and their people",
        subtitle=f"Residents by age, {counted_in(catalogue)}",
        table=Table(
            caption=f"The HCP areas, their lots and their residents, {counted_in(catalogue)}",
            frame=frame,
            columns=(
                *columns(name="Area", adult_lot="Adults", childrens_lot="Children"),
                Column("all_ages", "People", "count"),
                Column("under_18", "Under 18", "count"),
                Column("aged_18_plus", "18 and over", "count"),
                Column("aged_65_plus", "65 and over", "count"),
            ),
            marked="chosen",
        ),
        source_ids=map_sources(catalogue),
        basis=("stated", "derived"),
        how=(
            "The papers and the notice name the lots and the areas that each covers.",
            RULE,
            "People are summed from small areas (LSOAs), each counted where it lies. Counted by "
            f"the name of the district, {count(misplaced)} people would be in the wrong area."
            if misplaced
            else "People are summed from small areas (LSOAs), each counted where it lies.",
            "Outlines are simplified. Near a line, do not rely on the map for a single address.",
        ),
    )


def outlines_html() -> str:
    """Return links to the outlines as open data."""
    names = {
        "hcp_areas": "HCP areas",
        "lots_adult": "adult lots",
        "lots_children": "children’s lots",
        "authorities": "councils",
        "former_ccgs": "former CCGs",
    }
    links = [f'<a href="{OUTLINES.format(k)}" download>{escape(v)}</a>' for k, v in names.items()]
    return f'<p class="open-data">Outlines to download (GeoJSON): {listed(links)}.</p>'


@kept
def questions(catalogue: Catalogue, area: str | None) -> pl.DataFrame:
    """Return the gaps that concern the lots of an area, or any lot; columns as the table."""
    found = [gaps(catalogue, lot_id=lot) for lot in lots_in(catalogue, area)["lot_id"]]
    return pl.concat(found).unique("gap_id", maintain_order=True)


def _lot_pair(lot: dict, area_name: str) -> tuple[str, str]:
    others = [name for name in lot["areas"] if name != area_name]
    also = f"; it also covers {listed_areas(others)}" if others else ""
    return (lot["cohort"].capitalize(), f"Lot {lot['number']}, {lot['name']}{also}")


def _councils(catalogue: Catalogue, area: str) -> str:
    rows = lots.authorities_in(catalogue, area)
    whole = rows.filter("whole").sort("name")["name"]
    parts = [
        f"part of {row['name']} ({percent(row['share'])} of its people)"
        for row in rows.filter(~pl.col("whole")).iter_rows(named=True)
    ]
    return listed_areas([*whole, *parts])
