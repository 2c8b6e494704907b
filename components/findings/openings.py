"""What each page says and shows first, as one table: for a page written before the app is up.

The scripts in `pages/` put the same parts on the screen, from the same functions. What the address
chooses is kept to, so that nothing else is shown before the app than in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from components import asked, keys, sides
from components.cards import foot_html
from components.contact import accessibility_contact
from components.findings import (
    accessibility,
    background,
    background_cards,
    compare,
    disagree,
    engagement,
    find,
    find_place,
    glossary,
    money,
    overview,
    places,
    programme,
    questions,
    scrutiny,
    scrutiny_story,
    sources,
)
from components.findings import openings_known as known
from components.findings.opening_parts import Asked, Opening, Part, facts_html, of_card
from components.findings.opening_views import of_changes, of_services, of_timeline
from components.findings.spots import spot
from components.maps.shows import names_of
from components.maps.spoken import locator_alt
from components.maps.svg_map import locator
from components.page_list import STORY
from components.theme import LookName
from data.catalogue import Catalogue
from geo.lookup import load

MAP_HEIGHT, PHONE_MAP_HEIGHT, SMALL_MAP_HEIGHT = 470, 230, 340  # px
SHOWN_FIRST = 2  # of a long list
DRAWN = (disagree.OF_UNIT["date"], disagree.MOVED)  # points whose dates the app draws


def read(
    catalogue: Catalogue, path: str, address: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the choices in an address that a page's opening depends on, the unknown left out.

    Raises KeyError when there is no such page.
    """
    readers = _PAGES[path].known
    settled = ((key, readers[key](catalogue, address[key])) for key in readers if key in address)
    return tuple((key, value) for key, value in settled if value)


def opening(
    catalogue: Catalogue,
    path: str,
    choices: tuple[tuple[str, str], ...],
    *,
    look: LookName,
    today: dt.date,
) -> Opening:
    """Return how a page begins; `choices` as `read` gives them. Raises KeyError for no page."""
    return _PAGES[path].begins(catalogue, Asked(choices=dict(choices), look=look, today=today))


def _overview(facts: Catalogue, given: Asked) -> Opening:
    story = "".join(
        f'<div class="step"><h2>{escape(step.heading)}</h2><p>{escape(step.text)}</p>'
        f'<p><a href="/{step.page}">{escape(step.link)}</a></p></div>'
        for step in overview.steps(facts, today=given.today)
    )
    picture = Part(
        spec=locator(given.look, height=SMALL_MAP_HEIGHT),
        alt=locator_alt(),
        foot=overview.map_note_html(facts),
    )
    return Opening(
        finding=overview.finding(facts, today=given.today),
        standfirst=overview.standfirst(facts),
        lead=keys.html(facts, overview.keys(facts)),
        columns="two",
        parts=(Part(head=story), picture),
    )


def _find(facts: Catalogue, given: Asked) -> Opening:
    key = given["place"] or given.area
    if key is None:
        card = find_place.opening_card(facts, look=given.look)
        return Opening(
            finding=find.opening(facts),
            standfirst=find.opening_words(facts, today=given.today),
            controls="after",
            parts=(of_card(facts, card, open_table=True),),
        )
    place = spot(load().find(key))
    area = place.area_shown(given.area)
    return Opening(
        finding=find.finding(facts, place),
        standfirst=find.standfirst(facts, place),
        controls="before",
        parts=(Part(head=facts_html(find_place.brief(facts, place, area, today=given.today))),)
        if area
        else (),
    )


def _map(facts: Catalogue, given: Asked) -> Opening:
    show, area = given["show"] or "lots", given.area
    layer = names_of(show, given.cohort)
    beside = facts_html(places.brief(facts, area)) if area else ""
    key = "" if area else places.key_html(facts, show, given.cohort)
    picture = Part(head='<div class="map-frame"></div>')
    if layer != "authorities":
        picture = Part(
            spec=locator(given.look, area, layer=layer, height=MAP_HEIGHT),
            alt=locator_alt(area, layer=layer),
            phone_height=PHONE_MAP_HEIGHT,
        )
    return Opening(
        finding=places.finding(facts, area),
        standfirst=places.standfirst(facts, area),
        controls="after",
        columns="wide-and-narrow",
        parts=(picture, Part(head=beside + key + places.note_html(show))),
        after=foot_html(facts, places.map_card(facts, area), open_table=not area),
    )


def _money(facts: Catalogue, given: Asked) -> Opening:
    missing = set(money.unknown_lots(facts)["lot_id"])
    published = [lot for lot in facts["lots"]["lot_id"] if lot not in missing]
    cards = [money.envelope_card(facts, lot, look=given.look) for lot in published]
    return Opening(
        finding=money.finding(facts),
        standfirst=money.standfirst(facts),
        columns="many",
        parts=tuple(of_card(facts, card) for card in cards),
    )


def _engagement(facts: Catalogue, _given: Asked) -> Opening:
    return Opening(
        finding=engagement.finding(facts),
        standfirst=engagement.standfirst(facts),
        parts=(of_card(facts, engagement.funnel_card(facts)),),
    )


def _compare(facts: Catalogue, given: Asked) -> Opening:
    chosen = compare.read(facts, given["items"], given.cohort)
    rows = compare.rows(facts, chosen) if chosen.shown else []
    only = given["rows"] not in (None, "all")
    cards = [compare.table_card(facts, chosen, only_different=only)] if chosen.shown else []
    return Opening(
        finding=compare.finding(facts, chosen),
        standfirst=compare.standfirst(rows),
        controls="after",
        parts=tuple(of_card(facts, card) for card in cards),
    )


def _scrutiny(facts: Catalogue, given: Asked) -> Opening:
    committee = given["committee"] or scrutiny_story.BOTH
    return Opening(
        finding=scrutiny.finding(facts, committee),
        standfirst=scrutiny.standfirst(facts, committee, today=given.today),
        controls="after",
        parts=(of_card(facts, scrutiny.determinations_card(facts)),),
    )


def _disagree(facts: Catalogue, given: Asked) -> Opening:
    found = disagree.points(facts)
    kind, subject_id = (given[key] or disagree.EVERYTHING for key in ("kind", "point"))
    shown = disagree.chosen(found, kind=kind, subject_id=subject_id)[:SHOWN_FIRST]
    heading = f"<h2>{escape(disagree.KINDS[shown[0].kind])}</h2>" if shown else ""
    same = [point for point in shown if point.kind == shown[0].kind and point.kind not in DRAWN]
    return Opening(
        finding=disagree.finding(found),
        standfirst=disagree.standfirst(found),
        controls="after",
        lead=heading,
        parts=tuple(
            Part(
                head=sides.head(point)
                + sides.values(point)
                + sides.why(point, is_open=len(shown) == 1)
            )
            for point in same
        ),
    )


def _questions(facts: Catalogue, given: Asked) -> Opening:
    topic = given["topic"] or questions.EVERYTHING
    return Opening(
        finding=questions.finding(facts, topic),
        standfirst=questions.standfirst(facts),
        controls="after",
        lead=asked.html(questions.rows(facts, topic)),
    )


def _programme(facts: Catalogue, given: Asked) -> Opening:
    return Opening(
        finding=programme.finding(facts, today=given.today),
        standfirst=programme.standfirst(facts, today=given.today),
        parts=tuple(of_card(facts, card) for card in programme.cards(facts, today=given.today)[:2]),
    )


def _background(facts: Catalogue, given: Asked) -> Opening:
    first = background_cards.cards(facts, look=given.look)[:1]
    return Opening(
        finding=background.finding(facts),
        standfirst=background.standfirst(facts),
        parts=tuple(of_card(facts, card) for card in first),
    )


def _sources(facts: Catalogue, given: Asked) -> Opening:
    source_id = given["source"] or next(iter(sources.source_names(facts)))
    return Opening(
        finding=sources.finding(facts),
        standfirst=sources.standfirst(facts),
        lead="<h2>The sources</h2>" + facts_html(sources.source_facts(facts, source_id)),
    )


def _glossary(facts: Catalogue, given: Asked) -> Opening:
    return Opening(
        finding=glossary.finding(facts),
        standfirst=glossary.standfirst(facts),
        controls="after",
        lead=glossary.html(facts, given["term"] or glossary.ALL),
    )


def _accessibility(_facts: Catalogue, _given: Asked) -> Opening:
    return Opening(
        finding=accessibility.finding(),
        standfirst=accessibility.standfirst(),
        lead=accessibility.html(accessibility_contact()),
    )


class _Page(NamedTuple):
    """How a page begins, and which choices of its own that depends on."""

    begins: Callable[[Catalogue, Asked], Opening]
    known: Mapping[str, known.Known] = MappingProxyType({})


_PAGES: Mapping[str, _Page] = MappingProxyType(
    {
        "": _Page(_overview),
        "find-my-area": _Page(_find, known.FIND),
        "map": _Page(_map, known.MAP),
        "services": _Page(of_services, known.SERVICES),
        "money": _Page(_money),
        "engagement": _Page(_engagement),
        "compare": _Page(_compare, known.COMPARE),
        "timeline": _Page(of_timeline, known.TIMELINE),
        "scrutiny": _Page(_scrutiny, known.SCRUTINY),
        "programme": _Page(_programme),
        "disagree": _Page(_disagree, known.DISAGREE),
        "questions": _Page(_questions, known.QUESTIONS),
        "changes": _Page(of_changes, known.CHANGES),
        **({STORY.path: _Page(_background)} if STORY else {}),
        "glossary": _Page(_glossary, known.GLOSSARY),
        "sources": _Page(_sources, known.SOURCES),
        "accessibility": _Page(_accessibility),
    }
)
