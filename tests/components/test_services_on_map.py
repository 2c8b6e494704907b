"""A service on the map of lots: what is said, shaded and signed is what the tables hold."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zlib
from html import unescape

import pytest

import data
from components.findings.services import map_cards, on_map
from components.html import matrix
from components.maps.deck import lot_map
from components.maps.evidence import SHADINGS, SIGNS, colour
from components.maps.names_html import names_html
from components.maps.scene import Names, scene
from components.maps.svg_map import locator
from components.theme import LOOKS
from data.live.current import current
from data.queries.services import EVIDENCE
from web.drawing import small_maps
from web.drawing.pictures import hatch, picture

FACTS = current()
EVERY = on_map.every_choice(FACTS)
LINES = set(FACTS["services"]["service_id"])
MIXED = ("adult-podiatry", "child-podiatry", "community-nursing", "adult-falls")


def without(facts, service, lot_id):
    """The facts with nothing known of a line in a lot."""
    held = facts["lot_services"]
    left = held.filter(~((held["service_id"] == service) & (held["lot_id"] == lot_id)))
    return data.Catalogue({**facts.tables, "lot_services": left}, facts.descriptor)


def held(service):
    """The kind of each line of a service in each lot, straight from the tables: the plainer way."""
    of = {s["service_id"]: s for s in FACTS["services"].iter_rows(named=True)}
    return {
        (row["service_id"], row["lot_id"]): row["evidence"]
        for row in FACTS["lot_services"].iter_rows(named=True)
        if service in (row["service_id"], of[row["service_id"]]["service_area_id"])
    }


def paged(service):
    """What pages name of each line of a service in each lot: the plainer way."""
    found = {}
    for line, lot in held(service):
        areas = {
            a["hcp_area_id"] for a in FACTS["lot_areas"].rows(named=True) if a["lot_id"] == lot
        }
        pages = [
            page
            for page in FACTS["service_pages"].iter_rows(named=True)
            if page["service_id"] == line and page["hcp_area_id"] in areas
        ]
        whole = {
            page["hcp_area_id"]
            for page in pages
            if (page["match"], page["extent"]) == ("same", "whole area")
        }
        if pages:
            found[line, lot] = "page whole" if whole == areas else "page part"
    return found


def test_each_kind_has_its_shade_and_its_sign():
    assert set(SHADINGS) == set(EVIDENCE)
    assert set(matrix.LABELS) <= set(SIGNS)
    assert len(set(SIGNS.values())) == len(SIGNS)
    for look in LOOKS:
        drawn = {(colour(kind, look), one.opacity, one.hatched) for kind, one in SHADINGS.items()}
        assert len(drawn) == len(SHADINGS)


def test_all_lines_and_each_service_area_of_a_paper_can_be_chosen():
    assert set(EVERY) >= LINES
    areas = set(EVERY) - LINES
    assert areas == set(FACTS["service_areas"].filter(cohort="adults")["service_area_id"])
    words = on_map.service_choice(FACTS, "adults").options
    assert words["community-nursing"] == "Service area: Community nursing (9 lines)"
    offered = on_map.service_choice(FACTS, "children").options
    first = next(key for key in offered if key in LINES)
    assert on_map.cohort_of(FACTS, first) == "children"


@pytest.mark.parametrize("service", EVERY)
def test_what_is_said_counts_the_kinds_of_the_tables(service):
    said, cells = on_map.said_of(FACTS, service), held(service)
    parts = said.split("; ")
    local = [lot for (_, lot), kind in cells.items() if kind == "local list"]
    listed = [lot for (_, lot), kind in cells.items() if kind in ("local list", "programme scope")]
    assert ("also on a local list" in said) == bool(local)
    assert ("listed for the whole programme" in said) == bool(listed)
    if len({line for line, _ in cells}) > 1 and local:
        (told,) = [part for part in parts if "also on a local list" in part]
        assert int(re.findall(r"\d+", told)[0]) == len(local)
    for part in parts:
        assert re.search(r" (in|for) (all four adult lots|both children’s lots|Lot \d|lots )", part)


@pytest.mark.parametrize(
    ("service", "said"),
    [
        (
            "adult-podiatry",
            "listed for the whole programme in all four adult lots; also on a local list in Lot 3",
        ),
        (
            "child-podiatry",
            "listed for the whole programme in Lot 6; listed before Medway joined in Lot 5",
        ),
        (
            "community-nursing",
            "all 9 lines listed for the whole programme in all four adult lots; "
            "5 also on a local list in Lot 3",
        ),
    ],
)
def test_it_is_said_in_plain_words(service, said):
    assert on_map.said_of(FACTS, service) == said


def test_what_no_paper_names_is_said_so_and_drawn_as_an_outline_alone():
    facts = without(FACTS, "adult-podiatry", "lot-2")
    assert on_map.said_of(facts, "adult-podiatry") == (
        "listed for the whole programme in lots 1, 3 and 4; "
        "also on a local list in Lot 3; not stated for Lot 2"
    )
    marked = {one.lot_id: one for one in on_map.evidence(facts, "adult-podiatry").lots}
    assert (marked["lot-2"].kind, marked["lot-2"].signs) == (
        "not stated",
        f"{SIGNS['not stated']} {SIGNS['page part']}",
    )
    both = on_map.said_of(facts, "community-opa")
    assert "all 4 lines listed for the whole programme in lots 1, 3 and 4; 3 listed" in both
    assert "1 not stated for Lot 2" in both


@pytest.mark.parametrize("service", EVERY)
def test_each_lot_is_shaded_as_most_of_its_lines_are(service):
    for one in on_map.evidence(FACTS, service).lots:
        kinds = [kind for (_, lot), kind in held(service).items() if lot == one.lot_id]
        most = max(map(kinds.count, kinds))
        weakest = [kind for kind in SHADINGS if kinds.count(kind) == most][-1]
        assert one.kind == weakest
        numbers = {sign: kinds.count(kind) for kind, sign in SIGNS.items() if kind in kinds}
        if len(kinds) == 1:
            pages = [kind for (_, lot), kind in paged(service).items() if lot == one.lot_id]
            assert one.signs == " ".join(SIGNS[kind] for kind in [*kinds, *pages])
        else:
            assert one.signs == " ".join(f"{sign}{n}" for sign, n in numbers.items())


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("service", MIXED)
@pytest.mark.parametrize("area", [None, "medway-swale"])
def test_the_map_is_shaded_outlined_and_signed(look, service, area):
    marked, cohort = on_map.evidence(FACTS, service), on_map.cohort_of(FACTS, service)
    shown = scene(look, "lots", cohort, area, evidence=marked)
    fills = [one for one in shown.layers if one.name in ("land", "lines")]
    tones = {tone.id: tone for one in fills for tone in one.tones}
    assert set(tones) == {one.lot_id for one in marked.lots}
    for one in marked.lots:
        assert tones[one.lot_id].colour == colour(one.kind, look)
    hatched = {tone.id for one in fills if one.hatched for tone in one.tones}
    assert hatched == {one.lot_id for one in marked.lots if SHADINGS[one.kind].hatched}
    assert fills[0].edge == LOOKS[look].edge
    assert len([one for one in shown.layers if one.name == "ring"]) == bool(area)
    names = [one for one in shown.layers if isinstance(one, Names)][-1]
    signs = {one.lot_id: one.signs for one in marked.lots}
    assert all(label.lines[0].endswith(f" {signs[label.id]}") for label in names.labels)
    drawn = json.dumps(locator(shown, width=480, height=320), ensure_ascii=False)
    assert all(label.lines[0] in drawn for label in names.labels)
    assert all(label.lines[0] in names_html(shown) for label in names.labels)
    assert shown.alt.startswith(
        f"Map of the {'adult' if cohort == 'adults' else 'children’s'} lots"
    )
    for one in marked.lots:
        assert f"{one.name}: {one.said}." in shown.alt


@pytest.mark.parametrize("service", MIXED)
def test_the_painted_map_stays_light_and_has_every_lot(service):
    marked, cohort = on_map.evidence(FACTS, service), on_map.cohort_of(FACTS, service)
    text = lot_map(scene("dark", "lots", cohort, "dgs", evidence=marked)).to_json()
    for one in marked.lots:
        assert f"'{one.lot_id}' ?" in text
    assert len(text) < 12_000


def test_two_shades_of_one_map_are_both_painted():
    """Two layers of fills once shared the colours of the first."""
    marked = on_map.evidence(FACTS, "adult-podiatry")
    drawn = picture(locator(scene("css", "lots", evidence=marked)), width=400, name="t")
    fills = re.findall(r'<path[^>]*fill="([^"]+)"[^>]*data-id="(lot-\d)"', drawn)
    fills += [
        (f, i) for i, f in re.findall(r'<path[^>]*data-id="(lot-\d)"[^>]*fill="([^"]+)"', drawn)
    ]
    tones = {lot: fill for fill, lot in fills}
    assert tones["lot-3"] == "var(--evidence-local-list-edge)"
    assert tones["lot-1"] == "var(--evidence-programme-scope-fill)"


def test_what_is_hatched_brings_its_pattern():
    marked = on_map.evidence(FACTS, "child-podiatry")
    drawn = picture(locator(scene("css", "lots", "children", evidence=marked)), width=400, name="t")
    assert "url(#hatch)" in drawn
    assert 'id="hatch"' in hatch(drawn)
    assert hatch(drawn.replace("url(#hatch)", "none")) == ""


@pytest.mark.parametrize("service", EVERY)
def test_the_file_says_what_the_map_shows(service):
    card = map_cards.card(FACTS, service, area="medway-swale")
    rows = list(csv.DictReader(io.StringIO(card.table.csv().lstrip("\ufeff"))))
    cells, pages = held(service), paged(service)
    assert len(rows) == len(cells)
    words = [
        matrix.LABELS[kind]
        + (f"; {matrix.lower(matrix.LABELS[pages[cell]])}" if cell in pages else "")
        for cell, kind in cells.items()
    ]
    assert sorted(row["Evidence"] for row in rows) == sorted(words)
    assert all(row["Sources"] for row in rows)
    assert card.table.frame["chosen"].sum() == len({line for line, _ in cells})


@pytest.mark.parametrize("service", MIXED)
def test_beside_the_map_each_lot_has_its_marks_with_their_words(service):
    beside = map_cards.lots_html(FACTS, service)
    for lot, rows in on_map.by_lot(FACTS, on_map.rows_of(FACTS, service)):
        (item,) = re.findall(rf"<li><strong>Lot {lot['number']}</strong>.*?</li>", beside)
        for kind, number in on_map.tallies(rows).items():
            words = (
                matrix.LABELS[kind]
                if rows.height == 1
                else f"{number} {matrix.lower(matrix.LABELS[kind])}"
            )
            assert matrix.mark(kind) in item and f"<span>{words}</span>" in item


def test_small_maps_refer_to_one_outline_of_each_lot_and_say_all_in_words():
    areas = on_map.every_area(FACTS)
    maps = [(on_map.cohort_of(FACTS, one), on_map.evidence(FACTS, one), one) for one in areas]
    sheet = small_maps.sheet(maps)
    outlines = re.findall(r'<path id="outline-(lot-\d)"', sheet)
    assert sorted(outlines) == sorted(FACTS["lots"]["lot_id"])
    uses = re.findall(r'<use href="#outline-(lot-\d)"', sheet)
    assert len(uses) == sum(len(one.lots) for _, one, _ in maps)
    alts = [unescape(alt) for alt in re.findall(r'role="img" aria-label="([^"]*)"', sheet)]
    assert alts == [small_maps.alt(one) for _, one, _ in maps]
    table = map_cards.sheet_card(FACTS).table.frame
    for alt, (_, one, _) in zip(alts, maps, strict=True):
        for row in table.filter(area=one.name).iter_rows(named=True):
            assert f"{row['lot']}: {row['said']}" in alt
    assert len(zlib.compress(sheet.encode())) < 11_000


def test_every_area_of_the_sheet_tells_all_its_lines_once():
    counted = [
        on_map.rows_of(FACTS, one)["service_id"].n_unique() for one in on_map.every_area(FACTS)
    ]
    assert sum(counted) == FACTS["services"].height


def test_no_such_service_is_an_error():
    with pytest.raises(LookupError):
        on_map.rows_of(FACTS, "none")


def test_from_services_to_the_map_and_back():
    for area, service in itertools.product((None, "dgs"), MIXED):
        back = map_cards.beside_html(FACTS, service, area=area)
        assert 'href="/services?' in back
        assert (f"area={area}" in back) == bool(area)


def test_where_pages_name_a_service_is_said_under_the_finding():
    assert on_map.standfirst(FACTS, "adult-podiatry", None).startswith(
        "Pages also name it in places of lots 1 to 4. "
    )
    assert "named on a page for a part" in on_map.finding(FACTS, "adult-podiatry", "east-kent")
    for service in EVERY:
        lots = {lot for _, lot in paged(service)}
        assert ("Pages also name" in on_map.standfirst(FACTS, service, None)) == bool(lots)
