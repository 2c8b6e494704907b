"""The build: the same bytes from the same reference, and clear words when it cannot be used."""

import csv
from collections import Counter

import geopandas
import polars as pl
import pytest
import shapely
from shapely.geometry import shape

from geo import outlines
from geo.areas import areas
from geo.build.postcodes import read_places
from geo.build.run import PROJECT, make_files
from geo.cli import main
from geo.errors import GeoProblem
from tests.sample import make
from tests.sample.reference import REFERENCE_DIR, needs_reference

LOOKUP = (
    "lsoa11_code,lad_code,ccg19_code,population_2020,population_2020_under_18,"
    "population_2020_18_plus,population_2020_65_plus\n"
)


@pytest.fixture(scope="module")
def lsoas() -> geopandas.GeoDataFrame:
    return geopandas.read_file(REFERENCE_DIR / "lsoa_2011_boundaries.gpkg")


@pytest.fixture(scope="module")
def hcp_of_lsoa() -> dict[str, str]:
    """Read line by line with the standard library: another way than the build's."""
    ccgs = areas().former_ccgs
    with (REFERENCE_DIR / "lsoa_2011_lookup.csv").open(encoding="utf-8") as lines:
        return {
            row["lsoa11_code"]: ccgs[row["ccg19_code"]].hcp_area_id for row in csv.DictReader(lines)
        }


@needs_reference
def test_a_rebuild_gives_the_committed_bytes():
    files = make_files(REFERENCE_DIR)
    assert [name for name in files if (PROJECT / name).read_bytes() != files[name]] == []


@needs_reference
def test_small_areas_of_two_wards_count_to_that_with_most_people():
    """Read line by line: what is in one ward alone, and of the others the larger part."""

    def read(name):
        with (REFERENCE_DIR / "need" / name).open(encoding="utf-8") as lines:
            return list(csv.DictReader(lines))

    people = {r["lsoa21_code"]: int(r["residents_2021"]) for r in read("need_lsoa21.csv")}
    ward = {r["lsoa21_code"]: r["ward24_code"] for r in read("lsoa21_ward24_icb24.csv")}
    parts: dict[str, Counter] = {}
    for row in read("lsoa11_lsoa21.csv"):
        new = row["lsoa21_code"]
        parts.setdefault(row["lsoa11_code"], Counter())[ward[new]] += people[new]
    assert sum(len(found) > 1 for found in parts.values()) == 10
    drawn = Counter(max(found, key=found.__getitem__) for found in parts.values())
    with (PROJECT / "geo" / "outlines" / "wards.csv").open(encoding="utf-8") as lines:
        listed = {row["ward_code"]: int(row["lsoas"]) for row in csv.DictReader(lines)}
    assert {code: number for code, number in listed.items() if number} == drawn
    assert set(listed) == set(ward.values())


@needs_reference
def test_without_look_ups_of_wards_there_are_no_wards(tmp_path):
    for file in REFERENCE_DIR.iterdir():
        if file.name != "need":
            (tmp_path / file.name).symlink_to(file)
    assert not [name for name in make_files(tmp_path) if "wards" in name]


@needs_reference
def test_samples_are_what_their_rule_says():
    committed = pl.read_csv(make.FOLDER / "lsoa_points.csv")
    assert make.lsoa_sample(REFERENCE_DIR).equals(committed)


@needs_reference
def test_areas_are_within_half_a_percent_of_their_lsoas(lsoas, hcp_of_lsoa):
    true_area = Counter()
    for code, geometry in zip(lsoas["lsoa11_code"], lsoas.geometry, strict=True):
        true_area[hcp_of_lsoa[code]] += geometry.area
    for feature in outlines.layer("hcp_areas"):
        drawn = shape(feature["geometry"]).area
        assert drawn == pytest.approx(true_area[feature["id"]], rel=0.005)


@needs_reference
def test_inner_points_of_all_lsoas_lie_in_their_own_area(lsoas, hcp_of_lsoa):
    drawn = {f["id"]: shape(f["geometry"]) for f in outlines.layer("hcp_areas")}
    own = [drawn[hcp_of_lsoa[code]] for code in lsoas["lsoa11_code"]]
    inside = shapely.contains(own, lsoas.representative_point().values)
    assert len(inside) == 1_065
    assert inside.mean() >= 0.995


@needs_reference
def test_a_join_by_district_name_misplaces_people_of_the_reference(hcp_of_lsoa):
    main_area = {"Sevenoaks": "west-kent", "Swale": "medway-swale"}
    with (REFERENCE_DIR / "lsoa_2011_lookup.csv").open(encoding="utf-8") as lines:
        wrong = sum(
            int(row["population_2020"])
            for row in csv.DictReader(lines)
            if hcp_of_lsoa[row["lsoa11_code"]]
            != main_area.get(row["lad_name"], hcp_of_lsoa[row["lsoa11_code"]])
        )
    assert wrong == 79_675


def build(folder, capsys) -> tuple[int, str]:
    code = main(["build", "--reference", str(folder), "--out", str(folder / "out")])
    return code, capsys.readouterr().err


def test_a_missing_folder_is_told_in_one_sentence(tmp_path, capsys):
    code, words = build(tmp_path / "nowhere", capsys)
    assert (code, words) == (1, "The reference folder does not exist.\n")


def test_an_empty_folder_is_told_in_one_sentence(tmp_path, capsys):
    code, words = build(tmp_path, capsys)
    assert code == 1
    assert words == "lsoa_2011_lookup.csv could not be read from the reference folder.\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("E01,E07000111,E99,1,1,0,0\n", "CCG codes without an HCP area: ['E99']"),
        ("E01,E07000111,E38000199,1,1,0,0\n" * 2, "holds an LSOA code twice"),
        ("E01,E07000111,E38000199,1,1,0,0\n", "lsoa_2011_boundaries.gpkg could not be read"),
    ],
)
def test_a_faulty_look_up_is_told_in_one_sentence(tmp_path, capsys, rows, words):
    (tmp_path / "lsoa_2011_lookup.csv").write_text(LOOKUP + rows)
    code, told = build(tmp_path, capsys)
    assert code == 1
    assert words in told
    assert told.count("\n") == 1


ON_THE_GRID = (550_000, 150_000, 550_100, 150_100)
MISPLACED = {
    "latitude first": (
        [(51.3, 0.5, 51.4, 0.6)] * 2,
        "the outline of E01 is in degrees with latitude first, not on the British National Grid",
    ),
    "degrees under the name of the grid": (
        [(0.5, 51.3, 0.6, 51.4)] * 2,
        "the outline of E01 is in degrees, not on the British National Grid",
    ),
    "one in another system": (
        [ON_THE_GRID, (0.5, 51.3, 0.6, 51.4)],
        "the outline of E02 is in degrees, and others are in metres of the British National Grid",
    ),
    "one as long as the country": (
        [ON_THE_GRID, (10_000, 150_000, 560_000, 150_100)],
        "the outline of E02 is 550 km long, as no area is",
    ),
}


@pytest.mark.parametrize(("boxes", "words"), MISPLACED.values(), ids=MISPLACED.keys())
def test_outlines_that_cannot_be_are_named_and_not_built_on(tmp_path, capsys, boxes, words):
    rows = "".join(f"E0{n},E07000111,E38000199,1,1,0,0\n" for n in (1, 2))
    (tmp_path / "lsoa_2011_lookup.csv").write_text(LOOKUP + rows)
    frame = geopandas.GeoDataFrame(
        {"lsoa11_code": ["E01", "E02"]}, geometry=[shapely.box(*b) for b in boxes], crs=27700
    )
    frame.to_file(tmp_path / "lsoa_2011_boundaries.gpkg", layer="lsoa_2011", driver="GPKG")
    code, told = build(tmp_path, capsys)
    assert code == 1
    assert told.startswith(f"lsoa_2011_boundaries.gpkg: {words}")
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


@needs_reference
def test_the_command_writes_and_lists_every_file(tmp_path, capsys):
    assert main(["build", "--reference", str(REFERENCE_DIR), "--out", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    for path in written:
        assert str(path.relative_to(tmp_path)) in printed


def test_a_command_without_its_folder_is_a_usage_fault(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["build"])
    assert stopped.value.code == 2
    assert "--reference" in capsys.readouterr().err


@pytest.mark.parametrize("postcode", ["ME13 8CX", "ME13 8XÉ", "ME138XX", "me13 8xx", "ME13 8X", ""])
def test_a_postcode_that_cannot_be_is_told_by_its_name(tmp_path, postcode: str):
    held = {"postcode": [postcode], "easting": [1], "northing": [1], "lad_code": ["E09000001"]}
    pl.DataFrame({**held, "ward_code": ["E05"]}).write_parquet(tmp_path / "postcodes_2025.parquet")
    (tmp_path / "wards_2025.csv").write_text("ward_code,ward_name,lad_code\nE05,A,E09000001\n")
    with pytest.raises(GeoProblem, match="is no postcode") as told:
        read_places(tmp_path, None)
    assert repr(postcode) in str(told.value)
