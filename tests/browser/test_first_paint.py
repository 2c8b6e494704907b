"""What a visitor sees before the app is up, what is left of it then, and without JavaScript."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from components.page_list import PAGES
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

each_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)

SCRIPTS = "**/static/**/*.js"
NARROWEST, PHONE = 320, 360
# Bytes over the wire of a first visit, to a page with charts and to the one with pydeck.
MOST = {"": 1_600_000, "map": 2_200_000}
AT_ONCE = 1500  # ms; half of how long the page waits for a sight of its beginning


@pytest.fixture
def new_visitor(new_visitor: NewVisitor) -> NewVisitor:
    """Makes visitors who never were here."""
    return partial(new_visitor, is_new=True)


@pytest.fixture
def waiting(new_visitor: NewVisitor):
    """Makes a visitor who gets no script: `waiting("map", width=360)`."""

    def make(path: str, **settings: object) -> Visitor:
        visitor = new_visitor(**settings)
        visitor.page.route(
            SCRIPTS, lambda route: route.fulfill(body="", content_type="text/javascript")
        )
        visitor.page.goto(f"{visitor.home}/{path}")
        expect(visitor.heading()).to_be_visible()
        return visitor

    return make


def the_heading_in_sight(visitor: Visitor) -> tuple[str, dict[str, float]]:
    """Its words and its place, in a single look, as the app may take over at any moment."""
    seen = visitor.page.wait_for_function(
        """() => {
          const all = [...document.querySelectorAll("h1")];
          const one = all.find((h1) => h1.checkVisibility({ visibilityProperty: true }));
          return one && [one.innerText, one.getBoundingClientRect().toJSON()];
        }"""
    )
    return tuple(seen.json_value())


@each_page
def test_a_page_is_there_before_the_app_and_clear_to_all(waiting, entry):
    visitor = waiting(entry.path)
    expect(visitor.heading()).to_have_count(1)
    expect(visitor.page).to_have_title(entry.title)
    assert visitor.violations() == []
    visitor.page.set_viewport_size({"width": PHONE, "height": 740})
    assert visitor.violations() == []
    visitor.page.set_viewport_size({"width": NARROWEST, "height": 640})
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


@pytest.mark.parametrize("entry", [PAGES[0], PAGES[2], PAGES[7]], ids=lambda entry: entry.name)
def test_it_is_clear_in_the_dark_too(waiting, entry):
    assert waiting(entry.path, look="dark").violations() == []


@each_page
def test_the_app_takes_over_and_leaves_nothing_of_it(new_visitor: NewVisitor, entry):
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/{entry.path}", wait_until="commit")
    said, place = the_heading_in_sight(visitor)
    visitor.settled()
    expect(visitor.page.locator("#first-paint")).to_have_count(0)
    expect(visitor.page.locator("h1")).to_have_count(1)
    expect(visitor.page.locator("main")).to_have_count(1)
    expect(visitor.page.locator("main")).to_be_visible()
    expect(visitor.heading()).to_have_text(said)
    _, after = the_heading_in_sight(visitor)
    assert abs(after["x"] - place["x"]) <= 2
    assert abs(after["y"] - place["y"]) <= 12
    assert visitor.page.locator("body > *:not(script, link, style)").count() >= 1
    assert visitor.page.locator("html[data-look]").count() == 0


def test_only_one_of_the_two_can_be_heard_at_any_moment(visitor: Visitor):
    visitor.page.add_init_script(
        """
        window.heard = [];
        const look = () => {
          const all = [...document.querySelectorAll("h1")];
          const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true }));
          if (seen.length !== 1 && document.querySelector("#first-paint")) heard.push(seen.length);
          if (window.heardOne && seen.length === 0) heard.push("none");
          window.heardOne ||= seen.length === 1;
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """
    )
    visitor.go("map")
    assert visitor.page.evaluate("window.heardOne")
    assert [seen for seen in visitor.page.evaluate("heard") if seen not in (0,)] == []


def test_the_place_that_was_read_is_kept(new_visitor: NewVisitor):
    visitor = new_visitor(height=500)
    held, read = [], False
    visitor.page.route(SCRIPTS, lambda route: route.continue_() if read else held.append(route))
    visitor.page.goto(f"{visitor.home}/money", wait_until="commit")
    expect(visitor.heading()).to_be_visible()
    visitor.page.mouse.wheel(0, 300)
    visitor.page.wait_for_timeout(300)
    read = True
    for route in held:
        route.continue_()
    visitor.settled()
    expect(visitor.page.locator("#first-paint")).to_have_count(0)
    assert visitor.page.locator("main").evaluate("main => main.scrollTop") > 100


@pytest.mark.parametrize("path", ["", "map", "scrutiny"])
def test_the_beginning_is_shown_before_the_app_is_asked_for(new_visitor: NewVisitor, path):
    visitor = new_visitor()
    visitor.go(path)
    shown, asked = visitor.page.evaluate(
        """[
          performance.getEntriesByName("first-contentful-paint")[0].startTime,
          Math.min(...performance.getEntriesByType("resource")
            .filter((one) => one.name.includes("/static/")).map((one) => one.startTime)),
        ]"""
    )
    assert asked > shown


def test_a_tab_in_the_background_loads_the_app_too(new_visitor: NewVisitor):
    visitor = new_visitor()
    visitor.page.add_init_script(
        "Object.defineProperty(document, 'hidden', { get: () => true });"
        "PerformanceObserver.prototype.observe = () => {};"
    )
    with visitor.page.expect_request(SCRIPTS):
        visitor.page.goto(f"{visitor.home}/scrutiny", wait_until="commit")


@pytest.mark.parametrize(("path", "most"), MOST.items(), ids=["charts", "map with WebGL"])
def test_a_first_visit_is_not_heavier_than_that(new_visitor: NewVisitor, path, most):
    visitor = new_visitor()
    client = visitor.page.context.new_cdp_session(visitor.page)
    client.send("Network.enable")
    came: list[float] = []
    client.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    assert most / 3 < sum(came) <= most


@each_page
def test_without_javascript_the_beginning_stands_and_leads_on(new_visitor: NewVisitor, entry):
    visitor = new_visitor(java_script_enabled=False)
    visitor.page.goto(f"{visitor.home}/{entry.path}")
    expect(visitor.heading()).to_be_visible()
    expect(visitor.page.locator("noscript p")).to_be_visible()
    pages = visitor.page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Money", exact=True).click()
    expect(visitor.page).to_have_url(re.compile("/money$"))
    expect(visitor.heading()).to_be_visible()


def test_without_javascript_a_phone_has_a_menu(new_visitor: NewVisitor):
    visitor = new_visitor(width=PHONE, height=740, java_script_enabled=False)
    visitor.page.goto(f"{visitor.home}/map")
    visitor.page.get_by_text("Menu", exact=True).click()
    visitor.page.get_by_role("link", name=PAGES[-1].name, exact=True).click()
    expect(visitor.page).to_have_title(PAGES[-1].title)


def test_an_area_of_the_address_is_chosen_from_the_first(waiting):
    visitor = waiting("map?area=east-kent")
    expect(visitor.heading()).to_contain_text("East Kent")


def test_a_frame_that_asks_for_the_dark_look_gets_it_from_the_first(waiting):
    visitor = waiting("money?embed=true&embed_options=dark_theme", look="light")
    assert visitor.page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_without_a_beginning_the_app_is_asked_for_at_once(new_visitor: NewVisitor):
    visitor = new_visitor()
    visitor.go("money", view="present")
    asked = visitor.page.evaluate(
        """Math.min(...performance.getEntriesByType("resource")
          .filter((one) => one.name.includes("/static/")).map((one) => one.startTime))
          - performance.getEntriesByType("navigation")[0].responseEnd"""
    )
    assert asked < AT_ONCE
