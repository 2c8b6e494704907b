"""Find my area in Chromium: a resident by keyboard alone, and what must never be seen."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor
from tests.served import Server

FIND = "find-my-area"
DESK, PHONE, NARROWEST = 1280, 360, 320
MOST_TABS = 40
HEADINGS_AT_ONCE = """() => {
    window.headings = [];
    new MutationObserver(() => window.headings.push(document.querySelectorAll("h1").length))
        .observe(document.body, {subtree: true, childList: true});
}"""


# One of those whom the name of their district would mislead; the others are in tests/pages/.
POSTCODE, PLACE, AREA = "me13 8xx", "ME13-8", "east-kent"
FOUND = (
    "This ME13 8 postcode is in East Kent: Lot 2 for adults, Lot 6 for children. "
    "But Swale district is mostly in Medway and Swale"
)


def box(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("textbox", name="Postcode or place")


def is_at(visitor: Visitor, path: str, **params: str) -> None:
    """Wait until the address is this one, its parameters in any order."""

    def right(url: str) -> bool:
        parts = urlsplit(url)
        return parts.path == f"/{path}" and dict(parse_qsl(parts.query)) == params

    visitor.page.wait_for_url(right)


def tab_to(visitor: Visitor, target: Locator) -> None:
    """Press Tab until the target has the focus, as someone without a mouse does."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {target}")


def look_up(visitor: Visitor, text: str, begins: str) -> None:
    """Type words into the box, and wait for the heading or the warning that answers them."""
    box(visitor).fill(text)
    box(visitor).press("Enter")
    answer = visitor.page.locator("h1, [role=alert]").filter(has_text=re.compile(f"^{begins}"))
    expect(answer).to_be_visible()
    visitor.settled()


def addresses(visitor: Visitor) -> list[str]:
    """Every address from here on: of the page, of what it fetches and of its socket."""
    seen: list[str] = []
    page = visitor.page
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    page.on("request", lambda request: seen.append(request.url))
    page.on("websocket", lambda socket: seen.append(socket.url))
    return seen


def plain(text: str) -> str:
    """Only capital letters and digits: a postcode is found however it is spaced or encoded."""
    return re.sub(r"[^A-Z0-9]", "", unquote(text).upper())


def test_a_resident_gets_there_by_keyboard_alone(visitor: Visitor, server: Server):
    page = visitor.page
    seen = addresses(visitor)
    visitor.go(FIND)
    tab_to(visitor, box(visitor))
    page.keyboard.type(POSTCODE)
    page.keyboard.press("Enter")

    expect(visitor.heading()).to_have_text(FOUND)
    expect(page.get_by_role("status").filter(has_text=FOUND)).to_have_count(1)
    is_at(visitor, FIND, place=PLACE, area=AREA)
    visitor.settled()
    expect(box(visitor)).to_be_focused()
    expect(box(visitor)).to_have_value("")
    for lot in ("Lot 2, East Kent", "Lot 6, Rest of Kent"):
        expect(page.locator("dl.entry dd").filter(has_text=lot)).to_have_count(1)
    expect(
        page.get_by_role("heading", name="HOSC scrutinises health services here")
    ).to_be_visible()
    expect(
        page.locator(".stElementContainer:has(.card-place-map) + .stElementContainer svg.marks")
    ).to_be_visible()

    tab_to(visitor, page.get_by_role("link", name="See the envelopes year by year"))
    page.keyboard.press("Enter")
    is_at(visitor, "money", area=AREA)
    visitor.settled()

    assert any(url.startswith("ws:") for url in seen)
    assert not [url for url in seen if plain(POSTCODE) in plain(url)]
    assert plain(POSTCODE) not in plain(server.log())


def test_one_who_mistypes_is_helped_by_keyboard_alone(visitor: Visitor, server: Server):
    seen = addresses(visitor)
    page = visitor.go(FIND).page
    tab_to(visitor, box(visitor))
    frame = page.get_by_test_id("stTextInputRootElement")
    expect(frame).to_have_css("outline-width", "3px")
    page.keyboard.type("ME13 BXX")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(re.compile("neither a postcode"))
    visitor.settled()
    expect(box(visitor)).to_be_focused()
    expect(box(visitor)).to_have_value("ME13 BXX")
    tab_to(visitor, page.get_by_role("button", name="ME13 8XX"))
    page.keyboard.press("Enter")
    expect(visitor.heading()).to_have_text(re.compile("^This ME13 8 postcode is in East Kent"))
    visitor.settled()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert not [url for url in seen if re.search("ME13[8B]XX", plain(url))]
    assert "XX" not in server.log()


def test_the_list_is_searched_by_keyboard_alone(visitor: Visitor):
    page = visitor.go(FIND).page
    tab_to(visitor, page.locator("summary", has_text="Choose from a list instead"))
    page.keyboard.press("Enter")
    choose = page.get_by_role("combobox", name="Ward, town, council, area or lot")
    expect(choose).to_be_visible()
    tab_to(visitor, choose)
    page.keyboard.type("teynham and")
    only = page.get_by_role("option")
    expect(only).to_have_text(["Teynham and Lynsted (ward in Swale)"])
    page.keyboard.press("ArrowDown")
    expect(choose).to_have_attribute("aria-activedescendant", only.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(visitor.heading()).to_have_text(re.compile("^Teynham and Lynsted ward is split"))
    is_at(visitor, FIND, place="E05009563", area="medway-swale")


def test_the_list_stays_open_while_its_fold_grows(visitor: Visitor):
    """It closes where what it stands in scrolls, as a fold did to show what has the focus."""
    page = visitor.go(FIND).page
    slowly = page.context.new_cdp_session(page)
    slowly.send("Animation.enable")
    slowly.send("Animation.setPlaybackRate", {"playbackRate": 0.2})
    fold = page.locator("details", has_text="Choose from a list instead")
    fold.locator("summary").press("Enter")
    choose = page.get_by_role("combobox", name="Ward, town, council, area or lot")
    choose.focus()
    choose.press("t")
    expect(page.get_by_role("option").first).to_be_visible()
    fold.evaluate("fold => Promise.all(fold.getAnimations().map(one => one.finished))")
    assert fold.evaluate("fold => fold.open && fold.scrollTop") == 0
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_part_of_a_split_place_is_chosen_by_keyboard_alone(visitor: Visitor):
    page = visitor.go(FIND, place="E07000113").page
    is_at(visitor, FIND, place="E07000113", area="medway-swale")
    tab_to(visitor, page.get_by_role("radio", name="Medway and Swale"))
    page.keyboard.press("ArrowRight")
    is_at(visitor, FIND, place="E07000113", area="east-kent")
    question = "Which lot serves children in Faversham: 5 or 6?"
    expect(page.get_by_text(question).first).to_be_visible()


def test_a_shared_link_needs_no_area_for_other_pages_to_follow(visitor: Visitor):
    seen = addresses(visitor)
    visitor.go(FIND, place="BR8%207DF")
    is_at(visitor, FIND, place="BR8-7", area="dgs")
    expect(visitor.heading()).to_have_text(re.compile("^Postcodes that begin BR8 7 are in"))
    visitor.page.get_by_role("link", name="for adults that Lot 1 may include").click()
    is_at(visitor, "services", view="lot", area="dgs", lot="lot-1")
    # Only the link itself held the postcode; the address it led to replaced it in the history.
    whole = [url for url in seen if "BR87DF" in plain(url)]
    assert whole == [f"{visitor.home}/{FIND}?place=BR8%207DF"]


def test_back_leads_to_the_answer_before(visitor: Visitor):
    page = visitor.go(FIND).page
    look_up(visitor, "Sandwich", "Sandwich is in East Kent")
    look_up(visitor, "Swanley", "Swanley is in Dartford")
    for _ in range(2):  # place and area are a step of the history each
        page.go_back()
        visitor.settled()
    expect(visitor.heading()).to_have_text(re.compile("^Sandwich is in East Kent"))


def test_an_answer_goes_with_its_question(visitor: Visitor):
    """Someone of Faversham looks it up, then goes wrong: no answer stands beside the sentence."""
    page = visitor.go(FIND).page
    for bad in ("ME13 8ZZ", "Newington"):
        look_up(visitor, "Faversham", "Faversham is in East Kent")
        expect(page.locator(".card-place-map").first).to_be_visible()
        box(visitor).fill(bad)
        box(visitor).press("Enter")
        expect(page.get_by_role("alert").first).to_be_visible()
        visitor.settled()
        expect(visitor.heading()).to_have_text(re.compile("^Where you live decides"))
        expect(page.locator(".card-place-map")).to_have_count(0)
        is_at(visitor, FIND, area=AREA)  # which other pages go on with
        look_up(visitor, "ME13 8XX", "This ME13 8 postcode is in East Kent")
        expect(page.get_by_role("alert")).to_have_count(0)


def test_there_is_one_heading_at_every_moment_and_nothing_typed_is_in_the_log(
    visitor: Visitor, server: Server
):
    page = visitor.go(FIND).page
    page.evaluate(HEADINGS_AT_ONCE)
    answers = {
        "Faversham": "Faversham is in East Kent",
        "ME13 8ZZ": "That postcode is unknown",
        "Nowhere-on-Sea": "No place of that name",
        "SW1A 1AA": "That postcode is not in",
        "ME138XX": "This ME13 8 postcode",
        "Nowhere": "No place of that name",
        "ME4 4TR": "This ME4 4 postcode",
    }
    for typed, begins in answers.items():
        look_up(visitor, typed, begins)
    assert max(page.evaluate("window.headings")) == 1
    assert not [word for word in ("8ZZ", "8XX", "Nowhere", "SW1A", "ME13") if word in server.log()]
