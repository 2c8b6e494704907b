"""Need: what is said, drawn and tabled equals the table of small areas."""

from __future__ import annotations

import csv
import io
import json
import re
from types import MappingProxyType

import pytest

from components.findings import screens
from components.findings.need import by_place, in_short, money, need, on_map
from components.maps.shaded import shaded_scene
from components.maps.svg_map import locator
from components.page_model import CardBlock, blocks_of
from components.theme import LOOKS
from data.live.current import current
from data.package.catalogue import Catalogue
from data.queries.need import shading
from geo import attribution, outlines
from tests import plain
from tests.made import asked_for, html_of, made
from web.embeds import pages as embeds

ROWS = plain.rows("small_areas")
FIFTH = "the most deprived fifth of England’s small areas"


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return current()


def without(facts: Catalogue, *tables: str) -> Catalogue:
    """The facts without a row in some tables."""
    emptied = {name: facts[name].clear() for name in tables}
    return Catalogue(MappingProxyType({**facts.tables, **emptied}), facts.descriptor)


def share_of(area: str) -> float:
    """The share of residents in deciles 1 and 2, counted by a loop."""
    here = [row for row in ROWS if area in ("", row["hcp_area_id"])]
    deprived = sum(int(row["residents"]) for row in here if row["score_decile"] in "12")
    return deprived / sum(int(row["residents"]) for row in here)


def test_the_finding_names_the_areas_above_the_whole_and_the_least(facts: Catalogue):
    shares = {row["name"]: share_of(row["hcp_area_id"]) for row in plain.rows("hcp_areas")}
    names = sorted(shares, key=shares.__getitem__, reverse=True)
    assert [f"{shares[name]:.0%}" for name in names] == ["24%", "22%", "15%", "5%"]
    assert f"{share_of(''):.0%}" == "17%"
    assert need.finding(facts) == (
        f"{names[0]} needs most: 24% of people live in {FIFTH}. In {names[1]} it is 22%, "
        f"in {names[3]} 5%"
    )
    assert "it is 17%" in need.standfirst(facts)
    for row in plain.rows("hcp_areas"):
        assert in_short.words(facts, row["hcp_area_id"]).startswith(f"{shares[row['name']]:.0%}")


def test_both_averages_of_the_whole_stand_side_by_side(facts: Catalogue):
    (said,) = need.average_sentences(facts)
    people = sum(int(row["residents"]) for row in ROWS)
    ours = sum(float(row["score"]) * int(row["residents"]) for row in ROWS) / people
    assert "21.25 as published" in said and f"{ours:.2f} worked out here" in said
    assert "Rank 17 of 42" in said and said in need.areas_card(facts).body


def test_a_sum_with_a_blank_in_it_says_at_least_wherever_it_is_shown(facts: Catalogue):
    for kind, key in (("hcp_area", "hcp_area_id"), ("authority", "lad_code")):
        for row in need.table(facts, kind, "").frame.iter_rows(named=True):
            here = [one for one in ROWS if one[key] == row["id"]]
            for name in ("children", "older"):
                cells = [one[f"{name}_income_deprived"] for one in here]
                counted = f"{sum(int(cell or 0) for cell in cells):,}"
                before = "at least " if "" in cells else ""
                assert row[name].startswith(f"{before}{counted} (")
    assert (
        "the children of 16 small areas and the older people of 20 small areas"
        in need.areas_card(facts).caveats[0]
    )


def test_money_beside_need_shows_its_sums_years_and_what_is_empty(facts: Catalogue):
    card = money.card(facts)
    assert card.headline == (
        "About £308 in Lot 5 and £360 in Lot 6 a year for each child in an income-deprived family"
    )
    for said in ("£102", "£100", "at most £308", "at most £360", "9,566,325 ÷ 31,010"):
        assert said in card.body
    assert "Lot 5 has more for each child, and less for each child in an income-" in card.body
    assert "Lots 1 to 4: for each adult" in card.body
    assert "Not in the copy read here" in card.body
    assert "The years differ" in card.caveats[0] and "mid-2020" in card.caveats[0]
    assert card.table.frame["number"].to_list() == [1, 2, 3, 4, 5, 6]
    assert card.table.frame["per_child_in_need_gbp"].null_count() == 4
    assert "15 small areas of 867 are left blank" in " ".join(card.how)


@pytest.mark.parametrize("look", ["css", "light", "dark"])
def test_each_small_area_has_the_shade_of_its_class(facts: Catalogue, look):
    shapes = outlines.small_areas()
    numbers = shading.shaded(facts, shapes)
    drawn = shaded_scene(look, {shape: n - 1 for shape, n in numbers.items()}, alt="")
    (fills,) = (layer for layer in drawn.layers if layer.name == "small")
    colours = {shape: LOOKS[look].shades[n - 1] for shape, n in numbers.items()}
    assert {tone.id: tone.colour for tone in fills.tones} == colours
    names = [layer.name for layer in drawn.layers]
    assert names.index("small") < names.index("halo") < names.index("borders")
    assert names.index("borders") < names.index("names")
    parts = json.dumps(locator(drawn, width=360, height=240))
    assert len(set(re.findall(r'"id": "(tone-\d)"', parts))) == 5


def test_the_map_says_in_words_what_it_shows(facts: Catalogue):
    card = on_map.card(facts, look="css")
    assert card and card.alt.startswith(
        "Map of 1,107 small areas in five shades by their score. In the highest fifth: "
    )
    highest = {row["lsoa_code"] for row in ROWS if float(row["score"]) > 31.45}
    assert len(highest) == 222
    for area in plain.rows("hcp_areas"):
        here = {r["lsoa_code"] for r in ROWS if r["hcp_area_id"] == area["hcp_area_id"]}
        assert f"{area['name']} {len(here & highest)} of {len(here)}" in card.alt
    for class_ in shading.classes(facts):
        assert f"score {class_.least:.1f} to {class_.most:.1f}" in card.body
    assert "outlines of 2011 only" in html_of("need")


def test_the_file_has_every_place_with_plain_numbers(facts: Catalogue):
    rows = list(csv.DictReader(io.StringIO(by_place.in_full(facts).csv().lstrip("\ufeff"))))
    kinds = {"HCP area": 4, "Lot": 6, "Council": 13, "Ward of 2024": 279}
    counts = {kind: [row for row in rows if row["Kind of place"] == kind] for kind in kinds}
    assert {kind: len(held) for kind, held in counts.items()} == kinds
    for kind in ("HCP area", "Council", "Ward of 2024"):
        assert sum(int(row["Residents"]) for row in counts[kind]) == 1_855_786
        assert sum(int(row["Small areas left blank for children"]) for row in counts[kind]) == 16


def test_wards_are_folded_by_council_and_each_is_there_once(facts: Catalogue):
    lists = by_place.lists_html(facts)
    wards = {(row["lad_code"], row["ward_name"]) for row in ROWS}
    assert lists.count("<details") == 2 + len({council for council, _ in wards})
    assert lists.count('<th scope="row">') == 6 + 13 + len({row["ward_code"] for row in ROWS})
    assert " open" not in lists


def test_a_package_without_need_says_so_and_compares_without_it(facts: Catalogue):
    empty = without(facts, "small_areas")
    page = made("need", facts=empty)
    assert page.finding == "How deprived small areas are: not published"
    slugs = [b.card.slug for b in blocks_of(page.body) if isinstance(b, CardBlock)]
    assert slugs == ["need-areas", "money-beside-need"]
    assert "not published" in html_of("need", facts=empty)
    assert screens.of_need(empty, asked_for()).basis == ("not published",)
    assert "Need" not in html_of("compare", facts=empty).split("<main")[-1].split("</table>")[0]
    assert "Need in" not in html_of("find-my-area", facts=empty, place="town-faversham")
    assert money.card(without(facts, "envelopes")).headline == "Money beside need: not published"


def test_the_publisher_is_named_on_the_page_and_in_the_package():
    assert attribution.DEPRIVATION in made("need").attributions
    assert {"title": attribution.DEPRIVATION} in plain.descriptor()["sources"]


def test_compare_find_and_embed_take_their_part_of_it():
    compared = html_of("compare")
    for said in ("24.3%", "21.8%", "15.2%", "4.8%"):
        assert said in compared
    found = plain.unmarked(html_of("find-my-area", place="town-faversham"))
    assert f"22% of people live in {FIFTH} (17% in all of" in found
    embed = plain.unmarked(embeds.page(current(), "need", today=asked_for().today).html)
    assert "1,107 small areas" in embed and "shade-key" in embed
