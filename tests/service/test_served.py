"""What the running app answers beside its pages: open data, headers, addresses, other sites."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from components.page_list import PAGES
from geo import outlines


@pytest.mark.parametrize("layer", outlines.LAYERS)
def test_outlines_are_served_as_they_are_stored(ask, layer):
    answer = ask(f"/open-data/outlines/{layer}.geojson")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.body == outlines.layer_path(layer).read_bytes()
    assert json.loads(answer.body)["type"] == "FeatureCollection"


def test_outlines_are_gzipped_for_those_who_take_it(ask):
    path = "/open-data/outlines/hcp_areas.geojson"
    plain, zipped = ask(path), ask(path, Accept_Encoding="gzip")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body) / 2
    assert zipped.headers["ETag"] != plain.headers["ETag"]


def test_an_outline_that_has_not_changed_is_not_sent_again(ask):
    path = "/open-data/outlines/lots_adult.geojson"
    first = ask(path)
    assert "max-age" in first.headers["Cache-Control"]
    again = ask(path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert ask(path, If_None_Match='"other"').status == 200
    assert ask(path, If_None_Match="*").status == 304


def test_outlines_may_be_read_by_other_sites_and_set_no_cookie(ask):
    answer = ask("/open-data/outlines/hcp_areas.geojson", Origin="https://example.org")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    "path",
    [
        "/open-data/outlines/",
        "/open-data/outlines/nothing.geojson",
        "/open-data/outlines/hcp_areas.json",
        "/open-data/outlines/..%2fanchors.geojson",
        "/open-data/outlines/%00.geojson",
        f"/open-data/outlines/{'x' * 5000}.geojson",
    ],
)
def test_what_is_not_there_is_answered_plainly(ask, path):
    answer = ask(path)
    assert 400 <= answer.status < 500
    assert len(answer.body) < 100
    assert b"Traceback" not in answer.body


def test_open_data_cannot_be_written(ask):
    assert ask("/open-data/outlines/hcp_areas.geojson", method="POST").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/no-such-page",
        "/money/2024",
        "/mapp",
        "/index.html",
        "/staticx",
        "/_stcorex",
        "/a?b=<i>",
        "/😀",
    ],
)
def test_an_unknown_page_leads_on(ask, path):
    answer = ask(quote(path, safe="/?=<>"))
    assert answer.status == 404
    body = answer.body.decode()
    assert "<h1>Page not found</h1>" in body
    assert all(f'href="/{entry.path}"' in body for entry in PAGES)
    assert "<i>" not in body


def test_a_slash_too_many_leads_to_the_page(server):
    with urllib.request.urlopen(f"{server.url}/money/?area=east-kent") as answer:
        assert answer.url == f"{server.url}/money?area=east-kent"
        assert answer.status == 200


def test_streamlits_own_addresses_answer_for_themselves(ask):
    assert ask("/_stcore/health").body == b"ok"
    assert ask("/static/no-such-file.js").status in (200, 404)
    assert b"Page not found" not in ask("/media/no-such-file").body


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_start_pages_carry_their_title(ask, entry):
    answer = ask(f"/{entry.path}")
    assert answer.status == 200
    assert f"<title>{entry.title}</title>" in answer.body.decode()
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_icon_is_ours(ask, root):
    icon = root / "components" / "static" / "favicon.png"
    assert ask("/favicon.png").body == icon.read_bytes()


def test_another_sites_origin_does_not_reach_streamlit(ask):
    answer = ask("/_stcore/health", Origin="https://example.org")
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"PORT": "no"}, "PORT must be a number from 1 to 65535, not 'no'."),
        ({"EMBED_FRAME_ANCESTORS": "everyone"}, "EMBED_FRAME_ANCESTORS must be "),
    ],
)
def test_a_start_that_cannot_be_ends_in_one_sentence(root, setting, sentence):
    stopped = subprocess.run(
        [sys.executable, "app.py"],
        cwd=root,
        env=os.environ | setting,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert stopped.returncode == 1
    (line,) = stopped.stderr.splitlines()
    assert line.startswith(sentence)
    assert stopped.stdout == ""
