"""The facts that are compared: of HCP areas and of lots."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from components.findings.compare.comparison import Item, Row, Value
from components.findings.compare.money_rows import money_rows
from components.findings.compare.need_rows import need_rows
from components.findings.evidence import tallies
from components.findings.places import places
from components.text.words import (
    MISSING,
    NOT_PUBLISHED,
    count,
    listed_areas,
    missing,
    percent,
    plural,
)
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps
from data.papers.sources import cited
from data.queries import lots, services
from data.queries.people import counted_in

PEOPLE = {
    "all_ages": "All ages",
    "under_18": "Under 18",
    "middle": "18 to 64",
    "aged_65_plus": "65 and over",
}
AGES = ("all_ages", "under_18", "aged_18_plus", "aged_65_plus")
NAMES = {"adults": "adult", "children": "children’s"}
SCRUTINY = "Councils and scrutiny"


def people(catalogue: Catalogue, items: Sequence[Item]) -> pl.DataFrame:
    """Return the residents of areas or lots in the order of the items.

    Columns: name, all_ages, under_18, middle (18 to 64), aged_18_plus, aged_65_plus.
    """
    order = pl.DataFrame({"area_id": [i.id for i in items], "name": [i.name for i in items]})
    return order.join(catalogue["population"], on="area_id", maintain_order="left").select(
        "name", *AGES, middle=pl.col("all_ages") - pl.col("under_18") - pl.col("aged_65_plus")
    )


def area_rows(catalogue: Catalogue, items: Sequence[Item]) -> list[Row]:
    """Return the facts of HCP areas; the ids of the items are those of the areas."""
    areas = [places.area_row(catalogue, item.id) for item in items]
    briefs = [dict(places.brief(catalogue, item.id)) for item in items]
    lot_ids = {c: [area[f] for area in areas] for c, f in _LOT_FIELDS.items()}
    return [
        *(
            _text(
                "Lots",
                f"Lot for {c}",
                [_lot_name(catalogue, i) for i in ids],
                _of_lots(catalogue, ids),
            )
            for c, ids in lot_ids.items()
        ),
        *_people_rows(catalogue, items),
        *need_rows(catalogue, items, "hcp_area"),
        _text(
            SCRUTINY,
            "Councils",
            [brief["Councils"] for brief in briefs],
            lots.people_sources(catalogue),
            basis="derived",
        ),
        _text(
            SCRUTINY,
            "Health scrutiny",
            [_committees(catalogue, [item.id]) for item in items],
            _of_committees(catalogue),
        ),
        _text(
            SCRUTINY,
            "Former CCGs",
            [brief["Former CCGs"] for brief in briefs],
            cited(catalogue["former_ccgs"]),
            basis="derived",
        ),
        *(
            _text(
                "Services",
                f"Service lines of its {NAMES[cohort]} lot",
                [tallies.in_words(catalogue, i) for i in ids],
                services.evidence_sources(catalogue, tuple(ids)),
                basis="derived",
            )
            for cohort, ids in lot_ids.items()
        ),
        *(
            row
            for cohort, ids in lot_ids.items()
            for row in money_rows(
                catalogue,
                ids,
                group=f"Money for the {NAMES[cohort]} lot",
                notes=[_whose(catalogue, i) for i in ids],
            )
        ),
        *_unknown_rows(catalogue, items),
        _questions(items, lambda item: places.questions(catalogue, item.id).height),
    ]


def lot_rows(catalogue: Catalogue, items: Sequence[Item]) -> list[Row]:
    """Return the facts of lots; the ids of the items are those of the lots."""
    ids = [item.id for item in items]
    rows = {row["lot_id"]: row for row in lots.lots(catalogue).iter_rows(named=True)}
    return [
        _text("Lots", "For", [rows[i]["cohort"] for i in ids], _of_lots(catalogue, ids)),
        _text(
            "Lots", "Areas", [listed_areas(rows[i]["areas"]) for i in ids], _of_lots(catalogue, ids)
        ),
        _residents(
            catalogue,
            "Adults or children it is for",
            [rows[i]["residents"] for i in ids],
        ),
        *_people_rows(catalogue, items),
        *need_rows(catalogue, items, "lot"),
        _text(
            SCRUTINY,
            "Health scrutiny",
            [_committees(catalogue, lots.area_of_lot(catalogue, i)) for i in ids],
            _of_committees(catalogue),
        ),
        _text(
            "Services",
            "Service lines",
            [tallies.in_words(catalogue, i) for i in ids],
            services.evidence_sources(catalogue, tuple(ids)),
            basis="derived",
        ),
        *money_rows(catalogue, ids),
        *_unknown_rows(catalogue, items),
        _questions(items, lambda item: gaps(catalogue, lot_id=item.id).height),
    ]


_LOT_FIELDS = {"adults": "adult_lot", "children": "childrens_lot"}


def _text(
    group: str,
    label: str,
    values: Sequence[str | None],
    source_ids: tuple[str, ...],
    *,
    basis: str = "stated",
) -> Row:
    known = any(value is not None for value in values)
    return Row(
        group=group,
        label=label,
        values=tuple(Value(value, missing=missing([basis])) for value in values),
        basis=(basis if known or basis in MISSING else NOT_PUBLISHED,),
        source_ids=source_ids,
    )


def _residents(catalogue: Catalogue, label: str, numbers: Sequence[float]) -> Row:
    return Row(
        group=_of_residents(catalogue),
        label=label,
        values=tuple(Value(count(number), number) for number in numbers),
        basis=("derived",),
        source_ids=lots.people_sources(catalogue),
        ranked=True,
    )


def _people_rows(catalogue: Catalogue, items: Sequence[Item]) -> list[Row]:
    frame = people(catalogue, items)
    numbers = [
        _residents(catalogue, label, frame[column].to_list()) for column, label in PEOPLE.items()
    ]
    shares = [
        Row(
            group=_of_residents(catalogue),
            label=f"Share {label}",
            values=tuple(Value(percent(s, 1), round(s, 4)) for s in _shares(frame, column)),
            basis=("derived",),
            source_ids=lots.people_sources(catalogue),
            ranked=True,
        )
        for column, label in (("under_18", "under 18"), ("aged_65_plus", "65 and over"))
    ]
    return numbers + shares


def _shares(frame: pl.DataFrame, column: str) -> list[float]:
    return (frame[column] / frame["all_ages"]).to_list()


def _unknown_rows(catalogue: Catalogue, items: Sequence[Item]) -> list[Row]:
    """What no paper gives by area or lot, with the paper that might have."""
    asked = {row["gap_id"]: row for row in catalogue["gaps"].iter_rows(named=True)}
    rows = (
        ("Who provides", "Provider of each service today", "providers-by-service"),
        ("Who provides", "Winner of the contract", "award-by-lot"),
        ("Who provides", "Value of the contract at award", "award-by-lot"),
        ("Engagement", "People who took part", "engagement-by-area"),
    )
    return [
        _text(
            group,
            label,
            [None] * len(items),
            (asked[gap_id]["source_id"],),
            basis=asked[gap_id]["basis"],
        )
        for group, label, gap_id in rows
        if gap_id in asked
    ]


def _questions(items: Sequence[Item], number: Callable[[Item], int]) -> Row:
    return Row(
        group="What is not known",
        label="Questions that no paper collected here answers",
        values=tuple(Value(count(number(item)), number(item)) for item in items),
        basis=("derived",),
        source_ids=("workings",),
    )


def _of_residents(catalogue: Catalogue) -> str:
    return f"Residents, {counted_in(catalogue)}"


def _of_lots(catalogue: Catalogue, lot_ids: Sequence[str]) -> tuple[str, ...]:
    return cited(catalogue["lots"].filter(pl.col("lot_id").is_in(list(lot_ids))))


def _of_committees(catalogue: Catalogue) -> tuple[str, ...]:
    held = catalogue["authorities"]["scrutiny_committee_id"].unique()
    return cited(catalogue["organisations"].filter(pl.col("org_id").is_in(held.implode())))


def _lot_name(catalogue: Catalogue, lot_id: str) -> str:
    row = catalogue["lots"].filter(lot_id=lot_id).row(0, named=True)
    return f"Lot {row['number']}: {row['name']}"


def _whose(catalogue: Catalogue, lot_id: str) -> str:
    """Behind a sum: the lot that gets it, and that it is for more areas where it is."""
    row = lots.lots(catalogue).filter(lot_id=lot_id).row(0, named=True)
    covered = len(row["areas"])
    together = f", {plural(covered, 'area')} together" if covered > 1 else ""
    return f" (Lot {row['number']}{together})"


def _committees(catalogue: Catalogue, areas: Sequence[str]) -> str:
    short = dict(catalogue["organisations"].select("org_id", "short_name").iter_rows())
    councils = pl.concat([lots.authorities_in(catalogue, area) for area in areas])
    by_committee = councils.group_by("committee_id", maintain_order=True)
    named = {short[key]: rows["name"].to_list() for (key,), rows in by_committee}
    if len(named) == 1:
        return next(iter(named))
    return "; ".join(f"{name} for {listed_areas(held)}" for name, held in named.items())
