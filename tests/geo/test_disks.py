"""The commands of `geo` end as done or as undone and say which, whatever call to the disk fails."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from geo.build import run as building
from geo.cli import main
from geo.lookup import lookup
from geo.ons import fetch as fetching
from geo.ons.fetch import BOUNDARIES
from tests.geo.test_ons import reference as reference
from tests.official.arcgis import PATH, FeatureService
from tests.official.wire import quick
from tests.renewal.test_install import files
from tests.system_calls import ERRORS, failing, walk

errors = pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)


@errors
@pytest.mark.parametrize("there", [False, True], ids=["new files", "files that are there"])
def test_a_build_writes_all_or_none_at_every_call(
    tmp_path: Path, monkeypatch, capsys, number: int, there: bool
):
    made = {"geo/outlines/lots.geojson": b"new", "data/tables/population.csv": b"new"}
    monkeypatch.setattr(building, "make_files", lambda reference: made)
    before = {**dict.fromkeys(made, b"old"), "README.md": b"mine"} if there else {}
    codes = []

    def begin(folder: Path) -> None:
        for name, content in before.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    def run(folder: Path) -> int:
        return main(["build", "--reference", str(tmp_path), "--out", str(folder)])

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        codes.append(code)
        if code:
            assert said.err.startswith("A file could not be read or written (")
            assert said.err.splitlines()[-1] == "Nothing was changed."
        else:
            assert said.err == ""
        found = files(folder) if folder.exists() else {}
        wanted = before if code else before | made
        assert {name: text for name, text in found.items() if ".was-" not in name} == wanted
        folder.mkdir(exist_ok=True)

    assert walk(tmp_path, begin, run, judge, number) > 10
    assert codes[-1] == 0


@errors
def test_a_fetched_folder_is_there_whole_or_not_at_every_call(
    reference: Path, tmp_path: Path, monkeypatch, capsys, number: int
):
    monkeypatch.setattr(fetching, "Getter", lambda **_: quick(FeatureService()))
    whole = {*files(reference), BOUNDARIES, f"{BOUNDARIES}.source.json"}
    codes = []

    def begin(folder: Path) -> None:
        shutil.copytree(reference, folder / "reference")

    def run(folder: Path) -> int:
        told = ["--reference", str(folder / "reference"), "--into", str(folder / "new")]
        return main(["fetch", *told, "--layer", f"http://service{PATH}"])

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        codes.append(code)
        assert (folder / "new").exists() == (code == 0) == ("Next: " in said.out)
        assert code == 0 or said.err.rstrip().count("\n") <= 2
        if code == 0:
            assert set(files(folder / "new")) == whole
        assert files(folder / "reference") == files(reference)
        for left in folder.glob(".fetched-*"):  # what could not be cleared away is named
            assert str(left) in said.err

    assert walk(tmp_path, begin, run, judge, number) > 15
    assert codes[-1] == 0


@pytest.mark.parametrize("name", ["index/places.bin", "towns.csv", "localities.csv"])
def test_a_look_up_that_cannot_read_a_file_names_it(name: str, tmp_path: Path, monkeypatch, capsys):
    shutil.copytree(lookup.folder(), tmp_path / "geo")
    monkeypatch.setenv("GEO_FOLDER", str(tmp_path / "geo"))
    for keeps in (lookup._towns, lookup._localities):
        monkeypatch.setattr(lookup, keeps.__name__, keeps.__wrapped__)
    with failing(tmp_path / "geo" / name, 1, errno.EIO) as disk:
        assert main(["find", "Faversham"]) == 1
        assert disk.calls
    assert Path(name).name in capsys.readouterr().err
