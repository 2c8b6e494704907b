"""Find my area: from a postcode or a place to what is planned there."""

from components import blocks
from components.choices import Asked, Search
from components.findings.find import cards as find_cards, find, means_card, place as find_place
from components.findings.find.marks import to_prepare_html
from components.findings.places import cards as place_cards, places
from components.found_place import FoundPlace
from components.page_model import Block, CardBlock, Page, Prose, Row
from data.package.catalogue import Catalogue
from geo.attribution import FOUND
from geo.lookup.lookup import load


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page: the answer for a place, or before one is looked up all areas."""
    place = asked.place
    area = place.area_shown(asked.area(catalogue)) if place else None
    box = Search(
        label="Postcode or place",
        button="Find",
        example=find.example(),
        note=find.box_words(place),
        place=place,
        part=area,
    )
    if place is None or area is None:
        card = find_place.opening_card(catalogue, look=asked.look)
        return Page(
            finding=find.opening(catalogue),
            standfirst=find.opening_words(catalogue, today=asked.today),
            search=box,
            body=(CardBlock(card, open_table=True),),
            sources=places.sources(catalogue),
            attributions=FOUND,
        )
    return Page(
        finding=find.finding(catalogue, place),
        standfirst=find.standfirst(catalogue, place),
        search=box,
        body=_answer(catalogue, asked, place, area),
        unknown=places.questions(catalogue, area),
        sources=find_place.sources(catalogue),
        attributions=FOUND,
    )


def _answer(catalogue: Catalogue, asked: Asked, place: FoundPlace, area: str) -> tuple[Block, ...]:
    """What is planned where a place lies."""
    on_map = find_place.on_map(place, area, asked, edition=load().edition)
    dates = find_cards.dates_card(catalogue, place, area, today=asked.today)
    scrutiny = find_cards.scrutiny_card(catalogue, place, today=asked.today)
    providers = place_cards.providers_card(catalogue, area)
    money = place_cards.money_card(catalogue, area)
    services = place_cards.services_card(catalogue, area)
    first = find_place.first_html(
        catalogue, area, runs=providers.headline, next_date=dates.headline
    )
    brief = find_place.brief(catalogue, place, area, today=asked.today)
    beside = (
        Prose(first),
        blocks.facts(pair for pair in brief if pair[0] not in find_place.TOLD_FIRST),
        Prose(to_prepare_html(catalogue, place, area)),
        blocks.lead(find.link_words(place)),
    )
    dates, providers = find_cards.below_the_first(dates, providers)
    rest = (dates, scrutiny, money, services, providers)
    return (
        Row((beside, on_map), weights=(4, 5)),
        Prose(find_place.doubt_html(catalogue, place, area)),
        blocks.links(
            ("timeline", "See every date"),
            ("money", "See the envelopes year by year"),
            ("compare", "Compare this area with the others"),
            ("need", "See need"),
        ),
        CardBlock(means_card.card(catalogue, place, area, today=asked.today)),
        *(CardBlock(card, open_table=True, folded=True) for card in rest),
        CardBlock(find_cards.engagement_card(catalogue, area), folded=True),
    )
