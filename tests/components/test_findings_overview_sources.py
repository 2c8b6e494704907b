"""Overview and Data and sources: what they say is what the tables hold."""

import datetime as dt

import polars as pl
import pytest

from components.findings.find import find
from components.findings.need import need
from components.findings.overview import overview, steps
from components.findings.overview.ways import ways
from components.findings.papers import changes, sources
from components.findings.timeline import now
from components.findings.waiting import waiting
from components.page_list import PAGES
from data.live.current import current
from data.package.catalogue import Catalogue
from data.papers.sources import tables_with_source
from data.queries.changes import since as compared_since
from data.queries.conflicts import counts
from data.queries.figures import newest
from data.queries.programme import items

AFTER, BEFORE = dt.date(2026, 11, 22), dt.date(2025, 1, 1)


@pytest.fixture(scope="module")
def facts():
    return current()


def test_finding_says_of_the_start_what_the_notices_say(facts):
    for day, verb in ((BEFORE, "are to run"), (AFTER, "run")):
        told = overview.finding(facts, today=day)
        assert told.endswith(f"{verb} from 27 October 2025, say the notices")


def changed(facts, table, rows):
    return Catalogue({**facts.tables, table: rows}, facts.descriptor)


def test_a_start_that_no_notice_gives_follows_the_calendar(facts):
    told_later = pl.when(pl.col("event_id") == "contract-term-starts").then(dt.date(2025, 11, 1))
    told = changed(
        facts, "events", facts["events"].with_columns(as_at=told_later.otherwise("as_at"))
    )
    assert overview.finding(told, today=AFTER).endswith("run from 27 October 2025")
    assert overview.finding(told, today=BEFORE).endswith("are to run from 27 October 2025")


def test_what_was_due_is_told_from_the_day_after_it(facts):
    def told(day):
        return "".join(
            step.text
            for step in steps.steps(facts, today=day)
            if step.heading == "What should have happened by now"
        )

    assert told(dt.date(2026, 10, 26)) == ""
    assert told(dt.date(2026, 10, 27)).startswith("Due by 26 October 2026: first year of unchanged")


def test_both_sums_stand_side_by_side_with_their_terms_and_the_caveat(facts):
    told = next(step.text for step in steps.steps(facts, today=AFTER) if step.page == "money")
    assert told.startswith("The paper of December 2024 puts all six lots at about £1.1 billion")
    assert "puts them at £1,841,923,724. " in told
    assert now.terms(facts) in told
    assert "run for 5 years, with up to 3 more" in told
    assert newest(facts, "contract_value").caveat in told
    shown = {key.label: key.shown for key in overview.keys(facts)}
    assert shown["All lots on the award notice"] == "£1.84 billion"


def test_papers_are_read_up_to_the_newest_that_tells_of_events(facts):
    newer = pl.when(pl.col("source_id") == "fts-main").then(dt.date(2026, 4, 15))
    told = changed(facts, "sources", facts["sources"].with_columns(date=newer.otherwise("date")))
    assert overview.standfirst(told).endswith("read up to 15 April 2026.")
    of_workings = pl.when(pl.col("source_id") == "workings").then(dt.date(2030, 1, 1))
    same = facts["sources"].with_columns(date=of_workings.otherwise("date"))
    assert now.read_up_to(changed(facts, "sources", same)) == now.read_up_to(facts)


def test_why_it_was_done_is_told_as_the_table_has_it(facts):
    text = next(step.text for step in steps.steps(facts, today=AFTER) if step.page == "programme")
    assert items(facts, "reason")["text"][0] in text


def heading_of(facts, page):
    return next(step.heading for step in steps.steps(facts, today=AFTER) if step.page == page)


def test_what_changed_is_counted_since_the_newest_paper(facts):
    (text,) = (step.text for step in steps.steps(facts, today=AFTER) if step.page == "changes")
    since = dt.date(2024, 12, 1)
    rows = changes.compared(facts, compared_since(facts, since))
    assert text.startswith("Since the community services review paper (December 2024), ")
    assert f"{rows.filter(change='changed').height} points changed" in text


def test_ways_lead_to_each_committee_to_paper_and_to_a_screen(facts):
    found = {words: href for _, pairs in ways(facts) for href, words in pairs}
    assert found["HASC, Medway Council"] == "/scrutiny?committee=hasc"
    assert found["HOSC, Kent County Council"] == "/scrutiny?committee=hosc"
    assert found["Money"] == "/money?view=present"
    assert "/briefing/" in found.values()


def test_the_box_of_the_front_door_sends_what_is_typed_in_no_address():
    form = find.form_html()
    assert 'method="post" action="/find-my-area"' in form
    assert 'name="typed"' in form


def test_committees_are_said_to_differ_only_while_their_findings_do(facts):
    assert heading_of(facts, "scrutiny") == "HOSC and HASC came to different findings"
    words = pl.col("text").str.replace("is not a substantial", "is a substantial")
    alike = changed(facts, "statements", facts["statements"].with_columns(text=words))
    assert heading_of(alike, "scrutiny") == "What HOSC and HASC found"
    one = facts["statements"].filter(
        (pl.col("kind") != "determination") | (pl.col("committee") == "hasc")
    )
    assert heading_of(changed(facts, "statements", one), "scrutiny") == "What HASC found"


def test_winners_are_called_unknown_only_while_the_gap_says_so(facts):
    def told(held):
        every = steps.steps(held, today=AFTER)
        step = next(step for step in every if step.link == "See who is named for what")
        return f"{step.heading}. {step.text}"

    assert "do not say who won which lot" in told(facts)
    (known,) = facts["gaps"].filter(gap_id="award-by-lot")["answer"]
    assert known in told(facts)
    without = changed(facts, "gaps", facts["gaps"].filter(pl.col("gap_id") != "award-by-lot"))
    assert "do not say who won which lot" not in told(without)
    assert known not in told(without)
    assert "as its second-tier suppliers" in told(without)


def test_standfirst_counts_lots_and_areas(facts):
    assert "4 lots are for adults" in overview.standfirst(facts)
    assert "4 health and care partnership (HCP) areas" in overview.standfirst(facts)


def test_key_figures_are_those_of_the_tables(facts):
    shown = {key.label: key.shown for key in overview.keys(facts)}
    assert shown["All lots over 5 years, by the ICB"] == "about £1.1 billion"
    assert shown["Service lines listed"] == "55"
    assert shown["Surveys completed"] == "294"
    assert shown["Residents, mid-2020"] == "1.9 million"


def test_story_leads_to_pages_that_exist(facts):
    paths = {entry.path for entry in PAGES}
    assert {step.page for step in steps.steps(facts, today=AFTER)} <= paths


def test_story_gives_both_findings_and_the_people_misplaced_by_district_names(facts):
    text = " ".join(step.text for step in steps.steps(facts, today=AFTER))
    assert "79,675" in text
    assert "HOSC decided" in text
    assert "HASC decided" in text
    apart, moved = counts(facts)
    assert f"{apart} points, and {moved} plans moved" in text


def test_page_names_every_source_it_uses(facts):
    known = set(facts["sources"]["source_id"])
    assert set(overview.source_ids(facts, today=AFTER)) <= known


def test_row_counts_add_up(facts):
    rows = sum(facts[name].height for name in tables_with_source(facts))
    assert f"{rows:,} rows" in sources.finding(facts)


def test_each_source_has_an_entry_and_each_table_a_description(facts):
    for source_id in sources.source_names(facts):
        entry = dict(sources.source_facts(facts, source_id))
        assert entry["Title"]
        assert entry["What it tells"]
    for name in sources.table_names(facts):
        assert sources.columns_table(facts, name).frame.height == facts[name].width
        assert sources.all_rows(facts, name).frame.height == facts[name].height


def test_a_date_that_was_worked_out_says_so(facts):
    assert "worked out here" in dict(sources.source_facts(facts, "csr-2024-12"))["Date"]
    assert "worked out here" not in dict(sources.source_facts(facts, "hosc-2024-07"))["Date"]


def test_note_under_the_map_lists_each_area_with_its_lots(facts):
    note = overview.map_note_html(facts)
    assert "<strong>East Kent</strong>: Lot 2 for adults, Lot 6 for children" in note
    assert note.count("<li>") == 4


def test_each_reader_gets_three_findings_that_say_what_their_pages_say(facts):
    found = dict(steps.for_readers(facts, today=AFTER))
    assert {whom: len(told) for whom, told in found.items()} == {
        "For councillors": 3,
        "For executives": 3,
        "For residents": 3,
    }
    told = {step.page: step.text for of_one in found.values() for step in of_one}
    assert told["need"] == f"{need.finding(facts)}."
    assert told["waiting"].startswith(f"{waiting.finding(facts)}. This is a baseline")
    lost = changed(facts, "small_areas", facts["small_areas"].clear())
    assert "need" not in {step.page for step in steps.steps(lost, today=AFTER)}
