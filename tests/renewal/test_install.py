"""A new package comes in whole or not at all, also when it is cut off in the middle."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from data import InvalidData
from data.cli import main
from data.live import packages
from data.live.packages import DESCRIPTION, description, digest, load_whole, steadily
from data.live.placing import REPLACED
from data.steward import install as installing
from data.steward.install import NotInstalled, install, recover
from data.steward.release import new_version
from tests.mutations import replace
from tests.packages import NOW, with_new_paper


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and REPLACED not in path.parts
    }


def state_of(target: Path) -> tuple[str, str]:
    """What a reader gets: version and digest of one moment."""
    return steadily(target, lambda package: (installing.load(package).version, digest(package)))


def test_all_of_the_new_package_takes_the_place_of_the_old(old: Path, new: Path):
    (old / "code.py").write_text("kept", encoding="utf-8")
    done = install(new, old)
    assert files(old) == {**files(new), "code.py": b"kept"}
    assert (done.version, done.folder) == ("9.9.0", old)
    assert [table.table for table in done.difference.tables] == ["sources", "figures", "themes"]


def test_a_table_that_moved_leaves_no_old_file(old: Path, new: Path):
    (new / "tables" / "gaps.csv").rename(new / "tables" / "questions.csv")
    replace(new / DESCRIPTION, "tables/gaps.csv", "tables/questions.csv")
    new_version(new, "A new paper and a new name", version="9.9.0")
    install(new, old)
    assert files(old) == files(new)


def test_a_first_package_in_a_new_folder(new: Path, tmp_path: Path):
    done = install(new / DESCRIPTION, tmp_path / "not" / "there")
    assert done.difference is None
    assert files(tmp_path / "not" / "there") == files(new)


def test_a_broken_package_changes_nothing(old: Path, new: Path):
    before = files(old)
    replace(new / "tables" / "figures.csv", ",190,", ",many,")
    with pytest.raises(InvalidData):
        install(new, old)
    (new / "tables" / "figures.csv").unlink()
    with pytest.raises(InvalidData, match="the file is not there"):
        install(new, old)
    (new / DESCRIPTION).unlink()
    with pytest.raises(InvalidData, match="the file is not there"):
        install(new, old)
    assert files(old) == before


def test_changes_that_are_not_told_are_not_installed(old: Path, tmp_path: Path, capsys):
    before = files(old)
    untold = with_new_paper(tmp_path / "untold")
    with pytest.raises(NotInstalled, match="the version did not"):
        install(untold, old)
    assert main(["install", str(untold), "--into", str(old)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "Nothing was installed."
    assert files(old) == before


def test_going_back_has_to_be_asked_for(old: Path, new: Path, tmp_path: Path, capsys):
    kept = Path(shutil.copytree(old, tmp_path / "kept"))
    assert main(["install", str(new), "--into", str(old)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Version 9.9.0 is in place, after {NOW}. Pages to look at: ")
    with pytest.raises(NotInstalled, match=rf"Version {re.escape(NOW)} comes before 9\.9\.0"):
        install(kept, old)
    assert main(["install", str(kept), "--into", str(old), "--back"]) == 0
    assert files(old) == files(kept)


def test_the_same_package_is_left_alone(old: Path, tmp_path: Path, capsys):
    same = Path(shutil.copytree(old, tmp_path / "same"))
    before = {path: path.stat().st_mtime_ns for path in old.rglob("*.csv")}
    assert main(["install", str(same), "--into", str(old)]) == 0
    assert "nothing differs" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in old.rglob("*.csv")} == before


def test_a_broken_current_package_can_be_replaced(old: Path, new: Path):
    (old / "tables" / "gaps.csv").write_text("no table", encoding="utf-8")
    assert install(new, old).difference is None
    assert files(old) == files(new)


def test_two_installations_do_not_meet(old: Path, new: Path):
    with installing._alone(old), pytest.raises(NotInstalled, match="under way"):
        install(new, old)


def test_a_folder_that_cannot_be_used(new: Path, tmp_path: Path, capsys):
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert main(["install", str(new), "--into", str(file / "under")]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_a_package_that_never_settles_is_not_read(old: Path, monkeypatch):
    monkeypatch.setattr(packages, "PAUSE", 0)
    times = iter(range(1_000_000))

    def read(package: Path) -> str:
        os.utime(old / "tables" / "gaps.csv", (0, next(times)))
        return package.read_text("utf-8")

    with pytest.raises(InvalidData, match="keep changing while they are read"):
        steadily(old, read)


class Killed(BaseException):
    """Stands for the end of the process."""


def test_cut_off_after_any_write_it_is_old_or_new(
    old: Path, new: Path, tmp_path: Path, monkeypatch
):
    expected = {digest(old / DESCRIPTION), digest(new / DESCRIPTION)}
    monkeypatch.setattr(installing, "load", lambda package, *, thorough: load_whole(package))
    seen: list[str] = []
    for last in range(1, 1000):
        target = Path(shutil.copytree(old, tmp_path / str(last)))
        left = last

        def fsync(handle: int) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Killed

        monkeypatch.setattr(installing.os, "fsync", fsync)
        try:
            install(new, target)
        except Killed:
            seen.append(digest(description(target)))
            monkeypatch.undo()
            recover(target)
            assert files(target) == files(new if seen[-1] != digest(old / DESCRIPTION) else old)
            monkeypatch.setattr(installing, "load", lambda p, *, thorough: load_whole(p))
        else:
            break
    assert set(seen) == expected
    assert seen == sorted(seen, key=lambda one: one != digest(old / DESCRIPTION))
