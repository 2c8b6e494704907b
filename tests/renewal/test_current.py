"""The running service takes up a valid package by itself, and keeps the last good one otherwise."""

from __future__ import annotations

import json
import logging
import threading
import time
from pathlib import Path

import pytest

from data import InvalidData
from data.live import current as keeping
from data.live.current import LastGood, current, current_state
from data.live.packages import BUILT_IN, INCOMING, VARIABLE, fingerprint
from data.package.catalogue import PACKAGE, Catalogue
from data.steward.install import install
from data.steward.release import new_version
from tests.mutations import real_package, replace
from tests.packages import NOW, with_new_paper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shown").mkdir()
    return real_package(tmp_path / "shown").parent


@pytest.fixture
def keeper(folder: Path) -> LastGood:
    """A keeper that looks at the files whenever it is asked."""
    return LastGood(folder, look_every=0)


def taken_up(keeper: LastGood) -> Catalogue:
    """Ask as visitors do: the first is not kept waiting, a later one gets what was loaded."""
    keeper.current()
    keeper.settle()
    return keeper.current()


def test_the_same_catalogue_while_nothing_changes(keeper: LastGood, folder: Path):
    first = keeper.current()
    assert taken_up(keeper) is first
    (folder / "tables" / "gaps.csv").touch()
    assert taken_up(keeper) is first


def test_a_new_package_without_a_restart(keeper: LastGood, folder: Path, tmp_path: Path):
    before = keeper.current()
    install(with_new_paper(tmp_path / "new", version="9.9.0"), folder)
    after = taken_up(keeper)
    assert (before.version, after.version) == (NOW, "9.9.0")
    assert after["sources"].height == before["sources"].height + 1
    state = keeper.state()
    assert (state.version, state.date, state.refused) == (after.version, after.date, None)
    assert state.folder == folder


def test_nobody_waits_while_a_package_is_loaded(keeper: LastGood, folder: Path, monkeypatch):
    before = keeper.current()
    go_on = threading.Event()
    load_whole = keeping.load_whole

    def slowly(place: Path) -> Catalogue:
        assert go_on.wait(30)
        return load_whole(place)

    monkeypatch.setattr(keeping, "load_whole", slowly)
    replace(folder / "tables" / "themes.csv", "Care itself", "The care itself")
    started = time.perf_counter()
    assert all(keeper.current() is before for _ in range(100))
    assert time.perf_counter() - started < 1
    go_on.set()
    assert taken_up(keeper) is not before


def test_a_broken_package_is_refused_once_and_the_last_good_stays(
    keeper: LastGood, folder: Path, caplog
):
    before = keeper.current()
    replace(folder / "tables" / "figures.csv", "event_signups,175,", "event_signups,many,")
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            assert taken_up(keeper) is before
        (folder / "tables" / "figures.csv").touch()
        assert taken_up(keeper) is before
    (record,) = caplog.records
    assert (record.levelname, record.event, record.faults) == ("ERROR", "data_refused", 1)
    assert record.data_version == before.version
    state = keeper.state()
    assert (state.version, state.date, state.faults) == (before.version, before.date, 1)
    assert state.refused.startswith(f"A data package was refused, and version {NOW} stays.")
    assert "tables/figures.csv, row " in state.refused
    assert record.getMessage() == state.refused


def test_what_is_mended_is_taken_up(keeper: LastGood, folder: Path):
    before = keeper.current()
    figures = folder / "tables" / "figures.csv"
    replace(figures, "event_signups,175,", "event_signups,many,")
    taken_up(keeper)
    replace(figures, "event_signups,many,", "event_signups,175,")
    assert taken_up(keeper) is before
    assert keeper.state().refused is None
    replace(figures, "event_signups,175,", "event_signups,176,")
    assert taken_up(keeper) is not before


@pytest.mark.parametrize("gone", ["datapackage.json", "tables"])
def test_files_that_are_gone_are_a_refusal_too(keeper: LastGood, folder: Path, gone: str):
    before = keeper.current()
    (folder / gone).rename(folder / "elsewhere")
    assert taken_up(keeper) is before
    assert "the file is not there" in keeper.state().refused


def test_any_fault_of_ours_is_a_refusal_too(keeper: LastGood, folder: Path, monkeypatch):
    before = keeper.current()

    def fail(place: Path) -> Catalogue:
        raise MemoryError

    monkeypatch.setattr(keeping, "load_whole", fail)
    replace(folder / "tables" / "themes.csv", "Care itself", "The care itself")
    assert taken_up(keeper) is before
    assert "MemoryError" in keeper.state().refused


def test_without_a_good_package_the_faults_are_told_until_there_is_one(
    folder: Path, keeper: LastGood
):
    figures = folder / "tables" / "figures.csv"
    replace(figures, "event_signups,175,", "event_signups,many,")
    for _ in range(2):
        with pytest.raises(InvalidData, match="column value"):
            keeper.current()
    assert keeper.state().version is None
    assert "there is no other" in keeper.state().refused
    replace(figures, "event_signups,many,", "event_signups,175,")
    assert keeper.current().version == NOW
    assert keeper.state().refused is None


def test_a_new_folder_has_no_facts_until_there_is_a_package(tmp_path: Path, caplog):
    keeper = LastGood(tmp_path / "none yet", look_every=0)
    with pytest.raises(InvalidData, match="the file is not there"):
        keeper.current()
    assert keeper.state().version is None
    (record,) = caplog.records
    assert record.getMessage().startswith("A data package was refused, and there is no other.")
    install(with_new_paper(tmp_path / "new", version="9.9.0"), tmp_path / "none yet")
    assert taken_up(keeper).version == "9.9.0"
    assert keeper.state().refused is None


def test_a_package_of_other_data_is_refused(folder: Path):
    own = json.loads(PACKAGE.read_text("utf-8"))["name"]
    keeper = LastGood(folder, name=own, look_every=0)
    before = keeper.current()
    replace(folder / "datapackage.json", f'"name": "{own}"', '"name": "other-shire"')
    assert taken_up(keeper) is before
    assert "this is a package of other data" in keeper.state().refused


def test_new_data_is_looked_for_when_nobody_asks(folder: Path, tmp_path: Path):
    keeper = LastGood(folder, look_every=0.01)
    seen = threading.Event()
    load = keeper._take
    keeper._take = lambda catalogue: (load(catalogue), seen.set())
    ended = threading.Event()
    watching = threading.Thread(target=keeper.watch, args=[ended])
    watching.start()
    try:
        assert seen.wait(60)
        seen.clear()
        install(with_new_paper(tmp_path / "new", version="9.9.0"), folder)
        assert seen.wait(60)
    finally:
        ended.set()
        watching.join()
    assert keeper._catalogue.version == "9.9.0"


def test_an_installation_that_was_cut_off_is_read_whole(
    keeper: LastGood, folder: Path, tmp_path: Path
):
    keeper.current()
    with_new_paper(tmp_path / "new", version="9.9.0").rename(folder / INCOMING)
    assert taken_up(keeper).version == "9.9.0"


def test_files_are_looked_at_once_a_second(folder: Path, monkeypatch):
    looks: list[Path] = []

    def look(place: Path) -> tuple:
        looks.append(place)
        return fingerprint(place)

    monkeypatch.setattr(keeping, "fingerprint", look)
    keeper = LastGood(folder)
    for _ in range(1000):
        keeper.current()
    assert len(looks) <= 2


def test_many_threads_get_whole_packages(keeper: LastGood, folder: Path, tmp_path: Path):
    """Version and tables belong together, whoever asks and whenever."""
    first = keeper.current()
    heights = {first.version: first["sources"].height}
    got: set[tuple[str, int]] = set()
    stop = threading.Event()

    def ask() -> None:
        last = False
        while not last:
            last = stop.is_set()  # whoever is told to stop asks once more, and so sees the newest
            catalogue = keeper.current()
            got.add((catalogue.version, catalogue["sources"].height))
            time.sleep(0.005)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        new = with_new_paper(tmp_path / "new", version="9.9.0")
        install(new, folder)
        replace(new / "tables" / "themes.csv", "Care itself", "The care itself")
        new_version(new, "Words", version="9.10.0", before=folder)
        install(new, folder)
        until = time.monotonic() + 60
        while keeper.current().version != "9.10.0" and time.monotonic() < until:
            time.sleep(0.01)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    more = heights[NOW] + 1
    assert {(NOW, more - 1), ("9.10.0", more)} <= got
    assert got <= {(NOW, more - 1), ("9.9.0", more), ("9.10.0", more)}


def test_the_folder_is_named_by_the_environment(folder: Path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(folder))
    monkeypatch.setattr(keeping, "_last_good", None)
    assert current() is current()
    assert current_state().folder == folder
    monkeypatch.setattr(keeping, "_last_good", None)
    monkeypatch.delenv(VARIABLE)
    assert current_state().folder == BUILT_IN
