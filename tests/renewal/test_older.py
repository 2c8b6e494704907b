"""A package made for an older release: it can be compared, and is not shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.checks.loading import InvalidData, load
from data.cli import main
from data.live.packages import load_whole
from data.package.catalogue import PACKAGE
from data.steward.diff import difference
from tests.mutations import real_package

YOUNGEST = "gp_practices"
LACKING = {
    "metrics": "scope",
    "figures": "caveat",
    "provision": "hcp_areas",
}


@pytest.fixture(params=LACKING.items(), ids=lambda pair: ".".join(pair))
def older(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, str]:
    """A package without one column of one table, with the names of both."""
    table, column = request.param
    package = real_package(tmp_path)
    told = json.loads(package.read_text(encoding="utf-8"))
    resource = next(one for one in told["resources"] if one["name"] == table)
    fields = [field for field in resource["schema"]["fields"] if field["name"] != column]
    resource["schema"]["fields"] = fields
    package.write_text(json.dumps(told), encoding="utf-8")
    frame = load()[table].drop(column)
    frame.write_csv(tmp_path / resource["path"])
    return package, table, column


def test_it_is_refused_with_the_column_by_name(older: tuple[Path, str, str]):
    package, table, column = older
    with pytest.raises(InvalidData) as refused:
        load(package)
    (said,) = map(str, refused.value.faults)
    assert f"column {column}: the table {table} has no such column" in said


def test_it_can_be_compared(older: tuple[Path, str, str]):
    package, table, column = older
    found = difference(load_whole(package, older=True), load())
    (changed,) = (one for one in found.tables if one.table == table)
    assert column in changed.columns_added
    assert not changed.added


def test_the_command_compares_it(older: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]):
    package, table, column = older
    assert main(["diff", str(package), str(PACKAGE)]) == 1
    assert f"{table}:\n    new columns: {column}" in capsys.readouterr().out


@pytest.fixture
def without_a_table(tmp_path: Path) -> Path:
    """A package of a release that did not have the youngest table."""
    package = real_package(tmp_path)
    told = json.loads(package.read_text(encoding="utf-8"))
    told["resources"] = [one for one in told["resources"] if one["name"] != YOUNGEST]
    for change in told["changes"]:
        change["tables"] = ["services" if one == YOUNGEST else one for one in change["tables"]]
    package.write_text(json.dumps(told), encoding="utf-8")
    return package


def test_one_without_a_table_is_refused_with_its_name(without_a_table: Path):
    with pytest.raises(InvalidData) as refused:
        load(without_a_table)
    (said,) = map(str, refused.value.faults)
    assert "this table is not described" in said
    assert YOUNGEST in said


def test_one_without_a_table_can_be_compared(
    without_a_table: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["diff", str(without_a_table), str(PACKAGE)]) == 1
    assert YOUNGEST in capsys.readouterr().out
