"""The real tables with anything in any cell: refused in sentences, or shown on every page."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import altair as alt
import pytest
from hypothesis import given, strategies as st

from components.page_list import PAGES
from components.page_model import Page
from data.checks.loading import InvalidData, load
from data.package.catalogue import PACKAGE, Catalogue
from tests.fuzzing import ODD_TEXTS, change_bytes, examples
from tests.made import made
from tests.mutations import real_package
from tests.unchanged import read_unchanged_files_once
from tests.watched import watched

DESCRIPTION = json.loads(PACKAGE.read_bytes())
TABLES = {table["name"]: table for table in DESCRIPTION["resources"]}
PATHS = [entry.path for entry in PAGES]
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    package = real_package(tmp_path_factory.mktemp("package"))
    with pytest.MonkeyPatch.context() as patch:
        read_unchanged_files_once(package, patch)
        yield package


def judge(data: st.DataObject, package: Path, changed: str) -> None:
    """Load a package of which one table changed; what passes the check must also be shown.

    One page that reads the table is begun, another each time; any page where the description
    changed. Whether a specification keeps to its schema does not hang on the facts in it, and
    asking that takes half of the time; other tests ask.
    """
    try:
        catalogue = load(package)
    except InvalidData as error:
        assert error.faults
        for fault in error.faults:
            assert "\n" not in str(fault) and len(str(fault)) < 800
        return
    path = data.draw(st.sampled_from(readers().get(changed, PATHS)), label="page")
    with alt.utils.schemapi.debug_mode(False):
        assert begun(catalogue, path).finding


@cache
def readers() -> dict[str, list[str]]:
    """The paths of the pages that read each table."""
    found: dict[str, list[str]] = {}
    for path in PATHS:
        facts = watched(load())
        begun(facts, path)
        for name in facts.asked:
            found.setdefault(name, []).append(path)
    return found


def begun(catalogue: Catalogue, path: str) -> Page:
    return made(path, facts=catalogue)


@examples(6, 6_000, shrink=False)
@given(data=st.data())
def test_any_cell_is_refused_or_shown(package, data):
    name = data.draw(st.sampled_from(sorted(TABLES)))
    columns = TABLES[name]["schema"]["fields"]
    file = package.parent / TABLES[name]["path"]
    whole = file.read_bytes()
    rows = list(csv.reader(io.StringIO(whole.decode(), newline="")))
    for _ in range(data.draw(st.integers(1, 2))):
        row = data.draw(st.integers(1, len(rows) - 1))
        column = data.draw(st.integers(0, len(columns) - 1))
        rows[row][column] = data.draw(likely(rows, columns[column], column))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    try:
        file.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
        judge(data, package, name)
    finally:
        file.write_bytes(whole)


def optional() -> Iterator[tuple[str, int]]:
    """Every table and column of it that may be empty and is not."""
    for name, table in TABLES.items():
        for number, field in enumerate(table["schema"]["fields"]):
            if not field.get("constraints", {}).get("required"):
                yield name, number


@pytest.mark.parametrize("name", sorted(TABLES))
def test_any_column_that_may_be_empty_is_refused_or_shown(package, name):
    """Each in turn, in all rows at once, on every page that reads the table."""
    file = package.parent / TABLES[name]["path"]
    whole, broken = file.read_bytes(), []
    for number in (column for table, column in optional() if table == name):
        rows = list(csv.reader(io.StringIO(whole.decode(), newline="")))
        for row in rows[1:]:
            row[number] = ""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        try:
            file.write_bytes(text.getvalue().encode())
            catalogue = load(package)
        except InvalidData:
            continue
        finally:
            file.write_bytes(whole)
        with alt.utils.schemapi.debug_mode(False):
            for path in readers().get(name, ()):
                try:
                    begun(catalogue, path)
                except Exception as error:  # all of them are told at once
                    broken.append((rows[0][number], path, repr(error)))
    assert not broken, "\n".join(map(str, broken))


def likely(rows: list[list[str]], column: dict, number: int) -> st.SearchStrategy[str]:
    """Mostly what may well stand there: a value of another row, of the list, none, or oddities."""
    others = st.sampled_from(sorted({row[number] for row in rows[1:]}))
    allowed = column.get("constraints", {}).get("enum")
    listed = st.sampled_from(allowed) if allowed else others
    written = {
        "integer": st.integers(0, 10**9).map(str),
        "number": st.integers(0, 10**9).map(str),
        "date": st.dates().map(str),
        "string": st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
        "boolean": st.sampled_from(["true", "false"]),
    }[column["type"]]
    return st.one_of(others, listed, st.just(""), written, ODD_TEXTS)


@examples(6, 2_500, shrink=False)
@given(data=st.data())
def test_any_row_may_be_lost_or_doubled(package, data):
    name = data.draw(st.sampled_from(sorted(TABLES)))
    file = package.parent / TABLES[name]["path"]
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    at = data.draw(st.integers(1, len(lines) - 1))
    try:
        if data.draw(st.booleans()):
            file.write_bytes(b"".join([*lines[:at], *lines[at + 1 :]]))
        else:
            file.write_bytes(b"".join([*lines, lines[at]]))
        judge(data, package, name)
    finally:
        file.write_bytes(whole)


@examples(5, 1_500, shrink=False)
@given(data=st.data())
def test_any_bytes_of_a_file_are_refused_or_shown(package, data):
    name = data.draw(st.sampled_from(["", *sorted(TABLES)]))
    file = package.parent / TABLES[name]["path"] if name else package
    whole = file.read_bytes()
    try:
        file.write_bytes(change_bytes(data, whole))
        judge(data, package, name)
    finally:
        file.write_bytes(whole)
