"""Whose meeting it is, and the part of the committee's area that it is narrowed to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from data.package.catalogue import Catalogue
from data.queries.lots import authorities_in
from data.queries.scrutiny import areas_of


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A committee, and the ids of the HCP areas, lots and councils that its meeting is about.

    `names` are the words by which a text names any of them.
    """

    committee: str
    areas: tuple[str, ...]
    lots: tuple[str, ...]
    councils: tuple[str, ...]
    names: tuple[str, ...]


def scope(
    catalogue: Catalogue,
    committee: str,
    *,
    areas: Collection[str] | None = None,
    councils: Collection[str] | None = None,
    names: Iterable[str] = (),
) -> Scope:
    """Return what a meeting of a committee is about, narrowed to some areas or councils.

    None narrows nothing. What lies beyond the committee's area is left out; `names` are further
    words for the place.
    """
    own = [one for one in areas_of(catalogue, committee) if areas is None or one in areas]
    of_lots = catalogue["lot_areas"].filter(pl.col("hcp_area_id").is_in(own))["lot_id"]
    lots = catalogue["lots"].filter(pl.col("lot_id").is_in(of_lots.implode())).sort("number")
    rows = [authorities_in(catalogue, area).filter(committee_id=committee) for area in own]
    held = {code for one in rows for code in one["lad_code"]}
    wanted = [code for code in catalogue["authorities"]["lad_code"] if code in held]
    if councils is not None:
        wanted = [code for code in wanted if code in councils]
    return Scope(
        committee=committee,
        areas=tuple(own),
        lots=tuple(lots["lot_id"]),
        councils=tuple(wanted),
        names=tuple(dict.fromkeys([*_names(catalogue, committee, own, wanted), *names])),
    )


def _names(
    catalogue: Catalogue, committee: str, areas: list[str], councils: list[str]
) -> Iterable[str]:
    yield from catalogue["organisations"].filter(org_id=committee)["short_name"].drop_nulls()
    yield from catalogue["authorities"].filter(pl.col("lad_code").is_in(councils))["name"]
    yield from catalogue["hcp_areas"].filter(pl.col("hcp_area_id").is_in(areas))["name"]
