"""Map: which lots serve which area, and what is known of a chosen area."""

from collections.abc import Iterator

from components import blocks
from components.choices import COHORT, Asked, Choice, area_choice
from components.findings import screens
from components.findings.briefing.link import links_html
from components.findings.places import cards as place_cards, people, places
from components.html.cards import Card, foot_html
from components.maps.shows import SHOWS, Show
from components.page_model import Block, Box, CardBlock, Controls, LotMap, Page, Prose, Row
from data.package.catalogue import Catalogue
from geo.attribution import MAPS

SHOW: Choice[Show] = Choice(
    key="show", label="Show", options=SHOWS, default="lots", shape="buttons"
)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    area, look = asked.area(catalogue), asked.look
    on_map = places.map_card(catalogue, area)
    return Page(
        finding=places.finding(catalogue, area),
        standfirst=places.standfirst(catalogue, area),
        choices=(area_choice(catalogue), COHORT, SHOW),
        body=(
            _map(catalogue, asked, area),
            Prose(
                foot_html(catalogue, on_map, page_sources=places.sources(catalogue)), made_of=on_map
            ),
            Prose(places.outlines_html()),
            Row(
                (
                    (CardBlock(people.people_card(catalogue, area, look=look)),),
                    (
                        *_folded(
                            place_cards.councils_card(catalogue, area),
                            place_cards.money_card(catalogue, area),
                            place_cards.services_card(catalogue, area),
                            place_cards.providers_card(catalogue, area),
                        ),
                        blocks.links(
                            ("money", "See the envelopes year by year"),
                            ("services", "See each service line and its evidence"),
                        ),
                    ),
                )
            ),
        ),
        unknown=places.questions(catalogue, area),
        sources=places.sources(catalogue),
        attributions=MAPS,
        hero=screens.of_places(catalogue, area, cohort=asked.cohort, look=look),
    )


def _folded(*cards: Card) -> Iterator[CardBlock]:
    return (CardBlock(card, open_table=True, folded=True) for card in cards)


def _map(catalogue: Catalogue, asked: Asked, area: str | None) -> Box:
    """The map with its key, or with what is known of the chosen area, beside it."""
    show, cohort = asked[SHOW], asked.cohort
    beside: tuple[Block, ...]
    if area:
        briefing = links_html("area", {area: places.names(catalogue)[area]})
        beside = (blocks.facts(places.brief(catalogue, area)), Prose(briefing))
    else:
        key = places.key_html(catalogue, show, cohort)
        beside = (Prose(key, made_of=catalogue),)
    note = Prose(places.note_html(show), made_of=catalogue)
    picture = LotMap(show=show, cohort=cohort, area=area)
    row = Row(((picture,), (Controls(), *beside, note)), weights=(5, 3))
    return Box(key="map", heading=f"Map: {SHOWS[show]}", more=f"{cohort} {area}", blocks=(row,))
