"""What stands beside a figure, who is said to say it, and what is counted, in every medium."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

import polars as pl
import pytest

from components.blocks import head_html
from components.findings.briefing import briefing as briefings
from components.findings.find import cards as find_cards
from components.findings.papers import disagree
from components.findings.places import care
from components.findings.scrutiny import scrutiny
from components.findings.timeline.rows import dated
from components.found_place import found_place
from components.markup import Files, card_foot, card_head
from components.page_model import Block, CardBlock, Prose, Row, blocks_of, downloads
from components.text.words import few, pounds, pounds_short, value
from data.package.catalogue import read
from data.queries import conflicts, scrutiny as asked
from data.queries.figures import all_figures
from geo.lookup.lookup import load
from tests.made import made, room_of, with_hero
from tests.pages.test_reading import STATES
from tests.shown_words import blocks
from web import briefings as briefing
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds
from web.open_data.files import as_csv, as_json

FACTS = read()
# The tables whose rows may have a caveat, and the column by which people know a row.
CAVEATS = {
    "care_measures": "place",
    "figures": "label",
    "events": "title",
    "evidence": "text",
    "meetings": "title",
    "provision": "what",
    "contracts": "name",
    "service_pages": "address",
    "sites": "what",
    "statements": "text",
    # Lists are told in sums: tests/components/test_findings_waiting.py looks for their caveats.
    "wait_reports": "place",
    "waits": "place",
}
# Figures that support the rule of areas, and stand in open data alone.
SHOWN_NOWHERE = {
    "dgs_bounds_page",
    "swale_split_minutes",
}
# How a sentence says a small number whose label it does not use.
IN_A_SENTENCE = {
    "contract_term_years": ("run for {} years", "first term is {} years"),
    "contract_extension_years": ("up to {} more",),
    "adult_lots_remainder": ("Nearly £900 million would be left",),
}
TODAY = dt.date(2026, 11, 29)
# Who may be said to say something, and the words with which a sentence lets them.
SPEAKER = re.compile(
    r"\b(?:The ICB|The paper|The notice|The notices|The papers|HOSC|HASC|Its paper)\b[^.]{0,60}?"
    r"\b(?:says?|counts?|gives?|puts?|states?|tells?)\b"
)


class Told(NamedTuple):
    """Something with a caveat: its row, words that stand where it is told, and their whole form."""

    row: str
    words: str
    form: str
    caveat: str


def _parts(path: str, **asked: str) -> dict[str, str]:
    """Each part of a page by itself, as both plain and live pages write it, and its files."""
    page = made(path, **asked)
    state = f"{path or 'overview'} {asked or ''}".strip()
    told = {f"{state}: head": head_html("", page.finding, page.standfirst)}
    for number, block in enumerate(_alone(page.body)):
        told[f"{state}: part {number}"] = "".join(
            card_head(one.card) + card_foot(FACTS, one, Files())
            if isinstance(one, CardBlock)
            else one.html
            for one in blocks_of([block])
            if isinstance(one, CardBlock | Prose)
        )
    for file in downloads(page).values():
        if file.mime == "text/csv":
            told[f"{state}: {file.name}"] = _rows(str(file.write()))
    return told


def _alone(body: Sequence[Block]) -> Iterator[Block]:
    """The parts of a page that are read by themselves: cards, words, and boxes as a whole."""
    for block in body:
        if isinstance(block, Row):
            yield from (inner for column in block.columns for inner in _alone(column))
        else:
            yield block


def _rows(file: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in file.splitlines())


def _media() -> dict[str, str]:
    told: dict[str, str] = {}
    for path, address in STATES:
        told |= _parts(path, **address)
    for line in FACTS["service_pages"]["service_id"].unique():
        told |= _parts("services", view="service", service=line)
    for path in with_hero():
        told[f"room {path}"] = room_of(path)
    for path in (path for path, embed in all_embeds(FACTS).items() if not embed.within):
        told[f"embed {path}"] = embed_pages.page(FACTS, path, today=TODAY).html
    for kind, subjects in briefings.subjects(FACTS).items():
        for subject in subjects:
            told[f"briefing {subject}"] = briefing.html(FACTS, kind, subject, today=TODAY)
    return told


@pytest.fixture(scope="module")
def media() -> dict[str, str]:
    """What each medium says, as running words."""
    return {
        name: "\n".join(block.text for block in blocks(f"<div>{markup}</div>"))
        for name, markup in _media().items()
    }


def _forms(row: dict) -> list[str]:
    """The forms of a value by which it can be told from any other in running words."""
    if row["value_text"]:
        return [row["value_text"]]
    if row["unit"] == "GBP":
        return [pounds(row["value"]), pounds_short(row["value"]), f"{row['value']:.10g}"]
    return []


def _exactly(form: str) -> str:
    # As a part of a sum it is told with the caveat of what the sum gives.
    return rf"(?<![\w,.£]){re.escape(form)}(?![\w]|[,.]\d| [÷×−+])"


def _beside(form: str, words: str) -> str:
    """A small number, or a date, and the words that say what it is, in either order."""
    words = re.escape(words)
    return rf"(?i:(?<!of ){_exactly(form)}\s+{words}|{words}[^.;\d]{{0,40}}{_exactly(form)})"


def _of_figures() -> Iterator[Told]:
    rows = all_figures(FACTS)
    sure = set(rows.filter(pl.col("caveat").is_null()).select("metric_id", "value").iter_rows())
    for row in rows.drop_nulls("caveat").iter_rows(named=True):
        name = row["figure_id"]
        for form in _forms(row):
            yield Told(name, form, _exactly(form), row["caveat"])
        for words in IN_A_SENTENCE.get(row["metric_id"], ()):
            form = words.format(f"{row['value']:,.10g}")
            yield Told(name, form, _exactly(form), row["caveat"])
        if _forms(row) or (row["metric_id"], row["value"]) in sure:
            continue  # another source says the same without a caveat
        number = f"{row['value']:,.10g}"
        for form in {number, value(row["value"], row["unit"]), few(int(row["value"]))}:
            yield Told(name, form, _beside(form, row["label"]), row["caveat"])


def _of_dates() -> Iterator[Told]:
    events, others = dated(FACTS), {*FACTS["metrics"]["label"], *FACTS["milestones"]["name"]}
    for row in events.drop_nulls("caveat").iter_rows(named=True):
        name, title, caveat = row["event_id"], row["title"], row["caveat"]
        if events.filter(title=title).height == 1 and title not in others:
            # Inside a sentence it begins with a small letter.
            yield Told(name, title, f"(?i:{_exactly(title)})", caveat)
        else:
            yield Told(name, title, _beside(row["when"], title), caveat)


def _of_words() -> Iterator[Told]:
    for table, column in CAVEATS.items():
        if table in ("figures", "events"):
            continue
        for row in FACTS[table].drop_nulls("caveat").iter_rows(named=True):
            if FACTS[table].filter(pl.col(column) == (told := row[column])).height == 1:
                yield Told(f"{table}: {told}", told, _exactly(told), row["caveat"])


def _own_words() -> list[str]:
    """What statements, questions and entries of sources say: rows with remarks of their own."""
    columns = (
        ("statements", "text"),
        ("sources", "about"),
        *(("gaps", one) for one in ("statement", "question", "answer")),
    )
    texts = [text for table, column in columns for text in FACTS[table][column].drop_nulls()]
    # A page may tell of a service and of a place; in the list of places it is told for the place.
    texts += [f"{care.told(row)}\n{row['address']}" for row in FACTS["sites"].rows(named=True)]
    return sorted(texts, key=len, reverse=True)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def test_every_table_with_caveats_is_looked_for():
    assert set(CAVEATS) == {name for name in FACTS if "caveat" in FACTS[name].columns}


def test_a_caveat_stands_wherever_its_figure_does(media):
    seen: dict[str, set[str]] = {}
    bare, own_words = [], _own_words()
    caveats = [
        (one.row, one.words.casefold(), re.compile(one.form), _plain(one.caveat))
        for one in (*_of_figures(), *_of_dates(), *_of_words())
    ]
    for medium, text in media.items():
        words, folded, told = _plain(text), text.casefold(), text
        for own in own_words:
            told = told.replace(own, "")
        for name, part, form, caveat in caveats:
            if part not in folded:  # a hundred times quicker than to look for its form
                continue
            if not (
                found := form.search(text if name.startswith(("statements", "sites")) else told)
            ):
                continue
            seen.setdefault(name, set()).add(medium)
            if caveat not in words:
                bare.append(f"{medium}: {name} ({found[0]})")
    assert not bare
    assert {name for name, *_ in caveats} - set(seen) == SHOWN_NOWHERE


@pytest.mark.parametrize("table", CAVEATS)
def test_open_data_has_each_caveat_in_its_row(table):
    kept = FACTS[table].rows(named=True)
    sent = list(csv.DictReader(io.StringIO(as_csv(FACTS, table).decode())))
    assert [one["caveat"] or None for one in sent] == [row["caveat"] for row in kept]
    assert [row["caveat"] for row in json.loads(as_json(FACTS, table))] == [
        row["caveat"] for row in kept
    ]


def test_a_sum_of_ours_stands_in_nobody_elses_mouth(media):
    derived = [
        form
        for row in all_figures(FACTS).filter(basis="derived").iter_rows(named=True)
        for form in (_forms(row) or [f"{row['value']:,.0f}"])
        if len(re.findall(r"\d", form)) > 2
    ]
    derived.append("1,245")
    wrong = [
        f"{name}: {sentence}"
        for name, text in media.items()
        for sentence in re.split(r"(?<=[.?!]) |\n", text)
        if (found := SPEAKER.search(sentence))
        and any(form in sentence[found.end() :] for form in derived)
    ]
    assert not wrong


def test_requests_and_promises_are_counted_alike_everywhere(media):
    for committee in asked.COMMITTEES[:2]:
        counted = asked.state_counts(FACTS, committee, today=TODAY)
        total = sum(counted.values())
        short = FACTS["organisations"].filter(org_id=committee)["short_name"].item()
        assert f"Requests and promises, {short}: {total} on paper" in media[f"briefing {committee}"]
        page = scrutiny.standfirst(FACTS, committee, today=TODAY)
        assert f"{total} requests and promises are on paper. " in page
        place = found_place(load().find("Medway" if committee == "hasc" else "Maidstone"))
        card = find_cards.scrutiny_card(FACTS, place, today=TODAY)
        assert f"{total} requests and promises are on paper for {short}" in card.body
        for number in counted.values():
            assert re.search(rf"\b{number} ", page)


def test_points_of_disagreement_are_counted_alike_everywhere():
    apart, moved = conflicts.counts(FACTS)
    assert f"on {apart} points" in disagree.finding(disagree.points(FACTS))
    assert f"{moved} plans moved" in disagree.finding(disagree.points(FACTS))


def test_dates_are_from_sources_and_not_from_our_own_workings(media):
    own = FACTS["sources"].filter(held="workings")["source_id"].to_list()
    theirs = set(FACTS["events"]["source_id"]) - set(own)
    assert f"from {len(theirs)} sources" in media["embed timeline"]


def test_where_a_copy_lacks_an_envelope_it_is_said_where_the_whole_is(media):
    lacks = re.compile(
        r"[Ll]ots? [\d, andto]+: not in the copy read|envelope is not in the copy"
        r"|^Not in the copy read",
        re.MULTILINE,
    )
    # A finding alone, lists of what is said elsewhere, and what the words mean.
    own = {"head", "changes", "questions", "glossary"}
    told = [
        name
        for name, words in media.items()
        if lacks.search(words) and not own & {name.split(":")[0], name.split(": ")[-1]}
    ]
    assert {"money: part 0", "room money", "embed money", "briefing dgs"} <= set(told)
    assert any(name.startswith("map: ") for name in told)
    assert [name for name in told if "You can get the whole of" not in media[name]] == []
