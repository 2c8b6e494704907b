"""Need: where most people live in deprived small areas, by place, and beside the money."""

from components.choices import Asked
from components.findings import screens
from components.findings.need import by_place, money, need, on_map
from components.page_model import Block, CardBlock, Page, Prose, Row
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps
from geo.attribution import DEPRIVATION, MAPS


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    areas, drawn = need.areas_card(catalogue), on_map.card(catalogue, look=asked.look)
    first: tuple[Block, ...] = (CardBlock(areas),)
    if drawn:
        under = Prose(on_map.note_html())
        first = (Row(((CardBlock(drawn), under), (CardBlock(areas),)), weights=(3, 2)),)
    lists = by_place.lists_html(catalogue)
    files = (Prose(lists, catalogue), by_place.download(catalogue)) if lists else ()
    return Page(
        finding=need.finding(catalogue),
        standfirst=need.standfirst(catalogue),
        body=(*first, CardBlock(money.card(catalogue)), *files),
        unknown=gaps(catalogue, "need"),
        sources=need.sources(catalogue),
        attributions=(*MAPS, DEPRIVATION),
        hero=screens.of_need(catalogue, asked),
    )
