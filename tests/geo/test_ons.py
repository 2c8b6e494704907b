"""Boundaries from a service that speaks as the Open Geography Portal does, oddities included."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas
import polars as pl
import pytest
import shapely

from data.notices.http import Getter, SourceProblem
from data.notices.http_cache import Cache
from geo.build.reference import read_lsoas
from geo.cli import main
from geo.errors import GeoProblem
from geo.ons.checks import outlines
from geo.ons.fetch import BOUNDARIES, fetch
from geo.ons.ons import read_features, read_layer
from tests.official.arcgis import (
    LICENCE,
    PATH,
    FeatureService,
    as_json,
    code_of,
    fault as arcgis_fault,
    name_of,
    square,
)
from tests.official.wire import Reply, quick, served
from tests.served import free_port

AGES = ("under_18", "18_plus", "65_plus")
HTML = Reply(body=b"<!DOCTYPE html><title>Maintenance</title>")


def read(service: FeatureService, getter: Getter | None = None, **options: str) -> list[dict]:
    getter = getter or quick(service)
    layer = read_layer(getter, f"http://service{PATH}")
    return read_features(getter, layer, fields=(layer.field("LSOA11CD"),), **options)


def numbers(features: list[dict]) -> list[int]:
    return [feature["properties"]["FID"] for feature in features]


def test_a_layer_is_described():
    layer = read_layer(quick(FeatureService()), f"http://service{PATH}/")
    assert (layer.name, layer.object_id, layer.page_size, layer.wkid) == (
        "Made-up areas",
        "FID",
        5,
        27700,
    )
    assert layer.pages and layer.licence == LICENCE
    assert layer.edited is not None and layer.edited.isoformat() == "2022-12-01T13:06:40+00:00"
    assert layer.field("lsoa11cd") == "LSOA11CD"


@pytest.mark.parametrize(
    "oddity",
    [
        {},
        {"mark_in_properties": False},
        {"marks": False},
        {"marks": False, "most": 6},
        {"pages": False},
        {"hollow_pages": True},
        {"most": 1},
        {"most": 12},
        {"most": 100_000},
        {"count": 4_321, "most": 2_000},
    ],
    ids=str,
)
def test_every_record_arrives_once_whatever_the_pages_are(oddity):
    service = FeatureService(**oddity)
    assert numbers(read(service)) == list(range(1, service.count + 1))


def test_pages_are_asked_for_in_object_id_order_and_no_larger_than_the_layer_allows():
    service = FeatureService()
    read(service)
    pages = [asked for asked in service.asked if "resultOffset" in asked]
    assert [page["resultOffset"] for page in pages] == ["0", "5", "10"]
    assert {page["orderByFields"] for page in pages} == {"FID ASC"}
    assert {(page["resultRecordCount"], page["outSR"], page["f"]) for page in pages} == {
        ("5", "27700", "geojson")
    }


def test_a_question_is_passed_on():
    assert numbers(read(FeatureService(), where=f"LSOA11NM LIKE '{name_of(3)}%'")) == [3]


@pytest.mark.parametrize(
    ("oddity", "sentence"),
    [
        ({"claims": 13}, "announced 13 records and sent 12"),
        ({"claims": 13, "most": 6, "marks": False}, "announced 13 records and sent 12"),
        ({"claims": 11}, "announced 11 records and sent 12"),
        ({"claims": 0}, "No record of the layer Made-up areas fits"),
        ({"repeats_pages": True}, "sent record 1 twice"),
        ({"never_ends": True, "hollow_pages": True}, "do not end"),
        ({"never_ends": True}, "do not end"),
        ({"field_names": ("CODE", "NAME")}, "has no field LSOA11CD"),
    ],
    ids=str,
)
def test_a_layer_that_comes_in_part_is_refused_in_one_sentence(oddity, sentence):
    with pytest.raises(SourceProblem, match=sentence) as caught:
        read(FeatureService(**oddity))
    assert "\n" not in str(caught.value)


def test_a_layer_that_changes_while_it_is_read_is_refused():
    service = FeatureService()

    def changing(*asked):
        service.edited += 1
        return service(*asked)

    with pytest.raises(SourceProblem, match="changed while it was read"):
        read(service, quick(changing))


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (as_json(arcgis_fault(400, "Invalid URL"), {}), r"a fault \(code 400\): Invalid URL\."),
        (as_json({"error": "Token Required"}, {}), "a fault: Token Required"),
        (as_json([1, 2], {}), "something else than a JSON object"),
        (as_json({"name": "Table"}, {}), "does not describe a layer"),
        (as_json({"layers": [{"id": 0}]}, {}), "is a service of layers. Name one of them, such as"),
        (Reply(404, b"gone"), r"nothing at this address: http://service/.* \(status 404\)"),
        (Reply(403, b"no"), r"refused the request \(status 403\)"),
        (Reply(429, headers={"Retry-After": "86400"}), "left alone for 24 hours"),
    ],
    ids=lambda value: "" if isinstance(value, Reply) else value,
)
def test_what_does_not_pass_is_said_at_once(reply, sentence):
    service = FeatureService(early=[reply])
    with pytest.raises(SourceProblem, match=sentence):
        read(service)
    assert len(service.asked) == 1


PASSING = {
    "throttled": Reply(429, b"Too Many Requests", {"Retry-After": "0"}),
    "throttled to a date": Reply(429, b"", {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    "throttled without a sense": Reply(429, b"", {"Retry-After": "soon"}),
    "out of order": Reply(503),
    "a web page": HTML,
    "cut JSON": Reply(body=b'{"name": "Made-up ar'),
    "cut short": Reply(body=b'{"name": "Made-up areas"}', missing=100),
    "not text": Reply(body=b"\xff\xfe\x00"),
    "not a number": Reply(body=b'{"name": NaN}'),
    "too slow to begin": Reply(body=b"{}", delay=1),
    "too slow to end": Reply(body=b"{" + b" " * 4000, drip=0.02),
}


@pytest.mark.parametrize("kind", PASSING)
def test_what_may_pass_is_tried_again_over_a_real_connection(kind):
    service = FeatureService(early=[PASSING[kind]])
    # A busy machine may be too slow for a short patience more than once, so it gets more tries.
    impatient = {"silence": 0.5, "whole": 0.3, "tries": 20} if kind.startswith("too slow") else {}
    with served(service) as url:
        getter = quick(**({"silence": 30, "whole": 60} | impatient))
        assert read_layer(getter, f"{url}{PATH}").name == "Made-up areas"
    assert len(service.asked) >= 2 if impatient else len(service.asked) == 2


def test_what_does_not_pass_after_all_is_said():
    for reply, sentence in [
        (Reply(503), r"too busy or out of order \(status 503\)"),
        (HTML, "sent a web page in place of data"),
        (Reply(body=b"{"), "not JSON, or broke off"),
    ]:
        service = FeatureService(early=[reply] * 3)
        with pytest.raises(SourceProblem, match=sentence):
            read(service)
        assert len(service.asked) == 3


def test_waits_grow_and_what_the_service_asks_for_is_kept_to():
    waits: list[float] = []
    replies = [Reply(503), Reply(503), Reply(429, headers={"Retry-After": "7"}), Reply(503)]
    getter = quick(FeatureService(early=replies), tries=5)
    getter.sleep = waits.append
    read_layer(getter, f"http://service{PATH}")
    assert waits == [1, 2, 7, 8]


def test_an_answer_too_large_is_not_read():
    service = FeatureService(early=[Reply(body=b"[" + b"1," * 100_000)])
    with pytest.raises(SourceProblem, match="larger than 1,000 bytes"):
        read_layer(quick(service, largest=1000), f"http://service{PATH}")


def test_no_network_is_one_sentence():
    with pytest.raises(SourceProblem, match=r"127\.0\.0\.1 cannot be reached: there is no network"):
        read_layer(quick(), f"http://127.0.0.1:{free_port()}{PATH}")


@pytest.mark.parametrize("url", ["", "ftp://x/0", "http://", "http://[", "0", "http://\0/"])
def test_what_is_no_address_is_said(url):
    with pytest.raises(SourceProblem, match="not an address of a web service"):
        read_layer(quick(), url)


def test_unchanged_answers_come_from_the_cache(tmp_path):
    service = FeatureService()
    with served(service) as url:
        for _ in range(2):
            getter = quick()
            getter.cache = Cache(tmp_path)
            layer = read_layer(getter, f"{url}{PATH}")
            features = read_features(getter, layer, fields=("LSOA11CD",))
            assert len(features) == 12
        for kept in tmp_path.iterdir():  # a broken file is as good as none
            kept.write_bytes(kept.read_bytes()[:-5])
        assert read_layer(getter, f"{url}{PATH}").name == "Made-up areas"


def bow_tie(far: float) -> dict:
    ring = [[0, 0], [100, 100], [100, 0], [0, far], [0, 0]]
    return {"type": "Polygon", "coordinates": [[[x + 550_000, y + 150_000] for x, y in ring]]}


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        (None, "no outline for E01990002"),
        ({"type": "Polygon", "coordinates": []}, "no outline for E01990002"),
        ({"type": "Polygon", "coordinates": [[[1]]]}, "no outline for E01990002"),
        ({"type": "Point", "coordinates": [550_000, 150_000]}, "not a polygon"),
        (square(2, corner=(-100_000, 150_000)), "lies outside Great Britain"),
        (square(2, corner=(0, 6_600_000)), r"is in metres of Web Mercator \(EPSG:3857\), and"),
        (bow_tie(100), "not valid: self-intersection"),
    ],
)
def test_outlines_that_cannot_be_used_are_named(geometry, sentence):
    service = FeatureService(geometries={2: geometry})
    with pytest.raises(SourceProblem, match=sentence):
        checked(service)


def checked(service: FeatureService, wanted: tuple[int, ...] = (1, 2, 3)):
    getter = quick(service)
    layer = read_layer(getter, f"http://service{PATH}")
    features = read_features(getter, layer, fields=("LSOA11CD",))
    return outlines(layer, features, code_field="LSOA11CD", wanted={code_of(n) for n in wanted})


def test_a_ring_that_touches_itself_is_repaired_and_counted():
    ring = [[0, 0], [100, 0], [100, 100], [50, 100], [50, 200], [50, 100], [0, 100], [0, 0]]
    spike = [[[x + 550_000, y + 150_000] for x, y in ring]]
    found = checked(FeatureService(geometries={2: {"type": "Polygon", "coordinates": spike}}))
    assert found.repaired == 1
    assert all(shape.is_valid and shape.area == pytest.approx(10_000) for shape in found.shapes)


def test_areas_that_lack_are_counted():
    with pytest.raises(SourceProblem, match="lacks 2 of 3 areas, E01990013 first"):
        checked(FeatureService(), wanted=(1, 13, 14))


def test_degrees_are_turned_into_metres():
    from geo.wgs84 import to_wgs84

    degrees = {
        n: json.loads(shapely.to_geojson(to_wgs84(shapely.from_geojson(json.dumps(square(n))))))
        for n in range(1, 13)
    }
    found = checked(FeatureService(geometries=degrees))
    assert found.converted
    assert shapely.bounds(found.shapes[0]) == pytest.approx(
        shapely.bounds(shapely.from_geojson(json.dumps(square(1)))), abs=1.5
    )


def box(west: float, south: float, side: float = 100, tall: float | None = None) -> dict:
    """An outline of four corners, the first number of each as it is given."""
    east, north = west + side, south + (tall or side)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


LON_LAT = {n: box(0.5 + n / 100, 51.3, 0.005) for n in (1, 2, 3)}
LAT_LON = {n: box(51.3, 0.5 + n / 100, 0.005) for n in (1, 2, 3)}
GRID, WEB = "metres of the British National Grid", "metres of Web Mercator (EPSG:3857)"
IMPOSSIBLE = {
    "latitude first": (
        LAT_LON,
        "is in degrees with latitude first, not on the British National Grid (EPSG:27700).",
    ),
    "one with latitude first among degrees": (
        LON_LAT | {2: LAT_LON[2]},
        "is in degrees with latitude first, and others are in degrees.",
    ),
    "one with latitude first among metres": (
        {2: LAT_LON[2]},
        f"is in degrees with latitude first, and others are in {GRID}.",
    ),
    "one in degrees among metres": ({2: LON_LAT[2]}, f"is in degrees, and others are in {GRID}."),
    "one in metres among degrees": (
        {1: LON_LAT[1], 3: LON_LAT[3]},
        f"is in {GRID}, and others are in degrees.",
    ),
    "one in Web Mercator": ({2: box(55_000, 6_680_000)}, f"is in {WEB}, and others are in {GRID}."),
    "one in another zone": (
        {2: box(380_000, 5_690_000)},
        "lies outside Great Britain or is not on the British National Grid (EPSG:27700).",
    ),
    "one corner in degrees": (
        {
            2: {
                "type": "Polygon",
                "coordinates": [[[0.5, 51.3], [550_100, 150_000], [550_100, 150_100], [0.5, 51.3]]],
            }
        },
        "lies outside Great Britain or is not on the British National Grid (EPSG:27700).",
    ),
    "north before east": ({2: box(150_000, 550_000)}, "lies 566 km from the middle of the others."),
    "as long as the country": ({2: box(400_000, 150_000, 160_000, 100)}, "is 160 km long, as no"),
    "as small as a table": ({2: box(550_000, 150_000, 2)}, "covers 4.0 m², too little for any"),
    "nowhere at all": ({2: box(0, 0)}, "lies outside Great Britain"),
}


@pytest.mark.parametrize(("geometries", "cause"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_an_outline_in_another_system_or_place_is_named_with_its_cause(geometries, cause):
    with pytest.raises(SourceProblem) as caught:
        checked(FeatureService(geometries=geometries))
    said = str(caught.value)
    code = code_of(1 if geometries is LAT_LON else 2)
    assert said.startswith(f"The outline of {code} in the layer Made-up areas {cause}")
    assert "\n" not in said


def test_of_two_that_differ_the_one_that_is_not_on_the_grid_is_named():
    with pytest.raises(SourceProblem, match=f"{code_of(1)} .* is in degrees, and others"):
        checked(FeatureService(geometries={1: LON_LAT[1]}), wanted=(1, 2))


def extent(*sides: float) -> dict:
    reference = {"spatialReference": {"wkid": 27700}}
    return {"extent": dict(zip(("xmin", "ymin", "xmax", "ymax"), sides, strict=True)) | reference}


def test_an_outline_outside_the_extent_of_its_layer_is_refused():
    whole = extent(545_000, 145_000, 555_000, 155_000)
    assert checked(FeatureService(describes=whole)).codes
    swapped = {n: box(150_000 + n * 100, 550_000) for n in (1, 2, 3)}
    with pytest.raises(SourceProblem, match=f"{code_of(1)} .* outside the extent that the layer"):
        checked(FeatureService(describes=whole, geometries=swapped))


DESCRIBED = {
    "a table": ({"type": "Table"}, "holds records with no shape, not outlines of areas"),
    "points": ({"geometryType": "esriGeometryPoint"}, "holds records with point, not outlines"),
    "no GeoJSON": ({"supportedQueryFormats": "JSON, AMF"}, "does not give GeoJSON, only JSON, AMF"),
    "no queries": ({"capabilities": "Map,Data"}, "does not let its records be asked for"),
}


@pytest.mark.parametrize(("described", "why"), DESCRIBED.values(), ids=DESCRIBED.keys())
def test_a_layer_that_cannot_give_outlines_says_so_at_once(described, why):
    service = FeatureService(describes=described)
    with pytest.raises(SourceProblem, match=why):
        read(service)
    assert len(service.asked) == 1


def test_a_layer_that_says_all_it_can_do_is_read():
    whole = {
        "geometryType": "esriGeometryPolygon",
        "supportedQueryFormats": "JSON, geoJSON, PBF",
        "capabilities": "Query,Extract",
    }
    assert len(read(FeatureService(describes=whole))) == 12


def crs(name: str) -> dict:
    return {"crs": {"type": "name", "properties": {"name": name}}}


@pytest.mark.parametrize(
    "name", ["EPSG:27700", "urn:ogc:def:crs:EPSG::27700", "urn:ogc:def:crs:OGC:1.3:CRS84"]
)
def test_a_page_in_the_system_asked_for_is_read(name):
    assert len(read(FeatureService(adds=crs(name)))) == 12


def test_a_page_in_another_system_is_refused():
    with pytest.raises(SourceProblem, match="in EPSG:3857, and EPSG:27700 was asked for"):
        read(FeatureService(adds=crs("EPSG:3857")))


def test_records_of_another_form_are_called_so():
    reply = as_json({"geometryType": "esriGeometryPolygon", "features": []}, {})
    service = FeatureService()
    early = [as_json(service.description(), {}), as_json({"count": 12}, {}), reply]
    with pytest.raises(SourceProblem, match="sent records of Esri’s own form, not GeoJSON"):
        read(FeatureService(early=early))


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A reference folder of made-up areas, as the build reads it, without its outlines."""
    folder = tmp_path / "reference"
    folder.mkdir()
    people = ["population_2020", *(f"population_2020_{age}" for age in AGES)]
    head = ["lsoa11_code", "lsoa11_name", "lad_code", "ccg19_code", *people]
    with (folder / "lsoa_2011_lookup.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(head)
        rows.writerows(
            [code_of(n), name_of(n), "E07000999", "E38999999", 10, 2, 8, 1] for n in range(1, 8)
        )
    (folder / "wards_2025.csv").write_text("kept\n", encoding="utf-8")
    return folder


def test_a_fetched_folder_is_what_the_build_reads(reference, tmp_path):
    new = tmp_path / "new"
    with served(FeatureService()) as url:
        fetch(quick(), f"{url}{PATH}", reference=reference, into=new)
    lsoas = read_lsoas(new, {"E38999999": "made-up"})
    assert lsoas.table["lsoa_code"].to_list() == [code_of(n) for n in range(1, 8)]
    assert lsoas.outlines[0].area == 10_000
    assert (new / "wards_2025.csv").read_text(encoding="utf-8") == "kept\n"
    told = json.loads((new / f"{BOUNDARIES}.source.json").read_text(encoding="utf-8"))
    assert (told["licence"], told["records"]) == (LICENCE, 7)
    assert told["last_edited"] == "2022-12-01T13:06:40+00:00"
    assert geopandas.read_file(new / BOUNDARIES).crs.to_epsg() == 27700


def test_outlines_that_lie_elsewhere_than_before_are_refused(reference, tmp_path):
    address = f"http://service{PATH}"
    fetch(quick(FeatureService()), address, reference=reference, into=tmp_path / "a")
    moved = FeatureService(geometries={n: box(560_000 + n * 100, 150_000) for n in range(1, 13)})
    with pytest.raises(GeoProblem) as caught:
        fetch(quick(moved), address, reference=tmp_path / "a", into=tmp_path / "b")
    assert str(caught.value) == (
        f"The outline of {code_of(1)} in the layer Made-up areas lies 10 km from where the old "
        "reference has it."
    )
    assert not (tmp_path / "b").exists()
    same = FeatureService()
    fetch(quick(same), address, reference=tmp_path / "a", into=tmp_path / "b")
    assert (tmp_path / "b").exists()


def turned(geometry: dict) -> dict:
    return shapely.geometry.mapping(
        shapely.transform(shapely.geometry.shape(geometry), lambda xy: xy[:, ::-1])
    )


SWAPPED = {n: turned(square(n)) for n in range(1, 13)}
ELSEWHERE = {n: box(400_000 + n * 100, 400_000) for n in range(1, 13)}


@pytest.mark.parametrize(
    ("geometries", "points", "why"),
    [
        (SWAPPED, None, "its axes are swapped"),
        (SWAPPED, [(540_000, 140_000), (560_000, 160_000)], "its axes are swapped"),
        (ELSEWHERE, None, "it is of another part of the country"),
        ({}, [(400_000, 400_000), (410_000, 410_000)], "it is of another part of the country"),
    ],
)
def test_outlines_far_from_where_the_areas_lie_are_refused(
    reference, tmp_path, geometries, points, why
):
    if points:
        frame = pl.DataFrame(points, schema=["easting", "northing"], orient="row")
        frame.write_parquet(reference / "postcodes_2025.parquet")
    service = quick(FeatureService(geometries=geometries))
    with pytest.raises(GeoProblem) as caught:
        fetch(service, f"http://service{PATH}", reference=reference, into=tmp_path / "new")
    assert str(caught.value) == (
        f"The outline of {code_of(1)} in the layer Made-up areas lies far from the postcodes of "
        f"the reference, or from the outlines in use where it has none: it seems that {why}."
    )
    assert not (tmp_path / "new").exists()


def test_outlines_near_their_postcodes_are_taken_wherever_that_is(reference, tmp_path):
    frame = pl.DataFrame([(400_000, 400_000)], schema=["easting", "northing"], orient="row")
    frame.write_parquet(reference / "postcodes_2025.parquet")
    service = quick(FeatureService(geometries=ELSEWHERE))
    _, found = fetch(service, f"http://service{PATH}", reference=reference, into=tmp_path / "new")
    assert len(found.codes) == 7


def test_a_fault_leaves_no_folder(reference, tmp_path):
    new = tmp_path / "new"
    service = FeatureService(geometries={2: None})
    with pytest.raises(GeoProblem, match="no outline"):
        fetch(quick(service), f"http://service{PATH}", reference=reference, into=new)
    assert not new.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reference"]


def test_a_look_up_without_names_says_which_column_lacks(reference, tmp_path):
    lookup = reference / "lsoa_2011_lookup.csv"
    text = lookup.read_text(encoding="utf-8").replace("lsoa11_name", "name")
    lookup.write_text(text, encoding="utf-8")
    with pytest.raises(GeoProblem) as caught:
        fetch(quick(), "http://service", reference=reference, into=tmp_path / "new")
    assert str(caught.value) == "lsoa_2011_lookup.csv lacks the column lsoa11_name."


def test_the_command_speaks_plainly(reference, tmp_path, capsys):
    arguments = ["fetch", "--reference", str(reference), "--cache", str(tmp_path / "cache")]
    with served(FeatureService(licence="")) as url:
        into = [*arguments, "--into", str(tmp_path / "new"), "--layer", f"{url}{PATH}"]
        assert main(into) == 0
        assert capsys.readouterr().out.splitlines() == [
            "7 outlines of the layer Made-up areas, last edited 1 December 2022.",
            "The layer names no licence: look it up before publishing.",
            f"Next: python -m geo build --reference {tmp_path / 'new'}",
        ]
        assert main(into) == 1
        assert "is there already" in capsys.readouterr().err


def test_the_command_says_that_there_is_no_network(reference, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    nowhere = f"http://127.0.0.1:{free_port()}{PATH}"
    arguments = ["fetch", "--reference", str(reference), "--into", str(tmp_path / "new")]
    assert main([*arguments, "--layer", nowhere, "--cache", str(tmp_path / "cache")]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (
        "",
        "127.0.0.1 cannot be reached: there is no network, or it is not let through.\n",
    )
