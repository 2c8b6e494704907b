"""Workbooks written part by part, as other programs write them, also wrongly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NOTES = ("Small", "Version 1.0.0, 22 November 2026")
PLACES = ("place_id", "name", "kind", "people", "share", "opened", "is_open")
VISITS = ("place_id", "year", "amount_gbp")


def text(place: str, words: str, style: int = 0) -> str:
    told = f'<is><t xml:space="preserve">{escape(words, quote=False)}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{told}</c>'


def number(place: str, value: object, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def rows(*lines: Iterable[str], first: int = 1) -> str:
    """Rows of texts, from the row `first` on."""
    return "".join(
        f'<row r="{at}">'
        + "".join(text(f"{chr(65 + i)}{at}", words) for i, words in enumerate(line) if words)
        + "</row>"
        for at, line in enumerate(lines, start=first)
    )


def sheet(content: str, after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData>{after}</worksheet>'


def parts(sheets: Mapping[str, str], **more: str) -> dict[str, str]:
    """The parts of a workbook by name; `sheets` are XML by the name of the sheet."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATED}/worksheet" Target="worksheets/s{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="st" Type="{RELATED}/styles" Target="/xl/styles.xml"/>'
    related += f'<Relationship Id="te" Type="{RELATED}/sharedStrings" Target="texts.xml"/>'
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="14"/>'
        "</cellXfs>"
    )
    start = f'<Relationship Id="r" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": f"{HEAD}<Types/>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKED}">{start}</Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKED}">{related}'
        "</Relationships>",
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/texts.xml": f'{HEAD}<sst xmlns="{MAIN}"><si><t>alpha</t></si><si><r><t>be</t></r>'
        "<r><t>ta</t></r><rPh><t>spoken</t></rPh></si></sst>",
        **{f"xl/worksheets/s{at}.xml": xml for at, xml in enumerate(sheets.values(), start=1)},
        **more,
    }


def packed(found: Mapping[str, str | bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in found.items():
            out.writestr(name, content)
    return whole.getvalue()


def sheets(**changed: str) -> dict[str, str]:
    """The sheets of the small package of `tests.mutations`, with other XML for some."""
    own = {
        "Notes": sheet(rows(*((line,) for line in NOTES))),
        "places": sheet(
            rows(PLACES)
            + f'<row r="2">{text("A2", "alpha")}{text("B2", "Alpha")}{text("C2", "town")}'
            f"{number('D2', 1200)}{number('E2', 0.5)}{text('F2', '2024-05-30')}"
            '<c r="G2" t="b"><v>1</v></c></row>'
        ),
        "visits": sheet(
            rows(VISITS) + f'<row r="2">{text("A2", "alpha")}{text("B2", "1")}'
            f"{number('C2', 100)}</row>"
        ),
    }
    return own | changed
