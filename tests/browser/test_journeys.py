"""Five people and what they came for, in no more steps than each would bear."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from components.deck import USUAL
from components.findings.services import on_map
from data.live.current import current
from tests.browser.conftest import NewVisitor
from tests.browser.test_briefing import squeezed
from tests.browser.test_embed_find import PAGE, look_up, no_answer_stands
from tests.browser.visitor import Visitor
from tests.made import made

TABLET = {"width": 768, "height": 1024, "has_touch": True}
PHONE = {"width": 360, "height": 740, "has_touch": True}
BAR = 80  # px at the top of the window that the navigation may take


@dataclass
class Journey:
    """One visitor's way from the overview; each tap, key or turn of the wheel is a step."""

    visitor: Visitor
    scripts: bool = True
    steps: int = 0

    @property
    def page(self) -> Page:
        """The page in the browser."""
        return self.visitor.page

    def begin(self) -> Journey:
        """Open the overview."""
        self.page.goto(f"{self.visitor.home}/")
        return self.arrive()

    def arrive(self) -> Journey:
        """Wait until the page stands; without scripts it does so as it comes."""
        if self.scripts:
            self.visitor.settled()
        return self

    def tap(self, target: Locator) -> None:
        """Touch what is there to touch."""
        self.steps += 1
        target.tap()

    def scroll_to(self, target: Locator) -> None:
        """Turn the wheel until the target stands below the bar."""
        self.steps += 1
        box = target.bounding_box()
        assert box
        self.page.mouse.move(TABLET["width"] / 2, TABLET["height"] / 2)
        self.page.mouse.wheel(0, box["y"] - BAR)

    def press(self, key: str) -> None:
        """Press one key."""
        self.steps += 1
        self.page.keyboard.press(key)

    def tab_to(self, target: Locator, *, most: int) -> None:
        """Press Tab until the target has the focus."""
        for _ in range(most):
            self.press("Tab")
            if target.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"{most} presses of Tab do not reach {target}")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_councillor_has_promises_and_questions_on_one_screen(
    new_visitor: NewVisitor, scripts: bool
):
    """A member of HASC with a tablet: how each promise stands, what to ask, what is open."""
    way = Journey(new_visitor(**TABLET, java_script_enabled=scripts), scripts).begin()
    main = way.page.locator("main")
    way.tap(main.get_by_role("link", name="HASC, Medway Council", exact=True))
    expect(way.visitor.heading()).to_contain_text("HASC decided")
    promises = way.arrive().page.get_by_role("heading", name="promises are met on paper")
    way.scroll_to(promises)
    expect(promises).to_be_in_viewport(ratio=1)
    for state in ("Past the due date", "Open", "Not known", "Met"):
        expect(main.locator("summary", has_text=state).first).to_be_in_viewport(ratio=1)
    asked = main.locator(".questions > ol > li .question")
    expect(asked).to_have_count(3)
    for question in asked.all():
        expect(question).to_be_in_viewport(ratio=1)
    still_open = main.locator("details", has=way.page.get_by_role("heading", name="Open")).first
    way.tap(still_open.locator("summary").first)
    expect(still_open.locator(".what").first).to_be_in_viewport(ratio=1)
    assert way.steps <= 3


@pytest.mark.parametrize("scripts", [True, False])
def test_services_for_swanley_stand_by_name_after_four_taps(new_visitor: NewVisitor, scripts: bool):
    """A councillor for Swanley with a phone: which services its people may have."""
    way = Journey(new_visitor(**PHONE, java_script_enabled=scripts), scripts).begin()
    box = way.page.get_by_label("postcode or place")
    way.tap(box)
    box.type("Swanley")
    way.tap(way.page.get_by_role("button", name="Find", exact=True))
    expect(way.visitor.heading()).to_contain_text("Swanley is in Dartford, Gravesham and Swanley")
    way.arrive()
    services = current()["services"].filter(cohort="adults")["name"].to_list()
    way.tap(way.page.get_by_role("link", name=f"{len(services)} for adults"))
    expect(way.visitor.heading()).to_contain_text("Lot 1")
    way.arrive()
    for name in services:
        expect(way.page.locator("main table").get_by_text(name, exact=True).first).to_be_visible()
    assert way.steps <= 4


def test_where_podiatry_is_by_keys_alone_from_services_to_the_map_and_back(
    new_visitor: NewVisitor,
):
    """A resident asks which services sit in which lot: the line, its map, and the line again."""
    facts, service = current(), "adult-podiatry"
    visitor = new_visitor(width=1280, height=720)
    way = Journey(visitor)
    visitor.go("services", view="service", service=service, area="medway-swale")
    way.tab_to(way.page.get_by_role("link", name="See it on the map"), most=16)
    way.press("Enter")
    expect(visitor.heading()).to_have_text(on_map.finding(facts, service, "medway-swale"))
    way.arrive()
    drawn = way.page.get_by_role("img", name="by the evidence for Podiatry")
    expect(drawn.first).to_be_attached()
    box = way.page.get_by_role("combobox", name="Service")
    way.tab_to(box, most=16)
    way.page.keyboard.type("audio")
    way.press("Enter")
    expect(visitor.heading()).to_contain_text("Audiology (children) in Medway and Swale, Lot 5")
    way.arrive()
    way.tab_to(way.page.get_by_role("link", name="See Audiology (children) on"), most=16)
    way.press("Enter")
    expect(visitor.heading()).to_contain_text("Audiology (children) is on the list")
    expect(way.page).to_have_url(re.compile("area=medway-swale"))
    assert way.steps <= 40


def test_an_executive_shows_three_findings_by_keys_alone(new_visitor: NewVisitor):
    """At the screen of a meeting, without a mouse: to the first finding, on twice, and back."""
    way = Journey(new_visitor(width=1280, height=720)).begin()
    findings = [made(path).finding for path in USUAL[:3]]
    way.tab_to(way.visitor.link("Money"), most=6)
    way.press("Enter")
    expect(way.page).to_have_url(f"{way.visitor.home}/money")
    way.arrive()
    way.tab_to(way.page.get_by_role("link", name="Show on a screen"), most=12)
    way.press("Enter")
    expect(way.visitor.heading()).to_have_text(findings[0])
    for finding in findings[1:]:
        way.press("ArrowRight")
        expect(way.visitor.heading()).to_have_text(finding)
    assert way.steps <= 20
    way.press("ArrowLeft")
    expect(way.visitor.heading()).to_have_text(findings[1])


def test_an_executive_walks_five_findings_and_saves_them_as_slides(new_visitor: NewVisitor):
    """A deck of one's own: four of the usual one and one more, walked by keys, then a file."""
    picked = [*(one for one in USUAL if one not in ("map", "need")), "timeline"]
    findings = [made(path).finding for path in picked]
    visitor = new_visitor(width=1920, height=1080)
    page = visitor.go("", plain="").page
    for name, is_wanted in (("Map", False), ("Need", False), ("Timeline", True)):
        if not page.locator(".build-deck").get_attribute("open"):
            page.evaluate("document.querySelector('.build-deck').open = true")
        page.get_by_role("checkbox", name=name, exact=True).set_checked(is_wanted)
    page.get_by_role("button", name="Show on a screen").click()
    expect(visitor.heading()).to_have_text(findings[0])
    for finding in findings[1:]:
        page.keyboard.press("ArrowRight")
        expect(visitor.heading()).to_have_text(finding)
    expect(page.locator(".screen-place")).to_have_text("5 of 5")
    page.keyboard.press("ArrowRight")
    expect(visitor.heading()).to_have_text(findings[-1])
    query = page.url.partition("?")[2].replace("view=present&", "")
    with page.expect_download() as saved:
        page.evaluate("(query) => { location.href = '/slides.pptx?' + query; }", query)
    slides = Presentation(str(saved.value.path())).slides
    assert [one.shapes.title.text for one in slides] == findings


def test_faversham_never_sees_a_stale_answer(new_visitor: NewVisitor):
    """In a small frame: a look-up, a wrong one, and what stands while its answer is on the way."""
    visitor = new_visitor(width=320)
    page, held = visitor.page, []
    page.goto(f"{visitor.home}/{PAGE}")
    look_up(page, "Faversham")
    expect(visitor.heading()).to_contain_text("Faversham is in East Kent")
    page.route("**/find-my-area", lambda route: held.append(route), times=1)
    look_up(page, "ME13 8ZZ")
    no_answer_stands(page)
    with page.expect_response("**/find-my-area"):
        held[0].continue_()
    expect(page.locator("#problem")).to_be_visible()
    no_answer_stands(page)
    look_up(page, "ME13 8XX")
    expect(visitor.heading()).to_contain_text("East Kent")
    expect(page.locator("#problem")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_medway_councillor_prints_two_pages_in_three_steps(
    new_visitor: NewVisitor, scripts: bool
):
    """From the overview to My meeting, to HASC, to the printer; the address brings it all back."""
    way = Journey(new_visitor(**TABLET, java_script_enabled=scripts), scripts).begin()
    way.tap(way.page.locator("main").get_by_role("link", name="Prepare for a meeting"))
    expect(way.visitor.heading()).to_contain_text("HOSC since")
    way.arrive()
    way.tap(way.page.get_by_text("HASC, Medway Council", exact=True))
    if not scripts:
        way.tap(way.page.get_by_role("button", name="Show"))
    expect(way.visitor.heading()).to_contain_text("HASC since")
    address, finding = way.arrive().page.url, way.visitor.heading().inner_text()
    way.steps += 1
    sheets = printed(way.page)
    assert len(sheets) == 2
    assert way.steps <= (3 if scripts else 4)  # without scripts a choice is sent by a button
    paper = "".join(sheets)
    asked = way.page.locator(".worth .question").all_inner_texts()
    assert len(asked) == 5
    assert all(squeezed(one) in paper for one in (finding, *asked))
    assert "Leftoutonpaper" in paper
    again = Journey(new_visitor(**TABLET, java_script_enabled=scripts), scripts)
    again.page.goto(address)
    expect(again.arrive().visitor.heading()).to_have_text(finding)


def printed(page: Page) -> list[str]:
    """The words of each sheet that a page fills, without the spaces between them."""
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [squeezed(sheet.extract_text()) for sheet in pdf.pages]


@pytest.mark.parametrize("asked", ["", "committee=hasc", "place=town-faversham", "since=365"])
def test_my_meeting_fills_two_sheets_whatever_it_is_on(new_visitor: NewVisitor, asked: str):
    """As it is sent, without the live page."""
    visitor = new_visitor()
    visitor.page.goto(f"{visitor.home}/meeting?{asked}&plain")
    assert len(printed(visitor.page)) == 2
