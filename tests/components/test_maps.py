"""Maps: what is drawn, in which colours, where the names stand, and the same in words."""

import itertools
import json
import math
import re

import altair as alt
import pytest
import vl_convert
from coloraide import Color
from shapely.geometry import Point as Dot, shape

from components.maps import camera, colours, frame
from components.maps.colours import area_colour, lot_colour
from components.maps.deck import PICKED, lot_map
from components.maps.labels import GAP, labels, surroundings
from components.maps.names_html import names_html, place
from components.maps.neighbourhood import TALL, neighbourhood
from components.maps.rings import MarkedPlace, clear
from components.maps.scene import RAISED, Fills, Lines, Names, scene
from components.maps.shows import SHOWS, names_of
from components.maps.spoken import direction
from components.maps.svg_map import locator
from components.theme import rgb
from geo import outlines
from geo.areas import Areas, HcpArea, Lot, areas
from tests.looks import LOOKS

AREAS = tuple(areas().hcp_areas)
COHORTS = ("adults", "children")
STATES = list(itertools.product(LOOKS, SHOWS, COHORTS, (None, *AREAS)))
NAMED = ("hcp_areas", "lots_adult", "lots_children", "authorities", "former_ccgs")
# A phone 320 px wide, as components/static/maps.css lets the map use it.
NARROWEST = 316


def drawn(*state):
    return json.loads(lot_map(scene(*state)).to_json())


def layer(deck, start):
    (found,) = [one for one in deck["layers"] if one["id"].startswith(start)]
    return found


def marks_of(part, rows=()):
    """Each mark of a picture with the rows that it is drawn from."""
    rows = part.get("data", {}).get("values", rows)
    if "mark" in part:
        yield part, rows
    for inner in part.get("layer", ()):
        yield from marks_of(inner, rows)


def geojson(name):
    return json.loads(outlines.layer_path(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_state_is_drawn_from_our_own_outlines_alone(state):
    deck = drawn(*state)
    files = {one["data"] for one in deck["layers"] if isinstance(one["data"], str)}
    assert files <= {frame.OUTLINES.format(name) for name in outlines.to_take_away()}
    assert "mapStyle" not in deck or deck["mapStyle"] == "__MAP_STYLE__"
    assert "http" not in json.dumps(deck)
    assert all("id" in one for one in deck["layers"])
    assert len(json.dumps(deck)) < 12_000


@pytest.mark.parametrize("state", STATES, ids=str)
def test_nothing_on_the_map_holds_a_finger_that_scrolls(state):
    (view,) = drawn(*state)["views"]
    assert view["@@type"] == "FirstPersonView"  # any but a map view has no zoom buttons either
    assert view["controller"] is False


@pytest.mark.parametrize("chosen", [None, *AREAS])
def test_a_click_meets_the_areas_whatever_is_shown(chosen):
    for look, show, cohort in itertools.product(LOOKS, SHOWS, COHORTS):
        deck = drawn(look, show, cohort, chosen)
        (picked,) = [one for one in deck["layers"] if one["pickable"]]
        assert picked["data"] == frame.OUTLINES.format("hcp_areas")
        assert picked["id"].startswith(PICKED)
        assert "getFillColor" not in picked
    ids = {layer(drawn("light", "lots", "adults", area), PICKED)["id"] for area in AREAS}
    assert len(ids) == len(AREAS)


@pytest.mark.parametrize("look", LOOKS)
def test_areas_wear_the_first_colours_of_the_look(look):
    assert [area_colour(area, look) for area in AREAS] == list(LOOKS[look].categorical[:4])


@pytest.mark.parametrize("look", LOOKS)
def test_a_lot_of_one_area_wears_its_colour_and_a_shared_lot_its_own(look):
    alone = {lot.id: lot.hcp_area_ids[0] for lot in areas().lots.values()}
    shared = [lot.id for lot in areas().lots.values() if len(lot.hcp_area_ids) > 1]
    assert shared == ["lot-6"]
    for lot, area in alone.items():
        same = lot_colour(lot, look) == area_colour(area, look)
        assert same is (lot not in shared)


@pytest.mark.parametrize("cohort", COHORTS)
@pytest.mark.parametrize("eyes", [None, "protan", "deutan", "tritan"])
@pytest.mark.parametrize("look", LOOKS)
def test_lots_of_a_map_differ_to_colour_blind_eyes_too(look, eyes, cohort):
    """As they lie on the ground of the look: 2.3 is the least that anybody sees (CIEDE2000)."""
    (land,) = [one for one in scene(look, "lots", cohort).layers if one.name == "land"]
    seen = [
        Color(tone.colour).mix(LOOKS[look].ground, 1 - tone.opacity, space="srgb")
        for tone in land.tones
    ]
    if eyes:
        seen = [one.filter(eyes, 1).clip() for one in seen]
    assert min(one.delta_e(two, method="2000") for one, two in itertools.combinations(seen, 2)) > 14


@pytest.mark.parametrize("look", LOOKS)
def test_seven_areas_and_nine_lots_have_colours_of_their_own(look, monkeypatch):
    """Another ICB may have more of them; two of its lots are shared."""
    seven = {f"area-{n}": HcpArea(f"area-{n}", f"Area {n}") for n in range(1, 8)}
    covers = [*((area,) for area in seven), ("area-1", "area-2"), tuple(seven)[2:]]
    nine = {
        f"lot-{n}": Lot(f"lot-{n}", n, f"Lot {n}", "adults" if n < 8 else "children", covered)
        for n, covered in enumerate(covers, start=1)
    }
    made_up = Areas(hcp_areas=seven, former_ccgs={}, lots=nine, authorities={})
    monkeypatch.setattr(colours, "areas", lambda: made_up)
    worn = [*(area_colour(area, look) for area in seven), lot_colour("lot-8", look)]
    worn.append(lot_colour("lot-9", look))
    assert len(set(worn)) == 9
    assert min(math.dist(*map(rgb, pair)) for pair in itertools.combinations(worn, 2)) > 40
    assert [lot_colour(f"lot-{n}", look) for n in range(1, 8)] == worn[:7]


@pytest.mark.parametrize("look", LOOKS)
def test_the_chosen_area_stands_out_and_the_others_are_dim(look):
    def opacity(chosen, area):
        fills = layer(drawn(look, "areas", "adults", chosen), "land")["getFillColor"]
        red, green, blue, opaque = map(
            int, re.search(rf"'{area}' \? \[(\d+), (\d+), (\d+), (\d+)\]", fills).groups()
        )
        assert [red, green, blue] == rgb(area_colour(area, look))[:3]
        return opaque

    for area in AREAS:
        others = [opacity(area, other) for other in AREAS if other != area]
        assert max(others) < opacity(None, area) < opacity(area, area)


def test_children_see_their_own_lots_and_the_lot_of_the_chosen_area_stands_out():
    deck = drawn("light", "lots", "children", "east-kent")
    land = layer(deck, "land")
    assert land["data"] == frame.OUTLINES.format("lots_children")
    assert "'lot-6' ? [162, 133, 209, 230]" in land["getFillColor"]
    assert "'lot-5' ? [125, 17, 40, 51]" in land["getFillColor"]
    assert "'east-kent'" in layer(deck, "ring")["getLineColor"]


def test_adult_lots_may_be_drawn_from_the_areas_since_they_are_the_same_shapes():
    lots = {f["id"]: f["geometry"] for f in geojson("lots_adult")["features"]}
    for area in geojson("hcp_areas")["features"]:
        lot = areas().lot_of(area["id"], "adults")
        assert lots[lot.id] == area["geometry"]


def test_council_lines_and_hatching_come_on_demand():
    def ids(show):
        return {one["id"] for one in drawn("light", show, "adults", None)["layers"]}

    assert {"dashes-borders", "split-split_districts"} <= ids("councils")
    assert "dashes-borders" in ids("former-ccgs")
    assert {"halo-borders", "children-borders"} <= ids("both")
    assert "'lots_children'" in layer(drawn("light", "both"), "children")["getLineColor"]
    assert "lines-wards" in ids("wards")
    assert "'former_ccgs'" in layer(drawn("light", "former-ccgs"), "dashes")["getLineColor"]
    for plain in ("lots", "areas"):
        assert not {one for one in ids(plain) if one.startswith(("dashes", "split"))}


def test_the_camera_looks_straight_down_and_sees_the_frame():
    (view,) = drawn("light", "lots", "adults", None)["views"]
    tall = 2 * camera.HEIGHT * math.tan(math.radians(view["fovy"]) / 2)
    assert tall == pytest.approx(frame.view().metres_from_top_to_bottom)
    assert view["near"] < camera.HEIGHT < view["far"]
    state = camera.view_state()
    assert (state["pitch"], state["up"]) == (90, [0, 1, 0])


def on_screen(lon, lat, width):
    """Where a point stands on a map of this width: px from the left and from the top."""
    pixel = frame.view().metres_from_top_to_bottom * frame.SHAPE / width
    across = 111_320 * math.cos(math.radians(frame.view().latitude))
    x = width / 2 + (lon - frame.view().longitude) * across / pixel
    y = width / frame.SHAPE / 2 - (lat - frame.view().latitude) * 111_320 / pixel
    return x, y


def test_the_whole_county_is_in_the_frame():
    for feature in geojson("hcp_areas")["features"]:
        west, south, east, north = shape(feature["geometry"]).bounds
        for lon, lat in itertools.product((west, east), (south, north)):
            x, y = on_screen(lon, lat, 1500)
            assert 15 < x < 1485
            assert 5 < y < 995


def test_the_style_sheet_gives_the_map_the_shape_of_the_frame(root):
    sheet = (root / "components/static/maps.css").read_text(encoding="utf-8")
    assert float(re.search(r"aspect-ratio: ([\d.]+)", sheet).group(1)) == frame.SHAPE


def boxes(name, size):
    """The rectangle of each name on the narrowest map; letters taken as wide as bold ones are."""
    for label in labels(name):
        yield label, box(label, on_screen(*label.degrees, NARROWEST), size)


def box(label, at, size, letter=0.58):
    """Left, top, right and bottom of a name at a point, on its side of it."""
    x, y = at
    wide = max(len(line) for line in label.lines) * size * letter
    tall = len(label.lines) * size * 1.15
    if label.side == "turned":
        wide, tall = tall, wide
    left = {"right": x + GAP, "left": x - GAP - wide}.get(label.side, x - wide / 2)
    up = {"above": 0.85 * size, "below": -0.85 * size}.get(label.side, 0)
    return left, y - up - tall / 2, left + wide, y - up + tall / 2


@pytest.mark.parametrize("name", NAMED)
def test_no_two_names_touch_and_none_leaves_the_narrowest_map(name):
    size = 11 if name in ("authorities", "former_ccgs") else 13
    placed = list(boxes(name, size))
    for _, (left, top, right, bottom) in placed:
        assert left >= 0
        assert top >= -1
        assert right <= NARROWEST
        assert bottom <= NARROWEST / frame.SHAPE
    for (one, a), (other, b) in itertools.combinations(placed, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one.lines} touches {other.lines}"


@pytest.mark.parametrize("name", [*NAMED, "split_districts"])
def test_each_name_stands_in_its_area_or_a_line_leads_there(name):
    shapes = {f["id"]: shape(f["geometry"]) for f in geojson(name)["features"]}
    metric = {f["id"]: shape(f["geometry"]) for f in outlines.layer(name)}
    for label in labels(name):
        degrees, metres = label.leads_to or (label.degrees, label.metres)
        assert shapes[label.id].contains(Dot(degrees))
        assert metric[label.id].distance(Dot(metres)) < 300


def test_the_name_of_the_dense_north_stands_at_sea_and_its_line_on_every_map():
    land = [shape(feature["geometry"]) for feature in outlines.layer("hcp_areas")]
    (name,) = [label for label in labels("hcp_areas") if label.side == "right"]
    assert not any(area.contains(Dot(name.metres)) for area in land)
    for state in (("areas",), ("lots", "adults"), ("lots", "children")):
        marks = [part["mark"] for part, _ in marks_of(locator(scene("light", *state)))]
        assert [mark["type"] for mark in marks].count("rule") == 1
    assert [len(leaders(show)["data"]) for show in ("areas", "lots")] == [1, 1]


def leaders(show):
    return layer(drawn("light", show, "adults", None), "leaders")


def test_names_are_whole_whatever_their_lines():
    for name in ("hcp_areas", "authorities"):
        written = {label.id: " ".join(label.lines) for label in labels(name)}
        assert written == {f["id"]: f["properties"]["name"] for f in outlines.layer(name)}
    assert [label.lines[0] for label in labels("lots_children")] == ["Lot 5", "Lot 6"]


def test_where_an_area_lies_in_words():
    assert {label.id: direction(label) for label in labels("hcp_areas")} == {
        "dgs": "north-west",
        "east-kent": "east",
        "medway-swale": "north",
        "west-kent": "west",
    }


@pytest.mark.parametrize("state", STATES[: len(STATES) // 2], ids=str)
def test_the_map_in_words_says_what_is_drawn(state):
    _, show, cohort, chosen = state
    text = scene("light", show, cohort, chosen).alt
    if show in ("lots", "both", "areas"):
        for label in labels(names_of(show, cohort)):
            assert " ".join(label.lines) in text
    assert ("is chosen." in text) is (chosen is not None)
    assert not chosen or f"{areas().hcp_areas[chosen].name} is chosen." in text
    assert ("hatched, parts of Sevenoaks and Swale" in text) is (show == "councils")
    assert ("a dashed line between the children’s lots" in text) is (show == "both")
    assert ("thin lines between 278 wards" in text) is (show == "wards")
    assert len(text) < 240


@pytest.mark.parametrize(("look", "chosen"), [*zip(LOOKS, (None, "dgs"), strict=True)])
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("cohort", COHORTS)
def test_the_small_map_is_drawn_with_its_names(look, show, cohort, chosen):
    shown = scene(look, show, cohort, chosen)
    svg = vl_convert.vegalite_to_svg(json.dumps(locator(shown, width=480, height=320)))
    for label in labels(names_of(show, cohort)):
        assert all(f">{line}<" in svg for line in label.lines)
    (land,) = [one for one in shown.layers if isinstance(one, Fills) and one.name == "land"]
    assert svg.count('aria-roledescription="geoshape"') >= len(land.tones)
    assert LOOKS[look].text in svg


def test_the_small_map_marks_points_and_refuses_an_unknown_area():
    marked = locator(scene("light", points=[MarkedPlace("Faversham", 601_500, 161_300)]), width=400)
    plain, ringed = (
        vl_convert.vegalite_to_svg(json.dumps(spec))
        for spec in (locator(scene("light"), width=400), marked)
    )
    assert ringed.count("mark-symbol") == plain.count("mark-symbol") + 3
    with pytest.raises(KeyError):
        scene("light", chosen="atlantis")


@pytest.mark.parametrize("show", SHOWS)
def test_the_small_map_is_a_specification_as_its_schema_has_it(show):
    spec = locator(
        scene("light", show, "children", "dgs", points=[MarkedPlace("Dot", 601_500, 161_300)])
    )
    alt.Chart.from_dict(spec, validate=True)


def test_the_small_map_is_small():
    assert len(json.dumps(locator(scene("light")))) < 50_000


def written(*points):
    """The names that a map of the areas writes, as text."""
    spec = locator(scene("light", chosen="dgs", points=points))
    rows = [row for part, rows in marks_of(spec) if part["mark"]["type"] == "text" for row in rows]
    lines = [row["lines"] for row in rows]
    return {one if isinstance(one, str) else " ".join(one) for one in lines}


def test_no_name_lies_under_the_ring_of_a_place():
    swanley, sandwich = (
        MarkedPlace("Swanley", 551_500, 168_500),
        MarkedPlace("Sandwich", 633_000, 158_000),
    )
    every = labels("hcp_areas")
    assert {label.id for label in every} - {label.id for label in clear(every, [swanley])} == {
        "dgs"
    }
    assert clear(every, [sandwich]) == every
    gone = written() - written(swanley)
    assert {"Dartford, Gravesham and Swanley", "Swanley"} <= gone
    assert "Sandwich" in written() - written(sandwich)


# Points near a boundary: in Meopham, in Walderslade, at Teynham, by the sea at Graveney.
NEAR = [(564_500, 161_500), (573_500, 163_500), (595_500, 162_500), (604_500, 164_500)]


@pytest.mark.parametrize("at", NEAR)
@pytest.mark.parametrize("look", LOOKS)
def test_the_neighbourhood_of_a_place_shows_the_boundary_and_names_what_meets_there(look, at):
    shown = neighbourhood(look, MarkedPlace("the postcode", *at))
    assert shown.frame == (at[0] - 6_000, at[1] - 4_000, at[0] + 6_000, at[1] + 4_000)
    layers = {one.name: one for one in shown.layers}
    assert layers["border"].file == "borders"
    assert [tone.id for tone in layers["border"].tones] == ["hcp_areas"]
    named = layers["names"].labels
    shapes = {one["id"]: shape(one["geometry"]) for one in outlines.layer("hcp_areas")}
    assert len(named) >= 2
    for label in named:
        assert shapes[label.id].contains(Dot(label.metres))
        adults, children = (areas().lot_of(label.id, cohort).number for cohort in COHORTS)
        assert label.lines[-1] == f"Lots {adults} and {children}"
        assert f"{areas().hcp_areas[label.id].name} (lots {adults} and {children})" in shown.alt
    assert "A ring marks the postcode." in shown.alt
    towns = layers["towns"].labels
    assert towns
    for one in towns:
        assert one.dot
        assert one.lines[0] in shown.alt


@pytest.mark.parametrize("at", NEAR)
def test_no_two_names_of_a_neighbourhood_touch_on_a_phone(at):
    """As the plain page draws it there: 326 px wide, where the frame fills the width."""
    shown = neighbourhood("light", MarkedPlace("the postcode", *at))
    west, _, east, north = shown.frame
    pixel = (east - west) / 326
    placed = [(326 / 2 - 12, 326 / 3 - 12, 326 / 2 + 12, 326 / 3 + 12)]
    for layer in shown.layers:
        for label in layer.labels if isinstance(layer, Names) else ():
            x, y = (label.metres[0] - west) / pixel, (north - label.metres[1]) / pixel
            placed.append(box(label, (x, y), layer.size.narrow))
    for one in placed:
        assert one[0] >= 0 and one[1] >= 0
        assert one[2] <= 326 and one[3] <= 326 / frame.SHAPE
    for one, other in itertools.combinations(placed, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_picture_of_a_neighbourhood_fits_its_frame_and_its_schema():
    shown = neighbourhood("light", MarkedPlace("the postcode", *NEAR[0]))
    spec = locator(shown, height=300)
    alt.Chart.from_dict(spec, validate=True)
    west, south, east, north = shown.frame
    corners = spec["projection"]["fit"]["geometry"]["coordinates"]
    assert corners == [[west, south], [east, north]]
    assert north - south == TALL


def test_the_ring_of_a_place_lies_over_the_painted_map():
    marked = scene("dark", "lots", points=[MarkedPlace("Ashford", 601_099, 142_506)])
    (ring,) = re.findall(r'<b class="ring" style="([^"]*)">', names_html(marked))
    assert LOOKS["dark"].text in ring
    assert LOOKS["dark"].ground in ring
    at = [float(one) for one in re.search(r"left:([\d.]+)%;top:([\d.]+)%", ring).groups()]
    (ashford,) = [one for one in surroundings("town") if one.id == "Ashford"]
    assert at == pytest.approx(place(ashford.degrees), abs=0.02)
    assert marked.alt.endswith(" A ring marks Ashford.")
    assert "ring" not in names_html(scene("dark", "lots"))


@pytest.mark.parametrize("state", STATES, ids=str)
def test_both_drivers_draw_the_scene_and_nothing_else(state):
    """The same shapes in the same order and tones, and the same names: read in what each draws."""
    told = scene(*state)
    shapes = [one for one in told.layers if not isinstance(one, Names)]
    marks = list(marks_of(locator(told)))
    pictured = [(part, data) for part, data in marks if part["mark"]["type"] == "geoshape"]
    painted = drawn(*state)["layers"]
    ids = [f"{one.name}-{one.file}" for one in shapes]
    assert painted[0]["id"] == "sea"
    assert painted[0]["getFillColor"] == rgb(told.sea)
    assert locator(told)["layer"][0]["mark"]["fill"] == told.sea
    assert [one["id"] for one in painted[1 : len(ids) + 1]] == ids
    for one, (part, features), paint in zip(
        shapes, pictured, painted[1 : len(ids) + 1], strict=True
    ):
        colours = paint["getFillColor" if isinstance(one, Fills) else "getLineColor"]
        for tone in one.tones:
            assert f"'{tone.id}' ? {rgb(tone.colour, opacity=tone.opacity)}" in colours
        own = [tone.id for tone in one.tones]
        (filtered,) = part.get("transform", [{"filter": None}])
        if {feature["id"] for feature in features} != set(own):
            assert filtered["filter"] == f"indexof({own}, datum.id) >= 0"
        if isinstance(one, Lines):
            assert {part["mark"]["stroke"]} == {tone.colour for tone in one.tones}
        elif one.name in ("around", "base"):
            assert {part["mark"]["fill"]} == {tone.colour for tone in one.tones}
        elif not one.hatched:
            scale = part["encoding"]["fill"]["scale"]
            pairs = zip(scale["domain"], scale["range"], strict=True)
            assert dict(pairs) == {tone.id: tone.colour for tone in one.tones}
            opacities = {tone.id: tone.opacity for tone in one.tones}
            assert part["mark"]["fillOpacity"] == {"expr": f"{opacities}[datum.id]"}
    names = [label.lines for one in told.layers if isinstance(one, Names) for label in one.labels]
    rows = [row for part, rows in marks if part["mark"]["type"] == "text" for row in rows]
    lines = [row["lines"] for row in rows]
    assert {(one,) if isinstance(one, str) else tuple(one) for one in lines} == set(names)
    laid_over = re.findall(r"<span[^>]*>([^<]*)</span>", names_html(told))
    assert laid_over == ["\n".join(lines) for lines in names]


@pytest.mark.parametrize("lot_id", areas().lots)
def test_a_chosen_lot_is_raised_with_a_ring_of_its_own(lot_id):
    lot = areas().lots[lot_id]
    layers = {one.name: one for one in scene("light", "lots", lot.cohort, lot_id).layers[:-1]}
    raised = {tone.id for tone in layers["land"].tones if tone.opacity == RAISED}
    assert raised == {tone.id for tone in layers["ring"].tones}
    assert raised in ({lot_id}, set(lot.hcp_area_ids))


WIDTHS = (288, 316, 326, 360, 419, 420, 440, 525, 639, 640, 699, 700, 722, 740, 960)
STEPS = (0, 440, 640, 700)  # px from which components/static/maps.css shows a name
AROUND = ("town", "water", "neighbour")


def on_picture(label, width):
    west, _south, east, north = frame.corners()
    px = width / (east - west)
    return (label.metres[0] - west) * px, (north - label.metres[1]) * px


def on_canvas(label, width):
    across, down = place(label.degrees)
    return across * width / 100, down * width / frame.SHAPE / 100


def touches(one, other):
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    )


@pytest.mark.parametrize("at", [on_picture, on_canvas])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("show", ["lots", "areas"])
@pytest.mark.parametrize("cohort", COHORTS)
def test_no_place_to_steer_by_lies_on_a_name_or_on_another(at, width, show, cohort):
    told, placed = scene("light", show, cohort), []
    for one in told.layers:
        if isinstance(one, Names):
            size = one.size.narrow if width < 420 else one.size.wide
            letter = 0.58 if one.style == "bold" else 0.5
            for label in one.labels:
                if label.from_px <= width:
                    placed.append((label, box(label, at(label, width), size, letter)))
                if label.dot and label.from_px <= width:
                    x, y = at(label, width)
                    placed.append((label, (x - 2, y - 2, x + 2, y + 2)))
    assert any(label.dot for label, _ in placed)
    for label, (left, top, right, bottom) in placed:
        assert left >= 0 and top >= -1, label.lines
        assert right <= width and bottom <= width / frame.SHAPE + 1, label.lines
    touching = [
        (a.lines, b.lines)
        for (a, one), (b, other) in itertools.combinations(placed, 2)
        if a is not b and touches(one, other)
    ]
    assert touching == []


def test_a_newcomer_finds_towns_on_a_desk_and_fewer_on_a_phone():
    desk, phone = (
        {label.id for label in surroundings("town") if label.from_px <= width}
        for width in (700, 326)
    )
    assert {"Swanley", "Faversham", "Sandwich", "Dartford", "Gravesend", "Sevenoaks"} <= desk
    assert {"Tonbridge", "Tunbridge Wells", "Maidstone", "Chatham", "Gillingham"} <= desk
    assert {"Sittingbourne", "Sheerness", "Canterbury", "Whitstable", "Herne Bay"} <= desk
    assert {"Margate", "Ramsgate", "Deal", "Dover", "Folkestone", "Ashford"} <= desk
    assert 3 <= len(phone) <= 8
    waters = {label.id for label in surroundings("water")}
    assert {"Thames", "Medway", "Swale"} <= waters
    beside = {label.id for label in surroundings("neighbour")}
    assert beside == {"London", "Essex", "Surrey", "East Sussex"}
    for label in (label for kind in AROUND for label in surroundings(kind)):
        assert label.from_px in STEPS


def test_the_style_sheet_shows_each_name_from_its_width_on(root):
    sheet = (root / "components/static/maps.css").read_text(encoding="utf-8")
    for step in STEPS[1:]:
        assert f"@container (min-width: {step}px) {{ .map-names .from-{step} {{" in sheet


def test_the_land_around_lies_behind_and_keeps_off_the_coast():
    (around,) = outlines.layer(outlines.AROUND)
    land = shape(around["geometry"])
    assert not land.contains(Dot(568_000, 175_300))  # the Thames at Gravesend
    assert not land.contains(Dot(620_000, 175_000))
    for inland in ((544_800, 176_800), (563_000, 124_000), (561_500, 182_000)):
        assert land.contains(Dot(*inland))
    names = [one.name for one in scene("light").layers]
    assert names[:3] == ["around", "base", "land"]
    assert outlines.layer_path(outlines.AROUND).stat().st_size < 8_000


def test_maps_do_without_surroundings(tmp_path, monkeypatch):
    """Another ICB may keep no names and have no land around."""
    for file in ("hcp_areas.geojson", "anchors.csv", "charts/hcp_areas.json"):
        copy = tmp_path / "outlines" / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((outlines.layer_path("hcp_areas").parent / file).read_bytes())
    monkeypatch.setenv("GEO_FOLDER", str(tmp_path))
    outlines.map_names.cache_clear()
    assert [one.name for one in scene("light").layers] == ["base", "land", "names"]
    outlines.map_names.cache_clear()


def test_councils_of_which_none_is_split_are_drawn_without_hatching(monkeypatch):
    layer = outlines.layer
    monkeypatch.setattr(
        outlines, "layer", lambda name: [] if name == "split_districts" else layer(name)
    )
    drawn = scene("light", "councils")
    assert all(not one.hatched for one in drawn.layers if isinstance(one, Fills))
    assert locator(drawn)["layer"]
