"""A description that cannot be used is said so, part by part, before any table is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.package.description import describe
from tests.mutations import faults_of, redescribe, said, small_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path / "small")


def places(descriptor: dict) -> dict:
    return descriptor["resources"][0]


def first_column(descriptor: dict) -> dict:
    return places(descriptor)["schema"]["fields"][0]


def link(descriptor: dict) -> dict:
    return descriptor["resources"][1]["schema"]["foreignKeys"][0]


# How the description is changed, and what is said of it: message and value.
CHANGES = {
    "no tables": (
        lambda d: d.pop("resources"),
        ("the package needs a list under resources", None),
    ),
    "an empty list of tables": (
        lambda d: d.update(resources=[]),
        ("the package needs a list under resources", "[]"),
    ),
    "no version": (lambda d: d.pop("version"), ("the package needs a text under version", None)),
    "a version in words": (
        lambda d: d.update(version="banana"),
        ("the version should be written in numbers, like 1.2.0", "banana"),
    ),
    "a version with words about it": (
        lambda d: d.update(version="1.1.0 draft"),
        ("the version should be written in numbers, like 1.2.0", "1.1.0 draft"),
    ),
    "a change with a version in words": (
        lambda d: d["changes"][0].update(version="banana"),
        ("the version of change 1 should be written in numbers, like 1.2.0", "banana"),
    ),
    "no changes": (lambda d: d.pop("changes"), ("the package needs a list under changes", None)),
    "a table that is a text": (
        lambda d: d["resources"].append("more"),
        ("table 3 should be a JSON object", "more"),
    ),
    "a table without a path": (
        lambda d: places(d).pop("path"),
        ("table 1 needs a text under path", None),
    ),
    "a table without a schema": (
        lambda d: places(d).pop("schema"),
        ("table 1 needs an object under schema", None),
    ),
    "a table without columns": (
        lambda d: places(d)["schema"].update(fields=[]),
        ("the schema of table places needs a list under fields", "[]"),
    ),
    "a path that leads up": (
        lambda d: places(d).update(path="../places.csv"),
        ("the path of table places leads out of the folder of the package", "../places.csv"),
    ),
    "a path from the root": (
        lambda d: places(d).update(path="/etc/places.csv"),
        ("the path of table places leads out of the folder of the package", "/etc/places.csv"),
    ),
    "a path that no disk can hold": (
        lambda d: places(d).update(path="a\0.csv"),
        ("the path of table places leads out of the folder of the package", "a\0.csv"),
    ),
    "a path to something else": (
        lambda d: places(d).update(path="places.parquet"),
        ("the path of table places should end in .csv", "places.parquet"),
    ),
    "another encoding": (
        lambda d: places(d).update(encoding="latin-1"),
        ("the encoding of table places should be utf-8", "latin-1"),
    ),
    "other marks for missing values": (
        lambda d: places(d)["schema"].update(missingValues=["", "n/a"]),
        ("the missing values of table places should be empty cells only", "['', 'n/a']"),
    ),
    "two tables of one name": (
        lambda d: d["resources"].append(places(d)),
        ("two tables have the same name", "places"),
    ),
    "a name that makes no address": (
        lambda d: d["resources"].append({**places(d), "name": "The places"}),
        ("the name of table 3 should be of small letters, digits, - and _", "The places"),
    ),
    "a type that does not exist": (
        lambda d: first_column(d).update(type="strin"),
        (
            "the type of column 1 of table places should be one of "
            "boolean, date, integer, number, string",
            "strin",
        ),
    ),
    "a type that frames do not have": (
        lambda d: first_column(d).update(type="geopoint"),
        (
            "the type of column 1 of table places should be one of "
            "boolean, date, integer, number, string",
            "geopoint",
        ),
    ),
    "a column without a description": (
        lambda d: first_column(d).pop("description"),
        ("column 1 of table places needs a text under description", None),
    ),
    "constraints that are a list": (
        lambda d: first_column(d).update(constraints=["required"]),
        ("the constraints of column 1 of table places should be a JSON object", "['required']"),
    ),
    "a pattern that is none": (
        lambda d: first_column(d)["constraints"].update(pattern="[a-z"),
        ("the rule pattern of column 1 of table places has a value that does not fit it", "[a-z"),
    ),
    "two columns of one name": (
        lambda d: places(d)["schema"]["fields"].append(dict(first_column(d))),
        ("two columns of table places have the same name", "place_id"),
    ),
    "a key that is no column": (
        lambda d: places(d)["schema"].update(primaryKey=["id"]),
        ("the key of table places is not a column of it", "id"),
    ),
    "a foreign key that is no column": (
        lambda d: link(d).update(fields="place"),
        ("a foreign key of table visits is not a column of it", "place"),
    ),
    "a foreign key to no table": (
        lambda d: link(d)["reference"].update(resource="towns"),
        ("a foreign key of table visits leads to a table that is not described", "towns"),
    ),
    "a foreign key to no column": (
        lambda d: link(d)["reference"].update(fields="id"),
        ("a foreign key of table visits leads to no column of table places", "id"),
    ),
    "a foreign key to nowhere": (
        lambda d: link(d).pop("reference"),
        ("a foreign key of table visits needs fields and a reference", "{'fields': 'place_id'}"),
    ),
    "a change of a table that is not there": (
        lambda d: d["changes"][0]["tables"].append("towns"),
        ("change 1 names a table that is not described", "towns"),
    ),
    "a change without a day": (
        lambda d: d["changes"][0].update(date="November 2026"),
        ("the date of change 1 should be written as 2026-11-22", "November 2026"),
    ),
    "a rule that does not fit its type": (
        lambda d: places(d)["schema"]["fields"][-1].update(constraints={"minimum": 3}),
        (
            "column 7 of table places has a rule that columns of its type do not have here",
            "minimum",
        ),
    ),
    "a rule that nobody knows": (
        lambda d: first_column(d)["constraints"].update(minLenght=3),
        (
            "column 1 of table places has a rule that columns of its type do not have here",
            "minLenght",
        ),
    ),
    "a smallest value that is a text": (
        lambda d: places(d)["schema"]["fields"][3]["constraints"].update(minimum="none"),
        ("the rule minimum of column 4 of table places has a value that does not fit it", "none"),
    ),
    "a list of values that is empty": (
        lambda d: places(d)["schema"]["fields"][2]["constraints"].update(enum=[]),
        ("the rule enum of column 3 of table places has a value that does not fit it", "[]"),
    ),
    "a yes that is a text": (
        lambda d: first_column(d)["constraints"].update(required="yes"),
        ("the rule required of column 1 of table places has a value that does not fit it", "yes"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_description_that_cannot_be_used(package: Path, change, expected: tuple):
    redescribe(package, change)
    faults = faults_of(package)
    assert expected in [(fault.message, fault.value) for fault in faults]
    assert {(fault.file, fault.rule) for fault in faults} == {("datapackage.json", "description")}


def test_a_path_through_a_link_out_of_the_folder(package: Path, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere.csv"
    file = package.parent / "places.csv"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    (fault,) = faults_of(package)
    assert fault.message == "the path of table places leads out of the folder of the package"


def test_an_address_is_a_path_like_any_other_and_nothing_is_fetched(package: Path):
    redescribe(package, lambda d: places(d).update(path="https://example.com/places.csv"))
    assert said(package) == [
        "https://example.com/places.csv: the file is not there (rule: file).",
    ]


def test_several_faults_of_a_description_are_listed_together(package: Path):
    def change(descriptor: dict) -> None:
        first_column(descriptor)["type"] = "text"
        places(descriptor)["path"] = "../places.csv"
        link(descriptor)["fields"] = "place"

    redescribe(package, change)
    assert len(faults_of(package)) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1 is not JSON: Expecting value"),
        (b'{"name": "small",\n', "line 2 is not JSON: Expecting property name enclosed in double"),
        (b"[]", "the file should hold one JSON object"),
        (b"\xff\xfe{}", "the file is not UTF-8 text"),
        (b"[" * 100_000, "the file is not JSON that can be read"),
    ],
    ids=["empty", "cut off", "a list", "not UTF-8", "very deep"],
)
def test_a_file_that_holds_no_description(package: Path, content: bytes, message: str):
    package.write_bytes(content)
    _, (fault,) = describe(package)
    assert fault.message.startswith(message)
    assert fault.file == "datapackage.json"
