"""Another ICB, made up, goes through the documented steps, and its pages are whole."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

import pytest

from components.html.folds import PAUSE
from components.page_list import PAGES
from data.live.current import current
from data.package.profile import profile
from tests import examplshire, examplshire_story
from tests.house.test_modules import OURS
from tests.served import ROOT, serving

DOC = ROOT / "docs" / "another-icb.md"
OUT_OF_SIGHT = re.compile(r"<style.*?</style>", flags=re.DOTALL)
NOT_READ = re.compile(r"<(style|script|head|template)\b.*?</\1>|<!--.*?-->", flags=re.DOTALL)
BESIDE = re.compile(r"</?(?:a|abbr|b|button|code|dfn|em|i|mark|small|span|strong|sup|time)\b[^>]*>")
# What a sentence looks like whose list is empty, whose number is of one, or whose value is missing.
BROKEN = re.compile(
    r" ,| \.(?!\w)|: \.|\bSources?: ?·"
    r"|(?<![\d.,£] )(?<![\d.,£])\b1 (?:[a-z’]+ ){0,2}(?:lines|rows|papers|areas|lots|questions"
    r"|sources|events|dates|points|councils|figures|tables|places|meetings|statements|postcodes|services)\b"
    r"|(?<![\d.,])\b0 people|(?<!-)\bNone\b|\bnan\b"
)


def breaks(markup: str) -> list[str]:
    """Each place where what a person reads is broken, with some words around it."""
    seen = BESIDE.sub("", NOT_READ.sub(" ¶ ", markup.replace(PAUSE, "")))
    lines = re.sub(r"<[^>]+>", " ¶ ", seen)
    said = " ".join(html.unescape(lines).split())
    return [said[max(0, m.start() - 60) : m.end() + 30] for m in BROKEN.finditer(said)]


@pytest.mark.parametrize(
    ("markup", "broken"),
    [
        ("<p>In parts of , 0 people live.</p>", 2),
        ("<p>Sources: · stated</p><p>By topic: .</p>", 2),
        ("<p>Money <b>.</b> and 1 adult service lines, from 1 papers</p>", 3),
        ("<p>Worth nan</p><td>None</td>", 2),
        ("<p>All is well.</p> <p>.5 km; 21 lines; Lot 1 covers 2 areas.</p>", 0),
    ],
)
def test_what_is_broken_is_found(markup, broken):
    assert len(breaks(markup)) == broken


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with the made-up ICB, made by the commands of the documentation in their order."""
    folder = tmp_path_factory.mktemp("made-up")
    examplshire.write_names(folder / "names.json")
    examplshire.write_reference(folder / "reference")
    begun, built, *rest = re.findall(
        r"^\.venv/bin/python (-m .*)$", DOC.read_text("utf-8"), flags=re.MULTILINE
    )
    run(folder, begun)
    examplshire.fill(folder / "another" / "data")
    said = [run(folder, command) for command in (built, *rest)]
    assert f"All {len([*current()])} tables are valid" in said[1]
    assert "Upper Sample is served by Lot 1 for adults, Lot 8 for children." in said[2]
    return folder


def settings() -> dict[str, str]:
    told = re.search(r"^export (.*)$", DOC.read_text("utf-8"), flags=re.MULTILINE)
    return dict(pair.split("=") for pair in told[1].split())


def run(folder: Path, command: str) -> str:
    """Run a command as it is documented, from a folder; fails with what it complains of."""
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
    there = settings() if "begin" not in words else {}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | there | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def every_page(folder: Path) -> dict[str, str]:
    """What each page says by its address, once none fails, is broken or speaks of another ICB."""
    opened = [json.loads(line) for line in run(folder, "-m tests.every_page").splitlines()]
    for one in opened:
        assert not one["fails"], one["address"]
        assert "cannot be shown" not in one["says"], one["address"]
        said = OUT_OF_SIGHT.sub("", one["says"]).replace("lot-", "")
        found = OURS.search(said)
        assert not found, (one["address"], said[max(0, found.start() - 80) : found.end() + 40])
        assert examplshire.NAMES["service"] in one["says"], one["address"]
    broken = {one["address"]: found for one in opened if (found := breaks(one["says"]))}
    assert not broken, "\n".join(f"{at}: {what}" for at, what in broken.items())
    return {one["address"]: one["says"] for one in opened}


def paths(opened: Iterable[str]) -> set[str]:
    return {address.split("?")[0] for address in opened}


def test_every_page_opens_and_speaks_of_no_other_icb(made):
    opened = every_page(made)
    own = examplshire.NAMES["story"]["path"]
    assert paths(opened) == {page.path for page in PAGES} - {profile().story.path} | {own}
    for address, sentences in TOLD.items():
        for sentence in sentences:
            assert sentence in html.unescape(opened[f"{address}?"]), sentence


# What the pages of the made-up ICB say that only it has.
TOLD = {
    "far-2019": (
        "Far Sample in 2019: about 120 people had a nurse",
        "the review that NHS Far Sample wrote in May 2019 for a plan of its own",
        "About 120 people had a nurse, 8% of all",
        "Life of women: 1.5 years less than in the region, the wider of 2 gaps",
        "Filled: Far Sample. Hollow: Examplshire.",
        "All 8 figures taken from the review",
    ),
    "services": (
        "1 of the 2 services on the list of Far Sample is a line of the programme; 1 has no line",
        "Nursing in Far Sample only, as named in May 2019",
        "Listed before Far Sample came in",
    ),
    "engagement": (
        "in May 2019 Far Sample had about 40 questionnaires back and held 3 open meetings",
        "Nursing in Far Sample in 2019, what to improve: longer visits",
    ),
}


def test_what_only_one_icb_has_may_be_left_out(made, tmp_path):
    """Without what the made-up ICB alone has, its pages say nothing of it, and all are whole."""
    shutil.copytree(made / "another", tmp_path / "another")
    description = tmp_path / settings()["DATA_PACKAGE"] / "datapackage.json"
    package = json.loads(description.read_text("utf-8"))
    for part in examplshire_story.PROFILE:
        del package["dashboard"][part]
    description.write_text(json.dumps(package), encoding="utf-8")
    for table in examplshire_story.ROWS:
        file = description.parent / "tables" / f"{table}.csv"
        file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    opened = every_page(tmp_path)
    assert paths(opened) == {page.path for page in PAGES} - {profile().story.path}
    assert not [at for at, says in opened.items() if "nurse" in says or "came in" in says]


LISTS = ("/", "/embed/", "/briefing/", "/open-data")
FOLDERS = ("/briefing/", "/embed/", "/feeds/", "/calendars/")


def test_briefings_embeds_and_open_data_are_served(made, tmp_path):
    there = {name: str(made / path) for name, path in settings().items()}
    with serving(ROOT, log_file=tmp_path / "log.txt", **there) as server:
        seen: dict[str, str] = {}
        ahead = list(LISTS)
        while ahead:
            path = ahead.pop()
            seen[path] = body = asked(server.url + path)
            links = re.findall(r'(?:href|src)="(/[^"#?]*)', body) if path in LISTS else []
            ahead += [
                link
                for link in dict.fromkeys(links)
                if link not in {*seen, *ahead} and link.startswith(FOLDERS)
            ]
    assert {"/briefing/area/upper", "/briefing/lot/lot-1", "/briefing/committee/esc"} <= set(seen)
    assert {"/feeds/area/upper.atom", "/calendars/committee/esc.ics"} <= set(seen)
    for path, body in seen.items():
        found = OURS.search(OUT_OF_SIGHT.sub("", body).replace("lot-", ""))
        assert not found, (path, body[max(0, found.start() - 80) : found.end() + 40])
    broken = {path: found for path, body in seen.items() if (found := breaks(body))}
    assert not broken, "\n".join(f"{at}: {what}" for at, what in broken.items())


def asked(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        pytest.fail(f"{address} answers {error.code}")
