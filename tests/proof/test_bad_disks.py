"""Bad days of disks: one is full, one takes no writing, a file is missing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.streamlit_client import PageMap, visiting
from tests.proof.test_deploy import ask
from tests.served import ROOT, serving

START = PageMap(path="", hash="", choices={}, form=None)
NOT_COPIED = shutil.ignore_patterns(
    ".*", "__pycache__", "docs", "tests", "*.md", "deploy", "test-results"
)


# A disk is full, or shut.


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small disk in memory at a folder; the test is skipped where none may be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This user may not mount a disk of its own.")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def full_disk(tmp_path) -> Iterator[Path]:
    """A folder on a disk of its own with no room left."""
    folder = tmp_path / "full"
    folder.mkdir()
    with mounted(folder, "size=64k"):
        with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(4096))
        yield folder


SHOWN = ("/", "/embed/map", "/briefing/", "/open-data", "/open-data/tables/lots.csv", "/healthz")


def all_is_served(url: str) -> None:
    for path in SHOWN:
        assert ask(url, path).status == 200, path
    script = next(
        part.split('"')[0]
        for part in ask(url, "/").body.decode().split('src="./')
        if part.startswith("static/js/")
    )
    packed = ask(url, f"/{script}", Accept_Encoding="br")
    assert (packed.status, packed.headers["Content-Encoding"]) == (200, "br")


async def visited(url: str) -> None:
    async with visiting(url, START) as visitor:
        await visitor.open()


def test_on_a_full_disk_all_is_served(full_disk):
    settings = {"XDG_CACHE_HOME": str(full_disk), "TMPDIR": str(full_disk)}
    with serving(ROOT, log_file=full_disk / "log.txt", **settings) as server:
        all_is_served(server.url)
        asyncio.run(visited(server.url))


@pytest.fixture
def shut_disk(tmp_path) -> Iterator[Path]:
    """A folder that may be read and not written, also by root."""
    folder = tmp_path / "shut"
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
        return
    with mounted(folder, "ro"):
        yield folder


def test_on_a_disk_that_takes_no_writing_all_is_served_and_the_log_says_so(shut_disk, tmp_path):
    names = ("XDG_CACHE_HOME", "TMPDIR", "HOME")
    settings = dict.fromkeys(names, str(shut_disk))
    with serving(ROOT, log_file=tmp_path / "log.txt", **settings) as server:
        all_is_served(server.url)
        asyncio.run(visited(server.url))
        deadline = time.monotonic() + 60  # until the first picture has been drawn ahead
        while "Copies of drawings" not in server.log() and time.monotonic() < deadline:
            time.sleep(0.2)
        lines = [line for line in server.log().splitlines() if server.url not in line]
    said = [json.loads(line)["message"] for line in lines]
    assert any(line.startswith("Copies of drawings cannot be kept: ") for line in said)
    assert len(said) == len(set(said))
    for line in said:
        assert re.fullmatch(r"Copies of [a-z ]+ cannot be kept: [A-Z][a-z -]+", line)


@pytest.mark.parametrize(
    "command",
    [["data", "install"], ["web", "build"], ["data", "export-workbook"]],
    ids=" ".join,
)
def test_commands_say_in_a_sentence_that_the_disk_is_full(full_disk, command, tmp_path):
    arguments = {
        "data install": [str(ROOT / "data"), "--into", str(full_disk / "package")],
        "web build": [str(full_disk / "out")],
        "data export-workbook": [str(full_disk / "tables.xlsx")],
    }[" ".join(command)]
    ended = subprocess.run(
        [sys.executable, "-m", *command, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "No space left on device" in ended.stderr


# A file is missing.

MISSING = {
    "a table": "data/tables/lots.csv",
    "the index of places": "geo/index/places.bin",
    "an outline": "geo/outlines/hcp_areas.geojson",
}
ASKED = (
    *SHOWN,
    "/embed/",
    "/embed/find-my-area",
    "/embed/money",
    "/briefing/lot/lot-1",
    "/open-data/kent-medway-community-services.xlsx",
    "/open-data/outlines/hcp_areas.geojson",
    "/social-card/map.png",
)


@pytest.mark.parametrize("missing", MISSING.values(), ids=MISSING)
def test_where_a_file_is_missing_everyone_gets_a_sentence_and_the_log_says_why(missing, tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    (folder / missing).unlink()
    with serving(folder, log_file=tmp_path / "log.txt") as server:
        assert ask(server.url, "/").status == (503 if "tables" in missing else 200)
        assert ask(server.url, "/healthz").status == 503
        for path in ASKED:
            answer = ask(server.url, path)
            assert answer.status in (200, 404, 503), path
            if answer.status == 503 and path != "/healthz":
                assert b"Traceback" not in answer.body
                assert b" in order" in answer.body
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        found = ask(server.url, "/embed/find-my-area", method="POST", body=b"place=ME13", **form)
        assert found.status in (200, 503)
        if "tables" not in missing:
            asyncio.run(visited(server.url))
        lines = [line for line in server.log().splitlines() if server.url not in line]
        assert lines
        assert all(isinstance(json.loads(line), dict) for line in lines)
        assert Path(missing).name in server.log()
