"""What each embed shows: a page of the dashboard with the few blocks that prove its finding."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape

import polars as pl

from components import blocks
from components.choices import Asked
from components.findings.find import find, marks, place as find_place
from components.findings.money import contract_size
from components.findings.places import cards as place_cards, care, layers, places
from components.findings.services import map_cards, on_map, services
from components.findings.waiting import months as waits_by_month
from components.found_place import found_place
from components.html import matrix
from components.html.cards import Card
from components.html.tables import Column, Table, columns, only
from components.maps.evidence import Evidence
from components.maps.rings import MarkedPlace
from components.maps.scene import scene
from components.maps.shows import Cohort
from components.maps.svg_map import locator
from components.page_model import Block, CardBlock, LotMap, Page, Prose, blocks_of
from components.text.words import cohort_name, plural
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps
from data.queries import lots, services as queries
from data.queries.people import counted_in
from geo.attribution import MAPS
from geo.lookup.lookup import load
from pages import (
    contract as contract_page,
    engagement as engagement_page,
    find as find_page,
    map as map_page,
    money as money_page,
    need as need_page,
    services as services_page,
    timeline as timeline_page,
    waiting as waiting_page,
)
from web.drawing import small_maps as small

# A phone's map: its names are written for this width, and grow with it.
_locator = partial(locator, width=340, height=226)
COHORTS: tuple[Cohort, ...] = ("adults", "children")
FEW_GAPS = 3


def find_my_area(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of Find my area before anything is looked up."""
    page = find_page.page(catalogue, asked)
    (block,) = _cards(page, "areas")
    drawn = replace(block.card, table=_short(block.card.table), spec=_locator(scene(asked.look)))
    few = _few(page, replace(block, card=drawn))
    return replace(few, sources=(*find_place.SOURCES, *few.sources))


def map_of_lots(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of the two maps of lots, or of what the address chooses of the Map."""
    page, found = map_page.page(catalogue, asked), Prose(marks.to_answer_html(asked.place))
    if "service" in asked.address:
        blocks_of_map = _service(catalogue, asked, page)
    elif {"show", "places"} & set(asked.address):
        blocks_of_map = _layer(catalogue, asked, page)
    else:
        points = marks.points(asked.place)
        cards = (_lots_card(catalogue, cohort, asked.look, points=points) for cohort in COHORTS)
        return _few(page, *map(CardBlock, cards), found)
    return replace(_few(page, *blocks_of_map, found), sources=page.sources)


def _service(catalogue: Catalogue, asked: Asked, page: Page) -> tuple[Block, ...]:
    """The map of the service in the address, with its lots by their marks."""
    service, shown = asked.address["service"], _drawn(page).scene(asked.look)
    card = map_cards.card(catalogue, service, area=None)
    headline = f"{on_map.name(catalogue, service)} on the map of lots"
    drawn = replace(card, headline=headline, spec=_locator(shown), alt=shown.alt, body="")
    return CardBlock(drawn), Prose(map_cards.lots_html(catalogue, service) + card.body)


def _layer(catalogue: Catalogue, asked: Asked, page: Page) -> tuple[Block, ...]:
    """The map of what the address shows, with its key and the list of what is marked."""
    drawn, held = _drawn(page), asked[care.choice(catalogue)]
    shown, card = drawn.scene(asked.look), places.map_card(catalogue, None)
    marked = f".{drawn.dots.told.removesuffix('.')}" if drawn.dots else ""
    headline = layers.subtitle(drawn.show, drawn.cohort) + marked
    whole = replace(card, headline=headline, spec=_locator(shown), alt=shown.alt)
    key = layers.key_html(catalogue, drawn.show, drawn.cohort) + layers.note_html(drawn.show)
    more = (CardBlock(one, folded=True) for one in layers.cards(catalogue, drawn.show, None))
    listed = Prose(care.list_html(catalogue, held, area=None))
    return CardBlock(replace(whole, table=_short(card.table))), Prose(key), *more, listed


def _drawn(page: Page) -> LotMap:
    (drawn,) = (one for one in blocks_of(page.body) if isinstance(one, LotMap))
    return drawn


def small_maps(catalogue: Catalogue, _asked: Asked) -> Page:
    """Return the embed of all service areas as small maps on one sheet."""
    card, kinds = map_cards.sheet_card(catalogue), queries.kinds_told(catalogue)
    maps: list[tuple[Cohort, Evidence, str]] = [
        (on_map.cohort_of(catalogue, one), on_map.evidence(catalogue, one), _under(catalogue, one))
        for one in on_map.every_area(catalogue)
    ]
    body = matrix.key_line(kinds) + small.sheet(maps)
    return Page(
        finding=services.finding(catalogue),
        standfirst=services.MARKS_CLAIM,
        body=(CardBlock(replace(card, body=body)),),
        unknown=gaps(catalogue, "services").head(FEW_GAPS),
        sources=tuple(dict.fromkeys([*card.source_ids, *places.map_sources(catalogue)])),
        attributions=MAPS,
    )


def map_of_area(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of the HCP area in the address."""
    page, area = map_page.page(catalogue, asked), asked.address["area"]
    card = places.map_card(catalogue, area)
    shown = scene(asked.look, chosen=area)
    drawn = replace(card, table=_short(card.table), spec=_locator(shown), alt=shown.alt)
    facts = blocks.facts(places.brief(catalogue, area))
    few = _few(page, facts, CardBlock(drawn), *_cards(page, "councils"))
    return replace(few, sources=page.sources)


def map_of_lot(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of the lot in the address, on the map of those for the same people."""
    lot_id = asked.address["place"]
    place = found_place(load().find(lot_id))
    cohort = lots.lots(catalogue).filter(lot_id=lot_id)["cohort"].item()
    return Page(
        finding=find.finding(catalogue, place),
        standfirst=find.standfirst(catalogue, place),
        body=(CardBlock(_lots_card(catalogue, cohort, asked.look, chosen=lot_id)),),
        unknown=gaps(catalogue, lot_id=lot_id).head(FEW_GAPS),
        sources=places.map_sources(catalogue),
        attributions=MAPS,
    )


def all_services(catalogue: Catalogue, _asked: Asked) -> Page:
    """Return the embed of service lines by lot and evidence, without the lines themselves."""
    card = place_cards.services_card(catalogue, None)
    counted = replace(card, headline="Service lines by lot and evidence")
    return Page(
        finding=services.finding(catalogue),
        standfirst=services.standfirst(catalogue),
        body=(blocks.lead(services.MARKS_CLAIM), CardBlock(counted, open_table=True)),
        unknown=gaps(catalogue, "services").head(FEW_GAPS),
        sources=card.source_ids,
    )


def services_in_lot(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of the service lines of the lot in the address, each with its evidence."""
    page = services_page.page(catalogue, asked)
    lines = _cards(page, f"services-{asked.address['lot']}")
    return _few(page, blocks.lead(services.MARKS_CLAIM), *lines)


def envelopes(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of the published envelopes."""
    page = money_page.page(catalogue, asked)
    few = _few(
        page,
        *_cards(page, "envelopes", "per-"),
        blocks.lead(contract_size.remainder(catalogue)),
    )
    return replace(few, sources=page.sources)


def need(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of need: the map of small areas, and each area beside it."""
    page = need_page.page(catalogue, asked)
    return _few(page, *_cards(page, "need-map", "need-areas"))


def contracts(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of who is named for each lot, and of how long the contracts run."""
    page = contract_page.page(catalogue, asked)
    return _few(page, *_cards(page, "by-lot", "clock"))


def many_to_few(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of engagement: from many reached to few heard, and who answered."""
    page = engagement_page.page(catalogue, asked)
    return _few(page, *_cards(page, "funnel", "surveys"))


def waits(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of waiting lists: how long people wait, and how many by month."""
    page = waiting_page.page(catalogue, asked)
    by_month = (waits_by_month.card(catalogue, cohort, look=asked.look) for cohort in COHORTS)
    return _few(page, *_cards(page, "how-long"), *map(CardBlock, by_month))


def dates(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of the timeline: how milestones slipped, and every date in lanes."""
    page = timeline_page.page(catalogue, asked)
    lanes = (_still(block) for block in _cards(page, "timeline"))
    return _few(page, *_cards(page, "slips"), *lanes)


def _under(catalogue: Catalogue, service_area: str) -> str:
    """What stands under a small map: the service area, which leads to its own map."""
    lines = on_map.rows_of(catalogue, service_area)["service_id"].n_unique()
    named = escape(on_map.name(catalogue, service_area))
    if service_area in on_map.service_choice(catalogue, COHORTS[0]).options:
        named = f'<a href="/map?service={escape(service_area)}">{named}</a>'
    return f"{named} {plural(lines, 'line')}"


def _few(page: Page, *body: Block) -> Page:
    """The page with few of its blocks and gaps, and with the sources of the cards among them."""
    cards = [block.card for block in body if isinstance(block, CardBlock)]
    sources = tuple(dict.fromkeys(one for card in cards for one in card.source_ids))
    unknown = page.unknown if page.counts_unknown else page.unknown.head(FEW_GAPS)
    return replace(page, body=body, unknown=unknown, sources=sources)


def _cards(page: Page, *begins: str) -> list[CardBlock]:
    """The cards of a page whose names begin so, in the order of these."""
    cards = [block for block in blocks_of(page.body) if isinstance(block, CardBlock)]
    return [
        replace(one, folded=False)
        for begin in begins
        for one in cards
        if one.card.slug.startswith(begin)
    ]


def _still(block: CardBlock) -> CardBlock:
    """Dates in lanes where nothing can be dragged, with fewer columns in their table."""
    card = block.card
    how = tuple(line for line in card.how if not line.startswith("Drag"))
    short = only(card.table, "when", "title", "state", "source", "caveat")
    return replace(block, card=replace(card, table=short, how=how))


def _lots_card(
    catalogue: Catalogue,
    cohort: Cohort,
    look: LookName,
    *,
    chosen: str | None = None,
    points: tuple[MarkedPlace, ...] = (),
) -> Card:
    """The card of the lots of a cohort on a map, with their areas and people."""
    rows = lots.lots(catalogue).filter(cohort=cohort)
    shown = scene(look, "lots", cohort, chosen, points=points)
    raised = f" Lot {rows.filter(lot_id=chosen)['number'].item()} is raised." if chosen else ""
    return Card(
        slug=f"lots-{cohort}",
        headline=f"{cohort_name(cohort)} services: {plural(rows.height, 'lot')}",
        subtitle="Lots as this dashboard draws them, with residents of their age group, "
        + counted_in(catalogue),
        spec=_locator(shown),
        alt=f"{shown.alt}{raised}",
        table=Table(
            caption=f"Lots of {cohort_name(cohort).lower()} services, their areas and people",
            frame=rows.with_columns(
                lot=pl.format("Lot {}", "number"),
                covers=pl.col("areas").list.join("; "),
                chosen=pl.lit(chosen) == pl.col("lot_id") if chosen else pl.lit(False),
            ),
            columns=(
                *columns(lot="Lot", covers="Area"),
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
    return only(table, "name", "adult_lot", "childrens_lot", "all_ages")
