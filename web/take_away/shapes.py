"""The shapes of a slide: text, table and picture as PowerPoint has them, in points from its corner.

Each text says its language; each picture and table has its text alternative.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from components.theme import LIGHT
from web.kit.letters import FONT

# Without stripes and lines of its own, so that only ours are there.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
CELL = 3.0  # points above and below the words of a cell


@dataclass(frozen=True)
class Box:
    """Where something stands: left, top, width and height in points."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.high

    @property
    def points(self) -> tuple[Pt, Pt, Pt, Pt]:
        """The same as PowerPoint takes it."""
        return Pt(self.left), Pt(self.top), Pt(self.wide), Pt(self.high)


@dataclass(frozen=True)
class Letters:
    """How words look: their size in points, colour and weight, and the room after each text."""

    size: float
    colour: str = LIGHT.text
    bold: bool = False
    after: float = 0.0


def write(frame: Any, texts: Sequence[str], letters: Letters, *, right: bool = False) -> None:
    """Write texts into a frame, a paragraph for each, without room around them."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        paragraph.line_spacing = 1.0
        paragraph.space_after = Pt(letters.after)
        run = paragraph.add_run()
        run.text = text
        dress(run.font, letters)


def dress(font: Any, letters: Letters) -> None:
    """Give letters their size, colour, weight and language."""
    font.name, font.size, font.bold = FONT, Pt(letters.size), letters.bold
    font.color.rgb = colour(letters.colour)
    font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def colour(token: str) -> RGBColor:
    """Return a colour of the house as PowerPoint takes it."""
    return RGBColor.from_string(token.removeprefix("#"))


def text(slide: Any, box: Box, texts: Sequence[str], letters: Letters, **how: Any) -> Any:
    """Add a box of words."""
    shape = slide.shapes.add_textbox(*box.points)
    write(shape.text_frame, texts, letters, **how)
    return shape


def rule(slide: Any, box: Box, token: str) -> None:
    """Add a bar of a colour, which only pleases the eye and says so."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.points)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(token)
    shape.line.fill.background()
    shape.element.remove(shape.element.find(qn("p:style")))  # no shadow
    _tell(shape, "", decorative=True)


def picture(slide: Any, png: bytes, box: Box, alt: str) -> None:
    """Add a picture as large as its box, with its text alternative."""
    _tell(slide.shapes.add_picture(io.BytesIO(png), *box.points), alt)


def table(
    slide: Any,
    box: Box,
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    heights: Sequence[float],
    numbers: Sequence[bool],
    size: float,
    alt: str,
) -> None:
    """Add a table: its header first, the name of each row bold, `numbers` to the right."""
    frame = slide.shapes.add_table(len(rows), len(widths), *box.points)
    _tell(frame, alt)
    made = frame.table
    made.horz_banding, made.first_row, made.first_col = False, True, True
    frame.element.find(f".//{qn('a:tableStyleId')}").text = _PLAIN_TABLE
    elements = frame.element.iter(qn("a:tc"))  # row by row
    for column, share in zip(made.columns, widths, strict=True):
        column.width = Pt(box.wide * share)
    for number, (cells, high) in enumerate(zip(rows, heights, strict=True)):
        made.rows[number].height = Pt(high)
        for place, words in enumerate(cells):
            cell = made.cell(number, place)
            head = number == 0
            letters = Letters(size, bold=head or place == 0)
            write(cell.text_frame, [words or "–"], letters, right=numbers[place])
            cell.margin_left = 0
            cell.margin_right = Pt(2 * CELL)
            cell.margin_top = cell.margin_bottom = Pt(CELL)
            _line_under(next(elements), LIGHT.edge if head else LIGHT.rule, 1.5 if head else 0.75)


def _line_under(element: Any, token: str, wide: float) -> None:
    own = element.get_or_add_tcPr()
    line = own.makeelement(qn("a:lnB"), {"w": str(int(Pt(wide)))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": token.removeprefix("#")}))
    line.append(fill)
    own.append(line)


_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_OF_2017 = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def _tell(shape: Any, alt: str, *, decorative: bool = False) -> None:
    """Set the text alternative of a shape, or that it has none as it says nothing."""
    about = shape.element.xpath(".//p:cNvPr")[0]
    about.set("descr", alt)
    if decorative:
        shape.name = "Line"
        parts = about.makeelement(qn("a:extLst"), {})
        part = parts.makeelement(qn("a:ext"), {"uri": _DECORATIVE})
        part.append(part.makeelement(f"{{{_OF_2017}}}decorative", {"val": "1"}))
        parts.append(part)
        about.append(parts)
