"""A service without facts in order says so in every medium, and never shows another’s.

And one that has them shows new ones within seconds, also when nobody asked.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path

import pytest

from data.package.folder import VARIABLE
from data.steward.install import install
from geo import areas
from geo.errors import GeoProblem
from tests.mutations import real_package, replace
from tests.packages import NOW, with_new_paper
from tests.served import PATIENCE, ROOT, Server, serving

OTHER = {
    '"name": "kent-medway-community-services"': '"name": "other-shire"',
    '"service": "Kent and Medway community services"': '"service": "Othershire services"',
    '"icb": "NHS Kent and Medway"': '"icb": "NHS Othershire"',
    '"region": "Kent and Medway"': '"region": "Othershire"',
}
# Pages, a screen, embeds, briefings, open data, feeds, pictures, health.
ASKED = (
    "/",
    "/money",
    "/map?view=present",
    "/embed/",
    "/embed/money",
    "/embed/find-my-area",
    "/briefing/",
    "/briefing/lot/lot-1",
    "/open-data",
    "/open-data/datapackage.json",
    "/open-data/tables/envelopes.csv",
    "/open-data/outlines/hcp_areas.geojson",
    "/feeds/changes.atom",
    "/calendars/all.ics",
    "/social-card/money.png",
    "/healthz",
)
POSTED = (
    ("/embed/find-my-area", "application/x-www-form-urlencoded", b"place=ME13"),
    ("/open-data/lookup", "application/json", b'{"place": "ME13 8XX"}'),
)


def ask(
    server: Server, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, Message, str]:
    request = urllib.request.Request(f"{server.url}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as exc:
        with exc:
            return exc.code, exc.headers, exc.read().decode("utf-8", "replace")


def nothing_is_shown(server: Server) -> None:
    answers = [(path, ask(server, path)) for path in ASKED]
    answers += [(path, ask(server, path, body, **{"Content-Type": t})) for path, t, body in POSTED]
    for path, (status, headers, body) in answers:
        assert status == 503, path
        assert headers["Cache-Control"] == "no-store", path
        assert "not in order" in body or "at the moment" in body, path
        assert "£" not in body and "Kent" not in body and "Traceback" not in body, path


def until(holds: Callable[[], bool]) -> float:
    """Wait for something to hold; give the seconds that it took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.2)
    return time.monotonic() - began


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The package of another ICB."""
    (tmp_path / "other").mkdir()
    package = real_package(tmp_path / "other")
    for ours, theirs in OTHER.items():
        replace(package, ours, theirs)
    return package.parent


def test_one_broken_cell_at_the_start_borrows_nothing_and_mended_it_is_served(
    other: Path, tmp_path: Path
):
    figures = other / "tables" / "figures.csv"
    whole = figures.read_text("utf-8")
    replace(figures, "event_signups,175,", "event_signups,many,")
    with serving(ROOT, log_file=tmp_path / "log.txt", **{VARIABLE: str(other)}) as server:
        nothing_is_shown(server)
        assert "Othershire services" in ask(server, "/money")[2]
        assert "figures.csv" in server.log() and "there is no other" in server.log()
        figures.write_text(whole, encoding="utf-8")
        until(lambda: ask(server, "/open-data/datapackage.json")[0] == 200)
        told = json.loads(ask(server, "/open-data/datapackage.json")[2])
        assert told["name"] == "other-shire"


@pytest.mark.parametrize("gone", ["datapackage.json", "tables/lots.csv"])
def test_a_file_that_is_missing_at_the_start_borrows_nothing(
    other: Path, tmp_path: Path, gone: str
):
    (other / gone).unlink()
    with serving(ROOT, log_file=tmp_path / "log.txt", **{VARIABLE: str(other)}) as server:
        nothing_is_shown(server)
        assert Path(gone).name in server.log()


def test_a_package_of_other_data_is_not_shown_under_these_names(other: Path, tmp_path: Path):
    folder = tmp_path / "shown"
    folder.mkdir()
    real_package(folder)
    with serving(ROOT, log_file=tmp_path / "log.txt", **{VARIABLE: str(folder)}) as server:
        replace(other / "tables" / "themes.csv", "Care itself", "The care itself")
        for file in other.rglob("*"):
            if file.is_file():
                (folder / file.relative_to(other)).write_bytes(file.read_bytes())
        until(lambda: json.loads(ask(server, "/healthz")[2])["newer_data_refused"])
        told = json.loads(ask(server, "/open-data/datapackage.json")[2])
        assert told["name"] == "kent-medway-community-services"
        assert "restart the service to show it" in server.log()


def test_the_first_answer_after_an_installation_is_the_new_one(tmp_path: Path):
    """Nobody asks in between: the log says that the new data is there, then one reader comes."""
    folder = tmp_path / "shown"
    folder.mkdir()
    real_package(folder)
    settings = {VARIABLE: str(folder), "LOG_LEVEL": "info"}
    with serving(ROOT, log_file=tmp_path / "log.txt", **settings) as server:
        _, headers, _ = ask(server, "/open-data/tables/sources.csv")
        assert headers["Data-Version"] == NOW
        install(with_new_paper(tmp_path / "new", version="9.9.0"), folder)
        assert until(lambda: "Data version 9.9.0 is shown now." in server.log()) < 20
        for path in ("/open-data/tables/sources.csv", "/embed/timeline", "/briefing/"):
            _, headers, body = ask(server, path)
            assert headers["Cache-Control"] == "public, max-age=10"
            assert headers.get("Data-Version", "9.9.0") == "9.9.0"
            assert ("update-2026" in body) == path.endswith("csv")


def test_a_place_is_told_no_area_of_another_package(tmp_path: Path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nothing here"))
    areas._on_disk.cache_clear()
    with pytest.raises(GeoProblem):
        areas._on_disk()
    areas._on_disk.cache_clear()
