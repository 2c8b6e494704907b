"""The map in Chromium: what is painted, what travels, and how it answers hand and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Response, Route, expect

from components.maps.colours import area_colour
from components.maps.deck import PLAIN, RAISED
from components.theme import LOOKS, LookName
from geo.areas import areas
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import PATIENCE, Visitor

NARROWEST, PHONE, TABLET, DESK = 320, 360, 768, 1280
ELEMENT = ".stElementContainer"
MOST_OUTLINES = 60_000  # bytes on the wire at a first view
EAST_KENT = (0.66, 0.55)  # a place on it, as a share of the map's width and height
WEST_KENT = (0.25, 0.6)

Rgb = tuple[int, int, int]


def channels(colour: str) -> list[int]:
    return list(bytes.fromhex(colour.removeprefix("#")))


def painted(area: str, look: LookName, opacity: float = PLAIN) -> Rgb:
    """The colour of an area as it shows: laid over the ground at its opacity."""
    over, under = channels(area_colour(area, look)), channels(LOOKS[look].ground)
    return tuple(
        round(opacity * top + (1 - opacity) * low) for top, low in zip(over, under, strict=True)
    )


def shares(shot: Image.Image, colours: dict[str, Rgb]) -> dict[str, float]:
    """The share of the picture that each colour covers, within what blending leaves."""
    counts = shot.getcolors(shot.width * shot.height)
    return {
        name: sum(
            n
            for n, pixel in counts
            if max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) <= 4
        )
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
            expect(page).to_have_url(f"{visitor.home}/{leads_to}", timeout=PATIENCE // 2)
            break
    expect(page).to_have_url(f"{visitor.home}/{leads_to}")
    visitor.settled()


def is_whole(visitor: Visitor, look: LookName) -> None:
    """All areas are painted in their colours, and the county fills its frame."""
    colours = {area: painted(area, look) for area in areas().hcp_areas}
    shot = seen(visitor, lambda shot: min(shares(shot, colours).values()) > 0.005)
    found = shares(shot, colours)
    assert min(found.values()) > 0.005, found
    assert found["east-kent"] > 0.1
    assert found["west-kent"] > 0.1
    ground = tuple(channels(LOOKS[look].ground))
    land = [
        x
        for x in range(shot.width)
        if any(shot.getpixel((x, y)) != ground for y in range(0, shot.height, 2))
    ]
    assert 0.005 < land[0] / shot.width < 0.08
    assert 0.92 < land[-1] / shot.width < 0.995


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


def test_on_the_narrowest_phone_it_is_whole_too(new_visitor: NewVisitor):
    is_whole(new_visitor(width=NARROWEST).go("map"), "light")


def test_an_area_is_chosen_by_keyboard_alone(new_visitor: NewVisitor):
    visitor = new_visitor().go("map", show="areas")
    page = visitor.page
    box = page.get_by_role("combobox", name="Area")
    box.focus()
    page.keyboard.type("Medway and S")
    page.keyboard.press("Enter")
    expect(visitor.heading()).to_have_text("Medway and Swale: Lot 3 for adults, Lot 5 for children")
    expect(page).to_have_url(f"{visitor.home}/map?show=areas&area=medway-swale")
    expect(page.get_by_role("img", name="Medway and Swale is chosen")).to_be_visible()
    facts = page.locator("dl.entry")
    expect(facts).to_contain_text("398,761")
    expect(facts).to_contain_text("Medway Council for Medway")
    page.reload(timeout=PATIENCE * 3)
    visitor.settled()
    expect(visitor.heading()).to_contain_text("Medway and Swale")


def test_the_page_scrolls_past_the_map(new_visitor: NewVisitor):
    visitor = new_visitor(width=PHONE, height=740, has_touch=True).go("map")
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
            "Money",
            f"{ELEMENT}:has(.card-per-child) + {ELEMENT}",
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
