"""What pages say of a service in a place, as the Services page tells it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from components.findings.evidence import page_words
from components.findings.services import views
from data.live.current import current
from data.package.catalogue import Catalogue
from data.queries.service_pages import of_line, service_pages
from data.queries.services import in_lot
from tests import plain

FACTS = current()
PAGES = service_pages(FACTS).to_dicts()
LINES = sorted({page["service_id"] for page in PAGES})


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("line", LINES)
def test_the_entry_of_a_line_tells_each_page_whole(line: str):
    text = text_of(views.service_card(FACTS, line, area=None).body)
    assert page_words.CLAIM in text
    for page in plain.where("service_pages", service_id=line):
        assert page["address"] in text
        for place in page["places"].split("|"):
            assert place in text
        assert page["provider"] in text
        assert page["caveat"].rstrip(".") in text


def test_a_page_is_told_with_its_places_its_kind_and_its_age():
    told = {page["service_page_id"]: page_words.whole(page) for page in PAGES}
    assert told["p079-medway-swale"] == (
        "An inspection report names Sittingbourne and Swale. 19 October 2022, older than the new "
        "contracts. Provider: HCRG Care Group."
    )
    assert told["p118-east-kent"].startswith(
        "A provider’s own page names East Kent. 5 February 2026, newer than the start of the new "
        "contracts. Provider: Kent Community Health"
    )
    assert told["p156-medway-swale"].startswith(
        "An old CCG page names Medway. No date. Provider: not named. "
        "It speaks of a part of the service."
    )


def test_every_kind_and_age_has_its_words():
    fields = {
        field["name"]: field for field in plain.described("service_pages")["schema"]["fields"]
    }
    assert set(page_words.BY_KIND) == set(fields["kind"]["constraints"]["enum"])
    assert {*page_words.BY_AGE, "not known"} == set(fields["age"]["constraints"]["enum"])


def test_a_page_without_a_known_age_is_never_said_to_be_new():
    for page in PAGES:
        if page["age"] == "not known":
            assert page_words.when(page) == page_words.NO_DATE


def test_the_pages_of_the_chosen_area_are_open():
    body = views.service_card(FACTS, "adult-falls", area="west-kent").body
    opened = re.findall(r"<details open><summary><h4>(.*?)</h4>", body)
    assert opened == ["West Kent"]
    areas = of_line(FACTS, "adult-falls")["area"].unique(maintain_order=True).to_list()
    assert re.findall(r"<details[^>]*><summary><h4>(.*?)</h4>", body) == areas


def test_the_list_of_a_lot_opens_to_what_pages_say():
    rows = in_lot(FACTS, "lot-3")
    text = text_of(views.lot_card(FACTS, rows, lot_id="lot-3", area=None).body)
    for page in PAGES:
        assert page["lot_id"] != "lot-3" or page_words.whole(page) in text
    shown = [page for page in PAGES if page["lot_id"] == "lot-3"]
    assert text.count(" Provider: ") == len(shown)


def test_two_providers_of_one_line_both_stand_there():
    body = text_of(views.service_card(FACTS, "child-therapies", area=None).body)
    assert "Kent Community Health NHS Foundation Trust" in body
    assert "East Kent Hospitals University NHS Foundation Trust" in body


def test_without_pages_nothing_is_said_of_them():
    tables = {name: FACTS[name] for name in FACTS if name != "service_pages"}
    bare = Catalogue(tables, FACTS.descriptor)
    card = views.service_card(bare, "adult-falls", area=None)
    assert "page" not in text_of(card.body)
    assert "page" not in text_of(
        views.lot_card(bare, in_lot(bare, "lot-1"), lot_id="lot-1", area=None).body
    )
