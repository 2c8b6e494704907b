"""`python -m geo fetch`: the LSOA outlines anew, as a reference folder that `geo build` takes.

Only the outlines come from the boundary service. The other reference files (populations, former
CCG of each LSOA, postcodes, wards) are published elsewhere and are taken over as they are.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import geopandas
import polars as pl
import pyogrio
import shapely

from data.live.writing import folder_for_now, write_all
from data.notices.http import Getter, SourceProblem, say_and_wait
from data.notices.http_cache import Cache
from data.package.dates import in_words
from data.package.folder import cache_folder
from geo import attribution
from geo.build.reference import BRITISH_GRID
from geo.errors import GeoProblem
from geo.ons.checks import Bounds, Outlines, far_off, moved, outlines
from geo.ons.ons import Layer, read_features, read_layer
from geo.outlines import layer as in_use

PORTAL = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
LSOA_2011 = f"{PORTAL}/LSOA_Dec_2011_Boundaries_Generalised_Clipped_BGC_EW_V3/FeatureServer/0"
CODE, NAME = "LSOA11CD", "LSOA11NM"
BOUNDARIES = "lsoa_2011_boundaries.gpkg"
LOOKUP = "lsoa_2011_lookup.csv"
POSTCODES = "postcodes_2025.parquet"


def fetch_and_say(url: str | None, *, reference: Path, into: Path, cache: Path | None) -> list[str]:
    """Fetch from the portal, or from another layer, and say in sentences what came."""
    getter = Getter(cache=Cache(cache or cache_folder("answers")), sleep=say_and_wait)
    layer, found = fetch(getter, url or LSOA_2011, reference=reference, into=into)
    return _sentences(layer, found, into)


def fetch(getter: Getter, url: str, *, reference: Path, into: Path) -> tuple[Layer, Outlines]:
    """Read the outlines, check them and write the new reference folder.

    The folder appears whole or not at all. Raises `GeoProblem` with one sentence, and OSError for
    a file that could not be read or written.
    """
    if into.exists():
        raise GeoProblem(f"{into} is there already; name a new folder.")
    names = _names(reference / LOOKUP)
    try:
        layer = read_layer(getter, url)
        code = layer.field(CODE)
        features = read_features(
            getter, layer, fields=(code,), where=_where(layer, names.values()), wkid=BRITISH_GRID
        )
        found = outlines(layer, features, code_field=code, wanted=names.keys())
        moved(layer, found, _earlier(reference / BOUNDARIES))
        if frame := _frame(reference / POSTCODES):
            far_off(layer, found, frame)
    except SourceProblem as problem:
        raise GeoProblem(str(problem)) from problem
    _write(layer, found, reference, into)
    return layer, found


def _names(lookup: Path) -> dict[str, str]:
    """The name of each LSOA of the look-up by its code."""
    wanted = ["lsoa11_code", "lsoa11_name"]
    try:
        there = pl.read_csv(lookup, n_rows=0, infer_schema=False).columns
        missing = [column for column in wanted if column not in there]
        if missing:
            raise GeoProblem(f"{lookup.name} lacks the column {' and '.join(missing)}.")
        table = pl.read_csv(lookup, columns=wanted, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise GeoProblem(f"{lookup.name} could not be read from the reference folder.") from fault
    names = {code: name for code, name in table.rows() if code and name}
    if not names:
        raise GeoProblem(f"{lookup.name} holds no LSOA with a code and a name.")
    return names


def _earlier(boundaries: Path) -> dict[str, shapely.Geometry]:
    """The outlines of the old reference by their codes; none where it has no file of them."""
    if not boundaries.exists():
        return {}
    try:
        frame = geopandas.read_file(boundaries).to_crs(BRITISH_GRID)
        return dict(zip(frame["lsoa11_code"], frame.geometry, strict=True))
    except (OSError, ValueError, KeyError, pyogrio.errors.DataSourceError) as fault:
        raise GeoProblem(f"{boundaries.name} of the reference folder cannot be read.") from fault


def _frame(postcodes: Path) -> Bounds | None:
    """Where the areas must lie: with the postcodes of the reference, or else the areas in use.

    None where neither is there, as before the first build of another area.
    """
    if postcodes.exists():
        try:
            points = pl.read_parquet(postcodes, columns=["easting", "northing"]).cast(pl.Float64)
        except (OSError, pl.exceptions.PolarsError) as fault:
            raise GeoProblem(f"{postcodes.name} of the reference folder cannot be read.") from fault
        sides = (*points.min().rows()[0], *points.max().rows()[0])
        return None if None in sides else sides
    try:
        shapes = [shapely.geometry.shape(area["geometry"]) for area in in_use("hcp_areas")]
        return tuple(shapely.total_bounds(shapes))
    except GeoProblem:
        return None


def _where(layer: Layer, names: Iterable[str]) -> str:
    """Records named as those of the look-up are, whose names begin with the authority of 2011.

    Ashford 001A is an LSOA of Ashford; codes that the look-up does not hold are left out later.
    """
    field = layer.field(NAME)
    starts = sorted({name.rpartition(" ")[0].replace("'", "''") for name in names})
    return " OR ".join(f"{field} LIKE '{start} %'" for start in starts)


def _write(layer: Layer, found: Outlines, reference: Path, into: Path) -> None:
    into.parent.mkdir(parents=True, exist_ok=True)
    with folder_for_now(".fetched-", into.parent) as made:
        folder = made / "reference"
        files = {
            folder / file.relative_to(reference): file.read_bytes()
            for file in _files(reference)
            if not file.name.startswith(BOUNDARIES)
        }
        files[folder / BOUNDARIES] = _geopackage(found)
        files[folder / f"{BOUNDARIES}.source.json"] = f"{_source(layer, found)}\n".encode()
        write_all(files)
        folder.rename(into)


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder. `rglob` would leave out what may not be read, without a word."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


def _geopackage(found: Outlines) -> bytes:
    """The outlines as a file, made in memory: its library tells of no full disk as Python does."""
    frame = geopandas.GeoDataFrame(
        {"lsoa11_code": found.codes}, geometry=found.shapes, crs=BRITISH_GRID
    )
    file = io.BytesIO()
    frame.to_file(file, layer="lsoa_2011", driver="GPKG", promote_to_multi=True)
    return file.getvalue()


def _source(layer: Layer, found: Outlines) -> str:
    """What is known of the file: where it comes from, its date, its licence, what was done."""
    told = {
        "file": BOUNDARIES,
        "layer": layer.name,
        "address": layer.url,
        "own_spatial_reference": layer.wkid or None,
        "read": datetime.now(UTC).isoformat(timespec="seconds"),
        "last_edited": layer.edited and layer.edited.isoformat(timespec="seconds"),
        "licence": layer.licence,
        "attribution": list(attribution.BOUNDARIES),
        "records": len(found.codes),
        "outlines_repaired": found.repaired,
        "converted_from_degrees": found.converted,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _sentences(layer: Layer, found: Outlines, into: Path) -> list[str]:
    edited = f"last edited {in_words(layer.edited.date(), 'day')}" if layer.edited else "undated"
    said = [f"{len(found.codes):,} outlines of the layer {layer.name}, {edited}."]
    if not layer.licence:
        said.append("The layer names no licence: look it up before publishing.")
    if found.repaired:
        said.append(f"{found.repaired:,} outlines were not valid and were repaired.")
    if found.converted:
        said.append("The service sent degrees; they were turned into British National Grid.")
    return [*said, f"Next: python -m geo build --reference {into}"]
