"""How HCP areas, former CCGs, lots and authorities join: read from `data/tables`, written once.

Only the standard library is used, so that a look-up starts quickly and stays small.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.folder import BUILT_IN, home, whole
from geo.errors import GeoProblem

TABLES = BUILT_IN / "tables"


@dataclass(frozen=True)
class HcpArea:
    """One of the health and care partnership areas."""

    id: str
    name: str


@dataclass(frozen=True)
class FormerCcg:
    """A clinical commissioning group of April 2019 and the HCP area it became part of."""

    id: str
    name: str
    hcp_area_id: str


@dataclass(frozen=True)
class Lot:
    """A lot, its cohort (`adults` or `children`) and the HCP areas that it covers."""

    id: str
    number: int
    name: str
    cohort: str
    hcp_area_ids: tuple[str, ...]


@dataclass(frozen=True)
class Authority:
    """A district or unitary authority and the committee that scrutinises health there."""

    id: str
    name: str
    kind: str
    scrutiny_committee_id: str


@dataclass(frozen=True)
class Areas:
    """All areas by id, each in the order in which they are shown."""

    hcp_areas: dict[str, HcpArea]
    former_ccgs: dict[str, FormerCcg]
    lots: dict[str, Lot]
    authorities: dict[str, Authority]

    def lot_of(self, hcp_area_id: str, cohort: str) -> Lot:
        """The one lot that serves a cohort in an HCP area."""
        return next(
            lot
            for lot in self.lots.values()
            if lot.cohort == cohort and hcp_area_id in lot.hcp_area_ids
        )


def _rows(table: str, tables: Path) -> list[dict[str, str]]:
    path = tables / f"{table}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as fault:
        raise GeoProblem(f"The table {table}.csv could not be read.") from fault


@cache
def areas() -> Areas:
    """Read the joins of the data package that is shown, or else of that of the project.

    `GeoProblem` when a table or a column is missing in both.
    """
    try:
        return read_areas(whole(home()) / "tables")
    except GeoProblem:
        return read_areas(TABLES)


def read_areas(tables: Path) -> Areas:
    """Read the joins from the tidy tables; `GeoProblem` when a table or a column is missing."""
    try:
        hcp_rows = sorted(_rows("hcp_areas", tables), key=lambda row: int(row["display_order"]))
        covers: dict[str, list[str]] = {}
        for row in _rows("lot_areas", tables):
            covers.setdefault(row["lot_id"], []).append(row["hcp_area_id"])
        return Areas(
            hcp_areas={r["hcp_area_id"]: HcpArea(r["hcp_area_id"], r["name"]) for r in hcp_rows},
            former_ccgs={
                r["ccg_code"]: FormerCcg(r["ccg_code"], r["name"], r["hcp_area_id"])
                for r in _rows("former_ccgs", tables)
            },
            lots={
                r["lot_id"]: Lot(
                    id=r["lot_id"],
                    number=int(r["number"]),
                    name=r["name"],
                    cohort=r["cohort"],
                    hcp_area_ids=tuple(covers[r["lot_id"]]),
                )
                for r in _rows("lots", tables)
            },
            authorities={
                r["lad_code"]: Authority(
                    r["lad_code"], r["name"], r["kind"], r["scrutiny_committee_id"]
                )
                for r in _rows("authorities", tables)
            },
        )
    except KeyError as fault:
        raise GeoProblem(f"A table of areas has no {fault} where it should.") from fault
