"""Map: which lots serve which area, and by which evidence a service stands in which lot."""

from dataclasses import replace

from components import blocks
from components.choices import COHORT, Asked, Choice, area_choice
from components.findings import screens
from components.findings.briefing.link import links_html
from components.findings.find import marks
from components.findings.places import care, people, places
from components.findings.services import map_cards, on_map
from components.html.cards import foot_html
from components.maps.shows import SHOWS, Show
from components.page_model import Block, Box, CardBlock, LotMap, Page, Prose, Row
from data.package.catalogue import Catalogue

SHOW: Choice[Show] = Choice(key="show", label="Show", options=SHOWS, default="lots", folded=True)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    area, services = asked.area(catalogue), on_map.service_choice(catalogue, asked.cohort)
    service = None if asked[services] == on_map.EVERY else asked[services]
    hero = screens.of_map(catalogue, asked, area, service)
    if service:
        shown, own, held = _service(catalogue, asked, service), (), care.NONE
    else:
        held, own = (
            asked[care.choice(catalogue)],
            (replace(COHORT, folded=True), SHOW, *care.choices(catalogue)),
        )
        shown = _lots(catalogue, asked, area, held)
    return Page(
        finding=hero.finding,
        standfirst=hero.words[0],
        choices=(area_choice(catalogue), services, *own),
        more=places.MORE if own else "",
        place=asked.place,
        body=(*shown, Prose(places.outlines_html()), *_area(catalogue, asked, area)),
        unknown=places.questions(catalogue, area),
        sources=care.sources(catalogue, held),
        attributions=care.attributions(held),
        hero=hero,
    )


def _lots(catalogue: Catalogue, asked: Asked, area: str | None, held: str) -> tuple[Block, ...]:
    """The map with its key, or with what is known of the chosen area, beside it."""
    show, cohort, card = asked[SHOW], asked.cohort, places.map_card(catalogue, area)
    beside: tuple[Block, ...] = (Prose(places.key_html(catalogue, show, cohort), catalogue),)
    if area:
        briefing = links_html("area", {area: places.names(catalogue)[area]})
        beside = (blocks.facts(places.brief(catalogue, area)), Prose(briefing))
    drawn = LotMap(show=show, cohort=cohort, area=area, dots=care.dots(catalogue, held))
    box = _box(asked, SHOWS[show], drawn, *beside, Prose(places.note_html(show), catalogue))
    foot = foot_html(catalogue, card, page_sources=care.sources(catalogue, held))
    listed = care.list_html(catalogue, held, area=area)
    return box, Prose(foot, card), Prose(listed), Prose(map_cards.sheet_html())


def _service(catalogue: Catalogue, asked: Asked, service: str) -> tuple[Block, ...]:
    """The map of a service by its evidence with its lots beside it, and what the marks rest on."""
    area, name = asked.area(catalogue), on_map.name(catalogue, service)
    beside = map_cards.beside_html(catalogue, service, area=area)
    cohort, marked = on_map.cohort_of(catalogue, service), on_map.evidence(catalogue, service)
    drawn = LotMap(show="lots", cohort=cohort, area=area, evidence=marked)
    card = map_cards.card(catalogue, service, area=area)
    return _box(asked, name, drawn, Prose(beside, catalogue)), CardBlock(card)


def _box(asked: Asked, of: str, drawn: LotMap, *beside: Block) -> Box:
    drawn = replace(drawn, points=marks.points(asked.place))
    found = marks.to_answer_html(asked.place)
    row = Row(((drawn,), (Prose(found), *beside)), weights=(5, 3))
    return Box(key="map", heading=f"Map: {of}", more=f"{drawn.cohort} {drawn.area}", blocks=(row,))


def _area(catalogue: Catalogue, asked: Asked, area: str | None) -> tuple[Block, ...]:
    """What else is known of the chosen area, or of all."""
    cards = (CardBlock(c, open_table=True, folded=True) for c in map_cards.of_area(catalogue, area))
    ages = people.people_card(catalogue, area, look=asked.look)
    return CardBlock(ages), *cards, blocks.links(*map_cards.WAYS)
