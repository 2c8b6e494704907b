"""Broken packages by the thousand: each ends in faults of one line each, and never in a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from data.checks.cross_checks import cross_faults
from data.checks.validation import legible
from data.package.catalogue import Catalogue, read
from data.package.faults import Fault
from tests.fuzzing import THOROUGH
from tests.mutations import (
    PLACES,
    VISITS,
    faults_of,
    small_description,
    small_package,
)

ODD_CELLS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "+1",
        "1e5",
        "1_000",
        "NaN",
        "inf",
        "٣",
        "true",
        "TRUE",
        "2024-02-30",
        "0000-00-00",
        "9999-12-31",
        "20240101",
        "alpha",
        "town",
        "9" * 30,
        "0." + "9" * 30,
        "é’",
        '"',
        ",",
        "\n",
        "\r",
        "\x00",
        "=1+1",
        "<script>",
        "' OR 1=1 --",
        "😀",
        "x" * 600,
    ]
)
# Without shrinking: a package is slow to look at, and what broke is short enough as it is.
SMALL = settings(
    max_examples=1_500 if THOROUGH else 60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path / "small")


def look_at(package: Path) -> list[Fault]:
    """Return the faults of a package; whatever it holds, they are sentences of one line."""
    faults = faults_of(package)
    for fault in faults:
        assert "\n" not in str(fault)
        assert len(str(fault)) < 500, fault.message
        assert fault.row is None or fault.row >= 1
    if all(fault.file != package.name for fault in faults):
        descriptor = json.loads(package.read_bytes())
        # What is said to be legible can be read as frames, odd values and all.
        read(package, only=legible(descriptor, faults))
    return faults


@SMALL
@given(st.data())
def test_any_cell_may_hold_anything(package: Path, data: st.DataObject):
    lines = [line.split(",") for line in VISITS.splitlines()]
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, len(lines[row]) - 1))
        lines[row][column] = data.draw(ODD_CELLS | st.text(max_size=8))
    text = "\n".join(",".join(line) for line in lines)
    (package.parent / "visits.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    look_at(package)


@SMALL
@given(st.data())
def test_any_bytes_may_be_lost_or_gained(package: Path, data: st.DataObject):
    content = bytearray(PLACES.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 10))] = data.draw(st.binary(max_size=6))
    (package.parent / "places.csv").write_bytes(bytes(content))
    look_at(package)


def parts(thing: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON value: what holds it, and its key or number."""
    found = []
    if isinstance(thing, dict | list):
        keys = list(thing) if isinstance(thing, dict) else range(len(thing))
        for key in keys:
            found += [(thing, key), *parts(thing[key])]
    return found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
ODD_WORDS = st.sampled_from(
    [
        "",
        "string",
        "integer",
        "date",
        "any",
        "object",
        "places",
        "../x.csv",
        "/",
        "\0",
        "(",
        "\ud800",
    ]
)


@SMALL
@given(st.data())
def test_any_part_of_the_description_may_be_anything(package: Path, data: st.DataObject):
    descriptor = small_description()
    for _ in range(data.draw(st.integers(1, 2))):
        holder, key = data.draw(st.sampled_from(parts(descriptor)))
        if data.draw(st.booleans()):
            holder[key] = data.draw(ODD_WORDS | JSON)
        else:
            del holder[key]
    package.write_text(json.dumps(descriptor), encoding="utf-8")
    look_at(package)


@pytest.fixture(scope="module")
def committed() -> Catalogue:
    return read()


@settings(max_examples=3_000 if THOROUGH else 150, deadline=None)
@given(data=st.data())
def test_checks_across_tables_bear_any_row_that_can_be_read(committed: Catalogue, data):
    """Rows lost, doubled or with a cell of another row: faults perhaps, a crash never."""
    name = data.draw(st.sampled_from(list(committed)))
    frame = committed[name]
    rows = data.draw(st.lists(st.integers(0, frame.height - 1), min_size=1, max_size=frame.height))
    kept = data.draw(st.booleans())
    changed = frame[rows] if kept else pl.concat([frame, frame[rows]])
    column = data.draw(st.sampled_from(frame.columns))
    if data.draw(st.booleans()):
        changed = changed.with_columns(pl.col(column).reverse())
    optional = not next(
        field.get("constraints", {}).get("required")
        for field in committed.resource(name)["schema"]["fields"]
        if field["name"] == column
    )
    if optional and data.draw(st.booleans()):
        changed = changed.with_columns(pl.lit(None, changed[column].dtype).alias(column))
    tables = {**committed.tables, name: changed}
    for fault in cross_faults(Catalogue(tables, committed.descriptor)):
        assert "\n" not in str(fault)


@settings(max_examples=600 if THOROUGH else 30, deadline=None)
@given(st.sets(st.sampled_from(list(read()))))
def test_checks_across_tables_bear_any_table_left_out(committed: Catalogue, left_out: set[str]):
    tables = {name: committed[name] for name in committed if name not in left_out}
    assert cross_faults(Catalogue(tables, committed.descriptor)) == []
