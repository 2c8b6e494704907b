"""The page in easy read: short sentences, hard words explained, a picture each, no figure typed."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from urllib.parse import unquote

import pytest

from components.findings.easy_read import signs, told
from components.findings.easy_read.ideas import EXPLAINED, Idea
from components.page_list import PAGES
from components.theme import BASE_SIZE, TYPE
from data.live.current import current
from data.package.catalogue import Catalogue
from tests import plain
from tests.made import html_of, made, markup_of, words_of

FACTS = current()
TODAY = dt.date(2026, 12, 1)
PARTS = told.parts(FACTS, today=TODAY)
IDEAS: list[Idea] = [idea for part in PARTS for idea in part.ideas]
SENTENCES = [sentence for idea in IDEAS for sentence in idea.sentences]
LONGEST, USUAL = 12, 8  # words of a sentence, and of one on average
# Words of the field that stand here only where they are explained.
HARD = (
    "procurement|mobilisation|envelope|award|tender|commission|stakeholder|engagement|transformation|"
    "variation|scrutiny|provider|supplier|notice|lot|contract|ICB|HCP|HOSC|HASC|cohort|resident"
)


def said() -> str:
    return words_of("easy-read")


@pytest.fixture(autouse=True)
def no_contacts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OFFICE_CONTACTS", raising=False)


def test_sentences_are_short():
    lengths = {sentence: len(sentence.split()) for sentence in SENTENCES}
    assert {s: n for s, n in lengths.items() if n > LONGEST} == {}
    assert sum(lengths.values()) / len(lengths) <= USUAL
    assert all(sentence.count(". ") == 0 and sentence[-1] in ".?" for sentence in SENTENCES)


def test_every_idea_has_a_few_sentences_and_a_sign():
    assert all(1 <= len(idea.sentences) <= 5 for idea in IDEAS)
    assert {idea.sign for idea in IDEAS} <= set(signs.SIGNS)
    assert set(signs.SIGNS) == {idea.sign for idea in IDEAS}  # none is drawn for nothing
    assert told.html(PARTS).count('class="sign" aria-hidden="true"') == len(IDEAS)


def test_its_readers_are_not_offered_what_others_show_to_a_room():
    assert 'class="to-screen"' in html_of("money")
    assert 'class="to-screen"' not in html_of("easy-read")


def test_a_hard_word_is_explained_where_it_is_first_met():
    explained: set[str] = set()
    for idea in IDEAS:
        explained |= set(idea.explains)
        for word in re.findall(rf"\b({HARD})s?\b", " ".join(idea.sentences), re.IGNORECASE):
            assert any(word.lower() in one.lower() for one in explained), (word, idea)
    assert explained == set(EXPLAINED)


def test_a_hard_word_stands_in_bold_beside_its_explanation():
    markup = told.html(PARTS)
    for word, sentence in EXPLAINED.items():
        assert re.search(rf"<strong>{re.escape(word)}s?</strong>", markup), word
        assert plain_text(markup).count(sentence) == 1


def plain_text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub("</?strong>", "", markup))).split())


def test_every_figure_is_that_of_the_data():
    figures = {row["metric_id"]: float(row["value"] or 0) for row in plain.rows("figures")}
    lots, services = plain.rows("lots"), plain.rows("services")
    awards = plain.rows("provision")
    unscoped = [r for r in awards if not r["scope"] and r["period"].startswith("from 2025")]
    on_notice = [row for row in unscoped if row["source_id"] == "fts-main"]
    on_page = [row for row in unscoped if row["source_id"] != "fts-main"]
    known = {
        f"{figures['envelope_five_years'] / 1e9:g} billion",
        f"{figures['contract_value'] / 1e9:.2f} billion",
        f"There are {len(lots)} lots",
        *(f"{sum(r['cohort'] == c for r in lots)} are for {c}" for c in ("adults", "children")),
        *(
            f"{sum(r['cohort'] == c for r in services)} services are for {c}"
            for c in ("adults", "children")
        ),
        f"{len({row['org_id'] for row in unscoped})} providers are named",
        f"A notice names {len({row['org_id'] for row in on_notice})} of them",
        f"A web page names {len({row['org_id'] for row in on_page})} of them",
    }
    text = plain_text(told.html(PARTS))
    for one in known:
        assert one in text, one


def test_every_date_is_that_of_a_row():
    dates = {row["date"] for row in (*plain.rows("events"), *plain.rows("meetings"))}
    dates |= {row["date"] for row in plain.rows("sources")}
    days = [dt.date.fromisoformat(day) for day in dates if day]
    as_days = {f"{day.day} {day:%B %Y}" for day in days}
    as_months = {f"{day:%B %Y}" for day in days}
    text = plain_text(told.html(PARTS))
    found = re.findall(r"\b(?:\d{1,2} )?[A-Z][a-z]+ \d{4}\b", text)
    assert len(found) >= 6
    for one in found:
        assert one in (as_days if one[0].isdigit() else as_months), one


def test_what_each_committee_found_is_told_as_it_found_it():
    names = {row["org_id"]: row["name"] for row in plain.rows("organisations")}
    text = plain_text(told.html(PARTS))
    for row in plain.where("statements", kind="determination"):
        council = names[row["committee"]].rpartition(", ")[2]
        _, _, after = text.partition(f"The committee of {council} met on ")
        found = re.search(r"It said: the plan is (not )?a big change\.", after)
        assert found is not None
        assert bool(found[1]) == (" not a substantial" in row["text"])


def test_it_says_that_nobody_has_tested_it_before_anything_else():
    assert [idea.sentences[0] for idea in IDEAS[:2]] == [
        "This page is in easy read.",
        told.UNTESTED,
    ]
    assert told.UNTESTED in said()


def test_a_start_that_is_ahead_is_told_so_and_a_year_that_runs_has_no_end_yet():
    early = told.parts(FACTS, today=dt.date(2025, 10, 1))
    text = plain_text(told.html(early))
    assert "The new contracts are to run from 27 October 2025." in text
    assert "That year was to end" not in text
    assert "That year was to end by 26 October 2026. Nothing found since." in said()


def test_contacts_are_those_that_are_set(monkeypatch: pytest.MonkeyPatch):
    assert said().count(told.NO_CONTACT) == 3
    monkeypatch.setenv("OFFICE_CONTACTS", "kent-council: https://example.org/ask<b>")
    assert said().count(told.NO_CONTACT) == 2
    assert "Contact: https://example.org/ask&lt;b&gt;" in told.html(told.parts(FACTS, today=TODAY))


def test_its_sources_stand_at_its_end_and_it_leads_to_find_my_area():
    page = made("easy-read")
    assert set(page.sources) == {one for idea in IDEAS for one in idea.source_ids}
    markup = markup_of("easy-read")
    assert 'href="/find-my-area"' in markup
    for source_id in page.sources:
        assert f'id="source-{source_id}"' in markup


@pytest.mark.parametrize("path", ["", "accessibility"])
def test_overview_and_accessibility_lead_to_it(path: str):
    assert 'href="/easy-read"' in markup_of(path)
    assert "easy-read" in [entry.path for entry in PAGES]


def test_without_the_tables_it_says_less_and_nothing_wrong():
    emptied = ("events", "figures", "provision", "statements", "engagement_stages", "gaps")
    tables = {name: FACTS[name].clear() if name in emptied else FACTS[name] for name in FACTS}
    bare = told.parts(Catalogue(tables, FACTS.descriptor), today=TODAY)
    names = [part.name for part in bare]
    assert "How much money" not in names
    assert "What councils said" not in names
    assert "Whom to ask" in names


@pytest.mark.parametrize("name", signs.SIGNS)
def test_a_sign_is_drawn_in_lines_over_a_tint(name: str):
    markup = unescape(signs.html(name))
    lines, tint = re.findall(r"url\('data:image/svg\+xml,([^']+)'\)", markup)
    for drawn in (lines, tint):
        assert re.search(r"<(path|circle|rect) ", unquote(drawn))
    assert "http" not in unquote(markup).replace("http://www.w3.org/2000/svg", "")
    assert re.sub(r"<[^>]+>", "", markup) == ""


def test_its_type_is_large_on_the_screen_and_on_paper():
    markup = html_of("easy-read")
    assert re.search(r"\.easy\{font-size: ?var\(--type-easy\)", markup)
    assert float(TYPE["easy"].removesuffix("rem")) * BASE_SIZE >= 20
    assert re.search(r"@media print\{\.easy\{font-size: ?16pt", markup)
