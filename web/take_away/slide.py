"""One slide: a finding, what proves it, what must be said with it, and where it comes from.

All is measured before it is placed, and letters are made smaller by stated steps until it fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from components.hero import Hero
from components.html.tables import NUMBERS, Table, text as cell_text
from components.theme import LIGHT
from web.kit.letters import LINE, fitting, height, lines, width
from web.take_away import shapes
from web.take_away.picture import drawing, png, size as size_of
from web.take_away.shapes import CELL, Box, Letters

WIDE, HIGH = 960.0, 540.0  # points of a slide of 16 to 9
EDGE, TOP = 48.0, 44.0
ACROSS = WIDE - 2 * EDGE
FOOT_TOP, FOOT_BOTTOM = 470.0, 522.0
GAP = 28.0  # between a picture and what stands beside it

# Points of letters, from the size that is wanted to the least.
FINDING = (30, 28, 26, 24, 22, 20, 18)
SUBTITLE = (16, 15, 14, 13, 12)
WORDS = (16, 15, 14, 13, 12, 11, 10)
CELLS = (16, 15, 14, 13, 12, 11, 10)
FOOT = (10.5, 10, 9.5, 9, 8.5, 8)
FINDING_LINES, FINDING_HIGH, SUBTITLE_LINES = 3, 108.0, 2
APART = 0.4  # of a line between texts
PICTURE_PX, SHARP = 480, 3.0  # px at which a picture is drawn, and px of the PNG for each
TO_PICTURE, TO_PICTURE_WITH_TABLE = 0.62, 0.55  # of the width


@dataclass(frozen=True)
class Foot:
    """What stands small at the end of a slide: lines, and its place in the deck at the right."""

    lines: tuple[str, ...]
    place: str


def draw(slide: Any, hero: Hero, foot: Foot) -> None:
    """Draw a finding onto an empty slide that has a title."""
    shapes.rule(slide, Box(EDGE, 30, 56, 4), LIGHT.categorical[0])
    top = _head(slide, hero)
    _foot(slide, foot)
    body = Box(EDGE, top, ACROSS, FOOT_TOP - 14 - top)
    words = (*((hero.table.note,) if hero.table and hero.table.note else ()), *hero.words)
    if hero.spec is not None:
        _with_picture(slide, hero, words, body)
    elif hero.table is not None and hero.table.columns:
        _with_table(slide, hero.table, words, body)
    else:
        _words(slide, words, body)


def _head(slide: Any, hero: Hero) -> float:
    """The finding as the title and the subtitle under it; gives where they end."""
    many = [len(lines(hero.finding, size, ACROSS - 4, bold=True)) for size in FINDING]
    size = fitting(
        FINDING,
        [
            one <= FINDING_LINES and one * step * LINE <= FINDING_HIGH
            for one, step in zip(many, FINDING, strict=True)
        ],
    )
    high = many[FINDING.index(int(size))] * size * LINE
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Box(EDGE, TOP, ACROSS, high).points
    shapes.write(title.text_frame, [hero.finding], Letters(size, bold=True))
    top = TOP + high + 6
    if not hero.subtitle:
        return top + 10
    room = SUBTITLE_LINES * SUBTITLE[0] * LINE
    size = fitting(SUBTITLE, [height([hero.subtitle], one, ACROSS) <= room for one in SUBTITLE])
    high = height([hero.subtitle], size, ACROSS)
    shapes.text(slide, Box(EDGE, top, ACROSS, high), [hero.subtitle], Letters(size, LIGHT.muted))
    return top + high + 16


def _foot(slide: Any, foot: Foot) -> None:
    shapes.rule(slide, Box(EDGE, FOOT_TOP - 6, ACROSS, 0.75), LIGHT.rule)
    aside = 60.0
    wide = ACROSS - aside - GAP
    room = FOOT_BOTTOM - FOOT_TOP
    size = fitting(FOOT, [height(foot.lines, one, wide) <= room for one in FOOT])
    high = height(foot.lines, size, wide)
    letters = Letters(size, LIGHT.muted)
    shapes.text(slide, Box(EDGE, FOOT_TOP, wide, high), foot.lines, letters)
    if foot.place:
        box = Box(WIDE - EDGE - aside, FOOT_TOP, aside, size * LINE)
        shapes.text(slide, box, [foot.place], letters, right=True)


def _with_picture(slide: Any, hero: Hero, words: Sequence[str], body: Box) -> None:
    """The picture at the left; table and words beside it, or the picture alone in the middle."""
    drawn = drawing(hero.spec or {}, width=PICTURE_PX)
    wide, high = size_of(drawn)
    beside = bool(words or hero.table)
    share = (TO_PICTURE_WITH_TABLE if hero.table else TO_PICTURE) if beside else 1
    by = min(body.wide * share / wide, body.high / high)
    box = Box(body.left, body.top, wide * by, high * by)
    if not beside:
        box = replace(box, left=(WIDE - box.wide) / 2)
    shapes.picture(slide, png(drawn, SHARP), box, hero.alt)
    left = box.left + box.wide + GAP
    rest = Box(left, body.top, WIDE - EDGE - left, body.high)
    if hero.table is not None:
        _with_table(slide, hero.table, words, rest)
    else:
        _words(slide, words, rest)


def _with_table(slide: Any, table: Table, words: Sequence[str], box: Box) -> None:
    """The table, as large as it may be, and the words under it."""
    size, under = next(
        (
            (cells, said)
            for cells, said in zip(CELLS, WORDS, strict=True)
            if sum(_heights(table, cells, box.wide)) + _under(words, said, box.wide) <= box.high
        ),
        (CELLS[-1], WORDS[-1]),
    )
    while (
        table.frame.height > 1
        and sum(_heights(table, size, box.wide)) + _under(words, under, box.wide) > box.high
    ):
        table = replace(table, frame=table.frame.head(table.frame.height - 1))
    heights = _heights(table, size, box.wide)
    placed = replace(box, high=sum(heights))
    shapes.table(
        slide,
        placed,
        _cells(table),
        widths=_widths(table, size, box.wide),
        heights=heights,
        numbers=[column.kind in NUMBERS for column in table.columns],
        size=size,
        alt=table.caption,
    )
    if words:
        top = placed.bottom + 12
        _words(slide, words, Box(box.left, top, box.wide, box.bottom - top), most=under)


def _words(slide: Any, words: Sequence[str], box: Box, *, most: float = WORDS[0]) -> None:
    if not words:
        return
    steps = [size for size in WORDS if size <= most]
    size = fitting(steps, [height(words, one, box.wide, apart=APART) <= box.high for one in steps])
    high = height(words, size, box.wide, apart=APART)
    letters = Letters(size, after=APART * size * LINE)
    shapes.text(slide, replace(box, high=min(high, box.high)), words, letters)


def _under(words: Sequence[str], size: float, wide: float) -> float:
    return 12 + height(words, size, wide, apart=APART) if words else 0


def _cells(table: Table) -> list[list[str]]:
    """The header of a table and its rows, as words."""
    rows = table.frame.iter_rows(named=True)
    return [
        [column.title for column in table.columns],
        *([cell_text(column, row) for column in table.columns] for row in rows),
    ]


def _widths(table: Table, size: float, wide: float) -> list[float]:
    """The part of the width of each column: what its words need, or by their length."""
    rows = _cells(table)
    needed = [
        max(width(row[place], size, bold=True) for row in rows) + 4 * CELL
        for place in range(len(table.columns))
    ]
    over = (wide - sum(needed)) / len(needed)
    if over >= 0:
        return [(one + over) / wide for one in needed]
    # What is narrow stays whole; the others share the rest by what they need.
    fair = wide / len(needed)
    narrow = sum(one for one in needed if one <= fair)
    by = (wide - narrow) / (sum(needed) - narrow)
    return [(one if one <= fair else one * by) / wide for one in needed]


def _heights(table: Table, size: float, wide: float) -> list[float]:
    """The height of each row in points."""
    widths = _widths(table, size, wide)
    return [
        2 * CELL
        + size
        * LINE
        * max(
            len(lines(words, size, wide * share - 2 * CELL - 1, bold=0 in (number, place)))
            for place, (words, share) in enumerate(zip(row, widths, strict=True))
        )
        for number, row in enumerate(_cells(table))
    ]
