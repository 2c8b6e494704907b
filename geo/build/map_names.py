"""Names that a newcomer steers by: towns, waters and neighbours, kept by hand in `map_names.csv`.

A town stands where the settlements of the reference have it, unless a point is given by hand.
`settlement` is its name there, if that is another.
"""

from pathlib import Path

import polars as pl
import shapely

from geo.errors import GeoProblem
from geo.folder import folder
from geo.wgs84 import to_wgs84

NAMES, SETTLEMENTS = "map_names.csv", "settlements.csv"
TEXTS = ("kind", "name", "side", "from_px")
SCHEMA = {
    **dict.fromkeys(TEXTS, pl.String),
    **dict.fromkeys(("easting", "northing"), pl.Int64),
    **dict.fromkeys(("lon", "lat"), pl.Float64),
}


def make_map_names(reference: Path) -> pl.DataFrame:
    """The names with their points in metres and degrees; none where nobody has kept any."""
    kept, places = folder() / NAMES, reference / SETTLEMENTS
    if not (kept.is_file() and places.is_file()):
        return pl.DataFrame(schema=SCHEMA)
    towns = {name: at for name, *at in _read(places, ["name", "easting", "northing"]).rows()}
    rows = []
    for row in _read(kept, [*TEXTS, "settlement", "easting", "northing"]).rows(named=True):
        at = (row["easting"], row["northing"])
        if not all(at):
            at = towns.get(row["settlement"] or row["name"])
        if at is None:
            raise GeoProblem(f"{NAMES}: {row['name']} has no point and is no settlement.")
        point = shapely.Point(*map(int, at))
        degrees = to_wgs84(point)
        texts = {text: row[text] for text in TEXTS}
        rows.append(
            {
                **texts,
                "easting": int(point.x),
                "northing": int(point.y),
                "lon": shapely.get_x(degrees),
                "lat": shapely.get_y(degrees),
            }
        )
    return pl.DataFrame(rows, schema=SCHEMA)


def _read(file: Path, columns: list[str]) -> pl.DataFrame:
    try:
        return pl.read_csv(file, columns=columns, infer_schema=False).select(columns)
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise GeoProblem(f"{file.name} could not be read.") from fault
