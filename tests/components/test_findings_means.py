"""What this means for you: each line has its source, each number its page and its age."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest

from components.findings.find import means, means_card, telephones
from components.found_place import found_place
from data.live.current import current
from data.package.catalogue import Catalogue
from data.queries import service_pages
from geo.lookup.lookup import load
from tests import plain

FACTS = current()
TODAY = dt.date(2026, 12, 1)
AREAS = [row["hcp_area_id"] for row in plain.rows("hcp_areas")]
PHONES = [row for row in plain.rows("service_pages") if row["phone"]]


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def told(area: str, *committees: str) -> dict[str, tuple[means.Line, ...]]:
    found = means.parts(FACTS, area, committees or ("hosc",), today=TODAY)
    return {part.name: part.lines for part in found}


@pytest.mark.parametrize("area", AREAS)
def test_each_question_of_residents_is_answered_from_a_source(area: str):
    parts = told(area)
    assert list(parts) == [means.STAYS, means.CHANGED, means.UNKNOWN, means.ASKED, means.SAY]
    for name, lines in parts.items():
        for line in lines:
            assert line.text.endswith(".")
            silent = line.basis == "not found since" or name == means.UNKNOWN
            assert silent or (line.source_id and line.place), line.text


def test_a_promise_to_one_committee_is_told_where_it_scrutinises():
    promise = "no plan to change services for people in Medway"
    assert any(promise in line.text for line in told("medway-swale", "hasc")[means.STAYS])
    for area in AREAS:
        assert not any(promise in line.text for line in told(area, "hosc")[means.STAYS])


def test_a_plan_that_is_over_is_told_as_one_of_which_nothing_was_found():
    first_year = [line for line in told("west-kent")[means.STAYS] if "First year" in line.text]
    assert [line.text for line in first_year] == [
        "First year of unchanged services ends: due by 26 October 2026. Nothing found since."
    ]
    earlier = means.parts(FACTS, "west-kent", ("hosc",), today=dt.date(2026, 10, 26))
    assert not any("First year" in line.text for line in earlier[0].lines)


def test_what_happened_in_an_area_is_told_there_alone_with_the_other_dates():
    ward = {area: [x for x in told(area)[means.CHANGED] if "Faversham" in x.text] for area in AREAS}
    assert [area for area, lines in ward.items() if lines] == ["east-kent"]
    first, *_ = ward["east-kent"]
    assert (
        first.text == "Ward at Faversham Cottage Hospital takes in no more patients: 1 July 2025."
    )
    shown = means_card.inside_html(FACTS, "east-kent", today=TODAY)
    assert "≠" in text_of(shown)
    assert "27 June 2025" in text_of(shown)


def test_each_source_names_who_runs_the_lots_once_and_says_how_far_to_trust_it():
    changed = told("west-kent")[means.CHANGED]
    naming = [line for line in changed if "Kent Community Health NHS" in line.text]
    assert len(naming) == len({line.source_id for line in naming}) == 2
    assert all(line.caveat for line in naming)


def test_whom_to_ask_is_what_the_operator_set_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OFFICE_CONTACTS", raising=False)
    silent = [line.text for line in told("medway-swale", "hosc", "hasc")[means.ASKED]]
    assert len(silent) == 3
    assert all(text.endswith(means.NO_CONTACT) for text in silent)
    monkeypatch.setenv(
        "OFFICE_CONTACTS",
        "icb: https://icb.example.org/contact; medway-council: <b>01234 567890</b>",
    )
    icb, kent, medway = (line.text for line in told("medway-swale", "hosc", "hasc")[means.ASKED])
    assert icb.endswith("Contact: https://icb.example.org/contact")
    assert kent.endswith(means.NO_CONTACT)
    assert medway.endswith("Contact: <b>01234 567890</b>")
    body = means_card.card(
        FACTS, found_place(load().find("ME4 4TR")), "medway-swale", today=TODAY
    ).body
    assert "&lt;b&gt;01234 567890&lt;/b&gt;" in body


@pytest.mark.parametrize("area", AREAS)
def test_each_number_stands_with_its_page_its_date_and_its_age(area: str):
    pages = [row for row in PHONES if row["hcp_area_id"] == area]
    items = [text_of(one) for one in re.findall(r'<li><p class="telephone">.*?</li>', html(area))]
    assert len(items) == len(pages) == service_pages.telephones(FACTS, area).height
    for page in pages:
        numbers = page["phone"].replace("|", "; ")
        of_page = [i for i in items if i.startswith(numbers) and i.endswith(page["address"])]
        item = next(i for i in of_page if page["places"].split("|")[0] in i)
        assert page["provider"] in item
        assert ("no date" in item.lower()) == (not page["page_date"])
        assert page["page_date"][:4] in item
        if page["age"] == "before":
            assert "older than the new contracts" in item
            assert "may have changed" in item
        if page["age"] == "not known":
            assert "may be older than the new contracts" in item


def html(area: str) -> str:
    return telephones.html(FACTS, area)


def test_a_number_is_grouped_under_its_service():
    names = {row["service_id"]: row["name"] for row in plain.rows("services")}
    for area in AREAS:
        heads = re.findall(r"<li><strong>(.*?)</strong><ul>", html(area))
        lines = {row["service_id"] for row in PHONES if row["hcp_area_id"] == area}
        assert len(heads) == len(lines)
        assert all(any(names[one] in unescape(head) for head in heads) for one in lines)


def test_the_table_has_each_statement_with_its_source_and_place():
    card = means_card.card(FACTS, found_place(load().find("ME13 8XX")), "east-kent", today=TODAY)
    lines = [line for lines in told("east-kent").values() for line in lines]
    assert card.table.frame["text"].to_list() == [line.text for line in lines]
    assert {line.source_id for line in lines if line.source_id} <= set(card.source_ids)
    assert set(card.basis) == {line.basis for line in lines}


@pytest.mark.parametrize("area", AREAS)
def test_what_a_fold_holds_is_all_of_an_area_with_its_sources(area: str):
    shown = text_of(means_card.inside_html(FACTS, area, today=TODAY))
    for lines in told(area).values():
        assert all(line.text in shown for line in lines if line.source_id)
    assert text_of(html(area)) in shown
    assert "Sources: " in shown


def test_another_icb_says_nothing_that_its_data_do_not_hold(monkeypatch: pytest.MonkeyPatch):
    tables = {name: FACTS[name] for name in FACTS if name != "service_pages"}
    bare = Catalogue(tables, FACTS.descriptor)
    assert telephones.html(bare, "east-kent") == ""
    monkeypatch.setattr(means, "chosen", lambda _name: [])
    parts = means.parts(Catalogue(tables, FACTS.descriptor), "dgs", ("hosc",), today=TODAY)
    assert means.UNKNOWN not in [part.name for part in parts]
