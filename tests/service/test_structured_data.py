"""The data set in the page of open data, held against what schema.org and search engines ask for.

Required by Google's data set search: a name, and a description of 50 to 5,000 characters. The rest
of what is asked here is recommended there or by schema.org.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from urllib.parse import urlsplit

import pytest

from data.live.current import current
from data.package.catalogue import PACKAGE, Catalogue
from tests.packages import NOW
from web.open_data.files import files
from web.open_data.page import page
from web.open_data.structured_data import dataset

CATALOGUE = current()
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# Of each type, the properties that are used and what each holds.
DATASET = {
    "@context": str, "@type": str, "@id": str, "url": str, "identifier": str, "name": str,
    "description": str, "version": str, "dateModified": str, "license": str, "creditText": str,
    "creator": list, "isAccessibleForFree": bool, "inLanguage": str, "keywords": list,
    "temporalCoverage": str, "spatialCoverage": dict, "distribution": list,
}  # fmt: skip
DOWNLOAD = {"@type": str, "name": str, "contentUrl": str, "encodingFormat": str}


@pytest.fixture(scope="module")
def told(ask) -> dict:
    [block] = BLOCK.findall(ask("/open-data").body.decode())
    return json.loads(block)


def is_filled(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(is_filled, value.values()))
    if isinstance(value, list):
        return bool(value) and all(map(is_filled, value))
    return value is True or bool(value)


def test_every_property_is_there_with_its_type_and_holds_something(told):
    assert {name: type(value) for name, value in told.items()} == DATASET
    assert is_filled(told)
    assert told["@context"].rstrip("/") == "https://schema.org"
    assert told["@type"] == "Dataset"
    assert 50 <= len(told["description"]) <= 5_000
    assert told["license"].startswith("https://")


def test_the_creator_has_a_type_and_a_name(told):
    for one in told["creator"]:
        assert one["@type"] in ("Organization", "Person")
        assert one["name"] and one["url"].startswith("http")


def test_version_and_days_are_those_of_the_data(told):
    assert (told["version"], told["dateModified"]) == (NOW, CATALOGUE.date)
    first, last = map(dt.date.fromisoformat, told["temporalCoverage"].split("/"))
    assert first < dt.date.fromisoformat(told["dateModified"]) <= last


def test_the_place_is_a_box_around_the_areas(told):
    place = told["spatialCoverage"]
    assert (place["@type"], place["geo"]["@type"]) == ("Place", "GeoShape")
    south, west, north, east = map(float, place["geo"]["box"].split())
    assert -90 < south < north < 90 and -180 < west < east < 180
    view = json.loads(PACKAGE.read_bytes())["dashboard"]["map"]
    assert south < view["latitude"] < north and west < view["longitude"] < east


def test_every_file_can_be_taken_at_its_address_and_is_what_is_said(told, ask, server):
    listed = {one["contentUrl"]: one for one in told["distribution"]}
    assert len(listed) == len(told["distribution"])
    assert set(listed) == {f"{server.url}/open-data/{path}" for path in files(CATALOGUE)}
    for address, one in listed.items():
        assert {name: type(value) for name, value in one.items()} == DOWNLOAD
        assert one["@type"] == "DataDownload"
        answer = ask(urlsplit(address).path, method="HEAD")
        assert answer.status == 200
        assert answer.headers.get_content_type() == one["encodingFormat"]


def test_no_address_lacks_its_host(told, server):
    for address in (told["@id"], told["url"]):
        assert address == f"{server.url}/open-data"


def test_no_text_of_the_data_ends_the_block():
    title = '</script><b>&"'
    odd = Catalogue(CATALOGUE.tables, {**CATALOGUE.descriptor, "title": title})
    assert dataset(odd, "https://example.org")["name"] == title
    [block] = BLOCK.findall(page(odd, "https://example.org").plain.decode())
    assert json.loads(block)["name"] == title
