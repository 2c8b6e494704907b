"""What pages show to a room: the same facts as the page, nothing to press, a way back."""

from __future__ import annotations

import html as markup_of
import re

import pytest

from components.choices import for_a_room
from components.deck import LEFT_OUT, USUAL, deck
from components.findings import screens
from components.findings.engagement import engagement
from components.findings.money import money
from components.findings.places import places
from components.findings.services import on_map
from components.findings.services.services import MARKS_CLAIM
from components.html.tables import text
from components.maps.spoken import lot_map_alt
from components.on_screen import hero_of
from components.page_list import PAGES
from components.text.words import count_short, pounds_short
from data.live.current import current
from data.queries import engagement as counted, envelopes
from tests.made import html_of, made, room_of, with_hero
from tests.plain import unmarked

ON_SCREEN = with_hero()


@pytest.fixture(scope="module")
def facts():
    return current()


def shown_to_a_room(path, **asked):
    return unmarked(room_of(path, **asked).partition("</style>")[2])


def words(text):
    return markup_of.unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("path", ON_SCREEN)
def test_a_room_sees_one_heading_its_sources_and_nothing_to_press(facts, path):
    shown = shown_to_a_room(path)
    assert shown.count("<h1>") == 1
    assert not re.search(r"<(form|input|select|button|details|nav)\b", shown)
    if path != "accessibility":  # which rests on no source
        assert re.search(r"Sources?: .*\(.*20\d\d\)", words(shown))
    assert f"data version {facts.version} of {facts.when}" in words(shown)
    assert re.findall(r'<a href="([^"]*)"', shown) == [f"/{path}"]


def test_screens_lead_to_each_other_in_turn_with_what_was_chosen():
    links = {
        path: dict(
            re.findall(
                r'<a rel="(\w+)" href="([^"]*)"',
                markup_of.unescape(shown_to_a_room(path, area="east-kent")),
            )
        )
        for path in ON_SCREEN
    }
    at = {path: f"/{path}?view=present&area=east-kent" for path in USUAL}
    for path, before, after in zip(USUAL, [None, *USUAL], [*USUAL[1:], None], strict=False):
        beside = {"prev": before, "next": after}
        assert links.pop(path) == {rel: at[one] for rel, one in beside.items() if one}
    assert not any(links.values())  # nothing leads from a screen beside the deck, unless picked


def ways(path, **asked):
    shown = markup_of.unescape(shown_to_a_room(path, **asked))
    return dict(re.findall(r'<a rel="(\w+)" href="([^"]*)"', shown)), shown


def test_a_deck_of_ones_own_is_walked_in_its_order_and_stays_in_the_address():
    asked = {"deck": "waiting,overview,timeline", "area": "dgs"}
    kept = "view=present&area=dgs&deck=waiting,overview,timeline"
    assert ways("waiting", **asked)[0] == {"next": f"/?{kept}"}
    middle, shown = ways("", **asked)
    assert middle == {"prev": f"/waiting?{kept}", "next": f"/timeline?{kept}"}
    assert ">2 of 3<" in shown
    assert ways("timeline", **asked)[0] == {"prev": f"/?{kept}"}
    assert ways("money", **asked)[0] == {"next": f"/waiting?{kept}"}  # it begins after any other


@pytest.mark.parametrize("given", ["need,nowhere,money", "nowhere", "need,<b>x</b>", "x" * 5000])
def test_unknown_names_in_a_deck_are_told_once_and_do_not_stop_the_walk(given):
    links, shown = ways("need", deck=given)
    assert re.findall(r'<p class="notice" role="alert">([^<]*)</p>', shown) == [LEFT_OUT]
    assert given.replace("need,", "") not in shown
    assert links == (
        {"next": "/money?view=present&deck=need,money"}
        if "money" in given
        else {"prev": "/map?view=present", "next": "/waiting?view=present"}
        if "need" not in given
        else {}
    )


@pytest.mark.parametrize("given", [None, "", ",", "money,contract,map,need,waiting,engagement"])
def test_without_a_choice_the_deck_is_the_usual_one(given):
    assert deck(given).query == {}
    assert tuple(entry.key for entry in deck(given).entries) == USUAL


def test_a_page_named_twice_is_in_a_deck_once():
    assert [entry.key for entry in deck("need,money,need").entries] == ["need", "money"]


@pytest.mark.parametrize("path", ON_SCREEN)
def test_each_screen_has_the_finding_of_its_page_and_a_proof(path):
    page, hero = made(path), hero_of(made(path))
    assert hero.finding == page.finding
    assert hero.spec or (hero.table and hero.table.frame.height)
    assert bool(hero.spec) == bool(hero.alt)


def test_a_long_table_tells_how_many_rows_are_left_on_the_page():
    hero = hero_of(made("questions"))
    (left,) = re.findall(r"^(\d+) more are on the page\.$", "\n".join(hero.words), re.MULTILINE)
    (all_of_them,) = re.findall(r"(\d+) questions unanswered", hero.finding)
    assert hero.table.frame.height + int(left) == int(all_of_them)


def test_key_figures_keep_their_caveats(facts):
    hero = hero_of(made(""))
    amounts = [text(hero.table.columns[0], row) for row in hero.table.frame.iter_rows(named=True)]
    assert "£1.84 billion" in amounts
    assert any("Read from a summary of the notice" in one for one in hero.words)
    assert "Surveys completed: papers differ." in hero.words


@pytest.mark.parametrize("view", ["lot", "service"])
def test_a_view_of_a_page_is_shown_to_a_room_and_kept_on_the_way_back(view):
    (to_room,) = re.findall(r'class="to-screen"><a href="([^"]*)"', html_of("services", view=view))
    assert to_room == f"/services?view={view},present"
    assert for_a_room({"view": f"{view},present"}) == (True, {"view": view})
    shown = shown_to_a_room("services", view=view)
    assert re.findall(r'<a href="([^"]*)"', shown) == [f"/services?view={view}"]


def test_the_overview_offers_the_screens_and_a_form_for_a_deck_of_ones_own():
    page = markup_of.unescape(html_of("", area="dgs"))
    offered = re.findall(r'href="/(\w+)\?view=present"', page)
    assert tuple(offered) == USUAL
    form = page.partition('action="/deck"')[2].partition("</form>")[0]
    boxes = re.findall(r'name="deck" value="([\w-]+)"( checked)?', form)
    assert tuple(name for name, checked in boxes if checked) == USUAL
    assert {name for name, _ in boxes} == {entry.key for entry in PAGES} - {"scenario"}
    assert '<input type="hidden" name="area" value="dgs">' in form
    assert 'name="as" value="slides"' in form


@pytest.mark.parametrize("path", [one for one in ON_SCREEN if made(one).leads_to_room])
def test_each_page_offers_its_screen_as_it_is_now(path):
    page = html_of(path, area="east-kent", cohort="children")
    (href,) = re.findall(r'class="to-screen"><a href="([^"]*)"', page)
    assert markup_of.unescape(href) == f"/{path}?view=present&area=east-kent&cohort=children"


@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("area", [None, "dgs", "east-kent", "medway-swale", "west-kent"])
def test_the_map_holds_area_and_cohort(facts, area, cohort):
    asked = {"cohort": cohort, **({"area": area} if area else {})}
    shown = markup_of.unescape(shown_to_a_room("map", **asked))
    assert f"<h1>{places.finding(facts, area)}</h1>" in shown
    assert places.standfirst(facts, area) in shown
    assert places.RULE in shown
    assert "Contains OS data © Crown copyright" in shown
    assert f'aria-label="{lot_map_alt("lots", cohort, area)}"' in shown
    assert (">Lot 5<" in shown) == (cohort == "children")
    (back,) = re.findall(r'<a href="([^"]*)"', shown)
    assert ("area=" in back, "cohort=" in back) == (area is not None, cohort == "children")


@pytest.mark.parametrize("path", [path for path in ON_SCREEN if path != "services"])
@pytest.mark.parametrize("bad", ["", "presentation", "PRESENT", "<b>x</b>", "😀", "x" * 5000])
def test_an_unknown_view_is_told_and_the_page_shown(path, bad):
    page = html_of(path, view=bad)
    (notice,) = re.findall(r'<p class="notice" role="alert">([^<]*)</p>', page)
    assert notice == (
        "The web address has an unknown value for “view”. “The whole page” is shown instead."
    )
    assert ('class="file"' in page) == (path not in ("", "easy-read"))  # these have none


def test_every_lot_has_its_envelope_or_the_words_that_none_is_published(facts):
    screen = screens.of_money(facts)
    rows = re.findall(r"<li>(.*?)</li>", screen.markup)
    assert screen.finding == money.finding(facts)
    known = envelopes.per_resident(facts)
    assert len(rows) == known.height
    for row, lot in zip(rows, known.iter_rows(named=True), strict=True):
        text = words(row)
        assert f"Lot {lot['number']}" in text
        assert lot["name"] in text
        amount = lot["amount_gbp"]
        assert (pounds_short(amount) if amount else "Not in the copy read here") in text
        assert ('class="bar"' in row) == (amount is not None)
    shares = [float(share) for share in re.findall(r"--share: ([\d.]+)", screen.markup)]
    amounts = known["amount_gbp"].drop_nulls()
    assert shares == pytest.approx([one / amounts.max() for one in amounts], abs=1e-4)


def test_the_steps_are_those_of_the_page_and_say_where_papers_differ(facts):
    screen = screens.of_engagement(facts)
    text = words(screen.markup)
    rows = counted.funnel(facts)
    for row in rows.iter_rows(named=True):
        assert re.search(
            rf"{re.escape(count_short(row['value']))}\s+{re.escape(engagement.step_words(row))}",
            text,
        )
    differing = engagement.funnel_card(facts).body.count('<details class="dispute"')
    assert differing
    assert text.count("papers differ") == differing
    assert engagement.STEPS_DIFFER in text


@pytest.mark.parametrize("area", [None, "medway-swale"])
@pytest.mark.parametrize("service", ["adult-podiatry", "child-podiatry", "community-nursing"])
def test_a_service_on_the_map_is_shown_to_a_room_and_kept_on_the_way_back(facts, service, area):
    asked = {"service": service, **({"area": area} if area else {})}
    shown = markup_of.unescape(shown_to_a_room("map", **asked))
    assert f"<h1>{on_map.finding(facts, service, area)}</h1>" in shown
    assert MARKS_CLAIM in shown
    assert on_map.evidence(facts, service).alt in shown
    assert ('id="hatch"' in shown) == ("url(#hatch)" in shown)
    (back,) = re.findall(r'<a href="([^"]*)"', shown)
    assert f"service={service}" in back
    assert all("service=" not in way for way in re.findall(r'<a rel="\w+" href="([^"]*)"', shown))
    (to_room,) = re.findall(r'class="to-screen"><a href="([^"]*)"', html_of("map", **asked))
    assert f"service={service}" in to_room
