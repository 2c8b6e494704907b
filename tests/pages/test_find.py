"""Find my area in every state of its box, without a browser."""

import html as markup_of
import re

import pytest

from components.findings.find import find
from components.found_place import found_place
from components.page_model import Picture, blocks_of
from data.live.current import current
from geo.lookup.lookup import load
from tests import plain
from tests.made import html_of, made, markup_of as markup_of_page, notices

FIND = "find-my-area"
INDEX = load()
NOTHING_FOUND = {
    "": "Type a postcode or the name of a place",
    " \n\t": "Type a postcode or the name of a place",
    "😀😀": "Type letters or digits",
    "x" * 10_000: "That is too long",
    "'; DROP TABLE wards; --": "No place of that name",
    "<script>alert(1)</script>": "No place of that name",
    "Фавершам": "Type the name or the postcode in the letters A to Z",
    "坎特伯雷": "Type the name or the postcode in the letters A to Z",
    "كنت": "Type the name or the postcode in the letters A to Z",
    "SW1A 1AA": "That postcode is not in Kent and Medway",
    "ME13 8ZZ": "That postcode is unknown",
    "ME13 BXX": "That is neither a postcode",
    "Cliftonville": "More than one place has a name like that",
    "Newington": "More than one place has that name",
    "ME7 1AA, ME13 8XX": "That holds more than one postcode",
}


@pytest.fixture(scope="module")
def facts():
    return current()


def shown(app):
    """The text of all our own markup, as it is read."""
    parts = (plain.unmarked(element.proto.body) for element in app.get("html"))
    text = " ".join(re.sub(r"<[^>]+>", " ", part) for part in parts if "<style" not in part)
    return " ".join(markup_of.unescape(text).split())


def h1(app):
    (found,) = re.findall(
        r"<h1>(.*?)</h1>",
        plain.unmarked(" ".join(element.proto.body for element in app.get("html"))),
    )
    return markup_of.unescape(found)


def press(app, label):
    (button,) = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception, app.exception
    return app


def type_in(app, text):
    app.text_input(key="find-typed").set_value(text)
    return press(app, "Find")


def param(app, name):
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def kept(app):
    """All that the session holds, as text."""
    state = app.session_state._state._state
    return repr([state._old_state, state._new_session_state, state._new_widget_state])


def test_before_anything_is_typed(open_page, facts):
    app = open_page(FIND)
    assert h1(app) == find.opening(facts)
    assert "The 4 areas and their lots" in shown(app)
    assert "not stored or logged" in shown(app)
    assert not app.warning


@pytest.mark.parametrize(
    ("typed", "key", "area"),
    [
        ("me13 8xx", "ME13-8", "east-kent"),
        ("BR87DF", "BR8-7", "dgs"),
        ("ct13 9ap", "CT13-9", "east-kent"),
        ("ME4-4TR", "ME4-4", "medway-swale"),
        ("DA13 0SG", "DA13-0", "dgs"),
        ("ME13", "ME13", "east-kent"),
        ("faversham", "town-faversham", "east-kent"),
        ("Swanley", "town-swanley", "dgs"),
        ("Sandwich", "town-sandwich", "east-kent"),
        ("Medway Council", "E06000035", "medway-swale"),
        ("West Kent", "west-kent", "west-kent"),
        ("Lot 5", "lot-5", "medway-swale"),
        ("Teynham and Lynsted", "E05009563", "medway-swale"),
        ("Teynham", "place-teynham-swale", "medway-swale"),
        ("Isle of Sheppey", "locality-isle-of-sheppey", "medway-swale"),
        ("12 Sample Street, Hawkinge, Kent", "place-hawkinge-folkestone-and-hythe", "east-kent"),
        ("(ME13 8XX)", "ME13-8", "east-kent"),
    ],
)
def test_what_is_typed_gives_an_answer_and_a_key(open_page, facts, typed, key, area):
    app = type_in(open_page(FIND), typed)
    place = found_place(INDEX.find(typed))
    assert h1(app) == find.finding(facts, place)
    assert find.standfirst(facts, place) in shown(app)
    assert (param(app, "place"), app.session_state["area"]) == (key, area)
    assert not app.warning
    for card in (
        "scrutinise",
        "Next known date",
        "Key dates here",
        "how many people took part",
        "No paper says which provider",
        "What is not known",
    ):
        assert card in shown(app)


@pytest.mark.parametrize(
    ("typed", "begins", "lots", "committee"),
    [
        (
            "me13 8xx",
            "This ME13 8 postcode is in East Kent: Lot 2 for adults, Lot 6 for children. "
            "But Swale district is mostly in Medway and Swale",
            ("Lot 2, East Kent", "Lot 6, Rest of Kent"),
            "HOSC",
        ),
        (
            "BR87DF",
            "This BR8 7 postcode is in Dartford, Gravesham and Swanley: Lot 1 for adults, "
            "Lot 6 for children. But Sevenoaks district is mostly in West Kent",
            ("Lot 1, Dartford, Gravesham and Swanley", "Lot 6, Rest of Kent"),
            "HOSC",
        ),
        (
            "CT13  9AP",
            "This CT13 9 postcode is in East Kent: Lot 2 for adults, Lot 6 for children",
            ("Lot 2, East Kent", "Lot 6, Rest of Kent"),
            "HOSC",
        ),
        (
            "ME4 4TR",
            "This ME4 4 postcode is in Medway and Swale: Lot 3 for adults, Lot 5 for children",
            ("Lot 3, Medway and Swale", "Lot 5, Medway and Swale"),
            "HASC",
        ),
    ],
)
def test_residents_are_told_their_lots_and_committee(open_page, typed, begins, lots, committee):
    app = type_in(open_page(FIND), typed)
    assert h1(app) == begins
    for lot in lots:
        assert lot in shown(app)
    assert f"{committee} scrutinises health services here" in shown(app)


@pytest.mark.parametrize("typed", ["ME13 8XX", "me138xx", "Ct13 9aP", "BR8 7DF", "ME4 4TR"])
def test_nothing_of_a_whole_postcode_stays(open_page, typed):
    app = type_in(open_page(FIND), typed)
    plain, unit = typed.upper().replace(" ", ""), typed.upper()[-2:]
    for held in (shown(app), kept(app), str(dict(app.query_params))):
        assert typed not in held
        assert plain not in held.upper().replace(" ", "").replace("ME138XXORFAVERSHAM", "")
    assert unit not in str(dict(app.query_params)).upper()
    assert app.text_input(key="find-typed").value == ""


@pytest.mark.parametrize("typed", NOTHING_FOUND, ids=lambda text: ascii(text[:20]))
def test_what_is_not_found_gets_one_sentence(open_page, facts, typed):
    app = type_in(open_page(FIND), typed)
    (warning,) = app.warning
    assert warning.value.startswith(NOTHING_FOUND[typed])
    assert warning.value.count(". ") == 0
    assert h1(app) == find.opening(facts)
    assert param(app, "place") is None
    assert typed.strip() == "" or typed not in shown(app)
    # Short words stay in the box to be put right; what is too long is let go.
    assert app.text_input(key="find-typed").value == ("" if len(typed) > 100 else typed)


def test_a_likely_postcode_is_one_press_away(open_page, facts):
    app = press(type_in(open_page(FIND), "ME13 BXX"), "ME13 8XX")
    assert h1(app) == find.finding(facts, found_place(INDEX.find("ME13 8XX")))
    assert param(app, "place") == "ME13-8"
    assert "ME13 8XX" not in kept(app)
    assert app.text_input(key="find-typed").value == ""


def test_a_known_part_of_an_unknown_postcode_is_one_press_away(open_page):
    app = press(type_in(open_page(FIND), "ME13 8ZZ"), "Postcodes that begin ME13 8 (lots 2 and 6)")
    assert h1(app).startswith("Postcodes that begin ME13 8 are in East Kent")


def test_several_places_of_a_name_are_told_apart_by_buttons(open_page):
    app = type_in(open_page(FIND), "Newington")
    offered = [one.label for one in app.button if "(" in one.label]
    assert offered == [
        "Newington (village or town in Swale; lots 3 and 5)",
        "Newington (ward in Thanet; lots 2 and 6)",
        "Hartlip, Newington and Upchurch (ward in Swale; lots 3 and 5)",
    ]
    assert h1(press(app, offered[0])).startswith("Newington is in Medway and Swale")


def test_the_list_finds_every_named_place(open_page, facts):
    app = open_page(FIND)
    box = app.selectbox(key="find-list")
    assert len(box.options) == len(INDEX.gazetteer.keys)
    assert box.options[0] == "Dartford, Gravesham and Swanley (HCP area)"
    box.select("town-sandwich").run()
    assert not app.exception
    assert h1(app).startswith("Sandwich is in East Kent")
    assert param(app, "place") == "town-sandwich"


def test_another_place_of_the_name_is_one_press_away(open_page):
    app = type_in(open_page(FIND), "Sandwich")
    assert h1(press(app, "Sandwich (ward in Dover; lots 2 and 6)")).startswith(
        "Sandwich ward is in East Kent"
    )


def test_a_split_place_is_shown_in_the_part_that_is_chosen(open_page):
    app = type_in(open_page(FIND), "Swale")
    part = app.radio(key="find-part")
    assert part.options == ["Medway and Swale", "East Kent"]
    assert part.value == "medway-swale"
    assert "5 or 6? One name of Lot 6" not in shown(app)
    part.set_value("east-kent").run()
    assert not app.exception
    assert app.session_state["area"] == "east-kent"
    assert "Which lot serves children in Faversham: 5 or 6?" in shown(app)
    assert "how many people took part in East Kent" in shown(app)


def test_a_place_that_is_whole_has_no_part_to_choose(open_page):
    assert not [one for one in open_page(FIND, place="town-faversham").radio if one.label]


@pytest.mark.parametrize(
    ("place", "begins"),
    [
        ("town-faversham", "Faversham is in East Kent"),
        ("ME13-8", "Postcodes that begin ME13 8 are in East Kent"),
        ("lot-6", "Lot 6, Rest of Kent children’s services"),
        ("E07000111", "Sevenoaks district is split"),
        ("dgs", "Dartford, Gravesham and Swanley: Lot 1 for adults"),
    ],
)
def test_each_place_has_an_address_and_other_pages_follow(open_page, place, begins):
    app = open_page(FIND, place=place)
    assert h1(app).startswith(begins)
    assert app.session_state["area"] == found_place(INDEX.find(place)).main.hcp_area.id
    assert not app.warning


def test_the_area_of_an_address_is_kept_where_the_place_lies_in_it(open_page):
    app = open_page(FIND, place="E07000113", area="east-kent")
    assert app.radio(key="find-part").value == "east-kent"
    app = open_page(FIND, place="town-faversham", area="west-kent")
    assert app.session_state["area"] == "east-kent"


def test_a_name_or_a_whole_postcode_in_the_address_becomes_a_key(open_page):
    assert param(open_page(FIND, place="Faversham"), "place") == "town-faversham"
    app = open_page(FIND, place="ME13 8XX")
    assert param(app, "place") == "ME13-8"
    assert h1(app).startswith("This ME13 8 postcode is in East Kent")


@pytest.mark.parametrize("place", ["atlantis", "<b>x</b>", "x" * 5_000, "SW1A 1AA", "😀"])
def test_a_bad_address_gets_one_sentence(open_page, facts, place):
    app = open_page(FIND, place=place)
    (warning,) = app.warning
    assert warning.value.startswith("The place in the web address is unknown.")
    assert place not in warning.value
    assert h1(app) == find.opening(facts)


def test_the_area_chosen_elsewhere_is_answered(open_page):
    assert h1(open_page(FIND, area="west-kent")).startswith("West Kent: Lot 4 for adults")


def test_a_problem_is_gone_with_the_next_answer(open_page):
    app = type_in(open_page(FIND), "Nowhere")
    assert app.warning
    app = type_in(app, "Faversham")
    assert not app.warning
    assert h1(app).startswith("Faversham is in East Kent")


def pictures(place):
    return [one for one in blocks_of(made(FIND, place=place).body) if isinstance(one, Picture)]


@pytest.mark.parametrize("typed", ["DA13 0SG", "ME1 3QX"])
def test_near_a_boundary_the_neighbourhood_is_drawn_large(typed):
    (drawn,) = pictures(typed)
    assert "with the border between" in drawn.alt
    assert "A ring marks the postcode." in drawn.alt
    assert "The border nearby" in markup_of_page(FIND, place=typed)
    unit = typed[-2:]
    assert not re.search(rf"\b\d?{unit}\b", str(drawn))


@pytest.mark.parametrize("typed", ["ME13 8XX", "Faversham", "Swale", "West Kent", "Lot 6", "ME"])
def test_elsewhere_it_is_not(typed):
    assert pictures(typed) == []
    assert "The border nearby" not in markup_of_page(FIND, place=typed)


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("Faversham", "/map?area=east-kent&amp;place=town-faversham"),
        ("ME13 8XX", "/map?area=east-kent&amp;place=ME13-8"),
        ("Swale", "/map?area=medway-swale&amp;place=E07000113"),
        ("West Kent", "/map?area=west-kent"),
        ("Lot 5", "/map?area=medway-swale&amp;cohort=children"),
    ],
)
def test_an_answer_leads_to_the_place_on_the_map(typed, href):
    shown = markup_of_page(FIND, place=typed)
    assert f'href="{href}" target="_self">See it on the map<' in shown
    path, _, query = href.replace("&amp;", "&").partition("?")
    asked = dict(pair.split("=") for pair in query.split("&"))
    if place := asked.pop("place", None):
        assert found_place(INDEX.find(place)).key == found_place(INDEX.find(typed)).key
    assert path == "/map"
    assert not notices("map", **asked)


def test_the_answer_tells_how_far_the_nearest_other_lots_are(open_page):
    app = type_in(open_page(FIND), "ME13 8XX")
    assert "Nearest other lots Lot 3 for adults and Lot 5 for children, about 4.5 km" in shown(app)
    assert "Nearest other lots" not in shown(open_page(FIND, place="E07000113"))


@pytest.mark.parametrize("typed", ["ME13 8XX", "Swanley", "Medway", "Lot 5", "West Kent"])
def test_what_the_first_lines_tell_is_no_heading_further_down(typed):
    markup = html_of(FIND, place=typed)
    first = re.search(r'<dl class="entry first">(.*?)</dl>', markup, re.DOTALL)[1]
    told = [re.sub("<[^>]+>", "", one) for one in re.findall("<dd>(.*?)</dd>", first, re.DOTALL)]
    named = [re.sub("<[^>]+>", "", one) for one in re.findall("<h2[^>]*>(.*?)</h2>", markup)]
    assert len(told) == 4
    assert [one for one in told for name in named if one.lower() in name.lower()] == []
