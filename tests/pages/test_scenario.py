"""What if: its words stand on all that it gives, and nothing of it stands anywhere else."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from components.choices import Number
from components.findings.briefing import briefing as briefings
from components.findings.scenario.scenario import NO_PLAN, NOTHING
from components.page_list import PAGES
from components.page_model import CardBlock, downloads
from data.live.current import current
from data.package.catalogue import Catalogue
from tests.made import content_of, html_of, made, notices, room_of
from web import briefings as briefing
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds
from web.open_data.files import as_csv

FACTS = current()
STATE = {
    "efficiency": "7.5",
    "held-back": "3",
    "growth-2": "2.5",
    "growth-5": "-1",
    "share": "older",
    "lot": "lot-2",
    "envelope-lot-2": "70",
}
TODAY = dt.date(2026, 12, 1)


@pytest.mark.parametrize("state", [{}, STATE], ids=str)
def test_all_that_it_gives_says_that_it_is_no_plan(state):
    page = made("scenario", **state)
    cards = [block.card for block in page.body if isinstance(block, CardBlock)]
    assert len(cards) == 3
    assert page.finding.startswith(NO_PLAN)
    for card in cards:
        assert card.subtitle.startswith(NO_PLAN)
        assert card.table.note == NO_PLAN
        if card.spec:
            assert card.spec["title"]["text"] == NO_PLAN
            assert card.alt.startswith(NO_PLAN)
    files = downloads(page)
    assert len(files) == len(cards)
    for name, file in files.items():
        head, *rows = str(file.write()).strip().splitlines()
        assert name.startswith("scenario")
        assert head.endswith("Remark")
        assert rows and all(row.endswith((f'{NO_PLAN}"', NO_PLAN)) for row in rows)
    written = html_of("scenario", **state)
    captions = re.findall(r"<caption[^>]*>(.*?)</caption>", written)
    assert len(captions) == len(cards)
    assert all(re.sub("<[^>]+>", "", one).startswith("Your scenario") for one in captions)
    assert all(NO_PLAN in one for one in re.findall(r'<div class="picture.*?</svg>', written, re.S))
    assert room_of("scenario", **state).count(NO_PLAN) >= 3


def test_nothing_of_it_stands_anywhere_else():
    part = NO_PLAN.partition(",")[0].lower()
    for entry in PAGES:
        if entry.path != "scenario":
            told = "".join(content_of(entry.path)).lower()
            assert part not in told, entry.path
    for path in all_embeds(FACTS):
        assert "scenario" not in path
        assert part not in embed_pages.page(FACTS, path, today=TODAY).html.lower(), path
    for kind, subjects in briefings.subjects(FACTS).items():
        for subject in subjects:
            assert part not in briefing.html(FACTS, kind, subject, today=TODAY).lower()
    for table in FACTS:
        assert part not in as_csv(FACTS, table).decode().lower()
    assert part not in repr(FACTS.descriptor).lower()


def test_the_whole_state_stands_in_the_address_and_in_its_files():
    written = html_of("scenario", **STATE)
    (href,) = re.findall(r'href="/files/scenario/scenario-years.csv\?([^"]*)"', written)
    assert dict(one.split("=") for one in href.split("&amp;")) == STATE
    for key, value in STATE.items():
        assert re.search(
            rf'name="{key}"[^>]*value="{value}"|value="{value}" (checked|selected)', written
        )


@pytest.mark.parametrize("control", [c for c in made("scenario").choices if isinstance(c, Number)])
def test_bounds_are_told_beside_each_field_and_with_each_bad_value(control):
    form = html_of("scenario").replace("\u00a0", " ")
    assert f">{control.asks.replace(chr(160), ' ')}</label>" in form
    (sentence,) = notices("scenario", **{control.key: "77"})
    assert f"must be from {control.bounds}" in sentence


def test_the_field_of_a_lot_is_not_taken_over_to_another_one():
    one = made("scenario", lot="lot-3", **{"envelope-lot-2": "70"})
    assert one.finding == made("scenario", lot="lot-3").finding
    assert one.finding == made("scenario").finding


@pytest.mark.parametrize("lot", FACTS["lots"]["lot_id"])
@pytest.mark.parametrize("cut", ["0", "10"])
def test_the_usual_envelope_of_each_lot_is_within_its_bounds(lot, cut):
    field = made("scenario", lot=lot, efficiency=cut).choices[-1]
    assert isinstance(field, Number)
    assert field.read(field.written(field.usual)) == field.usual


def test_without_the_sums_the_page_says_so():
    bare = Catalogue({**FACTS.tables, "envelopes": FACTS["envelopes"].clear()}, FACTS.descriptor)
    assert made("scenario", facts=bare).finding == NOTHING


def test_the_rest_is_shared_by_need_where_there_is_a_source_for_it():
    page = made("scenario", share="need")
    assert "shared by people in income deprivation" in page.standfirst
    assert "indices-2025" in page.sources
    assert "indices-2025" not in made("scenario").sources
    bare = Catalogue(
        {**FACTS.tables, "small_areas": FACTS["small_areas"].clear()}, FACTS.descriptor
    )
    (share,) = (one for one in made("scenario", facts=bare).choices if one.key == "share")
    assert [*share.options] == ["residents", "older"]
