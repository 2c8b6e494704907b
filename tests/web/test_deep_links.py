"""Addresses of places, put right before the page starts."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.datastructures import QueryParams

from components.page_list import PAGES
from web.plain.deep_links import put_right

FIND = next(entry for entry in PAGES if entry.path == "find-my-area")
MAP = next(entry for entry in PAGES if entry.path == "map")


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("place=town-swanley", "place=town-swanley&area=dgs"),
        ("place=Faversham", "place=town-faversham&area=east-kent"),
        ("place=ME13+8XX", "place=ME13-8&area=east-kent"),
        ("place=me138xx&cohort=children", "place=ME13-8&cohort=children&area=east-kent"),
        ("place=town-faversham&area=west-kent", "place=town-faversham&area=east-kent"),
        ("place=E07000113", "place=E07000113&area=medway-swale"),
        ("place=atlantis&place=lot-4", "place=lot-4&area=west-kent"),
        # An area that is none is told on the page, and the key is put right all the same.
        ("place=ME13+8XX&area=atlantis", "place=ME13-8&area=atlantis"),
    ],
)
def test_a_link_gets_the_key_of_its_place_and_its_area(query, right):
    assert put_right(FIND, QueryParams(query)) == f"/find-my-area?{right}"
    assert put_right(FIND, QueryParams(right)) is None


@pytest.mark.parametrize(
    "query",
    [
        "",
        "area=west-kent",
        "place=",
        "place=E07000113&area=east-kent",  # a district that lies in this area too
        "place=atlantis",
        "place=SW1A+1AA",
        f"place={quote('<script>😀')}",
        f"place={'x' * 10_000}",
        "place=town-faversham&area=atlantis",
    ],
)
def test_what_is_in_order_or_unknown_stays(query):
    assert put_right(FIND, QueryParams(query)) is None


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("place=Faversham", "place=town-faversham"),
        ("place=ME13+8XX", "place=ME13-8"),
        (
            "place=me138xx&cohort=children&area=west-kent",
            "place=ME13-8&cohort=children&area=west-kent",
        ),
    ],
)
def test_on_the_map_a_place_gets_its_key_and_leaves_the_area_alone(query, right):
    assert put_right(MAP, QueryParams(query)) == f"/map?{right}"
    assert put_right(MAP, QueryParams(right)) is None


@pytest.mark.parametrize("query", ["", "place=", "place=atlantis", "place=SW1A+1AA", "area=dgs"])
def test_on_the_map_what_is_in_order_or_unknown_stays(query):
    assert put_right(MAP, QueryParams(query)) is None


@pytest.mark.parametrize("entry", [one for one in PAGES if not (one.looks_up or one.marks)])
def test_other_pages_have_no_places_in_their_address(entry):
    assert put_right(entry, QueryParams("place=ME13+8XX")) is None


@pytest.mark.parametrize("entry", [one for one in PAGES if one.marks])
def test_no_page_that_marks_a_place_keeps_a_whole_postcode(entry):
    assert put_right(entry, QueryParams("place=ME13+8XX")) == f"/{entry.path}?place=ME13-8"


def test_an_address_cannot_lead_to_another_site():
    address = put_right(FIND, QueryParams("place=dgs&next=//example.org&x=%0d%0aSet-Cookie:a"))
    assert address == (
        "/find-my-area?place=dgs&next=%2F%2Fexample.org&x=%0D%0ASet-Cookie%3Aa&area=dgs"
    )
