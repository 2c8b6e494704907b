"""Boundary files, broken by the thousand: what the build reads, and what the service loads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, strategies as st

from geo import outlines
from geo.build import reference as build
from geo.build.coverage import generalise, make_pieces
from geo.build.reference import read_lsoas
from geo.errors import GeoProblem, LookupProblem
from geo.lookup import lookup
from geo.lookup.lookup import Index
from tests.fuzzing import ODD_TEXTS, change_bytes, examples, one_clear_sentence
from tests.official.arcgis import code_of, square
from tests.served import ROOT

INDEX = ROOT / "geo" / "index" / "places.bin"
OUTLINES = ROOT / "geo" / "outlines"
AREAS = {"E38999998": "north", "E38999999": "south"}
HEAD = (
    "lsoa11_code,lad_code,ccg19_code,population_2020,population_2020_under_18,"
    "population_2020_18_plus,population_2020_65_plus"
)
ROWS = [f"{code_of(n)},E07000999,E3899999{8 + n % 2},10,2,8,1" for n in range(1, 5)]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound reference folder of four made-up areas."""
    folder = tmp_path_factory.mktemp("reference")
    (folder / "lsoa_2011_lookup.csv").write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    shapes = [shapely.geometry.shape(square(n)) for n in range(1, 5)]
    frame = geopandas.GeoDataFrame(
        {"lsoa11_code": [code_of(n) for n in range(1, 5)]}, geometry=shapes, crs=27700
    )
    frame.to_file(folder / "lsoa_2011_boundaries.gpkg", layer="lsoa_2011", driver="GPKG")
    return folder


def clean_or_clear(read: Callable[[], object]) -> object:
    """What a reader gives, or None after one clear sentence."""
    try:
        return read()
    except GeoProblem as problem:
        one_clear_sentence(problem)
        return None


def test_the_reference_is_sound(reference):
    assert read_lsoas(reference, AREAS).table.height == 4


@pytest.mark.parametrize("column", range(7))
def test_a_row_of_the_look_up_that_lacks_a_value_is_refused(reference, tmp_path, column):
    cells = ROWS[1].split(",")
    cells[column] = ""
    rows = [HEAD, ROWS[0], ",".join(cells)]
    (tmp_path / "lsoa_2011_lookup.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(GeoProblem, match="lacks one of its values"):
        read_lsoas(tmp_path, AREAS)


@pytest.fixture
def outlines_read_once(reference, monkeypatch) -> None:
    """The sound outlines as they were read; reading them again takes ten times a look-up's time."""
    frame = build._read_outlines(reference / "lsoa_2011_boundaries.gpkg")
    monkeypatch.setattr(build, "_read_outlines", lambda path: frame)


@pytest.mark.usefixtures("outlines_read_once")
@examples(120, 4_000)
@given(data=st.data())
def test_any_look_up_is_read_or_refused(tmp_path, data):
    lines = [line.split(",") for line in [HEAD, *ROWS]]
    for _ in range(data.draw(st.integers(0, 3))):
        row = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[row]) - 1))
        lines[row][column] = data.draw(ODD_TEXTS | st.text(max_size=8))
    text = "\n".join(",".join(line) for line in lines).encode("utf-8", "surrogatepass")
    if data.draw(st.booleans()):
        text = change_bytes(data, text)
    (tmp_path / "lsoa_2011_lookup.csv").write_bytes(text)
    clean_or_clear(lambda: read_lsoas(tmp_path, AREAS))


def test_outlines_that_lack_or_are_named_otherwise_are_refused(reference, tmp_path):
    shutil.copy(reference / "lsoa_2011_lookup.csv", tmp_path)
    frame = geopandas.read_file(reference / "lsoa_2011_boundaries.gpkg")
    hollow = frame.assign(geometry=[None, *frame.geometry[1:]])
    for broken in (hollow, frame.rename(columns={"lsoa11_code": "code"})):
        broken.to_file(tmp_path / "lsoa_2011_boundaries.gpkg", layer="lsoa_2011", driver="GPKG")
        with pytest.raises(GeoProblem, match=r"without an outline|could not be read"):
            read_lsoas(tmp_path, AREAS)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the library's own words on a damaged file
@examples(30, 1_500)
@given(data=st.data())
def test_any_outline_file_is_read_or_refused(reference, tmp_path, data):
    shutil.copy(reference / "lsoa_2011_lookup.csv", tmp_path)
    whole = (reference / "lsoa_2011_boundaries.gpkg").read_bytes()
    broken = data.draw(
        st.builds(lambda: change_bytes(data, whole))
        | st.integers(0, len(whole)).map(lambda end: whole[:end])
        | st.binary(max_size=50)
    )
    (tmp_path / "lsoa_2011_boundaries.gpkg").write_bytes(broken)
    clean_or_clear(lambda: read_lsoas(tmp_path, AREAS))


SHIFTS = st.lists(st.integers(-40, 40), min_size=32, max_size=32)


@examples(30, 1_500)
@given(SHIFTS, st.lists(st.integers(0, 15), max_size=5), st.booleans())
def test_outlines_that_do_not_meet_are_made_to_or_refused(shifts, left_out, doubled):
    """Neighbours whose edges differ by up to 40 metres, with gaps, holes and overlaps."""
    shapes, codes = [], []
    for n in range(16):
        if n in left_out:
            continue
        west, south = 550_000 + n % 4 * 2_000, 150_000 + n // 4 * 2_000
        east, north = west + 2_000 + shifts[2 * n], south + 2_000 + shifts[2 * n + 1]
        shapes.append(shapely.box(west, south, east, north))
        codes.append("north" if n % 4 < 2 else "south")
    if doubled:
        shapes.append(shapes[0])
        codes.append(codes[0])
    table = pl.DataFrame({"lad_code": codes, "ccg_code": codes, "hcp_area_id": codes})
    pieces = clean_or_clear(lambda: generalise(make_pieces(table, np.array(shapes))))
    if pieces is not None:
        assert shapely.is_valid(pieces.shapes).all()
        assert shapely.coverage_is_valid(pieces.shapes)


@examples(60, 3_000)
@given(data=st.data())
def test_any_outline_that_ships_is_loaded_or_refused(tmp_path, data):
    layer = data.draw(st.sampled_from(outlines.LAYERS))
    whole = (OUTLINES / "charts" / f"{layer}.json").read_bytes()
    anchors = (OUTLINES / "anchors.csv").read_bytes()
    charts = tmp_path / "outlines" / "charts"
    charts.mkdir(parents=True, exist_ok=True)
    (charts / f"{layer}.json").write_bytes(change_bytes(data, whole))
    (tmp_path / "outlines" / "anchors.csv").write_bytes(change_bytes(data, anchors))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_FOLDER", str(tmp_path))
        outlines._chart_text.cache_clear()
        outlines._anchors.cache_clear()
        clean_or_clear(lambda: outlines.layer(layer))
        clean_or_clear(lambda: outlines.anchors(layer))
    outlines._chart_text.cache_clear()
    outlines._anchors.cache_clear()


@examples(60, 3_000)
@given(ODD_TEXTS | st.text(max_size=20))
def test_any_name_of_a_layer_is_known_or_refused(name):
    for ask in (outlines.layer, outlines.layer_path, outlines.borders, outlines.anchors):
        if name not in outlines.LAYERS:
            with pytest.raises(GeoProblem) as caught:
                ask(name)
            one_clear_sentence(caught.value)


def load_anew(path: Path) -> Index:
    """Load an index though one was read at this path before."""
    lookup._store.cache_clear()
    lookup._joined.cache_clear()
    return lookup.load(path)


def ask_everything(index: Index, sectors: list[str]) -> None:
    for place in (*sectors, "ME13 8XX", "swale", "Faversham"):
        try:
            index.find(place)
        except LookupProblem as problem:
            one_clear_sentence(problem)


@pytest.mark.parametrize("cut", [1, 4, 100, 50_000])
def test_an_index_that_was_cut_is_refused_whole(tmp_path, cut):
    broken = tmp_path / "places.bin"
    broken.write_bytes(INDEX.read_bytes()[:-cut])
    with pytest.raises(GeoProblem, match="is damaged; build it again"):
        load_anew(broken)


@pytest.mark.parametrize("text", ["", "5", "[5]", '[{"id": "x"}]', '{"id": 5}', "[" * 9_000])
def test_an_outline_file_that_is_something_else_is_refused(tmp_path, monkeypatch, text):
    (tmp_path / "outlines" / "charts").mkdir(parents=True)
    (tmp_path / "outlines" / "charts" / "hcp_areas.json").write_text(text, encoding="utf-8")
    monkeypatch.setenv("GEO_FOLDER", str(tmp_path))
    outlines._chart_text.cache_clear()
    with pytest.raises(GeoProblem, match="outlines of the layer hcp_areas could not be read"):
        outlines.layer("hcp_areas")
    outlines._chart_text.cache_clear()


@examples(25, 1_000)
@given(data=st.data())
def test_any_place_index_is_used_or_refused(tmp_path, data):
    whole = INDEX.read_bytes()
    line = whole.index(b"\n")
    head, blocks = whole[:line], whole[line:]
    if data.draw(st.booleans(), label="head"):
        at = data.draw(st.integers(0, len(head)))
        head = (
            head[:at] + data.draw(st.binary(max_size=6)) + head[at + data.draw(st.integers(0, 6)) :]
        )
    else:
        end = data.draw(st.integers(0, len(blocks)))
        blocks = blocks[:end] if data.draw(st.booleans()) else change_bytes(data, blocks)
    broken = tmp_path / "places.bin"
    broken.write_bytes(head + blocks)
    index = clean_or_clear(lambda: load_anew(broken))
    if index is not None:
        clean_or_clear(lambda: ask_everything(index, ["ME13 8", "TN1 1", "CT1 1"]))
