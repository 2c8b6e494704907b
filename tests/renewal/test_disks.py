"""Each command ends as done or as undone and says which, whatever call to the disk fails."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from pathlib import Path

import pytest

from data.checks import loading
from data.cli import main
from data.live.packages import (
    DESCRIPTION,
    INCOMING,
    VARIABLE,
    description,
    digest,
    load_whole,
)
from data.live.placing import REPLACED
from data.notices import refresh as refreshing
from data.package.catalogue import PACKAGE
from data.package.profile import KEY, NOBODYS
from data.steward import diff, install as installing
from data.steward.install import cut_off, recover
from tests.made_workbooks import packed, parts, rows, sheet, sheets
from tests.mutations import replace, small_description, small_package
from tests.official.find_a_tender import EMPTY, FindATender
from tests.official.wire import quick
from tests.renewal.test_install import files
from tests.renewal.test_refresh import MADE_UP, append
from tests.system_calls import ERRORS, failing, walk


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The package that is shown; small, as the disk fails some hundred times."""
    return small_package(tmp_path / "old").parent


@pytest.fixture
def new(tmp_path: Path) -> Path:
    folder = small_package(tmp_path / "new").parent
    replace(folder / "places.csv", "Alpha", "The Alpha")
    replace(folder / "visits.csv", "alpha,1,100", "alpha,1,150")
    description = small_description()
    entry = description["changes"][0] | {"version": "1.1.0", "summary": "More people"}
    description |= {"version": "1.1.0", "changes": [entry, *description["changes"]]}
    (folder / DESCRIPTION).write_text(json.dumps(description), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a package of two tables pass: what facts must be there is no matter of the disk."""
    monkeypatch.setattr(installing, "load", lambda package, **how: loading.load(package))
    monkeypatch.setattr(loading, "cross_faults", lambda catalogue, **how: [])
    monkeypatch.setattr(diff, "figures", lambda old, new: ())
    monkeypatch.setattr(diff, "conflicts", lambda old, new: ())


def state(folder: Path) -> str:
    return digest(description(folder))


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_an_installation_is_done_or_undone_at_every_call(
    old: Path, new: Path, tmp_path: Path, number: int, capsys
):
    before, after = state(old), state(new)

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        if code == 0:
            assert said.out.startswith("Version 1.1.0 is in place")
            assert state(folder) == after
        else:
            assert said.err.splitlines()[-1] == "Nothing was installed."
            assert state(folder) == before
            assert not (folder / INCOMING).exists()
        unfinished = (folder / INCOMING).exists()
        assert unfinished <= ("python -m data recover" in said.out)
        recover(folder)
        # What was there before is in its place, or kept, and the new is whole.
        expected = new if code == 0 else old
        assert files(folder) == files(expected)
        if code == 0:
            kept = {path.read_bytes() for path in (folder / REPLACED).rglob("*") if path.is_file()}
            assert kept == {
                (old / name).read_bytes() for name in ("places.csv", "visits.csv", DESCRIPTION)
            }

    calls = walk(
        tmp_path,
        lambda folder: shutil.copytree(old, folder),
        lambda folder: main(["install", str(new), "--into", str(folder)]),
        judge,
        number,
    )
    assert calls > 40


def test_finishing_is_done_or_undone_at_every_call(old: Path, new: Path, tmp_path: Path, capsys):
    after = state(new)

    def begin(folder: Path) -> None:
        shutil.copytree(old, folder)
        shutil.copytree(new, folder / INCOMING)

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        assert state(folder) == after
        if code:
            assert said.err.splitlines()[-1] == "Nothing was finished."
        recover(folder)  # what could not be cleared away is cleared away now
        assert files(folder) == files(new)

    walk(tmp_path, begin, lambda folder: main(["recover", str(folder)]), judge, errno.ENOSPC)


WORKBOOK = packed(
    parts(
        sheets(
            visits=sheet(rows(("place_id", "year", "amount_gbp"), ("alpha", "1", "7"))),
        )
    )
)


@pytest.mark.parametrize("there", [False, True], ids=["new folder", "folder that is there"])
def test_an_import_is_done_or_undone_at_every_call(
    old: Path, tmp_path: Path, monkeypatch, capsys, there: bool
):
    monkeypatch.setenv(VARIABLE, str(old))
    workbook = tmp_path / "november.xlsx"
    workbook.write_bytes(WORKBOOK)

    def begin(folder: Path) -> None:
        folder.mkdir()
        if there:
            shutil.copytree(old, folder / "november")

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        found = files(folder)
        if code == 0:
            assert said.out == "Tables that changed: places.csv, visits.csv.\n"
            assert found["november/visits.csv"] == b"place_id,year,amount_gbp\nalpha,1,7\n"
        elif there:
            assert found == {f"november/{name}": told for name, told in files(old).items()}
        else:
            assert not (folder / "november").exists()

    def run(folder: Path) -> int:
        return main(["import-workbook", str(workbook), "--into", str(folder / "november")])

    assert walk(tmp_path, begin, run, judge, errno.ENOSPC) > 8


def test_a_new_version_is_written_or_not_at_every_call(
    old: Path, new: Path, tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setenv(VARIABLE, str(old))
    candidate = files(new)

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        written = '"version": "1.1.0"' in (folder / DESCRIPTION).read_text("utf-8")
        assert written == (code == 0)
        if code:
            assert "No space left on device" in said.err
            assert files(folder) == candidate | {DESCRIPTION: files(old)[DESCRIPTION]}

    def begin(folder: Path) -> None:
        shutil.copytree(new, folder)
        shutil.copyfile(old / DESCRIPTION, folder / DESCRIPTION)

    walk(
        tmp_path,
        begin,
        lambda folder: main(["new-version", str(folder), "More people"]),
        judge,
        errno.ENOSPC,
    )


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    """A package of the tables that notices are put into, with a row each and no notice yet."""
    folder = tmp_path / "notices"
    (folder / "tables").mkdir(parents=True)
    described = json.loads(PACKAGE.read_bytes())
    into = [t for t in described["resources"] if t["name"] in (*EMPTY, "sources")]
    for table in into:
        table["schema"].pop("foreignKeys", None)
        head, first = (PACKAGE.parent / table["path"]).read_text("utf-8").splitlines()[:2]
        (folder / table["path"]).write_text(f"{head}\n{first}\n", encoding="utf-8")
    append(folder, "sources", MADE_UP)
    newest = described["changes"][0] | {"tables": [table["name"] for table in into]}
    described |= {"resources": into, "changes": [newest]}
    (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
    return folder


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize(
    ("into", "every"), [(False, 9), (True, 3)], ids=["in place", "in a folder"]
)
def test_notices_are_read_anew_or_not_at_every_call(
    notices: Path, tmp_path: Path, monkeypatch, capsys, number: int, into: bool, every: int
):
    before, codes = state(notices), []
    monkeypatch.setattr(refreshing, "Getter", lambda **_: quick(FindATender()))
    monkeypatch.setattr(refreshing, "load_whole", lambda package, **_: load_whole(package))

    def begin(folder: Path) -> None:
        shutil.copytree(notices, folder / "package")
        (folder / "for-now").mkdir()

    def run(folder: Path) -> int:
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "for-now"))
        monkeypatch.setenv(VARIABLE, str(folder / "package"))
        leave = ["--into", str(folder / "new")] if into else []
        return main(["refresh", "--source", "http://service", *leave])

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert (code == 1) == ("Nothing was changed." in said.err.splitlines())
        if code:
            assert "is in place" not in said.out and "Next: " not in said.out
        assert (state(folder / "package") != before) == (code == 0 and not into)
        assert (folder / "new").exists() == (code == 0 and into)
        for left in (folder / "for-now").iterdir():  # what could not be cleared away is named
            assert str(left) in said.err
        codes.append(code)

    assert walk(tmp_path, begin, run, judge, number, every=every) > 40
    assert codes[-1] == 0


def test_a_package_is_begun_or_not(tmp_path: Path, capsys):
    names = tmp_path / "names.json"
    names.write_text(json.dumps({"name": "other", **NOBODYS[KEY]}), encoding="utf-8")

    def judge(folder: Path, code: int) -> None:
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert (folder / "data").exists() == (code == 0)
        assert code == 0 or "No space left on device" in said.err

    for nth in (1, 2, 3, 50, 1_000):
        folder = tmp_path / f"begun-{nth}"
        folder.mkdir()
        with failing(folder, nth):
            code = main(["begin", str(folder / "data"), str(names)])
        judge(folder, code)


# What a person wrote.


def test_an_edit_after_a_cut_off_installation_is_kept_and_named(
    old: Path, new: Path, capsys, monkeypatch
):
    """The table that a person mends is not the one that is shown: they are told, lose nothing."""
    shutil.copytree(new, old / INCOMING)
    replace(old / "places.csv", "Beta", "Beta, as the new paper has it")
    mine = (old / "places.csv").read_bytes()
    monkeypatch.setenv(VARIABLE, str(old))
    for named in ([], [str(old)], [str(old / DESCRIPTION)]):
        assert main(["check", *named]) == 1
        assert capsys.readouterr().err.startswith("An installation into this folder was cut off: ")
    assert main(["recover"]) == 0
    kept = old / REPLACED / "by-1.1.0" / "places.csv"
    assert capsys.readouterr().out.splitlines()[0] == "The installation is finished now."
    assert kept.read_bytes() == mine
    assert files(old) == files(new)


def test_the_next_installation_names_what_it_finished_before_it(old: Path, new: Path, capsys):
    shutil.copytree(new, old / INCOMING)
    replace(old / "places.csv", "Beta", "Beta, as the new paper has it")
    replace(new / "places.csv", "The Alpha", "many\x00")  # and then the new one is refused
    assert main(["install", str(new), "--into", str(old)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == "An earlier installation had been cut off and is finished now."
    assert str(old / REPLACED / "by-1.1.0" / "places.csv") in second


def test_an_edit_in_place_is_kept_whether_it_is_sound_or_not(old: Path, new: Path, capsys):
    replace(old / "places.csv", "town,1200", "town,many")
    mine = (old / "places.csv").read_bytes()
    assert main(["install", str(new), "--into", str(old)]) == 0
    kept = old / REPLACED / "by-1.1.0" / "places.csv"
    assert str(kept) in capsys.readouterr().out
    assert kept.read_bytes() == mine


def test_two_different_texts_of_one_file_are_both_kept(old: Path, new: Path):
    for name in ("First", "Second", "Second"):
        shutil.copytree(new, old / INCOMING)
        (old / "places.csv").write_text(name, encoding="utf-8")
        recover(old)
    kept = sorted((old / REPLACED / "by-1.1.0").glob("places*.csv"))
    assert [path.read_text("utf-8") for path in kept] == ["Second", "First"]


def test_no_installation_under_way_is_taken_for_a_cut_off_one(old: Path, new: Path):
    shutil.copytree(new, old / INCOMING)
    assert cut_off(old)
    with installing._alone(old):
        assert not cut_off(old)
