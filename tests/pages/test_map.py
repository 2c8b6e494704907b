"""The map page in every state of its controls, without a browser."""

import itertools
import json
import re

import pytest

from components.choices import PLACE
from components.findings.find import marks
from components.findings.places import cards as place_cards, care, layers, places
from components.findings.services import map_cards, on_map
from components.findings.services.services import MARKS_CLAIM
from components.found_place import found_place
from components.maps.shows import SHOWS
from components.maps.spoken import lot_map_alt
from components.page_model import LotMap, blocks_of
from data.live.current import current
from geo.lookup.lookup import load
from tests import plain
from tests.made import html_of, made, markup_of, notices, room_of

AREAS = ("dgs", "east-kent", "medway-swale", "west-kent")


@pytest.fixture(scope="module")
def facts():
    return current()


def markup(app):
    return plain.unmarked(" ".join(element.proto.body for element in app.get("html")))


def chart(app):
    (element,) = app.get("deck_gl_json_chart")
    return element.proto


@pytest.mark.parametrize(
    ("show", "cohort", "area"),
    list(itertools.product(SHOWS, ("adults", "children"), (None, *AREAS))),
)
def test_every_state_can_be_asked_for_by_url(facts, show, cohort, area):
    asked = {"show": show, "cohort": cohort, **({"area": area} if area else {})}
    shown = markup_of("map", **asked)
    (drawn,) = [one for one in blocks_of(made("map", **asked).body) if isinstance(one, LotMap)]
    assert f"<h1>{places.finding(facts, area)}</h1>" in shown
    assert drawn == LotMap(show=show, cohort=cohort, area=area)
    assert place_cards.money_card(facts, area).headline in shown
    assert "What is not known" in shown
    assert "Office for National Statistics licensed under the Open Government Licence" in shown
    assert not notices("map", **asked)


def test_without_an_area_the_key_and_the_table_of_areas_stand_there(facts):
    shown = markup_of("map")
    assert layers.key_html(facts, "lots", "adults") in shown
    assert "<summary>Table" in shown


def test_the_list_and_the_address_are_one_choice(open_page, facts):
    app = open_page("map")
    app.selectbox(key="area-control").set_value("east-kent").run()
    assert not app.exception
    assert places.finding(facts, "east-kent") in markup(app)
    assert chart(app).alt == lot_map_alt("lots", "adults", "east-kent")
    assert chart(app).alt.endswith("East Kent is chosen.")
    assert app.query_params["area"] in ("east-kent", ["east-kent"])
    app.selectbox(key="area-control").set_value("all").run()
    assert places.finding(facts) in markup(app)
    assert "area" not in app.query_params


def test_what_is_shown_changes_the_map_and_the_address(open_page):
    app = open_page("map")
    before = json.loads(chart(app).json)
    app.selectbox(key="show-control").set_value("councils").run()
    assert not app.exception
    after = json.loads(chart(app).json)
    assert len(after["layers"]) == len(before["layers"]) + 2
    assert app.query_params["show"] in ("councils", ["councils"])


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("area", "All of Kent and Medway"),
        ("show", "Lots"),
        ("service", "All services"),
        ("places", "None"),
    ],
)
def test_a_value_that_does_not_exist_gets_one_sentence(facts, key, shown):
    (notice,) = notices("map", **{key: "<b>atlantis</b>"})
    assert shown in notice
    assert "atlantis" not in notice
    assert places.finding(facts) in markup_of("map", **{key: "<b>atlantis</b>"})


@pytest.mark.parametrize("area", [None, *AREAS])
@pytest.mark.parametrize("service", ["adult-podiatry", "child-podiatry", "community-nursing"])
def test_a_service_is_drawn_on_the_lots_of_its_own_cohort(facts, service, area):
    asked = {"service": service, **({"area": area} if area else {})}
    page, shown = made("map", **asked), markup_of("map", **asked)
    cohort = "children" if service.startswith("child") else "adults"
    (drawn,) = [one for one in blocks_of(page.body) if isinstance(one, LotMap)]
    marked = on_map.evidence(facts, service)
    assert drawn == LotMap(show="lots", cohort=cohort, area=area, evidence=marked)
    assert page.finding == on_map.finding(facts, service, area)
    assert MARKS_CLAIM in page.standfirst
    assert [control.key for control in page.choices] == ["area", "service"]
    assert map_cards.lots_html(facts, service) in shown
    assert "What is not known" in shown
    assert not notices("map", **asked)


def test_the_customers_sentence_is_the_finding():
    assert made("map", service="adult-podiatry").finding == (
        "Podiatry: listed for the whole programme in all four adult lots; "
        "also on a local list in Lot 3"
    )


def test_a_service_is_chosen_and_let_go_in_the_live_page(open_page, facts):
    app = open_page("map")
    app.selectbox(key="service-control").set_value("child-podiatry").run()
    assert not app.exception
    assert on_map.finding(facts, "child-podiatry", None) in markup(app)
    assert on_map.evidence(facts, "child-podiatry").alt in chart(app).alt
    assert app.query_params["service"] in ("child-podiatry", ["child-podiatry"])
    assert not app.radio
    app.selectbox(key="service-control").set_value("all").run()
    assert places.finding(facts) in markup(app)
    assert "service" not in app.query_params


@pytest.mark.parametrize("area", AREAS)
def test_an_area_shows_every_line_of_its_lots_by_its_marks(facts, area):
    shown = markup_of("map", area=area)
    lots = facts["lot_areas"].filter(hcp_area_id=area)["lot_id"]
    body = map_cards.lines_card(facts, area).body
    assert body in shown
    lines = facts["services"].join(facts["lots"], on="cohort").filter(lot_id=lots[0]).height
    lines += facts["services"].join(facts["lots"], on="cohort").filter(lot_id=lots[1]).height
    assert body.count('<li><span class="mark') >= lines


def of_map(app):
    """The names and rings that lie over the painted map."""
    (found,) = [one.proto.body for one in app.get("html") if 'class="map-names"' in one.proto.body]
    return found


MARKED = {
    "town-faversham": "Faversham",
    "ME13-8": "the middle of the postcodes that begin ME13 8",
    "E05009563": "the middle of Teynham and Lynsted ward",
    "E07000113": "the middle of Swale district",
    "place-teynham-swale": "Teynham",
    "locality-isle-of-sheppey": "Isle of Sheppey",
}


@pytest.mark.parametrize("service", [None, "adult-podiatry"])
@pytest.mark.parametrize("key", MARKED)
def test_a_place_is_marked_named_and_leads_back_to_its_answer(facts, key, service):
    asked = {"place": key, "area": "west-kent", **({"service": service} if service else {})}
    place = found_place(load().find(key))
    page, shown = made("map", **asked), markup_of("map", **asked)
    (drawn,) = [one for one in blocks_of(page.body) if isinstance(one, LotMap)]
    (point,) = drawn.points
    assert (point.easting, point.northing) == (place.easting, place.northing)
    told = f"A ring marks {MARKED[key]}."
    for look in ("light", "dark", "css"):
        assert drawn.scene(look).alt.endswith(told)
    assert told in shown
    assert f'href="/find-my-area?place={key}"' in shown
    room = room_of("map", **asked)
    assert room.count(told) == 2  # in the alternative text and in the measure
    assert f"place={key}" in room  # the way back
    whole = html_of("map", **asked)
    assert f'<input type="hidden" name="place" value="{key}">' in whole
    assert (
        f"/map?service={service}&amp;place={key}" in whole if service else f"place={key}" in whole
    )
    assert (
        f"view=present&amp;area=west-kent&amp;{'service=' + service if service else 'place'}"
        in whole
    )


@pytest.mark.parametrize("key", ["west-kent", "lot-5"])
def test_what_every_map_draws_whole_has_no_ring(key):
    page = made("map", place=key)
    (drawn,) = [one for one in blocks_of(page.body) if isinstance(one, LotMap)]
    assert drawn.points == ()
    assert "A ring" not in markup_of("map", place=key)
    assert f'href="/find-my-area?place={key}"' in markup_of("map", place=key)


@pytest.mark.parametrize(
    ("typed", "key"), [("ME13 8XX", "ME13-8"), ("Faversham", "town-faversham")]
)
def test_the_live_map_marks_the_place_and_keeps_no_postcode(open_page, typed, key):
    app = open_page("map", place=typed)
    assert not app.exception
    assert app.query_params[PLACE] in (key, [key])
    assert 'class="ring"' in of_map(app)
    assert chart(app).alt.endswith(f"{marks.named(found_place(load().find(typed)))}.")
    app.selectbox(key="area-control").set_value("west-kent").run()
    assert app.query_params[PLACE] in (key, [key])
    assert 'class="ring"' in of_map(app)
    assert "8XX" not in markup(app)


def test_the_ring_lies_where_the_place_is_among_the_names(open_page):
    def at(found):
        return [float(one) for one in found.groups()]

    shown = of_map(open_page("map", place="place-ashford-ashford"))
    ring = at(re.search(r'class="ring" style="[^"]*left:([\d.]+)%;top:([\d.]+)%', shown))
    whole = of_map(open_page("map"))
    ashford = at(re.search(r'left:([\d.]+)%;top:([\d.]+)%"></i><span[^>]*>Ashford<', whole))
    assert ring == pytest.approx(ashford, abs=0.1)
    assert 'class="ring"' not in whole


@pytest.mark.parametrize("place", ["atlantis", "<b>x</b>", "x" * 5_000, "SW1A 1AA", "😀"])
def test_an_unknown_place_gets_one_sentence_and_the_map_is_whole(open_page, facts, place):
    app = open_page("map", place=place)
    (warning,) = app.warning
    assert warning.value == marks.UNKNOWN_MARK
    assert places.finding(facts) in markup(app)
    assert 'class="ring"' not in of_map(app)


@pytest.mark.parametrize("area", [None, *AREAS])
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("which", care.KINDS)
def test_places_are_marked_and_listed_on_demand(facts, which, show, area):
    asked = {"places": which, "show": show, **({"area": area} if area else {})}
    page, shown = made("map", **asked), markup_of("map", **asked)
    (drawn,) = [one for one in blocks_of(page.body) if isinstance(one, LotMap)]
    assert drawn == LotMap(show=show, cohort="adults", area=area, dots=care.dots(facts, which))
    assert care.list_html(facts, which, area=area) in shown
    assert set(care.attributions(which)) == set(page.attributions)
    assert set(care.sources(facts, which)) > set(places.sources(facts))
    assert "10 metres" in shown
    assert not notices("map", **asked)


@pytest.mark.parametrize("asked", [{"show": "both"}, {"show": "wards"}, {"places": "surgeries"}])
def test_a_room_sees_what_the_page_shows(asked):
    """The same map in the same words, and the way back to it."""
    page, room = made("map", **asked), room_of("map", **asked)
    (drawn,) = [one for one in blocks_of(page.body) if isinstance(one, LotMap)]
    assert f'aria-label="{drawn.scene("css").alt}"' in room
    ((key, value),) = asked.items()
    assert f'<a href="/map?{key}={value}">Back to the page</a>' in room
    assert set(page.hero.attributions) == set(page.attributions)
    if drawn.dots:
        assert drawn.dots.told.strip() in room


def test_wards_are_listed_where_they_are_shown(facts):
    card = layers.wards_card(facts, "dgs")
    assert card.headline in markup_of("map", show="wards", area="dgs")
    assert "card-wards" not in markup_of("map", show="both", area="dgs")


@pytest.mark.parametrize("area", [None, "medway-swale"])
def test_a_lot_of_which_nothing_is_known_is_a_link_as_any(area):
    """What lies over it, lines and a name, lets a click through."""
    service = "child-podiatry"
    whole = html_of("map", service=service, **({"area": area} if area else {}))
    (large,) = re.findall(r'<div class="picture large">(.*?)</svg>', whole, flags=re.DOTALL)
    assert "url(#hatch)" in large
    to = "" if area else "&amp;area=medway-swale"
    assert f'<a href="/map?service={service}{to}" tabindex="-1"><title>Lot 5' in large
    assert "#plain .st-key-lot-map svg{pointer-events:none}" in whole
    assert "#plain .st-key-lot-map svg a{pointer-events:auto}" in whole


def test_no_place_is_marked_until_it_is_asked_for(facts):
    (drawn,) = [one for one in blocks_of(made("map").body) if isinstance(one, LotMap)]
    assert drawn.dots is None
    assert "places-list" not in markup_of("map")
    assert care.choice(facts) in made("map").choices


def test_a_service_is_shown_without_places(facts):
    asked = {"service": "adult-podiatry", "places": "surgeries"}
    (drawn,) = [one for one in blocks_of(made("map", **asked).body) if isinstance(one, LotMap)]
    assert drawn.dots is None
    assert not notices("map", **asked)


@pytest.mark.parametrize("which", care.KINDS)
def test_places_are_chosen_in_the_live_page(open_page, facts, which):
    app = open_page("map")
    before = sum(1 for part in app.main if part is not app.main)
    app.selectbox(key="places-control").set_value(which).run()
    assert not app.exception
    assert care.dots(facts, which).alt in chart(app).alt
    assert care.list_html(facts, which, area=None) in markup(app)
    assert app.query_params["places"] in (which, [which])
    assert sum(1 for part in app.main if part is not app.main) <= before
    app.selectbox(key="places-control").set_value("none").run()
    assert "places" not in app.query_params
    assert "Rings mark" not in chart(app).alt
