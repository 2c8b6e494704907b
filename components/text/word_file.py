"""A Word file: headings, paragraphs, lists and tables, with real footnotes for what is cited.

python-docx has no footnotes; they are written here as the part of the file that Word keeps them in.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from components.theme import LIGHT

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-GB"
FONT, SIZE, SMALL = "Arial", Pt(11), Pt(9)
A4, MARGIN = (Mm(210), Mm(297)), Mm(18)
NOTE_TEXT, NOTE_MARK, TABLE_WORDS = "footnote text", "footnote reference", "Table Words"

_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PACKED = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip can hold, for all of its parts
# Word keeps two notes for itself: the line over the notes, and that over those which go on.
_LINES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
    for kind, number, mark in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)


class WordFile:
    """A Word file that is written from its top to its end.

    Made of the same words it has the same bytes: its dates are `day`, that of what it tells.
    """

    def __init__(self, *, title: str, subject: str, by: str, day: dt.date) -> None:
        self._file = Document()
        self._notes: list[str] = []
        _describe(self._file, title, subject, by, day)
        _set_up(self._file)

    def heading(self, text: str, *, level: int = 2) -> None:
        """Add a heading; the one of level 1 is that of the whole."""
        self._file.add_heading(text, level)

    def paragraph(self, text: str, *, notes: Sequence[str] = (), style: str = "Normal") -> None:
        """Add a paragraph, with its notes at the end."""
        self._noted(self._file.add_paragraph(text, style=style), notes)

    def numbered(self, text: str, below: Iterable[str], *, notes: Sequence[str] = ()) -> None:
        """Add the next of a numbered list in bold, with what is said of it `below`."""
        paragraph = self._file.add_paragraph(style="List Number")
        paragraph.add_run(text).bold = True
        self._noted(paragraph, notes)
        for one in filter(None, below):
            self.paragraph(one, style="List Continue")

    def bullet(self, text: str, *, notes: Sequence[str] = ()) -> None:
        """Add the next of a list."""
        self.paragraph(text, notes=notes, style="List Bullet")

    def table(
        self,
        header: Sequence[str],
        rows: Iterable[tuple[Sequence[str], Sequence[str]]],
        *,
        caption: str,
    ) -> None:
        """Add a table with a header row that each sheet repeats; a row is its cells and its notes.

        The notes stand in its first cell; `caption` is what who cannot see it is told it is.
        """
        table = self._file.add_table(rows=1, cols=len(header), style="Table Grid")
        made = self._file.element.body.tbl_lst[-1]
        _in_properties(made.tblPr, "w:tblCaption", caption)
        for cell, words in zip(table.rows[0].cells, header, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        for cells, notes in rows:
            row = table.add_row()
            for cell, words in zip(row.cells, cells, strict=True):
                cell.paragraphs[0].add_run(words)
            self._noted(row.cells[0].paragraphs[0], notes)
        for number, element in enumerate(made.tr_lst):
            kind = "w:cantSplit" if number else "w:tblHeader"
            element.get_or_add_trPr().append(OxmlElement(kind))
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].style = _style(self._file, TABLE_WORDS)
        self._file.add_paragraph(style=TABLE_WORDS)

    def written(self) -> bytes:
        """Return the whole file."""
        self._write_notes()
        held = io.BytesIO()
        self._file.save(held)
        return _packed(held)

    def _noted(self, paragraph: Paragraph, notes: Sequence[str]) -> None:
        """Put the marks of notes at the end of a paragraph, with a space between two."""
        for number, note in enumerate(notes):
            self._notes.append(note)
            run = paragraph.add_run(" " if number else "", style=NOTE_MARK)
            mark = OxmlElement("w:footnoteReference")
            mark.set(qn("w:id"), str(len(self._notes)))
            run.font.element.append(mark)

    def _write_notes(self) -> None:
        of_text, of_mark = (_style(self._file, one).style_id for one in (NOTE_TEXT, NOTE_MARK))
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{of_text}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{of_mark}"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
            for number, note in enumerate(self._notes, start=1)
        )
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f"<w:footnotes {nsdecls('w')}>{_LINES}{notes}</w:footnotes>"
        )
        package = self._file.part.package
        part = Part(PackURI("/word/footnotes.xml"), _NOTES, xml.encode(), package)
        self._file.part.relate_to(part, RELATION.FOOTNOTES)


def _describe(file: WordDocument, title: str, subject: str, by: str, day: dt.date) -> None:
    """What the file says of itself: nobody's name, and no moment but the day of its data."""
    about, noon = file.core_properties, dt.datetime.combine(day, dt.time(12))
    about.title, about.subject, about.language = title, subject, LANGUAGE
    about.author = about.last_modified_by = by
    about.comments = about.keywords = ""
    about.created = about.modified = noon
    about.revision = 1
    rels = file.part.package.rels if file.part.package else {}
    for key in [key for key, one in rels.items() if one.reltype == RELATION.THUMBNAIL]:
        del rels[key]


def _set_up(file: WordDocument) -> None:
    """A4, the language, and the styles: all words in one font, dark on white."""
    section, styles = file.sections[0], file.styles
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    ink = RGBColor.from_string(LIGHT.text.removeprefix("#"))
    sizes = {"Normal": SIZE, "Heading 1": Pt(18), "Heading 2": Pt(14)}
    for name, size in sizes.items():
        style = _style(file, name)
        style.font.name, style.font.size, style.font.color.rgb = FONT, size, ink
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    _style(file, "Normal").paragraph_format.space_after = Pt(6)
    for name in (TABLE_WORDS, NOTE_TEXT):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = _style(file, name)
        style.base_style, style.font.size = _style(file, "Normal"), SMALL
        style.paragraph_format.space_after = Pt(0)
    mark = styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER)
    cast("CharacterStyle", mark).font.superscript = True
    _declare_lines(file)


def _style(file: WordDocument, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", file.styles[name])


def _declare_lines(file: WordDocument) -> None:
    """Name in the settings the two notes that Word keeps for itself."""
    lines = "".join(f'<w:footnote w:id="{number}"/>' for number in (-1, 0))
    told = parse_xml(f"<w:footnotePr {nsdecls('w')}>{lines}</w:footnotePr>")
    settings = file.settings.element
    after = settings.find(qn("w:compat"))
    if after is None:
        settings.append(told)
    else:
        after.addprevious(told)


def _in_properties(properties: BaseOxmlElement, name: str, value: str) -> None:
    told = OxmlElement(name)
    told.set(qn("w:val"), value)
    properties.append(told)


def _packed(held: io.BytesIO) -> bytes:
    """The same file with one date for all of its parts, as the clock is no part of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in made.infolist():
            told = zipfile.ZipInfo(part.filename, _PACKED)
            told.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(told, made.read(part))
    return out.getvalue()
