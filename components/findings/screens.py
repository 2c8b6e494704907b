"""What a page shows to a room: its finding, the one picture that proves it, and its sources."""

from __future__ import annotations

from collections.abc import Sequence

from components.choices import PLACE, Asked
from components.findings.engagement import engagement
from components.findings.find import marks
from components.findings.money import money
from components.findings.places import places
from components.findings.services import map_cards, on_map
from components.findings.timeline import now
from components.html import dispute, funnel
from components.html.not_published import NOTHING, holds
from components.maps.rings import Point, ringed
from components.maps.scene import scene
from components.maps.shows import Cohort
from components.maps.svg_map import locator
from components.page_model import Hero
from components.text.words import about, cohort_name, count_short
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.queries import engagement as counted
from data.queries.figures import newest
from geo.attribution import MAPS

# The map is drawn small and shown large: its names and lines grow with it.
MAP_WIDTH, MAP_HEIGHT = 474, 316  # px


def _nothing(finding: str) -> Hero:
    return Hero(finding=finding, measure=NOTHING, source_ids=(), basis=("not published",))


def of_money(catalogue: Catalogue) -> Hero:
    """Return the yearly envelope of every lot, and why some have none."""
    card = money.envelopes_card(catalogue)
    if not card.source_ids or not holds(catalogue, metrics=("envelope_five_years",)):
        return _nothing(money.finding(catalogue))
    whole = newest(catalogue, "envelope_five_years")
    return Hero(
        finding=money.finding(catalogue),
        measure=card.measure,
        markup=money.bars_html(catalogue),
        words=tuple(
            filter(None, [now.size_caveat(catalogue), money.where_the_whole_is(catalogue)])
        ),
        source_ids=tuple(dict.fromkeys([whole.source_id, *card.source_ids])),
        basis=tuple(dict.fromkeys([whole.basis, *card.basis])),
    )


def of_map(catalogue: Catalogue, asked: Asked, area: str | None, service: str | None) -> Hero:
    """Return the map of a service, or of the lots where none is chosen, with the place marked.

    Raises LookupError when there is no such area.
    """
    points = marks.points(asked.place)
    if service:
        return _of_service(catalogue, service, area, look=asked.look, points=points)
    return _of_places(catalogue, area, cohort=asked.cohort, look=asked.look, points=points)


def _of_places(
    catalogue: Catalogue,
    area: str | None,
    *,
    cohort: Cohort,
    look: LookName,
    points: Sequence[Point],
) -> Hero:
    """The map of the lots of a cohort, with an HCP area raised if one is chosen."""
    card = places.map_card(catalogue, area)
    drawn = scene(look, "lots", cohort, area, points=points)
    return Hero(
        finding=places.finding(catalogue, area),
        measure=_with_rings(f"{cohort_name(cohort)} lots on the map", points),
        spec=locator(drawn, width=MAP_WIDTH, height=MAP_HEIGHT),
        alt=drawn.alt,
        words=(places.standfirst(catalogue, area), places.RULE),
        source_ids=card.source_ids,
        basis=card.basis,
        attributions=MAPS,
        keeps=(PLACE,),
    )


def _of_service(
    catalogue: Catalogue,
    service: str,
    area: str | None,
    *,
    look: LookName,
    points: Sequence[Point],
) -> Hero:
    """The map of a service line or a service area by its evidence in each lot."""
    card, marked = (
        map_cards.card(catalogue, service, area=area),
        on_map.evidence(catalogue, service),
    )
    cohort = on_map.cohort_of(catalogue, service)
    drawn = scene(look, "lots", cohort, area, points=points, evidence=marked)
    return Hero(
        finding=on_map.finding(catalogue, service, area),
        measure=_with_rings(card.measure, points),
        spec=locator(drawn, width=MAP_WIDTH, height=MAP_HEIGHT),
        alt=drawn.alt,
        markup=f"<div>{map_cards.lots_html(catalogue, service)}</div>",
        words=(on_map.standfirst(catalogue, service, None),),
        source_ids=tuple(dict.fromkeys([*card.source_ids, *places.map_sources(catalogue)])),
        basis=card.basis,
        attributions=MAPS,
        keeps=("service", PLACE),
    )


def _with_rings(measure: str, points: Sequence[Point]) -> str:
    return f"{measure.removesuffix('.')}.{ringed(points)}" if points else measure


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
        measure=card.measure,
        markup=funnel.html(steps, words=engagement.STEPS_DIFFER),
        source_ids=card.source_ids,
        basis=card.basis,
    )


def _counted_by(date: str) -> str:
    return f"Counted by {date}." if date else ""


def _differing(catalogue: Catalogue, metric_id: str) -> str:
    """Ready markup that says so where papers give a count differently."""
    found = dispute.dispute(catalogue, metric_id)
    return "" if found is None else '<span class="screen-mark">papers differ</span>'
