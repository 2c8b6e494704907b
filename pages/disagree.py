"""Where papers disagree: every value that sources give differently, found by comparing them."""

from components import blocks
from components.choices import Asked, Choice
from components.findings.papers import disagree, source_comparison
from components.html import folds
from components.page_model import Box, Page, Prose
from components.text.words import plural
from data.package.catalogue import Catalogue

FEW = 5  # so many points show


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
    everything = disagree.table(shown)
    return Page(
        finding=disagree.finding(found),
        standfirst=disagree.standfirst(found),
        choices=(kinds, points),
        body=(
            Box(
                key="points",
                heading=disagree.counted(point.kind for point in shown),
                more=" ".join(point.subject_id for point in shown),
                blocks=(Prose(_groups(catalogue, shown), made_of=catalogue),),
            ),
            blocks.folded_table("Show all of these as one table", everything),
            blocks.table_as_file(everything, "where-papers-disagree.csv"),
        ),
        sources=disagree.source_ids(shown),
    )


def _groups(catalogue: Catalogue, shown: tuple[disagree.Disagreement, ...]) -> str:
    """The points folded by what differs; a group of few is open, and a point that is alone."""
    alone = len(shown) == 1
    groups: dict[str, list[str]] = {}
    for point in shown:
        line = disagree.date_line(catalogue, point)
        groups.setdefault(point.kind, []).append(
            source_comparison.html(point, line=line, is_open=alone)
        )
    return folds.html(
        folds.Group(
            name=disagree.KINDS[kind],
            many=plural(len(points), "point"),
            markup="".join(points),
            is_open=len(points) <= FEW or len(groups) == 1,
        )
        for kind, points in groups.items()
    )
