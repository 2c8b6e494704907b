"""The plain page in Chromium: whole and clear by itself, and what the live one does to it.

Every enhancement is switched off in turn: what worked without it still works.
"""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect

from components.page_list import PAGES
from tests.browser import phone
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from web.streamlit_host.static_files import BEST

each_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)

SCRIPTS = "**/static/**/*.js"
SHRUNK = re.compile(r"/static/.*\.(css|js)$")
NARROWEST, PHONE = 320, 360
MOST_REQUESTS = 4
# Bytes over the wire of a first visit, to a page with charts and to the one with pydeck.
MOST = {"": 1_700_000, "map": 2_300_000}

NO_WEB_SOCKET = "window.WebSocket = class { constructor() { throw new Error('refused'); } };"
HANGING = """
window.WebSocket = class extends EventTarget {
  constructor() { super(); this.readyState = 0; }
  send() {} close() {}
};
"""
CLOSED = """
window.WebSocket = class extends EventTarget {
  constructor() { super(); this.readyState = 0; setTimeout(() => this.fail(), 0); }
  fail() { this.readyState = 3; this.onclose?.(new CloseEvent("close", { code: 1006 })); }
  send() {} close() {}
};
"""
NO_WEBGL = """
const own = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : own.call(this, kind, ...rest);
};
"""
# A browser of some years ago: what it lacks is not there, and it leaves out what it cannot read.
OLD_SCRIPT = """
for (const name of ["fetch", "IntersectionObserver", "PerformanceObserver", "ResizeObserver",
                    "structuredClone", "SubmitEvent"]) delete window[name];
delete HTMLFormElement.prototype.requestSubmit;
delete Element.prototype.replaceChildren;
delete Object.hasOwn;
delete Array.prototype.at;
"""
OLD_STYLE = """
const own = CSS.supports;
const young = /:has|light-dark|color-mix|text-wrap/;
CSS.supports = (...asked) => !young.test(asked.join()) && own.apply(CSS, asked);
"""
# Notes each moment at which not exactly one of the two pages is there, once one is.
HEARD = """
window.heard = [];
const look = () => {
  const all = [...document.querySelectorAll("h1")];
  const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true }));
  if (window.heardOne && seen.length !== 1) heard.push(seen.length);
  window.heardOne ||= seen.length === 1;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
YOUNG_STYLE = re.compile(r"(?<=:)has\(|light-dark\(|color-mix\(|text-wrap:|(?<=@)container")


def without_young_style(route: Route) -> None:
    """The page as a browser takes it that knows none of these words."""
    answer = route.fetch()
    route.fulfill(response=answer, body=YOUNG_STYLE.sub(r"x-\g<0>", answer.text()))


@pytest.fixture
def new_visitor(new_visitor: NewVisitor) -> NewVisitor:
    """Makes visitors who never were here."""
    return partial(new_visitor, is_new=True)


def plain(page: Page):
    return page.locator("#plain")


def is_whole(visitor: Visitor) -> None:
    """The page stands with its heading, its sources and its menu, and is the only one."""
    expect(visitor.page.locator("h1:visible")).to_have_count(1)
    expect(plain(visitor.page).get_by_text("Where this comes from")).to_be_visible()
    expect(visitor.page.get_by_role("navigation", name="Pages")).to_be_visible()


def chooses_an_area(visitor: Visitor) -> None:
    """The control of the map does what it says."""
    visitor.page.get_by_role("combobox", name="Area", exact=True).select_option("east-kent")
    button = visitor.page.get_by_role("button", name="Show")
    if button.is_visible():
        button.click()
    expect(visitor.page.locator("h1:visible")).to_contain_text("East Kent")
    expect(visitor.page).to_have_url(re.compile("area=east-kent"))


def test_a_choice_takes_effect_at_once_and_defaults_stay_out_of_the_address(
    new_visitor: NewVisitor,
):
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/waiting?plain")
    plain(visitor.page).get_by_role("radio", name="Children").check()
    expect(visitor.page).to_have_url(f"{visitor.home}/waiting?cohort=children")


def test_below_a_path_that_a_proxy_cut_off_a_sentence_says_so(new_visitor: NewVisitor):
    visitor = new_visitor()
    told = "This dashboard needs a host name of its own"
    page = visitor.page
    page.goto(f"{visitor.home}/money?plain")
    expect(page.get_by_text(told)).to_be_hidden()
    whole = page.content()
    page.route("**/community/money", lambda route: route.fulfill(body=whole))
    page.goto(f"{visitor.home}/community/money")
    expect(page.get_by_text(told)).to_be_visible()


@each_page
def test_a_page_is_whole_and_clear_to_all_without_the_app(new_visitor: NewVisitor, entry):
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/{entry.path}?plain")
    is_whole(visitor)
    expect(visitor.page).to_have_title(entry.title)
    assert visitor.violations() == []
    assert phone.amiss(visitor) == {}
    assert visitor.violations() == []
    visitor.page.set_viewport_size({"width": NARROWEST, "height": 640})
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


@pytest.mark.parametrize("entry", [PAGES[0], PAGES[2], PAGES[7]], ids=lambda entry: entry.name)
def test_it_is_clear_in_the_dark_too(new_visitor: NewVisitor, entry):
    visitor = new_visitor(look="dark")
    visitor.page.goto(f"{visitor.home}/{entry.path}?plain")
    assert visitor.violations() == []


def test_a_plain_page_asks_for_little(new_visitor: NewVisitor):
    visitor, asked = new_visitor(), []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.goto(f"{visitor.home}/map?plain", wait_until="networkidle")
    assert len(asked) <= MOST_REQUESTS, asked


def test_the_place_that_was_read_is_kept(new_visitor: NewVisitor):
    visitor = new_visitor(height=500)
    held, read = [], False
    visitor.page.route(SCRIPTS, lambda route: route.continue_() if read else held.append(route))
    visitor.page.goto(f"{visitor.home}/money", wait_until="commit")
    expect(visitor.heading()).to_be_visible()
    visitor.page.mouse.wheel(0, 300)
    visitor.page.wait_for_function("document.scrollingElement.scrollTop >= 300")
    read = True
    for route in held:
        route.continue_()
    visitor.settled()
    visitor.page.wait_for_function("document.querySelector('main').scrollTop > 100")


# What somebody does with the plain page, and how they end it.
BUSY = {
    "a control has focus": (
        "timeline",
        lambda page: plain(page).get_by_label("Kind of date", exact=True).focus(),
        lambda page: page.evaluate("document.activeElement.blur()"),
    ),
    "words are typed": (
        "services",
        lambda page: plain(page).get_by_label("Find a service").fill("nurs"),
        lambda page: plain(page).get_by_label("Find a service").fill(""),
    ),
    "something is unfolded": (
        "scrutiny",
        lambda page: plain(page).locator("main details:not([open]) > summary").first.click(),
        lambda page: page.evaluate("document.activeElement.click()"),
    ),
    "words are selected": (
        "money",
        lambda page: page.evaluate(
            "getSelection().selectAllChildren(document.querySelector('#plain h1'))"
        ),
        lambda page: page.evaluate("getSelection().removeAllRanges()"),
    ),
}


@pytest.mark.parametrize("doing", BUSY)
def test_the_live_page_waits_while_somebody_uses_the_plain_one(new_visitor: NewVisitor, doing):
    path, begin, end = BUSY[doing]
    visitor, held, ready = new_visitor(), [], False
    visitor.page.route(SCRIPTS, lambda route: route.continue_() if ready else held.append(route))
    visitor.page.goto(f"{visitor.home}/{path}", wait_until="commit")
    expect(plain(visitor.page).get_by_text("Where this comes from")).to_be_visible()
    begin(visitor.page)
    ready = True
    for route in held:
        route.continue_()
    visitor.sent()
    visitor.page.locator("#root main h1").wait_for(state="attached")
    expect(plain(visitor.page)).to_be_visible()
    end(visitor.page)
    visitor.page.evaluate("document.activeElement.blur()")
    expect(plain(visitor.page)).to_have_count(0)


# Each switches one thing off: a script for the page, or a setting of the browser.
OFF = {
    "no script": {"settings": {"java_script_enabled": False}},
    "a WebSocket that is refused": {"script": NO_WEB_SOCKET},
    "a WebSocket that hangs": {"script": HANGING},
    "no WebGL": {"script": NO_WEBGL},
    "a broken bundle": {
        "route": (
            SCRIPTS,
            lambda route: route.fulfill(body="not a script (", content_type="text/javascript"),
        )
    },
    "a script engine of some years ago": {"script": OLD_SCRIPT},
    "a style engine of some years ago": {
        "script": OLD_STYLE,
        "route": (re.compile(r"/map(\?.*)?$"), without_young_style),
    },
    "no web fonts": {"route": ("**/*.woff2", lambda route: route.abort()), "script": NO_WEBGL},
}


@pytest.mark.parametrize("what", OFF)
def test_without_it_the_page_is_whole_and_its_controls_work(new_visitor: NewVisitor, what):
    off = OFF[what]
    visitor = new_visitor(**off.get("settings", {}))
    if script := off.get("script"):
        visitor.page.add_init_script(script)
    if route := off.get("route"):
        visitor.page.route(*route)
    visitor.page.goto(f"{visitor.home}/map")
    is_whole(visitor)
    chooses_an_area(visitor)
    is_whole(visitor)
    visitor.page.locator("#plain svg a[href*='area=west-kent']").first.click()
    expect(visitor.page.locator("h1:visible")).to_contain_text("West Kent")
    visitor.page.close()  # what it still has to say comes before this returns
    visitor.complaints.clear()  # a browser may say that something was refused


def test_the_app_does_not_lock_the_page_where_it_cannot_reach_its_server(new_visitor: NewVisitor):
    visitor = new_visitor()
    visitor.page.add_init_script(CLOSED)
    visitor.page.route("**/_stcore/**", lambda route: route.abort())
    visitor.page.goto(f"{visitor.home}/map")
    dialog = visitor.page.locator(".stDialog")
    expect(dialog).to_have_count(1)
    expect(dialog).to_be_hidden()
    is_whole(visitor)
    visitor.page.mouse.move(600, 400)
    visitor.page.mouse.wheel(0, 300)
    visitor.page.wait_for_function("document.scrollingElement.scrollTop >= 300")
    area = visitor.page.get_by_label("Area", exact=True)
    area.focus()
    expect(area).to_be_focused()
    chooses_an_area(visitor)
    visitor.page.close()  # what it still has to say comes before this returns
    visitor.complaints.clear()  # the browser says that something was refused


def test_without_a_script_a_place_is_found_and_stands_in_no_address(new_visitor: NewVisitor):
    visitor = new_visitor(java_script_enabled=False)
    visitor.page.goto(f"{visitor.home}/find-my-area")
    visitor.page.get_by_label("Postcode or place").fill("ME13 8XX")
    visitor.page.get_by_role("button", name="Find", exact=True).first.click()
    expect(visitor.heading()).to_contain_text("East Kent")
    assert "ME13" not in visitor.page.url
    visitor.page.get_by_label("Postcode or place").fill("zzzz")
    visitor.page.get_by_role("button", name="Find", exact=True).first.click()
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    expect(visitor.heading()).not_to_contain_text("East Kent")


def test_who_saves_data_gets_the_plain_page_and_a_link_to_the_other(new_visitor: NewVisitor):
    visitor = new_visitor(extra_http_headers={"Save-Data": "on"})
    visitor.page.goto(f"{visitor.home}/money", wait_until="networkidle")
    is_whole(visitor)
    visitor.page.get_by_role("link", name="Open the interactive page").click()
    visitor.settled()


def test_without_a_script_a_phone_has_a_menu(new_visitor: NewVisitor):
    visitor = new_visitor(width=PHONE, height=740, java_script_enabled=False)
    visitor.page.goto(f"{visitor.home}/map")
    visitor.page.get_by_text("Menu", exact=True).click()
    visitor.page.get_by_role("link", name=PAGES[-1].name, exact=True).click()
    expect(visitor.page).to_have_title(PAGES[-1].title)


@pytest.mark.parametrize("path", ["", "map"])
def test_the_page_is_shown_before_the_app_is_asked_for(new_visitor: NewVisitor, path):
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/{path}")
    visitor.sent()  # the map need not be drawn
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


def first_visit(visitor: Visitor, path: str) -> tuple[list[tuple[float, str]], bool]:
    """What a first visit fetches, by weight; and whether each file came in its best copy.

    A server that is new on a machine makes those copies while it serves quicker, heavier ones.
    """
    client = visitor.page.context.new_cdp_session(visitor.page)
    client.send("Network.enable")
    asked: dict[str, str] = {}
    came: list[tuple[float, str]] = []
    tags: list[str] = []
    client.on(
        "Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]})
    )
    client.on(
        "Network.loadingFinished",
        lambda e: came.append((e["encodedDataLength"], asked.get(e["requestId"], "?"))),
    )
    visitor.page.on(
        "response", lambda one: SHRUNK.search(one.url) and tags.append(one.headers["etag"])
    )
    visitor.page.add_init_script(HEARD)
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    return sorted(came, reverse=True), all(f".{BEST}-br" in tag for tag in tags)


@pytest.mark.parametrize(("path", "most"), MOST.items(), ids=["charts", "map with WebGL"])
def test_a_first_visit_is_light_and_only_one_page_is_heard_at_any_moment(
    new_visitor: NewVisitor, path, most
):
    for _ in range(9):
        visitor = new_visitor()
        came, is_best = first_visit(visitor, path)
        if is_best:
            break
    assert most / 3 < sum(weight for weight, _ in came) <= most, came
    assert visitor.page.evaluate("window.heardOne")
    assert visitor.page.evaluate("heard") == []


def test_a_frame_that_asks_for_the_dark_look_gets_it_from_the_first(new_visitor: NewVisitor):
    visitor = new_visitor(look="light")
    query = "embed=true&embed_options=dark_theme&plain"
    visitor.page.goto(f"{visitor.home}/money?{query}")
    assert visitor.page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_an_address_opens_the_fold_that_it_leads_into(new_visitor: NewVisitor):
    visitor = new_visitor(width=PHONE)
    visitor.page.goto(f"{visitor.home}/disagree?plain")
    point = visitor.page.locator("main details:not([open]) > details.point").first
    name = point.get_attribute("id")
    assert not point.is_visible()
    visitor.page.goto(f"{visitor.home}/disagree?plain#{name}")
    expect(visitor.page.locator(f"#{name}")).to_be_in_viewport()
