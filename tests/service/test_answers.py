"""Which coding of a stored answer goes to whom, in every way that a client may word its wish."""

from __future__ import annotations

import re

import pytest
from starlette.requests import Request

from tests.proxied import CONFIGURATION
from web.kit.answers import CachedResponse, answer

STORED = CachedResponse.of("<p>words</p>" * 50, media_type="text/html")
PICTURE = CachedResponse(plain=b"x", gzipped=b"", brotlied=b"", tag="x", media_type="image/png")

# What a client sends: the coding that it gets, none for the plain body.
WISHES = {
    None: None,
    "": None,
    "br": "br",
    "gzip": "gzip",
    "gzip, deflate, br, zstd": "br",
    "BR": "br",
    "*": "br",
    "deflate": None,
    "identity": None,
    "br;q=0": None,
    "br;q=0.0": None,
    "br;q=0.00": None,
    "br;q=0.000": None,
    "br; q=0.": None,
    "br ; Q = 0.000": None,
    "br;q=-0": None,
    "br;q=nan": None,
    "br;q=abc": None,
    "br;q=": None,
    "br;q=1e-9": None,
    "br;q=0.00, gzip": "gzip",
    "br;q=0,gzip;q=0": None,
    "*;q=0": None,
    "*;q=0.000, gzip": "gzip",
    "gzip;q=0, *": "br",
    "br;q=0, *;q=0.1": "gzip",
    "br;q=0.001": "br",
    "br;q=0.5, gzip;q=1.0": "gzip",
    "gzip;q=0.5, br;q=0.5": "br",
    "identity;q=1, gzip;q=0.5": None,
    "identity;q=0.5, gzip": "gzip",
    "identity;q=0, gzip": "gzip",
    "identity;q=0": None,  # nothing else is named, so what everybody can read
    "*;q=0, identity;q=0": None,
    ",, br ,": "br",
    "brx, xgzip": None,
}


def coding(stored: CachedResponse, wish: str | None) -> str | None:
    headers = [] if wish is None else [(b"accept-encoding", wish.encode())]
    request = Request({"type": "http", "method": "GET", "path": "/", "headers": headers})
    sent = answer(request, stored)
    assert sent.headers["Vary"] == "Accept-Encoding"
    named = sent.headers.get("Content-Encoding")
    bodies = {None: stored.plain, "br": stored.brotlied, "gzip": stored.gzipped}
    assert sent.body == bodies[named]
    return named


@pytest.mark.parametrize(("wish", "sent"), WISHES.items(), ids=repr)
def test_each_gets_the_coding_that_it_takes(wish, sent):
    assert coding(STORED, wish) == sent


@pytest.mark.parametrize("wish", WISHES, ids=repr)
def test_what_is_not_compressed_goes_out_plain_to_all(wish):
    assert coding(PICTURE, wish) is None


@pytest.mark.parametrize(("wish", "sent"), WISHES.items(), ids=repr)
def test_nginx_asks_for_no_coding_that_was_refused(wish, sent):
    text = (CONFIGURATION / "nginx.conf").read_text(encoding="utf-8")
    found = re.findall(r'"~\*(.+)" (br|gzip);', text)
    assert [name for _, name in found] == ["br", "gzip"]
    asked = next((name for rule, name in found if re.search(rule, wish or "", re.IGNORECASE)), None)
    assert asked is None or sent is not None or wish.startswith("identity;q=1")
    if wish in ("br", "gzip", "gzip, deflate, br, zstd", "br;q=0.001", "br;q=0.00, gzip"):
        assert asked == sent
