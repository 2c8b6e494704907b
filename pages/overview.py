"""Overview: what is happening, the key figures, and where to go next."""

from components import blocks, deck
from components.choices import Asked
from components.findings import screens
from components.findings.find import find
from components.findings.overview import overview, steps
from components.findings.overview.ways import ways
from components.html import key_figures
from components.maps.scene import scene
from components.maps.svg_map import locator
from components.page_model import Box, Page, Picture, Prose, Row
from components.theme import MAP_HEIGHT
from data.package.catalogue import Catalogue
from geo.attribution import MAPS


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    drawn = scene(asked.look)
    picture = Picture(spec=locator(drawn, height=MAP_HEIGHT), alt=drawn.alt)
    readers = steps.for_readers(catalogue, today=asked.today)
    told = tuple((blocks.steps(parts, under=whom),) for whom, parts in readers)
    sources = overview.source_ids(catalogue, today=asked.today)
    figures = key_figures.html(catalogue, overview.keys(catalogue), page_sources=sources)
    note = Prose(overview.map_note_html(catalogue), made_of=catalogue)
    finding = overview.finding(catalogue, today=asked.today)
    standfirst = overview.standfirst(catalogue)
    return Page(
        finding=finding,
        standfirst=standfirst,
        body=(
            Prose(find.form_html()),
            Prose(figures, made_of=catalogue),
            Row(told),
            blocks.ways(ways(catalogue)),
            Prose(deck.form_html(catalogue, asked)),
            Row(
                (
                    (Box(key="locator", blocks=(picture, note)),),
                    (blocks.steps(steps.for_all(catalogue)),),
                )
            ),
        ),
        sources=sources,
        attributions=MAPS,
        hero=screens.of_overview(catalogue, finding, standfirst),
    )
