"""Places of care on the map: what both drivers draw, the same in words, and the list of all."""

from __future__ import annotations

import itertools
import json
import math
import re
from html import unescape

import altair as alt
import pytest
import shapely
import vl_convert

from components.findings.evidence import page_words
from components.findings.places import care
from components.maps import frame, rings
from components.maps.deck import lot_map
from components.maps.dots import Dot, Dots
from components.maps.labels import Label, labels, surroundings
from components.maps.names_html import names_html, place
from components.maps.scene import DOT, EDGE, HALO, Marks, Scene, scene
from components.maps.shows import FINE, SHOWS
from components.maps.svg_map import locator
from data.live.current import current
from data.queries import sites
from geo import outlines
from geo.areas import areas
from tests import plain
from tests.components.test_maps import marks_of
from tests.looks import LOOKS

FACTS = current()
KINDS = tuple(care.KINDS)
AREAS = tuple(areas().hcp_areas)
TOWN = math.sqrt(14 / math.pi)  # px from the middle of a town's dot to its edge
HEAVIEST = 12_000  # letters of what lies over a painted map, as of what is painted


def dots(which: str) -> Dots:
    found = care.dots(FACTS, which)
    assert found
    return found


def drawn(which: str, *state: str) -> Scene:
    return scene(*(state or ("light",)), dots=dots(which))


def marks(shown: Scene) -> Marks:
    (found,) = [one for one in shown.layers if isinstance(one, Marks)]
    return found


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("which", KINDS)
def test_places_lie_under_all_names(which: str):
    names = [one.name for one in drawn(which).layers]
    assert names[-5:] == ["places", "neighbours", "waters", "towns", "names"]
    assert names.count("places") == 1


@pytest.mark.parametrize("which", KINDS)
@pytest.mark.parametrize("wide", [288, 419, 440, 640, 714])
def test_no_ring_lies_under_the_name_of_a_town(which: str, wide: int):
    """Measured in the picture: a letter is half as wide as its size, and three quarters as high."""
    svg = vl_convert.vegalite_to_svg(
        json.dumps(locator(drawn(which), width=wide, height=round(wide / 1.5)))
    )
    towns = {label.lines[0] for label in surroundings("town")}
    found = re.findall(
        r'text-anchor="(\w+)" transform="translate\(([\d.-]+),([\d.-]+)\)"[^>]* '
        r'font-size="([\d.]+)px"[^>]*>([^<]+)</text>',
        svg,
    )
    boxes = []
    for anchor, x, y, size, words in found:
        if words in towns:
            across = len(words) * float(size) / 2
            left = float(x) - across * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            boxes.append((left, float(y) - 0.75 * float(size), left + across, float(y)))
    assert len(boxes) >= 2
    (west, south, _, north) = frame.corners()
    scale = round(wide / 1.5) / (north - south)
    rings = [
        ((d.metres[0] - west) * scale, (north - d.metres[1]) * scale) for d in dots(which).places
    ]
    assert [
        (box, ring)
        for box in boxes
        for ring in rings
        if box[0] < ring[0] < box[2] and box[1] < ring[1] < box[3]
    ] == []


@pytest.mark.parametrize("which", KINDS)
def test_names_of_towns_stand_as_they_do_elsewhere_where_they_can(which: str):
    """Few are left out; where there is no place of care, all stand where they stood."""
    before = {label.id for label in surroundings("town")}
    (names,) = [one for one in drawn(which).layers if one.name == "towns"]
    after = {label.id for label in names.labels}
    assert after < before
    assert len(after) >= 0.8 * len(before)


@pytest.mark.parametrize("layer", FINE.values())
@pytest.mark.parametrize("which", care.KINDS)
def test_names_of_fine_borders_give_way_to_rings_and_stay_in_their_areas(which: str, layer: str):
    marked = dots(which).places
    before, after = labels(layer), rings.nudged(layer, marked)
    assert [one.lines for one in before] == [one.lines for one in after]
    struck = [sum(struck_by(name, marked) for name in names) for names in (before, after)]
    assert struck[1] <= 0.7 * struck[0]
    shapes = outlines.shapes(layer)
    for old, new in zip(before, after, strict=True):
        within = [shapes[old.id].contains(shapely.Point(one.metres)) for one in (old, new)]
        assert within[1] >= within[0], new.lines


def struck_by(name: Label, marked: tuple[Dot, ...]) -> int:
    """How many rings have their middle in the letters of a name, on the narrowest phone."""
    west, _, east, _ = frame.corners()
    metres = (east - west) / rings.NARROWEST
    across, high = max(map(len, name.lines)) * 3 * metres, len(name.lines) * 6 * metres
    return sum(
        abs(dot.metres[0] - name.metres[0]) < across and abs(dot.metres[1] - name.metres[1]) < high
        for dot in marked
        if not name.leads_to
    )


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_place_is_told_from_a_town_without_colour(look: str):
    """A town is a full dot. A place is a ring, whose hole is larger than that, in both tones."""
    shown = marks(drawn("surgeries", look))
    assert shown.fill == LOOKS[look].ground
    assert shown.edge == LOOKS[look].text
    assert min(DOT) - EDGE / 2 > TOWN


@pytest.mark.parametrize("which", KINDS)
def test_both_drivers_draw_the_same_places(which: str):
    told = drawn(which, "dark")
    (laid_over,) = re.findall(r'<div class="rings" style="(.*?)">(.*?)</div>', names_html(told))
    style, rings = laid_over
    assert f"color:{marks(told).edge};--halo:{marks(told).fill};" in style
    assert style.endswith(f"--narrow:{DOT.narrow}px;--wide:{DOT.wide}px")
    assert f"--edge:{EDGE / 2}px;--reach:{HALO / 2}px;" in style
    at = [tuple(map(float, one)) for one in re.findall(r"left:([\d.]+)%;top:([\d.]+)%", rings)]
    assert at == [tuple(round(n, 2) for n in place(dot.degrees)) for dot in dots(which).places]
    pictured = [
        (part["mark"], rows)
        for part, rows in marks_of(locator(told))
        if part["mark"]["type"] == "geoshape" and rows[0]["geometry"]["type"] == "MultiPoint"
    ]
    assert [mark["stroke"] for mark, _ in pictured] == [marks(told).fill, marks(told).edge]
    for _, rows in pictured:
        (feature,) = rows
        assert feature["geometry"]["coordinates"] == [
            list(dot.metres) for dot in dots(which).places
        ]


@pytest.mark.parametrize("which", KINDS)
def test_the_picture_has_a_circle_for_each_place(which: str):
    spec = locator(drawn(which), width=480, height=320)
    alt.Chart.from_dict(spec, validate=True)
    without = vl_convert.vegalite_to_svg(json.dumps(locator(scene("light"), width=480, height=320)))
    svg = vl_convert.vegalite_to_svg(json.dumps(spec))
    radius = f"a{DOT.wide},{DOT.wide} 0 1,1 "
    assert radius not in without
    assert svg.count(radius) == 2 * 2 * len(dots(which).places)  # two halves, and the halo


def test_a_map_without_places_is_as_it_was():
    assert "pointRadius" not in locator(scene("light"))["projection"]
    assert care.dots(FACTS, care.NONE) is None
    assert care.list_html(FACTS, care.NONE, area=None) == ""


@pytest.mark.parametrize("which", KINDS)
def test_a_map_with_places_is_painted_as_without_and_what_lies_over_it_is_light(which: str):
    for show, chosen in itertools.product(SHOWS, (None, "east-kent")):
        state = ("dark", show, "children", chosen)
        assert lot_map(drawn(which, *state)).to_json() == lot_map(scene(*state)).to_json()
        more = len(names_html(drawn(which, *state))) - len(names_html(scene(*state)))
        assert 0 < more < HEAVIEST


def test_the_style_sheet_draws_rings_by_width(root):
    sheet = (root / "components/static/maps.css").read_text(encoding="utf-8")
    narrow, wide = sheet.split("@container (min-width: 420px)")
    assert "--r: var(--narrow);" in narrow.partition(".rings > i {")[2]
    assert ".map-names > .rings > i { --r: var(--wide); }" in wide


@pytest.mark.parametrize("which", KINDS)
@pytest.mark.parametrize("chosen", [None, *AREAS])
def test_the_map_in_words_counts_places_by_area(which: str, chosen: str | None):
    text = drawn(which, "light", "lots", "adults", chosen).alt
    points = sites.points(FACTS, care.KINDS[which].table)
    assert f"Rings mark {points.height} {care.KINDS[which].of}." in text
    for area in plain.rows("hcp_areas"):
        number = points.filter(area=area["name"]).height
        assert f"{area['name']}: {number}" in text
    assert text.endswith("is chosen." if chosen else ".")


def test_the_list_tells_each_place_and_each_page_whole():
    text = text_of(care.list_html(FACTS, "hospitals", area=None))
    for page in plain.rows("sites"):
        assert page["name"] in text
        assert page["town"] in text
        assert page["address"] in text
        assert page["what"] in text
        assert (page["provider"] or "not named") in text
        assert page["caveat"].rstrip(".") in text


def test_a_page_is_told_with_its_provider_its_kind_its_age_and_its_caveat():
    said = {row["site_page_id"]: care.told(row) for row in sites.pages(FACTS).rows(named=True)}
    assert said["livingstone-community-hospital-1"] == (
        "Beds. Services for adults. Provider: HCRG Care Group. An inspection report. "
        "15 September 2022, older than the new contracts."
    )
    assert said["faversham-cottage-hospital-1"] == (
        "16 beds. Clinics. Provider: Kent Community Health NHS Foundation Trust. "
        "A provider’s own page. No date. "
        "This page does not tell of the pause of the ward in 2025."
    )
    assert said["orchards-1"].startswith("Planned: Centre for disabled children.")
    assert said["sevenoaks-hospital-3"].startswith("Closed: Unit of 8 beds")


def test_an_old_page_or_one_without_a_date_says_so():
    for page in sites.pages(FACTS).iter_rows(named=True):
        told = care.told(page)
        assert page["age"] != "before" or page_words.BY_AGE["before"] in told
        assert page["page_date"] or "o date" in told


def test_what_is_not_on_the_map_says_why():
    text = text_of(care.list_html(FACTS, "hospitals", area=None))
    assert (
        "Walter Brice Centre , Town not named. Health centre. Not on the map: no postcode" in text
    )
    assert (
        "St Bartholomew’s Hospital , Rochester. Community hospital. Not on the map: closed." in text
    )
    assert "Orchards , Kemsley, Sittingbourne. Children’s centre. Not on the map: a plan." in text
    assert text.count("Not on the map") == len({row["name"] for row in plain.rows("sites")}) - (
        len(dots("hospitals").places)
    )


def test_the_words_of_the_list_are_counted_and_claim_no_more():
    text = text_of(care.list_html(FACTS, "hospitals", area=None))
    names = {row["name"] for row in plain.rows("sites")}
    marked = len(dots("hospitals").places)
    assert f"The map marks {marked} places that pages tell of as in use." in text
    assert f"The list has {len(names) - marked} more" in text
    pages = {row["address"]: row["age"] for row in plain.rows("sites")}
    old = sum(age == "before" for age in pages.values())
    unknown = sum(age == "not known" for age in pages.values())
    assert f"Of {len(pages)} pages, {old} are older than the new contracts." in text
    assert f"The age of {unknown} is not known." in text
    assert care.UNSEEN in text


def test_surgeries_stand_by_area_with_where_they_are_and_of_when():
    text = text_of(care.list_html(FACTS, "surgeries", area=None))
    assert "The map marks 175 GP surgeries, as of February 2026." in text
    assert "That is where the surgery is, not where its patients live." in text
    for row in plain.rows("gp_practices"):
        assert f"{row['name']}, {row['postcode']}" in text
    for area in plain.rows("hcp_areas"):
        many = len(plain.where("gp_practices", hcp_area_id=area["hcp_area_id"]))
        assert f"{area['name']} , {many} surgeries" in text


@pytest.mark.parametrize("which", KINDS)
@pytest.mark.parametrize("area", [None, *AREAS])
def test_the_chosen_area_is_open_and_all_are_there(which: str, area: str | None):
    markup = care.list_html(FACTS, which, area=area)
    names = {row["hcp_area_id"]: row["name"] for row in plain.rows("hcp_areas")}
    assert re.findall(r"<summary><h3>(.*?)</h3>", markup) == list(names.values())
    opened = re.findall(r"<details open><summary><h3>(.*?)</h3>", markup)
    assert opened == ([names[area]] if area else [])


def test_points_of_postcodes_carry_their_lines():
    assert not [line for line in care.attributions(care.NONE) if "Royal Mail" in line]
    for which in KINDS:
        assert [line for line in care.attributions(which) if "Royal Mail" in line]
    assert care.PRACTICES in care.attributions("surgeries")
    assert care.PRACTICES not in care.attributions("hospitals")
    assert {"title": care.PRACTICES} in plain.descriptor()["sources"]


def test_another_icb_without_places_has_no_choice(monkeypatch: pytest.MonkeyPatch):
    tables = {**FACTS.tables, **{name: FACTS[name].head(0) for name in sites.TABLES}}
    empty = type(FACTS)(tables, FACTS.descriptor)
    assert care.choices(empty) == ()
    one = type(FACTS)({**FACTS.tables, "sites": FACTS["sites"].head(0)}, FACTS.descriptor)
    (choice,) = care.choices(one)
    assert list(choice.options) == ["none", "surgeries"]
