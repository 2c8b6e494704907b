"""Where papers disagree: every value that sources give differently, found by comparing them."""

from components import blocks
from components.choices import Asked, Choice
from components.findings import disagree, sides
from components.page_model import Block, Box, Page, Picture, Prose
from data.catalogue import Catalogue


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    found = disagree.points(catalogue)
    kinds = Choice(
        key="kind", label="What differs", options=disagree.KINDS, default=disagree.EVERYTHING
    )
    points = Choice(
        key="point",
        label="Point",
        options=disagree.point_names(found),
        default=disagree.EVERYTHING,
    )
    shown = disagree.chosen(found, kind=asked[kinds], subject_id=asked[points])
    body: list[Block] = []
    for place, point in enumerate(shown):
        if point.kind not in {one.kind for one in shown[:place]}:
            body.append(blocks.heading(disagree.KINDS[point.kind]))
        body.append(_point(catalogue, point, asked, is_open=len(shown) == 1))
    everything = disagree.table(shown)
    return Page(
        finding=disagree.finding(found),
        standfirst=disagree.standfirst(found),
        choices=(kinds, points),
        body=(
            *body,
            blocks.folded_table("Show all of these as one table", everything),
            blocks.table_as_file(everything, "where-papers-disagree.csv"),
        ),
        sources=disagree.source_ids(shown),
    )


def _point(catalogue: Catalogue, point: disagree.Point, asked: Asked, *, is_open: bool) -> Box:
    """One point: what each source says, a picture where it is dates, and why they differ."""
    parts: list[Block] = [Prose(sides.head(point) + sides.values(point), made_of=point)]
    if point.kind in (disagree.OF_UNIT["date"], disagree.MOVED):
        spec = disagree.date_chart(catalogue, point.subject_id, look=asked.look)
        parts.append(Picture(spec=spec, alt=disagree.date_alt(point)))
    parts.append(Prose(sides.why(point, is_open=is_open), made_of=point))
    return Box(key=point.subject_id, heading=point.label, blocks=tuple(parts))
