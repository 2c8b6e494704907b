"""Overview: what is happening, the key figures, and where to go next."""

from components import blocks, keys
from components.choices import Asked
from components.findings import overview
from components.maps.spoken import locator_alt
from components.maps.svg_map import locator
from components.page_model import Box, Page, Picture, Prose, Row
from components.theme import MAP_HEIGHT
from data.catalogue import Catalogue
from geo.attribution import BOUNDARIES


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    picture = Picture(spec=locator(asked.look, height=MAP_HEIGHT), alt=locator_alt())
    note = Prose(overview.map_note_html(catalogue), made_of=catalogue)
    return Page(
        finding=overview.finding(catalogue, today=asked.today),
        standfirst=overview.standfirst(catalogue),
        body=(
            Prose(keys.html(catalogue, overview.keys(catalogue)), made_of=catalogue),
            Row(
                (
                    (blocks.steps(overview.steps(catalogue, today=asked.today)),),
                    (Box(key="locator", blocks=(picture, note)),),
                )
            ),
        ),
        sources=overview.source_ids(catalogue, today=asked.today),
        attributions=BOUNDARIES,
    )
