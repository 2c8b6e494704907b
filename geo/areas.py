"""How HCP areas, former CCGs, lots and authorities join: read from the tables, written once.

Where facts are shown, the joins are those of these facts, and follow them from one data package to
the next. A command that only looks a place up reads the tables with the standard library alone, so
that it starts quickly and stays small.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.package.folder import home, whole
from data.package.following import facts, shows_facts
from geo.errors import GeoProblem

if TYPE_CHECKING:
    from data.package.catalogue import Catalogue

Rows = Sequence[Mapping[str, Any]]


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


@dataclass(frozen=True, eq=False)
class Areas:
    """All areas by id, each in the order in which they are shown.

    Equal to itself alone, so that what is made of it can be kept for each.
    """

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

    def name_of(self, layer: str, feature_id: str) -> str | None:
        """The name of a feature of a layer of `geo.outlines`, None where no table has it."""
        named = {
            "hcp_areas": self.hcp_areas,
            "lots_adult": self.lots,
            "lots_children": self.lots,
            "former_ccgs": self.former_ccgs,
            "authorities": self.authorities,
        }.get(layer, {})
        return named[feature_id].name if feature_id in named else None


def areas() -> Areas:
    """Return the joins of the facts that are shown now.

    Where nothing in this process shows facts, those of the tables of the data package as they
    stand. `GeoProblem` when they lack a table or a column, or when the facts are not in order.
    """
    shown = facts()
    if shown is None and shows_facts():
        raise GeoProblem("The data is not in order, so no place can be told its area.")
    return _on_disk() if shown is None else _of(shown)


@lru_cache(maxsize=1)  # of the facts in use: those before go once these are asked
def _of(shown: Catalogue) -> Areas:
    return _joined(lambda table: shown[table].rows(named=True))


@cache
def _on_disk() -> Areas:
    return read_areas(whole(home()) / "tables")


def read_areas(tables: Path) -> Areas:
    """Read the joins from the tidy tables; `GeoProblem` when a table or a column is missing."""
    return _joined(lambda table: _read(table, tables))


def _read(table: str, tables: Path) -> list[dict[str, str]]:
    path = tables / f"{table}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as fault:
        raise GeoProblem(f"The table {table}.csv could not be read.") from fault


def _joined(rows: Callable[[str], Rows]) -> Areas:
    """Join the tables, each of which `rows` gives by its name."""
    try:
        hcp_rows = sorted(rows("hcp_areas"), key=lambda row: int(row["display_order"]))
        covers: dict[str, list[str]] = {}
        for row in rows("lot_areas"):
            covers.setdefault(row["lot_id"], []).append(row["hcp_area_id"])
        return Areas(
            hcp_areas={r["hcp_area_id"]: HcpArea(r["hcp_area_id"], r["name"]) for r in hcp_rows},
            former_ccgs={
                r["ccg_code"]: FormerCcg(r["ccg_code"], r["name"], r["hcp_area_id"])
                for r in rows("former_ccgs")
            },
            lots={
                r["lot_id"]: Lot(
                    id=r["lot_id"],
                    number=int(r["number"]),
                    name=r["name"],
                    cohort=r["cohort"],
                    hcp_area_ids=tuple(covers[r["lot_id"]]),
                )
                for r in rows("lots")
            },
            authorities={
                r["lad_code"]: Authority(
                    r["lad_code"], r["name"], r["kind"], r["scrutiny_committee_id"]
                )
                for r in rows("authorities")
            },
        )
    except KeyError as fault:
        raise GeoProblem(f"A table of areas has no {fault} where it should.") from fault
