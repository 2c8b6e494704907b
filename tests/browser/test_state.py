"""The choices in the URL as a browser keeps them: shared, restored, followed back and forward."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import NewVisitor
from tests.browser.frame import CONTROLS, build
from tests.browser.visitor import Visitor
from tests.served import Server, serving


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = build(tmp_path_factory.mktemp("frame"), {"map": CONTROLS, "money": CONTROLS})
    with serving(folder, log_file=folder / "log.txt") as running:
        yield running


@pytest.fixture
def someone(new_visitor: NewVisitor, frame: Server) -> Visitor:
    return new_visitor(server=frame)


def sees(visitor: Visitor, shown: str, at: str) -> None:
    """The page says what is chosen, and so does its address."""
    expect(visitor.page.get_by_text(f"Shown: {shown}", exact=True)).to_be_visible()
    wanted = urlsplit(f"{visitor.home}/{at}")

    def is_there(url: str) -> bool:
        """Whether it is the address, its choices in any order."""
        parts = urlsplit(url)
        return parts.path == wanted.path and set(parts.query.split("&")) == set(
            wanted.query.split("&")
        )

    visitor.page.wait_for_url(is_there)


def choose_area(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("combobox", name="Area", exact=True).click()
    visitor.page.get_by_role("option", name=name, exact=True).click()


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_test_id("stRadioOption").filter(has_text=name).click()


def test_a_shared_address_gives_the_same_view(someone):
    someone.go("money", area="east-kent", cohort="children", by="each", q="nursing")
    sees(
        someone,
        "east-kent children each nursing",
        "money?area=east-kent&cohort=children&by=each&q=nursing",
    )
    expect(someone.page.get_by_role("combobox", name="Area", exact=True)).to_have_value("East Kent")
    expect(someone.page.get_by_role("radio", name="Children")).to_be_checked()


def test_area_and_cohort_stay_when_the_page_changes(someone):
    someone.go("money")
    choose_area(someone, "West Kent")
    sees(someone, "west-kent adults sum", "money?area=west-kent")
    press(someone, "Children")
    press(someone, "Each")
    sees(someone, "west-kent children each", "money?area=west-kent&cohort=children&by=each")
    someone.turn_to("Services")
    sees(someone, "west-kent children", "services?area=west-kent&cohort=children")
    someone.turn_to("Map")
    sees(someone, "west-kent children sum", "map?area=west-kent&cohort=children")
    someone.turn_to("Overview")
    sees(someone, "west-kent children", "?area=west-kent&cohort=children")


def test_a_choice_made_before_the_last_one_is_answered_takes_nothing_back(someone):
    waiting: list[tuple[WebSocketRoute, str | bytes]] = []
    is_slow = False

    def through(page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()

        def on_answer(message: str | bytes) -> None:
            if is_slow:
                waiting.append((page_side, message))
            else:
                page_side.send(message)

        server_side.on_message(on_answer)

    someone.page.route_web_socket("**/stream", through)
    someone.go("money", area="east-kent", q="wound")
    is_slow = True
    press(someone, "Children")
    press(someone, "Each")
    choose_area(someone, "West Kent")
    is_slow = False
    for page_side, message in waiting:
        page_side.send(message)
    expect(someone.page.get_by_text("Shown: west-kent children each wound")).to_be_visible()
    chosen = {"area=west-kent", "cohort=children", "by=each", "q=wound"}
    someone.page.wait_for_url(lambda url: set(urlsplit(url).query.split("&")) == chosen)


def test_back_and_forward_follow_every_step_and_no_more(someone):
    someone.go("money")
    steps = someone.page.evaluate("history.length")
    choose_area(someone, "East Kent")
    sees(someone, "east-kent adults sum", "money?area=east-kent")
    press(someone, "Each")
    sees(someone, "east-kent adults each", "money?area=east-kent&by=each")
    someone.turn_to("Map")
    sees(someone, "east-kent adults sum", "map?area=east-kent")
    assert someone.page.evaluate("history.length") == steps + 3

    someone.page.go_back()
    sees(someone, "east-kent adults each", "money?area=east-kent&by=each")
    someone.page.go_back()
    sees(someone, "east-kent adults sum", "money?area=east-kent")
    someone.page.go_back()
    sees(someone, "None adults sum", "money")
    expect(someone.page.get_by_role("combobox", name="Area", exact=True)).to_have_value(
        "All of Kent and Medway"
    )
    someone.page.go_forward()
    sees(someone, "east-kent adults sum", "money?area=east-kent")


def test_the_default_leaves_the_address(someone):
    someone.go("map", area="east-kent", cohort="children")
    choose_area(someone, "All of Kent and Medway")
    sees(someone, "None children sum", "map?cohort=children")
    press(someone, "Adults")
    sees(someone, "None adults sum", "map")


def test_a_bad_address_gets_a_sentence_and_the_next_page_none(someone):
    someone.go("money", area="atlantis", by="upside-down")
    expect(someone.page.get_by_role("alert")).to_have_count(2)
    expect(someone.page.get_by_role("alert").first).to_contain_text("“area”")
    expect(someone.page.get_by_text("Shown: None adults sum")).to_be_visible()
    someone.turn_to("Map")
    sees(someone, "None adults sum", "map")
    expect(someone.page.get_by_role("alert")).to_have_count(0)


def test_two_visitors_do_not_share_a_choice(new_visitor, frame):
    one, other = new_visitor(server=frame), new_visitor(server=frame)
    one.go("money")
    other.go("money")
    choose_area(one, "East Kent")
    sees(one, "east-kent adults sum", "money?area=east-kent")
    other.page.reload()
    other.settled()
    sees(other, "None adults sum", "money")


def test_the_controls_work_by_keyboard_alone(someone):
    someone.go("money")
    page = someone.page
    page.get_by_role("combobox", name="Area", exact=True).focus()
    page.keyboard.type("West")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    sees(someone, "west-kent adults sum", "money?area=west-kent")
    page.get_by_role("radio", name="Adults").focus()
    page.keyboard.press("ArrowRight")
    sees(someone, "west-kent children sum", "money?area=west-kent&cohort=children")
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("wound")
    page.keyboard.press("Enter")
    sees(someone, "west-kent children sum wound", "money?area=west-kent&cohort=children&q=wound")
