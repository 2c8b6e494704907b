"""The names written on maps: where they stand and how their lines break.

A name stands at the point of `geo.outlines.anchors` unless `labels.csv` of the folder of outlines
moves it (kilometres east and north of that point) or breaks its lines (`|`). Places there were
chosen by eye so that no two names touch on a map 288 px wide, the narrowest that a phone shows. The
name is that of the facts that are shown. Where it is no longer the one that the outlines were built
with, its lines break at words.
"""

from __future__ import annotations

import csv
import math
import textwrap
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from geo import outlines
from geo.areas import areas
from geo.folder import folder

LONGEST_LINE = 14  # letters of a line of a name, where no line was broken by eye
GAP = 4  # px between a line and the name that begins at its end
METRES_A_DEGREE = 111_320

Side = Literal["middle", "right", "left", "above", "below", "turned"]
Kind = Literal["town", "water", "neighbour"]


@dataclass(frozen=True, kw_only=True)
class Label:
    """One name: its lines, and the point of its middle in degrees and in metres (EPSG:27700).

    `leads_to` is the point that a thin line leads to, in degrees and metres, for a name that
    stands beside its area, else None. A name on the `right` of its point begins there, so that
    the line ends where the name starts, at every width of the map; one that is `turned` reads
    upwards. A `dot` marks the point. Maps narrower than `from_px` leave the name out.
    """

    id: str
    lines: tuple[str, ...]
    degrees: tuple[float, float]
    metres: tuple[float, float]
    leads_to: tuple[tuple[float, float], tuple[float, float]] | None = None
    side: Side = "middle"
    dot: bool = False
    from_px: int = 0


def labels(layer: str) -> tuple[Label, ...]:
    """Return the names of a layer of `geo.outlines`, in its order."""
    return tuple(_label(layer, anchor) for anchor in outlines.anchors(layer))


def _label(layer: str, anchor: dict) -> Label:
    own = _hand_placed().get(_place(layer, anchor["id"]), {})
    degrees, metres = (anchor["lon"], anchor["lat"]), (anchor["easting"], anchor["northing"])
    there = Label(
        id=anchor["id"],
        lines=(*_number(layer, anchor["id"]), *_lines(layer, anchor, own)),
        degrees=degrees,
        metres=metres,
        leads_to=(degrees, metres) if own.get("leader") == "yes" else None,
        side="right" if own.get("begins") == "yes" else "middle",
    )
    east, north = (1000 * float(own.get(way, 0)) for way in ("east_km", "north_km"))
    return moved(there, east, north)


def moved(label: Label, east: float, north: float) -> Label:
    """Return a name so many metres to the east and to the north of where it stood."""
    (longitude, latitude), (easting, northing) = label.degrees, label.metres
    across = METRES_A_DEGREE * math.cos(math.radians(latitude))
    return replace(
        label,
        degrees=(longitude + east / across, latitude + north / METRES_A_DEGREE),
        metres=(easting + east, northing + north),
    )


def lots_of(area: str) -> str:
    """Return the lots of an area by their numbers: `lots 1 and 6`."""
    adults, children = (areas().lot_of(area, cohort) for cohort in ("adults", "children"))
    return f"lots {adults.number} and {children.number}"


def with_lots() -> tuple[Label, ...]:
    """Return the names of the HCP areas, each under the numbers of both its lots."""
    return tuple(
        replace(label, lines=(lots_of(label.id).capitalize(), *label.lines))
        for label in labels("hcp_areas")
    )


def surroundings(kind: Kind) -> tuple[Label, ...]:
    """Return what a newcomer steers by: the names of towns, of waters or of neighbours."""
    return tuple(
        Label(
            id=row["name"],
            lines=(row["name"].upper() if kind == "neighbour" else row["name"],),
            degrees=(row["lon"], row["lat"]),
            metres=(row["easting"], row["northing"]),
            side=row["side"],
            dot=kind == "town",
            from_px=int(row["from_px"]),
        )
        for row in outlines.map_names()
        if row["kind"] == kind
    )


def _lines(layer: str, anchor: dict, own: dict[str, str]) -> list[str]:
    name = areas().name_of(layer, anchor["id"]) or anchor["name"]
    if name == anchor["name"]:
        return own.get("text", _plain(name)).split("|")
    return textwrap.wrap(_plain(name), LONGEST_LINE, break_long_words=False)


def _place(layer: str, feature_id: str) -> tuple[str, str]:
    """The row of labels.csv: a lot of one area is named as that area is."""
    if layer.startswith("lots"):
        covered = areas().lots[feature_id].hcp_area_ids
        if len(covered) == 1:
            return ("hcp_areas", covered[0])
    return (layer, feature_id)


def _number(layer: str, feature_id: str) -> list[str]:
    return [f"Lot {areas().lots[feature_id].number}"] if layer.startswith("lots") else []


def _plain(name: str) -> str:
    """The name of the place alone: `Rest of Kent` for `Rest of Kent children’s services`."""
    for words in (" adult services", " children’s services", " CCG"):
        name = name.removesuffix(words)
    return name.removeprefix("NHS ")


@cache
def _hand_placed() -> dict[tuple[str, str], dict[str, str]]:
    file = folder() / "labels.csv"
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {(row["layer"], row["id"]): row for row in csv.DictReader(lines)}
