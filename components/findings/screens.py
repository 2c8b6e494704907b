"""What a page shows to a room where its first card, picture or table would not do.

What other pages show is made of those, in `components/on_screen.py`.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from components.choices import COHORTS, PLACE, Asked
from components.findings.contract import who
from components.findings.engagement import engagement
from components.findings.find import marks
from components.findings.money import money
from components.findings.need import need, on_map as on_need_map
from components.findings.overview import overview
from components.findings.places import cards as place_cards, care, layers, places
from components.findings.services import map_cards, on_map, services
from components.findings.timeline import now
from components.findings.waiting import how_long, waiting
from components.hero import Hero
from components.html import bars, dispute, funnel, key_figures
from components.html.brief import brief
from components.html.not_published import NOTHING, holds
from components.html.tables import Column, Table
from components.maps.rings import ringed
from components.maps.svg_map import locator
from components.on_screen import how_of, sized, with_table
from components.page_model import LotMap
from components.text.words import about, count_short
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.queries import engagement as counted
from data.queries.figures import newest
from geo.attribution import DEPRIVATION, MAPS

# The map is drawn small and shown large: its names and lines grow with it.
MAP_WIDTH, MAP_HEIGHT = 440, 278  # px
WAITS_HEIGHT = 316  # px, for two bars and their words in each row
DIFFER = "Papers differ"
SERVICE_LINES, SERVICE_LETTERS = 11, 54  # of the table beside it on a slide


def _nothing(finding: str) -> Hero:
    return Hero(finding=finding, subtitle=NOTHING, source_ids=(), basis=("not published",))


def of_money(catalogue: Catalogue) -> Hero:
    """Return the yearly envelope of every lot, and why some have none."""
    card = money.envelopes_card(catalogue)
    if not card.source_ids or not holds(catalogue, metrics=("envelope_five_years",)):
        return _nothing(money.finding(catalogue))
    whole = newest(catalogue, "envelope_five_years")
    return Hero(
        finding=money.finding(catalogue),
        subtitle=card.subtitle,
        markup=money.bars_html(catalogue),
        table=bars.table(
            money.of_lots(catalogue), caption=card.subtitle, of="Lot", value="Envelope of one year"
        ),
        words=tuple(
            filter(None, [now.size_caveat(catalogue), money.where_the_whole_is(catalogue)])
        ),
        source_ids=tuple(dict.fromkeys([whole.source_id, *card.source_ids])),
        basis=tuple(dict.fromkeys([whole.basis, *card.basis])),
        how=how_of(card),
    )


def of_contract(catalogue: Catalogue) -> Hero:
    """Return each lot with what is said of its lead provider and its second tier."""
    card = who.by_lot_card(catalogue)
    if not card.source_ids:
        return _nothing(who.finding(catalogue))
    return Hero(
        finding=who.finding(catalogue),
        subtitle=card.headline,
        table=who.in_brief(catalogue),
        words=tuple(filter(None, [*card.caveats, who.where_the_whole_is(catalogue)])),
        source_ids=card.source_ids,
        basis=card.basis,
        how=how_of(card),
    )


def large_map(catalogue: Catalogue, asked: Asked, service: str | None, held: str) -> LotMap:
    """Return the map of a service by its evidence, or as it is chosen, with places of care.

    The page, its screen for a room and its embed show the same.
    """
    area, points = asked.area(catalogue), marks.points(asked.place)
    if service:
        cohort, marked = on_map.cohort_of(catalogue, service), on_map.evidence(catalogue, service)
        return LotMap(show="lots", cohort=cohort, area=area, evidence=marked, points=points)
    show, dots = asked[layers.choice()], care.dots(catalogue, held)
    return LotMap(show=show, cohort=asked.cohort, area=area, dots=dots, points=points)


def of_overview(catalogue: Catalogue, finding: str, standfirst: str) -> Hero:
    """Return the key figures, each with what must stand beside it."""
    keys = overview.keys(catalogue)
    hero = Hero(
        finding=finding,
        subtitle="The figures in short",
        words=(standfirst, *key_figures.caveats(keys)),
        source_ids=tuple(dict.fromkeys(key.source_id for key in keys)),
        basis=tuple(dict.fromkeys(key.basis for key in keys)),
    )
    return with_table(hero, key_figures.table(keys)) if keys else hero


def of_services(catalogue: Catalogue, finding: str) -> Hero:
    """Return how many service lines each lot has by each kind of evidence."""
    card = place_cards.services_card(catalogue, None)
    hero = Hero(
        finding=finding,
        subtitle=card.subtitle,
        words=(services.standfirst(catalogue), services.MARKS_CLAIM),
        source_ids=card.source_ids,
        basis=card.basis,
        how=how_of(card),
    )
    return with_table(hero, card.table)


def of_map(
    catalogue: Catalogue, drawn: LotMap, service: str | None, held: str, *, look: LookName
) -> Hero:
    """Return the map of a service, or of what is shown where none is chosen.

    `held` are the places of care on it. Raises LookupError when there is no such area.
    """
    shown = drawn.scene(look)
    hero = (
        _of_service(catalogue, service, drawn.area)
        if service
        else _of_places(catalogue, drawn, held)
    )
    rings = (drawn.dots.told if drawn.dots else "") + ringed(drawn.points)
    return replace(
        hero,
        subtitle=f"{hero.subtitle.removesuffix('.')}.{rings}" if rings else hero.subtitle,
        spec=locator(shown, width=MAP_WIDTH, height=MAP_HEIGHT),
        alt=shown.alt,
        attributions=care.attributions(held),
    )


def _of_places(catalogue: Catalogue, drawn: LotMap, held: str) -> Hero:
    """What the map shows of lots, areas and places of care, with an HCP area raised or none."""
    card = places.map_card(catalogue, drawn.area)
    words = (places.standfirst(catalogue, drawn.area), layers.rule(drawn.show), care.caveat(held))
    more = layers.sources(catalogue, drawn.show), care.own_sources(catalogue, held)
    return Hero(
        finding=places.finding(catalogue, drawn.area),
        subtitle=layers.subtitle(drawn.show, drawn.cohort),
        words=tuple(filter(None, words)),
        source_ids=tuple(dict.fromkeys([*card.source_ids, *more[0], *more[1]])),
        basis=card.basis,
        how=how_of(card),
        keeps=(layers.choice().key, care.PLACES, PLACE),
    )


def _of_service(catalogue: Catalogue, service: str, area: str | None) -> Hero:
    """What is said of a service line or a service area by its evidence in each lot."""
    card = map_cards.card(catalogue, service, area=area)
    return Hero(
        finding=on_map.finding(catalogue, service, area),
        subtitle=card.subtitle,
        markup=f"<div>{map_cards.lots_html(catalogue, service)}</div>",
        table=brief(card.table, lines=SERVICE_LINES, across=SERVICE_LETTERS)[0],
        words=(on_map.standfirst(catalogue, service, None),),
        source_ids=tuple(dict.fromkeys([*card.source_ids, *places.map_sources(catalogue)])),
        basis=card.basis,
        how=how_of(card),
        keeps=("service", PLACE),
    )


def of_need(catalogue: Catalogue, asked: Asked) -> Hero:
    """Return the map of small areas, with the share of each area beside it."""
    drawn, card = on_need_map.card(catalogue, look=asked.look), need.areas_card(catalogue)
    if not card.source_ids:
        return _nothing(need.finding(catalogue))
    return Hero(
        finding=need.finding(catalogue),
        subtitle=drawn.subtitle if drawn else card.subtitle,
        spec={**(drawn.spec or {}), "width": MAP_WIDTH, "height": MAP_HEIGHT} if drawn else None,
        alt=drawn.alt if drawn else "",
        markup=f"<div>{drawn.body if drawn else ''}{need.bars_html(catalogue, beside=True)}</div>",
        table=bars.table(
            need.of_areas(catalogue), caption=card.subtitle, of="Area", value="Share of people"
        ),
        words=(need.standfirst(catalogue),),
        source_ids=card.source_ids,
        basis=card.basis,
        how=how_of(card),
        attributions=(*MAPS, DEPRIVATION) if drawn else (DEPRIVATION,),
    )


def of_waiting(catalogue: Catalogue, *, look: LookName) -> Hero:
    """Return how long adults and children on lists have waited."""
    card = how_long.card(catalogue, look=look)
    if card.spec is None:
        return _nothing(waiting.finding(catalogue))
    return Hero(
        finding=waiting.finding(catalogue),
        subtitle=card.subtitle,
        spec={**sized(card.spec), "height": WAITS_HEIGHT},
        alt=card.alt,
        words=(waiting.standfirst(catalogue), *waiting.may_be_one(catalogue, *COHORTS)),
        source_ids=card.source_ids,
        basis=card.basis,
        how=how_of(card),
    )


def of_engagement(catalogue: Catalogue) -> Hero:
    """Return the steps from many to few."""
    if not holds(catalogue, tables=("engagement_stages",), metrics=engagement.MAIN):
        return _nothing(engagement.finding(catalogue))
    card = engagement.funnel_card(catalogue)
    rows = counted.funnel(catalogue).iter_rows(named=True)
    steps = [
        funnel.Step(
            value=row["value"],
            shown=f"{about(row['basis'])}{count_short(row['value'])}",
            words=engagement.step_words(row),
            note=_counted_by(engagement.later(catalogue, row)),
            mark=_differing(catalogue, row["metric_id"]),
        )
        for row in rows
    ]
    return Hero(
        finding=engagement.finding(catalogue),
        subtitle=card.subtitle,
        markup=funnel.html(steps, words=engagement.STEPS_DIFFER),
        table=_steps_table(steps, caption=card.headline),
        source_ids=card.source_ids,
        basis=card.basis,
        how=how_of(card),
    )


def _steps_table(steps: list[funnel.Step], caption: str) -> Table:
    rows = [
        (one.shown, ". ".join(filter(None, (one.words, one.note, DIFFER if one.mark else ""))))
        for one in steps
    ]
    return Table(
        caption=caption,
        frame=pl.DataFrame(rows, schema={"shown": pl.String, "words": pl.String}, orient="row"),
        columns=(Column("shown", "How many"), Column("words", "What is counted")),
        note=engagement.STEPS_DIFFER,
    )


def _counted_by(date: str) -> str:
    return f"Counted by {date}." if date else ""


def _differing(catalogue: Catalogue, metric_id: str) -> str:
    """Ready markup that says so where papers give a count differently."""
    found = dispute.dispute(catalogue, metric_id)
    return "" if found is None else f'<span class="screen-mark">{DIFFER.lower()}</span>'
