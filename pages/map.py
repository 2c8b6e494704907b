"""Map: which lots serve which area, and by which evidence a service stands in which lot."""

from dataclasses import replace

from components import blocks
from components.choices import COHORT, Asked, area_choice
from components.findings import screens
from components.findings.briefing.link import links_html
from components.findings.find import marks
from components.findings.places import care, layers, people, places
from components.findings.services import map_cards, on_map
from components.html.cards import foot_html
from components.page_model import Block, Box, CardBlock, LotMap, Page, Prose, Row
from data.package.catalogue import Catalogue


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    area, services = asked.area(catalogue), on_map.service_choice(catalogue, asked.cohort)
    service = None if asked[services] == on_map.EVERY else asked[services]
    held = care.NONE if service else asked[care.choice(catalogue)]
    drawn = screens.large_map(catalogue, asked, service, held)
    hero = screens.of_map(catalogue, drawn, service, held, look=asked.look)
    own = (replace(COHORT, folded=True), layers.choice(), *care.choices(catalogue))
    if service:
        beside, own = (Prose(map_cards.beside_html(catalogue, service, area=area), catalogue),), ()
        shown = (CardBlock(map_cards.card(catalogue, service, area=area)),)
    else:
        beside, shown = _beside(catalogue, drawn), _under(catalogue, drawn, held)
    of = on_map.name(catalogue, service) if service else layers.choice().options[drawn.show]
    return Page(
        finding=hero.finding,
        standfirst=hero.words[0],
        choices=(area_choice(catalogue), services, *own),
        more=layers.FOLD if own else "",
        place=asked.place,
        body=(
            _box(asked, drawn, of, *beside),
            *shown,
            Prose(places.outlines_html()),
            *_area(catalogue, asked, area),
        ),
        unknown=places.questions(catalogue, area),
        counts_unknown=True,
        sources=care.sources(catalogue, held),
        attributions=care.attributions(held),
        hero=hero,
    )


def _beside(catalogue: Catalogue, drawn: LotMap) -> tuple[Block, ...]:
    """What is known of the chosen area, or the key."""
    if area := drawn.area:
        briefing = links_html("area", {area: places.names(catalogue)[area]})
        return blocks.facts(places.brief(catalogue, area)), Prose(briefing)
    return (Prose(layers.key_html(catalogue, drawn.show, drawn.cohort), catalogue),)


def _under(catalogue: Catalogue, drawn: LotMap, held: str) -> tuple[Block, ...]:
    """What lines on the map mean, the table of areas, what it shows besides, small maps."""
    note = Prose(layers.note_html(drawn.show, first=layers.CHOOSE), catalogue)
    card = places.map_card(catalogue, drawn.area)
    foot = foot_html(catalogue, card, page_sources=care.sources(catalogue, held))
    more = (CardBlock(one, folded=True) for one in layers.cards(catalogue, drawn.show, drawn.area))
    listed = Prose(care.list_html(catalogue, held, area=drawn.area))
    return note, Prose(foot, card), *more, listed, Prose(map_cards.sheet_html())


def _box(asked: Asked, drawn: LotMap, of: str, *beside: Block) -> Box:
    found = Prose(marks.to_answer_html(asked.place))
    row = Row(((drawn,), (found, *beside)), weights=(5, 3))
    return Box(key="map", heading=f"Map: {of}", more=f"{drawn.cohort} {drawn.area}", blocks=(row,))


def _area(catalogue: Catalogue, asked: Asked, area: str | None) -> tuple[Block, ...]:
    """What else is known of the chosen area, or of all."""
    cards = (CardBlock(c, open_table=True, folded=True) for c in map_cards.of_area(catalogue, area))
    ages = people.people_card(catalogue, area, look=asked.look)
    return CardBlock(ages), *cards, blocks.links(*map_cards.WAYS)
