"""What each embed shows: one finding with the cards that prove it, from the pages' own builders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import polars as pl

from components.cards import Card
from components.findings import (
    contract_size,
    counts,
    engagement,
    find,
    find_place,
    money,
    per_resident,
    place_cards,
    places,
    service_views,
    services,
    timeline,
    timeline_rows,
)
from components.findings.spots import spot
from components.held import no_card
from components.maps.spoken import locator_alt
from components.maps.svg_map import LocatorLayer, locator
from components.tables import Column, Table
from components.theme import LookName
from components.words import cohort_name, count, plural
from data import lots
from data.catalogue import Catalogue
from data.gaps import gaps
from data.people import counted_in
from data.services import in_lot
from geo.attribution import BOUNDARIES, PLACES
from geo.lookup import load

# A phone's map: its names are written for this width, and grow with it.
MAP = {"width": 340, "height": 226}
LAYERS: dict[str, LocatorLayer] = {"adults": "lots_adult", "children": "lots_children"}
FEW_GAPS = 3


@dataclass(frozen=True, kw_only=True)
class Content:
    """One embed: its finding, a sentence or two, terms with texts, cards, and what is unknown.

    `frames` name what has no figure and say why, with `lead` on them. `open_tables` are slugs
    of cards.
    """

    heading: str
    standfirst: str
    cards: tuple[Card, ...]
    source_ids: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    frames: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    gaps: pl.DataFrame = field(default_factory=pl.DataFrame)
    attributions: tuple[str, ...] = ()
    open_tables: frozenset[str] = frozenset()


def find_my_area(catalogue: Catalogue, look: LookName, today: dt.date) -> Content:
    """Return the embed of Find my area before anything is looked up."""
    card = find_place.opening_card(catalogue, look=look)
    return Content(
        heading=find.opening(catalogue),
        standfirst=find.opening_words(catalogue, today=today),
        cards=(replace(card, table=_short(card.table), spec=locator(look, **MAP)),),
        source_ids=tuple(dict.fromkeys((*find_place.SOURCES, *places.map_sources(catalogue)))),
        attributions=PLACES,
        open_tables=frozenset({card.slug}),
    )


def map_of_lots(catalogue: Catalogue, look: LookName) -> Content:
    """Return the embed of the two maps of lots, for adults and for children."""
    return Content(
        heading=places.finding(catalogue),
        standfirst=places.standfirst(catalogue),
        cards=tuple(_lots_card(catalogue, cohort, look) for cohort in LAYERS),
        source_ids=places.map_sources(catalogue),
        attributions=BOUNDARIES,
    )


def map_of_area(catalogue: Catalogue, look: LookName, area: str) -> Content:
    """Return the embed of one HCP area. Raises LookupError when there is no such area."""
    card = places.map_card(catalogue, area)
    drawn = replace(
        card, table=_short(card.table), spec=locator(look, area, **MAP), alt=locator_alt(area)
    )
    return Content(
        heading=places.finding(catalogue, area),
        standfirst=places.standfirst(catalogue, area),
        facts=tuple(places.brief(catalogue, area)),
        cards=(drawn, place_cards.councils_card(catalogue, area)),
        source_ids=places.sources(catalogue),
        attributions=BOUNDARIES,
    )


def map_of_lot(catalogue: Catalogue, look: LookName, lot_id: str) -> Content:
    """Return the embed of the map of one lot among those for the same people."""
    row = lots.lots(catalogue).filter(lot_id=lot_id).row(0, named=True)
    return Content(
        heading=find.finding(catalogue, spot(load().find(lot_id))),
        standfirst=f"{count(row['residents'])} {row['cohort']} live there "
        f"({counted_in(catalogue)}).",
        cards=(_lots_card(catalogue, row["cohort"], look, chosen=lot_id),),
        source_ids=places.map_sources(catalogue),
        gaps=gaps(catalogue, lot_id=lot_id).head(FEW_GAPS),
        attributions=BOUNDARIES,
    )


def all_services(catalogue: Catalogue, _look: LookName) -> Content:
    """Return the embed of service lines by lot and evidence, without the lines themselves."""
    card = place_cards.services_card(catalogue, None)
    return Content(
        heading=services.finding(catalogue),
        standfirst=services.standfirst(catalogue),
        cards=(replace(card, headline="Service lines by lot and evidence", body=_claim()),),
        source_ids=card.source_ids,
        gaps=gaps(catalogue, "services").head(FEW_GAPS),
        open_tables=frozenset({card.slug}),
    )


def services_in_lot(catalogue: Catalogue, _look: LookName, lot_id: str) -> Content:
    """Return the embed of one lot's service lines, each with its evidence."""
    card = service_views.lot_card(catalogue, in_lot(catalogue, lot_id), lot_id=lot_id, area=None)
    return Content(
        heading=service_views.lot_finding(catalogue, lot_id),
        standfirst=services.standfirst(catalogue),
        cards=(replace(card, body=_claim() + card.body),),
        source_ids=card.source_ids,
        gaps=services.open_questions(catalogue, [lot_id]).head(FEW_GAPS),
    )


def envelopes(catalogue: Catalogue, look: LookName) -> Content:
    """Return the embed of the published envelopes."""
    missing = money.unknown_lots(catalogue)
    unknown = set(missing["lot_id"])
    published = [lot for lot in catalogue["lots"]["lot_id"] if lot not in unknown]
    return Content(
        heading=money.finding(catalogue),
        standfirst=money.standfirst(catalogue),
        cards=(
            *(money.envelope_card(catalogue, lot_id, look=look) for lot_id in published),
            *per_resident.cards(catalogue, look=look),
        ),
        frames=money.empty_frames(catalogue),
        lead=contract_size.remainder(catalogue),
        source_ids=money.source_ids(catalogue),
        gaps=gaps(catalogue, "money").head(FEW_GAPS),
    )


def many_to_few(catalogue: Catalogue, look: LookName) -> Content:
    """Return the embed of engagement: from many reached to few heard, and who answered."""
    cards = (engagement.funnel_card(catalogue), counts.surveys_card(catalogue, look=look))
    return Content(
        heading=engagement.finding(catalogue),
        standfirst=engagement.standfirst(catalogue),
        cards=cards,
        source_ids=tuple(dict.fromkeys(s for card in cards for s in card.source_ids)),
        gaps=gaps(catalogue, "engagement").head(FEW_GAPS),
    )


def dates(catalogue: Catalogue, look: LookName, today: dt.date) -> Content:
    """Return the embed of the timeline: how milestones slipped, and every date in lanes."""
    rows = timeline_rows.dated(catalogue)
    _, window = next(iter(timeline_rows.windows(rows, today).values()))
    everything = timeline_rows.Choices()
    lanes = timeline.lanes_card(catalogue, everything, window=window, look=look, today=today)
    slips = timeline.slip_card(catalogue, look=look)
    if lanes is None:
        lanes = no_card("timeline", "Dates")
        return Content(
            heading=timeline.finding(catalogue, today=today),
            standfirst="",
            cards=(lanes,),
            source_ids=(),
        )
    still = tuple(line for line in lanes.how if not line.startswith("Drag"))
    lanes = replace(lanes, table=_short_dates(lanes.table), how=still)
    return Content(
        heading=timeline.finding(catalogue, today=today),
        standfirst=timeline.standfirst(catalogue, today=today),
        cards=(slips, lanes),
        source_ids=tuple(dict.fromkeys((*slips.source_ids, *lanes.source_ids))),
        gaps=gaps(catalogue, "timeline").head(FEW_GAPS),
    )


def _claim() -> str:
    return f'<p class="lead">{services.MARKS_CLAIM}</p>'


def _lots_card(
    catalogue: Catalogue, cohort: str, look: LookName, *, chosen: str | None = None
) -> Card:
    """The card of the lots of a cohort on a map, with their areas and people."""
    rows = lots.lots(catalogue).filter(cohort=cohort)
    covered = lots.area_of_lot(catalogue, chosen)[0] if chosen else None
    layer = LAYERS[cohort]
    raised = f" Lot {rows.filter(lot_id=chosen)['number'].item()} is raised." if chosen else ""
    return Card(
        slug=f"lots-{cohort}",
        headline=f"{cohort_name(cohort)} services: {plural(rows.height, 'lot')}",
        measure="Lots as this dashboard draws them, with residents of their age group, "
        + counted_in(catalogue),
        spec=locator(look, covered, layer=layer, **MAP),
        alt=f"{locator_alt(layer=layer)}{raised}",
        table=Table(
            caption=f"Lots of {cohort_name(cohort).lower()} services, their areas and people",
            frame=rows.with_columns(
                lot=pl.format("Lot {}", "number"),
                covers=pl.col("areas").list.join("; "),
                chosen=pl.lit(chosen) == pl.col("lot_id") if chosen else pl.lit(False),
            ),
            columns=(
                Column("lot", "Lot"),
                Column("covers", "Area"),
                Column("residents", "People", "count"),
            ),
            marked="chosen",
        ),
        source_ids=places.map_sources(catalogue),
        basis=("stated", "derived"),
        how=(places.RULE,),
    )


def _short(table: Table) -> Table:
    """The areas with their lots and all their people, without their ages."""
    kept = ("name", "adult_lot", "childrens_lot", "all_ages")
    return replace(table, columns=tuple(c for c in table.columns if c.name in kept))


def _short_dates(table: Table) -> Table:
    kept = ("when", "title", "state", "source", "caveat")
    return replace(table, columns=tuple(c for c in table.columns if c.name in kept))
