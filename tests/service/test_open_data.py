"""Open data as a program takes it: files, versions, the look-up, the workbook, the examples."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import html
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from types import MappingProxyType

import frictionless
import geojson
import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

import data
from data.live.current import current
from geo import outlines
from geo.lookup import lookup
from web.open_data.files import DESCRIPTION, WORKBOOK, as_csv, as_json, files, stored
from web.open_data.lookup import LONGEST_BODY
from web.open_data.page import EXAMPLES

CATALOGUE = current()
FILES = files(CATALOGUE)
LOTS = "/open-data/tables/lots.csv"


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_served_whole_and_says_what_it_is(ask, path):
    answer = ask(f"/open-data/{path}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].partition(";")[0] == FILES[path].media_type
    assert answer.headers["Data-Version"] == CATALOGUE.version
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer.headers["Cache-Control"]
    assert answer.headers["Set-Cookie"] is None
    assert answer.body == stored(CATALOGUE, path).plain
    assert ask(f"/open-data/{CATALOGUE.version}/{path}").body == answer.body
    again = ask(f"/open-data/{path}", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Data-Version"] == CATALOGUE.version


def test_head_answers_as_get_without_a_body(ask):
    answer = ask(LOTS, method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["ETag"] == ask(LOTS).headers["ETag"]


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_a_csv_says_what_the_stored_table_says(root, name):
    path = root / "data" / CATALOGUE.resource(name)["path"]
    kept, served = rows_of(path.read_bytes()), rows_of(as_csv(CATALOGUE, name))
    numbers = {f["name"] for f in CATALOGUE.resource(name)["schema"]["fields"]} & {
        column for column in CATALOGUE[name].columns if CATALOGUE[name][column].dtype.is_numeric()
    }
    assert served[0] == kept[0]
    for ours, theirs in zip(served[1:], kept[1:], strict=True):
        for column, a, b in zip(served[0], ours, theirs, strict=True):
            assert a == b or (column in numbers and float(a) == float(b))


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_json_holds_the_same_rows_as_csv(name):
    header, *rows = rows_of(as_csv(CATALOGUE, name))
    records = json.loads(as_json(CATALOGUE, name))
    assert [list(record) for record in records] == [header] * len(rows)
    for record, row in zip(records, rows, strict=True):
        written = [
            "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            for value in record.values()
        ]
        assert written == row


def test_a_new_catalogue_is_served_anew():
    renewed = dataclasses.replace(
        CATALOGUE, descriptor=MappingProxyType({**CATALOGUE.descriptor, "version": "9.9.9"})
    )
    assert b"9.9.9" in stored(renewed, DESCRIPTION).plain
    assert b"9.9.9" not in stored(CATALOGUE, DESCRIPTION).plain


def test_the_downloaded_package_is_valid(ask, tmp_path):
    described = json.loads(ask(f"/open-data/{DESCRIPTION}").body)
    for path in (DESCRIPTION, *(resource["path"] for resource in described["resources"])):
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(ask(f"/open-data/{path}").body)
    report = frictionless.Package(tmp_path / DESCRIPTION).validate()
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == len(CATALOGUE.tables)
    assert data.load(tmp_path / DESCRIPTION).version == CATALOGUE.version


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_a_description_is_complete(name):
    about = CATALOGUE.resource(name)
    fields = about["schema"]["fields"]
    titles = [field["title"].lower() for field in fields]
    assert about["description"]
    assert all(field["title"] and field["description"] for field in fields)
    assert len(set(titles)) == len(titles)
    assert about["schema"]["primaryKey"]


@pytest.mark.parametrize("layer", outlines.LAYERS)
def test_outlines_are_geojson_to_other_programs(ask, layer):
    collection = geojson.loads(ask(f"/open-data/outlines/{layer}.geojson").body)
    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.is_valid, collection.errors()
    assert all(feature.geometry.is_valid for feature in collection["features"])


def test_a_version_that_is_not_in_use_names_the_one_that_is(ask):
    for path in ("/open-data/1.0.0/tables/lots.csv", "/open-data/99.0/anything"):
        answer = ask(path)
        assert answer.status == 404
        assert f"the current version is {CATALOGUE.version}.\n" in answer.body.decode()
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "status", "wanted"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=-999999", 206, slice(None)),
        ("bytes=5-999999", 206, slice(5, None)),
        ("bytes=999999-", 416, slice(0)),
        ("bytes=9-5", 416, slice(0)),
        ("bytes=-0", 416, slice(0)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("lines=0-9", 200, slice(None)),
        (f"bytes=0-{'9' * 5000}", 200, slice(None)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(ask, asked, status, wanted):
    whole = ask(LOTS)
    answer = ask(LOTS, Range=asked, Accept_Encoding="gzip" if status == 206 else "identity")
    assert (answer.status, answer.body) == (status, whole.body[wanted])
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Encoding"] is None
    if status == 206:
        first, last, size = re.fullmatch(
            r"bytes (\d+)-(\d+)/(\d+)", answer.headers["Content-Range"]
        ).groups()
        assert whole.body[int(first) : int(last) + 1] == answer.body
        assert int(size) == len(whole.body)


def test_a_part_of_a_copy_that_is_out_of_date_is_the_whole(ask):
    whole = ask(LOTS)
    assert ask(LOTS, Range="bytes=0-9", If_Range='"older"').body == whole.body
    assert ask(LOTS, Range="bytes=0-9", If_Range=whole.headers["ETag"]).status == 206


def test_compression_is_for_those_who_take_it(ask):
    plain, zipped = ask(LOTS), ask(LOTS, Accept_Encoding="gzip")
    assert gzip.decompress(zipped.body) == plain.body
    assert ask(LOTS, Accept_Encoding="br").headers["Content-Encoding"] == "br"
    assert plain.headers["Content-Encoding"] is None


# The look-up.


def look_up(ask, body: object, **headers: str):
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content_Type": "application/json"} | headers
    return ask("/open-data/lookup", method="POST", body=sent, **headers)


@pytest.mark.parametrize("place", ["ME13 8XX", "me138xx", "Faversham", "lot 5", "Medway", "DA1"])
def test_a_place_is_answered_as_the_command_answers_it(ask, place):
    answer = look_up(ask, {"place": place})
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.body) == json.loads(json.dumps(lookup.load().find(place).as_json()))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"place": "SW1A 1AA"}, 404),
        ({"place": "ME13 8ZZ"}, 404),
        ({"place": "Atlantis"}, 404),
        ({"place": ""}, 400),
        ({"place": "x" * 201}, 400),
        ({"place": "\ud800"}, 400),
        ({"place": None}, 400),
        ({"place": 1}, 400),
        ({}, 400),
        ([], 400),
        (b"", 400),
        (b"place=ME13", 400),
        (b'{"place": "\xff"}', 400),
        (b"[" * LONGEST_BODY, 400),
        (b" " * (LONGEST_BODY + 1), 413),
    ],
)
def test_what_cannot_be_looked_up_is_one_sentence(ask, body, status):
    answer = look_up(ask, body)
    assert answer.status == status
    said = json.loads(answer.body)
    assert re.fullmatch(r"[A-Z][^.?]*(; did you mean [^?]+\?|[.?])", said["error"]), said["error"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_suggestions_can_be_looked_up(ask):
    said = json.loads(look_up(ask, {"place": "Favershm"}).body)
    assert said["suggestions"]
    assert look_up(ask, {"place": said["suggestions"][0]}).status == 200


def test_a_body_that_is_not_json_by_its_type_is_refused(ask):
    answer = look_up(ask, {"place": "ME13"}, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 415
    assert look_up(ask, {"place": "ME13"}, Content_Type="Application/JSON; charset=utf-8").status


def test_a_postcode_is_never_asked_in_an_address(ask):
    answer = ask("/open-data/lookup?place=ME13+8XX")
    assert answer.status == 405
    assert answer.headers["Allow"] == "POST, OPTIONS"
    assert "so that no postcode stands in an address" in json.loads(answer.body)["error"]


@settings(max_examples=60, deadline=None)
@given(place=st.text(max_size=60))
def test_any_text_is_answered(ask, place):
    assert look_up(ask, {"place": place}).status in (200, 400, 404)


def test_nothing_that_was_looked_up_is_in_the_log(ask, server):
    look_up(ask, {"place": "ME13 8XX"})
    look_up(ask, {"place": "ZZ99 9ZZ"})
    assert not re.search("ME13|ZZ99", server.log())


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/lookup", "POST, OPTIONS"),
        ("/tables/lots.csv", "GET, HEAD, OPTIONS"),
        ("", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_browser_may_ask_first_for_a_script_of_another_site(ask, path, methods):
    answer = ask(
        f"/open-data{path}",
        method="OPTIONS",
        Origin="https://example.org",
        Access_Control_Request_Headers="content-type",
    )
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == methods
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


# The workbook.


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(stored(CATALOGUE, WORKBOOK).plain))


def test_the_workbook_has_a_sheet_for_each_table(book):
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Columns", *CATALOGUE]
    listed = [row[0].value for row in book["Contents"].iter_rows(min_row=4)]
    assert listed == book.sheetnames[2:]
    targets = [row[0].hyperlink.location for row in book["Contents"].iter_rows(min_row=4)]
    assert targets == [f"'{name}'!A1" for name in listed]


def test_the_workbook_says_what_it_is(book):
    about = book.properties
    assert about.title == CATALOGUE.descriptor["title"]
    assert about.language == "en-GB"
    assert about.creator
    assert about.description
    cover = [cell.value for cell in book["Cover"]["A"]]
    assert all(cover)
    assert f"Data version {CATALOGUE.version} of {CATALOGUE.when}." in cover


def test_every_sheet_can_be_read_by_ear(book):
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert all(any(cell.value is not None for cell in row) for row in sheet.iter_rows())
        assert isinstance(sheet["A1"].value, str)
        assert sheet["A1"].style == ("Headline 1" if sheet["A1"].value else "")
        assert all(cell.font.sz >= 12 for row in sheet.iter_rows() for cell in row if cell.value)


def test_every_sheet_but_the_cover_holds_one_defined_table(book):
    names = []
    for sheet in book.worksheets[1:]:
        (area,) = sheet.tables.values()
        names.append(area.name)
        header, *rows = sheet[area.ref]
        texts = [cell.value for cell in header]
        assert len({text.lower() for text in texts}) == len(texts)
        assert area.ref.endswith(f"{header[-1].column_letter}{sheet.max_row}")
        assert len(rows) == sheet.max_row - header[0].row
        assert header[0].column == 1
    assert len(set(names)) == len(names)


def test_the_workbook_holds_the_values_of_the_tables(book):
    for name in CATALOGUE:
        (area,) = book[name].tables.values()
        _, *rows = [[cell.value for cell in row] for row in book[name][area.ref]]
        dates = [str(dtype) == "Date" for dtype in CATALOGUE[name].dtypes]
        read = [
            tuple(v.date() if d and v else v for v, d in zip(row, dates, strict=True))
            for row in rows
        ]
        assert read == CATALOGUE[name].rows()


def test_no_text_is_taken_for_a_sum(book):
    assert not [
        cell.coordinate
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_the_same_data_makes_the_same_workbook():
    once = stored(CATALOGUE, WORKBOOK).plain
    assert FILES[WORKBOOK].make(CATALOGUE) == once
    with zipfile.ZipFile(io.BytesIO(once)) as packed:
        assert {entry.date_time[:3] for entry in packed.infolist()} == {
            tuple(int(part) for part in CATALOGUE.date.split("-"))
        }


# The page.


@pytest.fixture(scope="module")
def text(ask) -> str:
    return ask("/open-data").body.decode()


def code(text: str, name: str) -> str:
    (found,) = re.findall(rf'<pre><code id="{name}">(.*?)</code></pre>', text, flags=re.DOTALL)
    return html.unescape(found)


def test_the_page_leads_to_every_file(ask, text):
    answer = ask("/open-data")
    assert answer.status == 200
    assert answer.headers["Data-Version"] == CATALOGUE.version
    linked = set(re.findall(r'href="/open-data/([^"]+)"', text))
    assert linked == set(FILES)


def test_a_slash_at_the_end_leads_to_the_page(server, ask):
    assert b"<h1>" in ask("/open-data/").body


def test_every_example_is_on_the_page(text):
    shown = set(re.findall(r'id="example-([a-z]+)"', text))
    assert shown == set(EXAMPLES)


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_the_examples_for_curl_do_what_they_say(text, tmp_path):
    def run(name: str) -> str:
        command = ["bash", "-euc", code(text, name).replace("curl", "curl --fail --silent", 1)]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True
        ).stdout

    assert json.loads(run("example-lookup")) == json.loads(code(text, "answer-lookup"))
    run("example-shell")
    kept = (tmp_path / "lots.csv").read_bytes()
    assert kept == stored(CATALOGUE, "tables/lots.csv").plain
    run("example-shell")  # answered 304: the file stays
    assert (tmp_path / "lots.csv").read_bytes() == kept


def test_the_page_tells_the_headers_and_statuses_as_they_are(ask, text):
    file, found = ask("/open-data/tables/lots.csv"), look_up(ask, {"place": "ME13"})
    assert file.headers["Data-Version"] and file.headers["ETag"]
    assert found.headers["Data-Version"] is found.headers["ETag"] is None
    assert "Each file names the version" in text
    refused = [
        ask("/open-data/lookup"),
        look_up(ask, {"place": "no such place"}),
        look_up(ask, {"place": ""}),
        look_up(ask, {"place": "x" * 2_000}),
        look_up(ask, {"place": "ME13"}, Content_Type="text/plain"),
    ]
    assert [answer.status for answer in refused] == [405, 404, 400, 413, 415]
    told = text.partition("If there is no answer")[2].partition("</p>")[0]
    assert all(str(answer.status) in told for answer in refused)
    assert "503" in told


def run_python(example: str, folder) -> str:
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_for_polars_prints_the_areas(text, tmp_path):
    printed = run_python(code(text, "example-python"), tmp_path)
    areas = CATALOGUE["population"].filter(area_kind="hcp_area")
    assert all(str(people) in printed for people in areas["all_ages"])


def test_the_example_for_frictionless_finds_the_package_valid(text, tmp_path):
    assert run_python(code(text, "example-frictionless"), tmp_path) == "valid\n"
