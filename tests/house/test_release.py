"""The release stands in pyproject.toml; health, the foot of pages and CHANGELOG.md agree."""

from __future__ import annotations

import datetime as dt
import re
import tomllib

from components import blocks
from data.live.current import current
from tests.served import ROOT
from web import health_and_metrics as watch

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
HEADINGS = re.findall(r"^## (.+)$", CHANGELOG, flags=re.MULTILINE)
RELEASE = re.compile(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_health_and_the_foot_of_a_page_say_the_version_of_the_project():
    assert watch.state()["version"] == VERSION
    assert f", dashboard version {VERSION}. " in blocks.where_from_html(current(), [], [])


def test_the_newest_release_of_the_changelog_is_the_version_of_the_project():
    newest = next(heading for heading in HEADINGS if heading != "[Unreleased]")
    assert newest.startswith(f"[{VERSION}] - ")


def test_the_changelog_has_the_form_of_keep_a_changelog():
    releases = [RELEASE.fullmatch(heading) for heading in HEADINGS if heading != "[Unreleased]"]
    assert None not in releases
    told = [(dt.date.fromisoformat(r[4]), *map(int, r.groups()[:3])) for r in releases]
    assert told == sorted(told, reverse=True)
    assert set(re.findall(r"^### (.+)$", CHANGELOG, flags=re.MULTILINE)) <= KINDS
