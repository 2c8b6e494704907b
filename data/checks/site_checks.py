"""Checks of places of care: a point is whole, and rows of one place are of one place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at
from data.queries.sites import POINT, PRACTICES, SITES

OF_A_PLACE = ("town", "hcp_area_id", "site_kind")
WHERE = ("postcode", *POINT)


def _points_are_whole(catalogue: Catalogue, table: str) -> Iterator[Fault]:
    """A point has all of its numbers, and is that of a postcode."""
    for index, row in enumerate(catalogue[table].iter_rows(named=True)):
        given = [row[name] is not None for name in POINT]
        if any(given) and not (all(given) and row["postcode"]):
            message = "a point has a postcode, both metres and both degrees, or none of them"
            said = {"value": row["name"], "message": message}
            yield fault_at(catalogue, table, index, column="easting", rule="point", **said)


def _rows_of_one_place_agree(catalogue: Catalogue) -> Iterator[Fault]:
    """Rows of one name lie in one place; not every page gives its postcode."""
    known: dict[tuple[str, str], object] = {}
    for index, row in enumerate(catalogue[SITES].iter_rows(named=True)):
        given = [column for column in WHERE if row[column] is not None]
        for column in (*OF_A_PLACE, *given):
            if known.setdefault((row["name"], column), row[column]) != row[column]:
                message = f"another row says otherwise of {row['name']}"
                said = {"value": row[column], "message": message}
                yield fault_at(catalogue, SITES, index, column=column, rule="place", **said)


def _pages_stand_once(catalogue: Catalogue) -> Iterator[Fault]:
    """One page tells once what is in a place."""
    seen = set()
    for index, row in enumerate(catalogue[SITES].iter_rows(named=True)):
        told = (row["name"], row["address"])
        if told in seen:
            said = {"value": row["address"], "message": "this page stands for it already"}
            yield fault_at(catalogue, SITES, index, column="address", rule="once", **said)
        seen.add(told)


SITE_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({SITES}), partial(_points_are_whole, table=SITES)),
    (frozenset({PRACTICES}), partial(_points_are_whole, table=PRACTICES)),
    (frozenset({SITES}), _rows_of_one_place_agree),
    (frozenset({SITES}), _pages_stand_once),
)
