"""A made-up ICB: NHS Examplshire. Nothing in it is real, and no postcode here is in use.

Seven oblong districts in the North Sea, each an HCP area of its own, are served by nine lots: one
for the adults of each, and two for the children of two and of five of them.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas
import polars as pl
import shapely

from tests import examplshire_story

NAMES = {
    "name": "examplshire-community-services",
    "service": "Examplshire community services (made up)",
    "icb": "NHS Examplshire",
    "region": "Examplshire",
    "councils": "districts of Examplshire",
    "whole_kind": "all_of_it",
    "whole_id": "examplshire",
    "example_place": "Upper Sample",
    "example_postcode": "ZX1 1AA",
    "committees": ["esc"],
    **examplshire_story.PROFILE,
}
STATED = {"basis": "stated", "source_id": "example-paper", "place": "Made up"}
AREAS = {
    name.lower(): f"{name} Sample"
    for name in ("Upper", "Lower", "Great", "Little", "Old", "New", "Far")
}
CCGS = {area: f"E3890000{n}" for n, area in enumerate(AREAS, start=1)}
DISTRICTS = {area: f"E0790000{n}" for n, area in enumerate(AREAS, start=1)}
FOR_CHILDREN = {"two": ("upper", "lower"), "five": tuple(AREAS)[2:]}
# The cohort, the name and the areas of each lot, from lot 1 on.
LOTS = [
    *(("adults", f"Adult services of {name}", (area,)) for area, name in AREAS.items()),
    *(("children", f"Children’s services of {n} areas", a) for n, a in FOR_CHILDREN.items()),
]
SIDE = 10_000  # metres of a square
WEST, SOUTH = 620_000, 360_000  # in the North Sea


def _source(source_id: str, title: str, kind: str, held: str) -> dict:
    return {
        "source_id": source_id,
        "title": title,
        "short_name": title,
        "body": "NHS Examplshire",
        "date": "2026-01-15",
        "date_precision": "day",
        "date_basis": "stated",
        "kind": kind,
        "held": held,
        "reference": "Made up",
        "about": "Made up for a test",
    }


ROWS = {
    "sources": [
        _source("example-paper", "Made-up paper", "committee report", "paper"),
        _source("ons-lookup", "Made-up look-up", "official geography", "reference"),
        _source("ons-population", "Made-up population", "official statistics", "reference"),
        examplshire_story.SOURCE,
    ],
    "organisations": [
        {
            "org_id": "esc",
            "name": "Examplshire Scrutiny Committee, Examplshire Council",
            "short_name": "ESC",
            "kind": "scrutiny committee",
            "role": "Scrutinises health services",
            **STATED,
        }
    ],
    "hcp_areas": [
        {"hcp_area_id": one, "name": name, "short_name": name, "display_order": n, **STATED}
        for n, (one, name) in enumerate(AREAS.items(), start=1)
    ],
    "former_ccgs": [
        {
            "ccg_code": code,
            "ods_code": f"9Z{n}",
            "name": f"NHS {AREAS[area]} CCG",
            "short_name": AREAS[area],
            "hcp_area_id": area,
            **STATED,
        }
        for n, (area, code) in enumerate(CCGS.items())
    ],
    "authorities": [
        {
            "lad_code": code,
            "name": AREAS[area],
            "kind": "district",
            "scrutiny_committee_id": "esc",
            **STATED,
        }
        for area, code in DISTRICTS.items()
    ],
    "lots": [
        {
            "lot_id": f"lot-{n}",
            "number": n,
            "name": name,
            "cohort": cohort,
            "name_in_paper": name,
            "name_in_notice": name,
            **STATED,
        }
        for n, (cohort, name, _) in enumerate(LOTS, start=1)
    ],
    "lot_areas": [
        {"lot_id": f"lot-{n}", "hcp_area_id": area, **STATED}
        for n, (_, _, areas) in enumerate(LOTS, start=1)
        for area in areas
    ],
    "service_areas": [
        {
            "service_area_id": f"care-{cohort}",
            "name": f"Care of {cohort}",
            "cohort": cohort,
            "display_order": n,
            "name_in_paper": f"Care of {cohort}",
            **STATED,
        }
        for n, cohort in enumerate(("adults", "children"), start=1)
    ],
    "services": [
        {
            "service_id": f"nursing-{cohort}",
            "service_area_id": f"care-{cohort}",
            "cohort": cohort,
            "name": f"Nursing of {cohort}",
            "name_in_paper": f"Nursing of {cohort}",
            "display_order": n,
            **STATED,
        }
        for n, cohort in enumerate(("adults", "children"), start=1)
    ],
    **examplshire_story.ROWS,
}


def write_names(file: Path) -> Path:
    """Write the file that `python -m data begin` takes."""
    file.write_text(json.dumps(NAMES), encoding="utf-8")
    return file


def fill(package: Path) -> None:
    """Fill the tables of an empty package that are not built from the reference."""
    for table, rows in ROWS.items():
        file = package / "tables" / f"{table}.csv"
        columns = file.read_text(encoding="utf-8").strip().split(",")
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def write_reference(folder: Path) -> Path:
    """Write the folder that `python -m geo build` takes: 14 small areas and 28 postcodes."""
    folder.mkdir()
    squares, lookup, postcodes = [], [], []
    for n, area in enumerate(AREAS):
        for half in (0, 1):
            east, north = WEST + half * SIDE, SOUTH + n * SIDE
            squares.append(shapely.box(east, north, east + SIDE, north + SIDE))
            lookup.append(
                {
                    "lsoa11_code": f"E019000{2 * n + half:02}",
                    "lad_code": DISTRICTS[area],
                    "ccg19_code": CCGS[area],
                    "population_2020": 1500 + n,
                    "population_2020_under_18": 300,
                    "population_2020_18_plus": 1200 + n,
                    "population_2020_65_plus": 250,
                }
            )
            postcodes += [
                {
                    "postcode": f"ZX{n + 1} {half + 1}A{letter}",
                    "easting": east + 2_000 + 1_000 * place,
                    "northing": north + 5_000,
                    "lad_code": DISTRICTS[area],
                    "ward_code": f"E0590000{n}",
                }
                for place, letter in enumerate("AB")
            ]
    codes = {"lsoa11_code": [row["lsoa11_code"] for row in lookup]}
    frame = geopandas.GeoDataFrame(codes, geometry=squares, crs=27700)
    frame.to_file(folder / "lsoa_2011_boundaries.gpkg", layer="lsoa_2011", driver="GPKG")
    pl.DataFrame(lookup).write_csv(folder / "lsoa_2011_lookup.csv")
    pl.DataFrame(postcodes).write_parquet(folder / "postcodes_2025.parquet")
    wards = [
        {"ward_code": f"E0590000{n}", "ward_name": f"{name} Ward", "lad_code": DISTRICTS[area]}
        for n, (area, name) in enumerate(AREAS.items())
    ]
    pl.DataFrame(wards).write_csv(folder / "wards_2025.csv")
    return folder
