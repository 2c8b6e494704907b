"""The map in Chromium: what is painted, what travels, and how it answers hand and keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Response, Route, expect

from components.maps.colours import area_colour
from components.maps.scene import PLAIN, RAISED
from components.theme import LOOKS, LookName
from geo.areas import areas
from tests.browser.conftest import NewVisitor
from tests.browser.test_frame_mends import no_button_of_streamlits_own_lies_over
from tests.browser.visitor import PATIENCE, Visitor

NARROWEST, TABLET, DESK = 320, 768, 1280
ELEMENT = ".stElementContainer"
MOST_OUTLINES = 60_000  # bytes on the wire at a first view
EAST_KENT = (0.66, 0.55)  # a place on it, as a share of the map's width and height
WEST_KENT = (0.25, 0.6)
MEDWAY_AND_SWALE = (0.5, 0.28)

Rgb = tuple[int, int, int]


def channels(colour: str) -> list[int]:
    return list(bytes.fromhex(colour.removeprefix("#")))


def painted(area: str, look: LookName, opacity: float = PLAIN) -> Rgb:
    """The colour of an area as it shows: laid over the ground at its opacity."""
    over, under = channels(area_colour(area, look)), channels(LOOKS[look].ground)
    return tuple(
        round(opacity * top + (1 - opacity) * low) for top, low in zip(over, under, strict=True)
    )


def is_close(pixel: Rgb, colours: Iterable[Rgb]) -> bool:
    """Whether a pixel has one of the colours, within what blending leaves."""
    return any(
        max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) <= 4 for wanted in colours
    )


def shares(shot: Image.Image, colours: dict[str, Rgb]) -> dict[str, float]:
    """The share of the picture that each colour covers."""
    counts = shot.getcolors(shot.width * shot.height)
    return {
        name: sum(n for n, pixel in counts if is_close(pixel, [wanted]))
        / (shot.width * shot.height)
        for name, wanted in colours.items()
    }


def map_of(visitor: Visitor) -> Image.Image:
    chart = visitor.page.locator(".stDeckGlJsonChart")
    chart.scroll_into_view_if_needed(timeout=PATIENCE * 3)
    return Image.open(BytesIO(chart.screenshot(timeout=PATIENCE * 3))).convert("RGB")


def seen(visitor: Visitor, ready: Callable[[Image.Image], bool]) -> Image.Image:
    """The picture of the map as soon as it is as wanted; the last one if it never is."""
    visitor.page.locator(".stDeckGlJsonChart canvas").wait_for()
    for _ in range(PATIENCE // 500):
        shot = map_of(visitor)
        if ready(shot):
            break
        visitor.page.wait_for_timeout(500)
    return shot


def click(visitor: Visitor, place: tuple[float, float], leads_to: str) -> None:
    """Click a place on the map until the address is as expected.

    Drawn without a graphics card, the map can be so slow to see what lies under the pointer that
    it takes a click for a long press; a person would click again too.
    """
    page = visitor.page
    for _ in range(6):
        box = page.locator(".stDeckGlJsonChart").bounding_box()
        page.mouse.click(box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])
        with suppress(AssertionError):
            expect(page).to_have_url(f"{visitor.home}/{leads_to}", timeout=PATIENCE // 6)
            break
    expect(page).to_have_url(f"{visitor.home}/{leads_to}")
    visitor.settled()


def lacking(shot: Image.Image, look: LookName) -> list[str]:
    """What a picture of the map lacks: areas in their colours, the county from edge to edge."""
    found = shares(shot, {area: painted(area, look) for area in areas().hcp_areas})
    least = {"east-kent": 0.1, "west-kent": 0.1}
    lacks = [f"{area}: {share}" for area, share in found.items() if share < least.get(area, 0.005)]
    # Beside our own land lie sea and land around, each in its tone.
    sea, around = (tuple(channels(colour)) for colour in LOOKS[look].beside)
    beside = {"sea": sea, "land around": around}
    lacks += [name for name, share in shares(shot, beside).items() if share < 0.05]
    ours = [painted(area, look) for area in areas().hcp_areas]
    land = [
        x / shot.width
        for x in range(shot.width)
        if any(is_close(shot.getpixel((x, y)), ours) for y in range(0, shot.height, 2))
    ]
    if not (land and 0.005 < land[0] < 0.08 and 0.92 < land[-1] < 0.995):
        lacks.append(f"land from {land[:1]} to {land[-1:]}")
    if lacks:
        most = sorted(shot.getcolors(shot.width * shot.height), reverse=True)[:5]
        lacks.append(f"beside {beside}, most painted {most}")
    return lacks


def is_whole(visitor: Visitor, look: LookName) -> None:
    """All areas are painted in their colours, and the county fills its frame."""
    assert not lacking(seen(visitor, lambda shot: not lacking(shot, look)), look)


def test_the_map_is_whole_light_and_answers_clicks_and_the_list(visitor: Visitor):
    fetched: dict[str, int] = {}

    def note(response: Response) -> None:
        if "/open-data/outlines/" in response.url:
            assert response.headers["content-encoding"] in ("br", "gzip")
            fetched[response.url] = int(response.headers["content-length"])

    visitor.page.on("response", note)
    visitor.go("map")
    is_whole(visitor, "light")
    assert fetched
    assert sum(fetched.values()) <= MOST_OUTLINES
    no_button_of_streamlits_own_lies_over(visitor, ".stDeckGlJsonChart")

    click(visitor, EAST_KENT, "map?area=east-kent")
    expect(visitor.heading()).to_have_text("East Kent: Lot 2 for adults, Lot 6 for children")
    raised = {"": painted("east-kent", "light", RAISED)}
    shot = seen(visitor, lambda shot: shares(shot, raised)[""] > 0.1)
    assert shares(shot, raised)[""] > 0.1
    assert shares(shot, {"": painted("west-kent", "light")})[""] < 0.01

    visitor.page.get_by_role("combobox", name="Area").click()
    visitor.page.get_by_role("option", name="West Kent").click()
    expect(visitor.page).to_have_url(f"{visitor.home}/map?area=west-kent")
    visitor.settled()
    raised = {"": painted("west-kent", "light", RAISED)}
    assert shares(seen(visitor, lambda s: shares(s, raised)[""] > 0.1), raised)[""] > 0.1
    click(visitor, WEST_KENT, "map")
    expect(visitor.heading()).to_contain_text("6 lots cover 4 areas")


def test_a_lot_in_lines_is_chosen_by_a_click_as_any(visitor: Visitor):
    """Of Lot 5 little is known: on the painted map and on the plain one."""
    to = "map?service=child-podiatry&area=medway-swale"
    click(visitor.go("map", service="child-podiatry"), MEDWAY_AND_SWALE, to)
    page = visitor.page
    page.goto(f"{visitor.home}/map?service=child-podiatry&plain")
    box = page.locator(".st-key-lot-map .large svg").bounding_box()
    across, down = MEDWAY_AND_SWALE
    page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
    expect(page).to_have_url(re.compile(re.escape(to)))


def test_an_area_chosen_by_keyboard_alone_stays_and_where_the_graphics_fail_too(
    new_visitor: NewVisitor,
):
    visitor = new_visitor().go("map", show="areas", cohort="children")
    page = visitor.page
    box = page.get_by_role("combobox", name="Area")
    box.focus()
    page.keyboard.type("Medway and S")
    page.keyboard.press("Enter")
    expect(visitor.heading()).to_have_text("Medway and Swale: Lot 3 for adults, Lot 5 for children")
    expect(page).to_have_url(f"{visitor.home}/map?show=areas&cohort=children&area=medway-swale")
    expect(page.get_by_role("img", name="Medway and Swale is chosen")).to_be_visible()
    facts = page.locator("dl.entry")
    expect(facts).to_contain_text("398,761")
    expect(facts).to_contain_text("Medway Council for Medway")
    page.reload(timeout=PATIENCE * 3)
    visitor.settled()
    expect(visitor.heading()).to_contain_text("Medway and Swale")

    finding = visitor.heading().inner_text()
    page.locator(".stDeckGlJsonChart canvas").evaluate(
        "canvas => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"
    )
    expect(page.locator("#plain svg").first).to_be_visible()
    expect(visitor.heading()).to_have_text(finding)
    expect(page).to_have_url(re.compile("map.show=areas&cohort=children&area=medway-swale&plain"))
    visitor.complaints.clear()  # of the context that was taken away


def test_on_the_narrowest_phone_it_is_whole_too_and_the_page_scrolls_past_it(
    new_visitor: NewVisitor,
):
    visitor = new_visitor(width=NARROWEST, height=740, has_touch=True).go("map")
    is_whole(visitor, "light")
    page = visitor.page
    canvas = page.locator(".stDeckGlJsonChart canvas")
    canvas.scroll_into_view_if_needed()
    rules = page.locator(".stDeckGlJsonChart *").evaluate_all(
        "all => all.map(one => getComputedStyle(one).touchAction)"
    )
    assert set(rules) == {"pan-y pinch-zoom"}
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, 300)
    page.wait_for_function(
        "before => document.querySelector('.stDeckGlJsonChart').getBoundingClientRect().y "
        "< before - 200",
        arg=box["y"],
    )


@pytest.mark.parametrize(
    ("name", "chart", "library"),
    [
        ("Map", ".st-key-lot-map", "DeckGl"),
        (
            "Compare",
            f"{ELEMENT}:has(.card-compare-ages) + {ELEMENT}",
            "VegaLite",
        ),
    ],
)
def test_the_room_of_a_picture_is_kept_while_its_library_comes(
    visitor: Visitor, name: str, chart: str, library: str
):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.page.route(f"**/*{library}*.js", hold)
    visitor.go("accessibility").turn_to(name)  # from a page without pictures
    empty = visitor.page.locator(f"{chart} [data-testid=stSkeleton]")
    expect(empty).to_be_visible()
    kept = empty.bounding_box()
    for route in held:
        route.continue_()
    expect(empty).to_have_count(0)
    drawn = visitor.page.locator(f"{chart} :is(.stDeckGlJsonChart, svg.marks)").bounding_box()
    for side in ("width", "height"):
        assert kept[side] == pytest.approx(drawn[side], rel=0.15), side
