"""The order of the build, and the only place that writes files."""

from pathlib import Path

from data.live.writing import write_all
from data.package.folder import home, whole
from geo import outlines
from geo.areas import read_areas
from geo.build.anchors import make_anchors
from geo.build.around import make_around
from geo.build.coverage import generalise, make_pieces
from geo.build.layers import make_layers
from geo.build.map_names import make_map_names
from geo.build.population import area_joins_table, main_areas, population_table
from geo.build.postcodes import index_bytes, read_places
from geo.build.reference import read_lsoas
from geo.build.small_areas import read_small_areas, small_area_shapes
from geo.build.wards import make_wards
from geo.build.write import chart_features, geojson
from geo.errors import GeoProblem

PROJECT = Path(__file__).resolve().parent.parent.parent


def build(reference: Path, *, out: Path = PROJECT) -> dict[Path, bytes]:
    """Make every output from the reference folder and write them under `out`, all or none.

    The same reference always gives the same bytes. `GeoProblem` says what is wrong with it, and
    OSError which file could not be read or written.
    """
    if not reference.is_dir():
        raise GeoProblem("The reference folder does not exist.")
    files = {out / name: content for name, content in make_files(reference).items()}
    write_all(files)
    return files


def make_files(reference: Path) -> dict[str, bytes]:
    """Every output by its path in the project, as bytes."""
    joins = read_areas(whole(home()) / "tables")
    ccgs = {ccg.id: ccg.hcp_area_id for ccg in joins.former_ccgs.values()}
    lsoas = read_lsoas(reference, ccgs)
    full = make_pieces(lsoas.table, lsoas.outlines)
    layers = make_layers(generalise(full), joins, main_areas(lsoas.table))
    texts = {"geo/outlines/map_names.csv": make_map_names(reference).write_csv()}
    further = {outlines.AROUND: make_around(reference, layers["hcp_areas"])}
    if wards := make_wards(reference, lsoas):
        further[outlines.WARDS] = wards.lines
        texts["geo/outlines/wards.csv"] = wards.table.write_csv()
    for name, shapes in {**layers, **further}.items():
        texts[f"geo/outlines/{name}.geojson"] = geojson(name, shapes)
        texts[f"geo/outlines/charts/{name}.json"] = chart_features(shapes)
    texts["geo/outlines/anchors.csv"] = make_anchors(layers).write_csv()
    texts["data/tables/population.csv"] = population_table(lsoas.table, joins).write_csv()
    texts["data/tables/area_joins.csv"] = area_joins_table(lsoas.table).write_csv()
    if small_areas := read_small_areas(reference, lsoas):
        texts["data/tables/small_areas.csv"] = small_areas.table.write_csv()
        shapes = small_area_shapes(small_areas, lsoas)
        texts[f"geo/outlines/charts/{outlines.SMALL_AREAS}.json"] = chart_features(shapes)
    files = {name: text.encode() for name, text in texts.items()}
    files["geo/index/places.bin"] = index_bytes(read_places(reference, lsoas), joins)
    return files
