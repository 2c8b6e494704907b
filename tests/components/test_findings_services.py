"""What the Services page says, held against the tables it comes from."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qs

import polars as pl
import pytest
from hypothesis import given, strategies as st

import data
from components.findings.services import (
    providers,
    search as service_search,
    services,
    views as service_views,
)
from components.html import matrix as marks
from data.live.current import current
from data.queries.everyday import meant
from data.queries.services import EVIDENCE, KINDS, across_lots, earlier_list, in_lot, matrix, search

FACTS = current()
LOTS = FACTS["lots"]["lot_id"].to_list()
LINES = FACTS["services"]["service_id"].to_list()
COHORTS = ("adults", "children")


@pytest.fixture
def facts():
    return FACTS


def card_of(facts, cohort, *, area=None, text="", open_lines=False):
    rows = search(matrix(facts, cohort), text)
    return services.matrix_card(facts, rows, cohort=cohort, area=area, open_lines=open_lines)


def rows_of(markup):
    """Each row of a table as the text of its cells, as a screen reader has it."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", markup)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", c)).split()) for c in row] for row in cells]


def test_the_finding_counts_the_lines_of_both_cohorts(facts):
    adults, children = (facts["services"].filter(cohort=c).height for c in COHORTS)
    assert services.finding(facts).startswith(
        f"{adults} adult service lines and {children} for children are in the programme"
    )


def test_the_finding_says_only_what_is_a_gap_in_the_data(facts):
    assert services.finding(facts).endswith("no paper lists the services of each lot")
    filled = data.Catalogue({**facts.tables, "gaps": facts["gaps"].clear()}, facts.descriptor)
    assert services.finding(filled).endswith("are in the programme")


def said_of(row: dict) -> str:
    """What a cell says: the list that names the line, and after it what a page names."""
    listed = marks.LABELS[row["evidence"]]
    return f"{listed}; {marks.lower(marks.LABELS[row['pages']])}" if row["pages"] else listed


@pytest.mark.parametrize("cohort", COHORTS)
def test_each_cell_of_the_matrix_says_the_evidence_in_the_table(facts, cohort):
    known = {
        (row["service_id"], row["lot_id"]): said_of(row)
        for row in matrix(facts, cohort).iter_rows(named=True)
    }
    lots = facts["lots"].filter(cohort=cohort).sort("number")["lot_id"].to_list()
    lines = facts["services"].filter(cohort=cohort)
    names = dict(lines.select("service_id", "name").iter_rows())
    body = card_of(facts, cohort).body
    shown = re.findall(r'<tr class="line">.*?</tr>', body)
    assert len(shown) == lines.height
    for row in shown:
        line = parse_qs(unescape(re.search(r'href="\?([^"]+)"', row).group(1)))["service"][0]
        name, *cells = rows_of(row)[0]
        assert name == names[line]
        assert cells == [known[line, lot] for lot in lots]


def test_a_service_area_counts_the_marks_of_its_lines(facts):
    body = card_of(facts, "adults").body
    groups = re.findall(r'<tr class="group">.*?</tr>', body)
    rows = rows_of(re.sub(r'<span class="to-map">.*?</a></span>', "", "".join(groups)))
    areas = facts["service_areas"].filter(cohort="adults").sort("display_order")
    assert [row[0].rsplit(" ", 2)[0] for row in rows] == areas["name"].to_list()
    for (head, *cells), area_id in zip(rows, areas["service_area_id"], strict=True):
        lines = facts["services"].filter(service_area_id=area_id)
        assert head.endswith(f"{lines.height} line" + ("s" if lines.height > 1 else ""))
        for cell, number in zip(cells, (1, 2, 3, 4), strict=True):
            rows = in_lot(facts, f"lot-{number}").filter(service_area_id=area_id)
            assert rows.height == lines.height
            kinds = [*rows["evidence"], *rows["pages"].drop_nulls()]
            expected = [
                f"{kinds.count(kind)} {marks.lower(marks.LABELS[kind])}"
                for kind in KINDS
                if kind in kinds
            ]
            assert cell == " ".join(expected)


def test_a_line_that_no_table_puts_into_a_lot_is_not_stated(facts):
    fewer = facts["lot_services"].filter(
        ~((pl.col("service_id") == "adult-falls") & (pl.col("lot_id") == "lot-2"))
    )
    without = data.Catalogue({**facts.tables, "lot_services": fewer}, facts.descriptor)
    card = card_of(without, "adults", text="falls")
    falls = next(row for row in rows_of(card.body) if row[0] == "Falls")
    assert falls[2] == "Not stated; named on a page for the whole area"
    assert '<span class="mark not-stated"' in card.body
    assert (
        "No paper collected here names the service for this lot. In this table: 1 mark."
        in unescape(re.sub(r"<[^>]+>", "", card.body))
    )


@pytest.mark.parametrize("cohort", COHORTS)
def test_the_key_explains_every_kind_and_counts_its_marks(facts, cohort):
    rows = matrix(facts, cohort)
    kinds = services.kinds(facts, rows, KINDS)
    assert [kind.evidence for kind in kinds] == list(KINDS)
    assert sum(kind.marks for kind in kinds[: len(EVIDENCE)]) == rows.height
    shown = [*rows["evidence"], *rows["pages"]]
    for kind in kinds:
        assert kind.marks == shown.count(kind.evidence)
        assert kind.sentence.endswith(".")
    body = card_of(facts, cohort).body
    assert all(unescape(body).count(kind.sentence) == 1 for kind in kinds)


def test_every_kind_of_evidence_has_words_a_shape_and_a_shade(root):
    css = (root / "components/static/matrix.css").read_text(encoding="utf-8")
    assert tuple(marks.LABELS) == KINDS
    shapes = {
        re.sub(r"--evidence-[a-z-]+", "", re.search(rf"\.mark\.{marks.slug(kind)} (.+)", css)[1])
        for kind in KINDS
    }
    assert len(shapes) == len(KINDS)
    assert all(f"var(--evidence-{marks.slug(kind)}-edge)" in css for kind in KINDS)


def test_the_head_of_the_matrix_card_holds_its_numbers(facts):
    local = facts["lot_services"].filter(evidence="local list")
    adults = facts["services"].filter(cohort="adults").height
    assert set(local["lot_id"]) == {"lot-3"}
    assert card_of(facts, "adults").headline == (
        f"A local list of 2017 names {local.height} of {adults} adult lines, for Lot 3 only"
    )
    before = facts["lot_services"].filter(evidence="earlier scope")
    assert set(before["lot_id"]) == {"lot-5"}
    assert card_of(facts, "children").headline.endswith("in what is now Lot 5")


@pytest.mark.parametrize("cohort", COHORTS)
def test_the_download_holds_what_is_shown(facts, cohort):
    card = card_of(facts, cohort, text="nursing")
    rows = list(csv.DictReader(io.StringIO(card.table.csv().removeprefix("\ufeff"))))
    found = search(matrix(facts, cohort), "nursing")
    assert [row["Service line"] for row in rows] == found["service"].unique(
        maintain_order=True
    ).to_list()
    lots = [name for name in rows[0] if name.startswith("Lot ")]
    assert len(lots) == facts["lots"].filter(cohort=cohort).height
    for row in rows:
        of_line = found.filter(service=row["Service line"]).sort("number")
        assert [row[lot] for lot in lots] == [said_of(one) for one in of_line.to_dicts()]


def test_the_lot_of_the_chosen_area_is_named_in_words(facts):
    body = card_of(facts, "adults", area="east-kent").body
    head = rows_of(body)[0]
    assert [cell for cell in head if "Chosen area" in cell] == ["Lot 2 East Kent Chosen area"]
    assert "Chosen area" not in card_of(facts, "adults").body


@pytest.mark.parametrize("open_lines", [True, False])
def test_lines_are_open_when_asked(facts, open_lines):
    body = card_of(facts, "adults", open_lines=open_lines).body
    assert body.count("<details open>") == (10 if open_lines else 0)
    assert body.count("<details") == 10


def test_childrens_lines_are_not_grouped_as_the_paper_does_not(facts):
    card = card_of(facts, "children")
    assert "<details" not in card.body
    assert "The paper lists children’s services without grouping them." in card.how


@pytest.mark.parametrize("lot_id", LOTS)
def test_the_list_of_a_lot_is_all_its_lines_with_evidence_and_sources(facts, lot_id):
    rows = in_lot(facts, lot_id)
    card = service_views.lot_card(facts, rows, lot_id=lot_id, area=None)
    lines = rows_of("".join(re.findall(r'<tr class="line".*?</tr>', card.body)))
    assert len(lines) == rows.height
    for (name, evidence, sources), row in zip(lines, rows.iter_rows(named=True), strict=True):
        assert name.startswith(row["service"])
        assert evidence.startswith(said_of(row).replace("; named", " Named"))
        assert len(re.findall(r"\d", sources)) == sum(row[one] is not None for one in marks.SOURCES)
    lot = facts["lots"].filter(lot_id=lot_id).row(0, named=True)
    finding = service_views.lot_finding(facts, lot_id)
    assert finding.startswith(f"Lot {lot['number']} (")
    assert f"all {rows.height} " in finding
    assert f"Lot {lot['number']}" in card.subtitle


def test_only_the_lot_with_medways_list_names_it(facts):
    for lot_id in LOTS:
        remarks = service_views.with_remarks(facts, in_lot(facts, lot_id))["remarks"]
        medway = [text for texts in remarks for text in texts if text.startswith("Medway 2017")]
        matched = earlier_list(facts).filter(pl.col("match") != "none").height
        assert len(medway) == (matched if lot_id == "lot-3" else 0)


@pytest.mark.parametrize(
    ("area", "cohort", "lot_id"),
    [
        ("east-kent", "adults", "lot-2"),
        ("east-kent", "children", "lot-6"),
        ("medway-swale", "children", "lot-5"),
        (None, "adults", "lot-1"),
        (None, "children", "lot-5"),
    ],
)
def test_the_chosen_area_chooses_the_lot(facts, area, cohort, lot_id):
    assert service_views.default_lot(facts, area, cohort) == lot_id


@pytest.mark.parametrize("line", LINES)
def test_one_line_across_lots_says_its_evidence_in_each(facts, line):
    rows = across_lots(facts, line)
    card = service_views.service_card(facts, line, area=None)
    shown = rows_of("".join(re.findall(r'<tr class="line".*?</tr>', card.body)))
    said = [said_of(row).replace("; named", " Named") for row in rows.to_dicts()]
    assert [cells[1] for cells in shown] == said
    assert card.table.frame.height == rows.height
    finding = service_views.service_finding(facts, line)
    local = rows.filter(evidence="local list")
    assert ("local list for Lot 3" in finding) == (local.height > 0)
    before = "earlier scope" in rows["evidence"].to_list()
    assert ("before Medway’s services joined" in finding) == before


def test_one_line_shows_its_printed_name_its_note_and_medways_items(facts):
    text = unescape(service_views.service_card(facts, "adult-falls", area=None).body)
    assert "<dt>Printed in the paper as</dt><dd>Falls</dd>" in text
    assert "Item 13: Community Rehabilitation including rehab day centre" in text
    assert "(related, not the same). Falls is named inside community rehabilitation." in text
    idt = unescape(service_views.service_card(facts, "adult-idt", area=None).body)
    assert "does not say what they stand for" in idt
    assert "Medway’s list of 2017</dt>" not in idt


def test_every_line_can_be_chosen_by_a_name_of_its_own(facts):
    for cohort in COHORTS:
        names = services.line_names(facts, cohort)
        assert set(names) == set(LINES)
        assert len(set(names.values())) == len(LINES)
        assert services.cohort_of(facts, service=next(iter(names))) == cohort


def test_links_of_the_matrix_keep_area_and_cohort(facts):
    body = card_of(facts, "children", area="west-kent").body
    links = [parse_qs(unescape(link)) for link in re.findall(r'href="\?([^"]+)"', body)]
    assert len(links) == 2 + 21
    for link in links:
        assert link["area"] == ["west-kent"]
        assert link["cohort"] == ["children"]
        assert link["view"] in (["lot"], ["service"])


def test_medways_list_is_counted_by_its_items(facts):
    rows = facts["earlier_services"].to_dicts()
    items = {row["display_order"]: set() for row in rows}
    for row in rows:
        items[row["display_order"]].add(row["match"])
    same = sum("same" in matches for matches in items.values())
    none = sum(matches == {"none"} for matches in items.values())
    card = providers.earlier_card(facts)
    assert card.headline == (
        f"{same} of the {len(items)} services on Medway’s list of 2017 are lines of the "
        f"programme; {none} have no line of that name"
    )
    assert "Medway only, not Swale" in card.subtitle
    assert "2017" in card.subtitle
    assert card.table.frame.height == len(rows)
    for row in rows:
        assert row["name"] in unescape(card.body)


def test_providers_are_as_the_newest_paper_counts_them(facts):
    card = providers.provider_card(facts)
    main = facts["figures"].filter(metric_id="main_providers").sort("as_at")
    named = facts["provision"].filter(source_id=main["source_id"].last())
    assert named["org_id"].n_unique() == main["value"].last()
    assert card.headline.startswith(
        f"{main['value'].last():.0f} main providers were named in December 2024"
    )
    assert "providers-by-service" in facts["gaps"]["gap_id"].to_list()
    assert all(name in unescape(card.body) for name in card.table.frame["provider"])


@pytest.mark.parametrize("lots", [["lot-1", "lot-2", "lot-3", "lot-4"], ["lot-5"], ["lot-6"]])
def test_the_questions_are_those_of_the_lots_shown(facts, lots):
    asked = services.open_questions(facts, lots)["gap_id"].to_list()
    expected = [
        row["gap_id"]
        for row in facts["gaps"].filter(topic="services").iter_rows(named=True)
        if not row["lots"] or set(row["lots"].split()) & set(lots)
    ]
    assert asked == expected
    assert ("children-lot-5-list" in asked) == ("lot-5" in lots)


def status(facts, text, cohort="adults"):
    everything = matrix(facts, cohort)
    rows = search(everything, text, meant=meant(facts, text)["service_id"].drop_nulls())
    return service_search.found(facts, rows, everything, text=text, cohort=cohort)


def test_a_search_says_how_many_it_found(facts):
    assert "Found in 1 of 34 service lines." in status(facts, "phleb")
    assert status(facts, "") == ""


@pytest.mark.parametrize(
    ("text", "cohort", "also"),
    [
        ("audiology", "adults", "Among services for children: Audiology."),
        ("cardiology", "children", "Among services for adults: Cardiology."),
        ("dermatology", "adults", "Medway’s list of 2017 names Dermatology."),
        ("children's", "adults", "Among services for children, 21 lines have them."),
        ("zebra", "adults", "Try the first letters of the word."),
    ],
)
def test_an_empty_search_says_where_else_the_word_stands(facts, text, cohort, also):
    words = status(facts, text, cohort)
    assert words.startswith("No ")
    assert also in words


@pytest.mark.parametrize(
    ("text", "cohort", "said"),
    [
        ("nurse", "adults", "Found in 2 of 34 service lines, by this dashboard’s own list"),
        ("District Nursing", "adults", "Community nursing is the nearest."),
        ("health visitors", "adults", "no line for it, for adults or for children."),
        ("physio", "children", "Found in 4 of 21 service lines, 2 of them by this"),
        ("feet", "children", "Found in 1 of 21 service lines, by this"),
        ("heart failure clinic", "adults", "Try one word of it."),
    ],
)
def test_a_search_knows_everyday_words(facts, text, cohort, said):
    assert said in status(facts, text, cohort)


def test_the_heading_tells_what_a_search_found(facts):
    everything = matrix(facts, "adults")
    found = everything.filter(pl.col("service_id") == "adult-podiatry")
    told = [service_search.finding(rows, everything, "adults") for rows in (found, found.clear())]
    assert told == [
        "1 of 34 adult service lines matches your search",
        "None of 34 adult service lines matches your search",
    ]


@given(st.text(max_size=200), st.sampled_from(COHORTS))
def test_no_words_break_the_search_or_come_back(text, cohort):
    said = status(FACTS, text.strip(), cohort)
    assert "<" not in said
    rows = search(matrix(FACTS, cohort), text)
    if rows.height:
        services.matrix_card(FACTS, rows, cohort=cohort, area=None, open_lines=True)


def test_each_service_area_and_each_line_leads_to_its_map(facts):
    body = card_of(facts, "adults", area="dgs").body
    ways = re.findall(r'<span class="to-map"><a href="([^"]*)"', body)
    areas = facts["service_areas"].filter(cohort="adults").sort("display_order")
    assert [unescape(way) for way in ways] == [
        f"/map?area=dgs&service={area}" for area in areas["service_area_id"]
    ]
    assert 'class="to-map"' not in card_of(facts, "children").body  # no paper groups them
    for line in LINES:
        (way,) = re.findall(
            r'<span class="to-map"><a href="([^"]*)"',
            service_views.service_card(facts, line, area=None).body,
        )
        asked = parse_qs(unescape(way).partition("?")[2])
        assert asked["service"] == [line]
        assert asked.get("cohort") == (["children"] if line.startswith("child") else None)
