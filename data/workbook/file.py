"""A workbook as any program writes it: what its cells hold, and why it cannot be read.

Read is what holds something. A sheet may claim a million rows, a merged cell the whole sheet, and a
format every cell of it: that costs nothing here. So the rows are taken from the parts of the file
(Open XML, ISO/IEC 29500) and not from a library that makes every cell in between.
"""

from __future__ import annotations

import datetime as dt
import math
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TypeVar
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import get_column_letter

from data.workbook.forms import what_it_is
from data.workbook.workbook import BadWorkbook
from data.workbook.xml import elements, placed, tag, text_of, unescaped

MOST_BYTES = 20_000_000  # unpacked; the tables of this project take 1 million
STRICT = "purl.oclc.org/ooxml"  # begins the namespaces of the strict form

DAMAGED = (
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    OverflowError,
    EOFError,
    NotImplementedError,  # packed in a way that Python does not know
    RuntimeError,  # packed with a password
)

Read = TypeVar("Read")
Kind = Literal["text", "number", "boolean", "date", "error", "formula"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; `row` and `column` count from 1.

    `value` is what it holds, and of a formula its text. `percent` where it shows as a percentage.
    """

    row: int
    column: int
    value: str | int | float | bool
    kind: Kind
    percent: bool = False

    @property
    def letter(self) -> str:
        return get_column_letter(self.column)

    @property
    def place(self) -> str:
        return f"{self.letter}{self.row}"


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet by their number, each with its cells by column; and merged ranges."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Sequence[str]


@dataclass(frozen=True)
class _Style:
    is_date: bool = False
    percent: bool = False


class Book:
    """A workbook that can be read; its sheets are read when they are asked for."""

    def __init__(self, file: Path, packed: zipfile.ZipFile) -> None:
        self._file = file
        self._packed = packed
        self._names = {_plain(name): name for name in packed.namelist()}
        main = self._related("", "officeDocument")[""]
        if STRICT.encode() in self._open(main).read(10_000):
            raise BadWorkbook(
                [
                    f"{file} is saved in the form Strict Open XML, which is not read here: save it "
                    "as Excel Workbook (.xlsx)."
                ]
            )
        related = self._related(main, "worksheet")
        tree = ElementTree.parse(self._open(main)).getroot()
        sheets = [(e.get("name", ""), _id(e)) for e in tree.iter() if tag(e) == "sheet"]
        self._sheets = {name: related[id_] for name, id_ in sheets if id_ in related}
        self._texts = self._shared_texts(main)
        self._styles = self._all_styles(main)

    @property
    def names(self) -> list[str]:
        """The names of the sheets, from left to right; charts are none."""
        return list(self._sheets)

    def sheet(self, name: str) -> Sheet:
        """Read a sheet. Raises BadWorkbook where it is damaged, KeyError where there is none."""
        rows: dict[int, dict[int, Cell]] = {}
        merged: list[str] = []
        try:
            for place, element in placed(self._open(self._sheets[name])):
                if place is None:
                    merged.append(element.get("ref", ""))
                elif (found := self._value(element)) is not None:
                    row, column = place
                    value, kind, style = found
                    rows.setdefault(row, {})[column] = Cell(row, column, value, kind, style.percent)
        except DAMAGED as error:
            raise BadWorkbook([_damaged(self._file, f"Sheet {name}", error)]) from None
        return Sheet(name, dict(sorted(rows.items())), merged)

    def _value(
        self, element: ElementTree.Element
    ) -> tuple[str | int | float | bool, Kind, _Style] | None:
        """Return what a cell holds, of which kind; None where it holds nothing."""
        style = self._styles.get(int(element.get("s") or 0), _Style())
        parts = {tag(part): part for part in element}
        if "f" in parts:
            return f"={parts['f'].text or ''}", "formula", style
        if "is" in parts:
            text = text_of(parts["is"])
            return (text, "text", style) if text else None
        told = (parts["v"].text or "") if "v" in parts else ""
        if not told:
            return None
        match element.get("t", "n"):
            case "s":
                text = self._texts[int(told)]
                return (text, "text", style) if text else None
            case "str" | "inlineStr":
                return unescaped(told), "text", style
            case "b":
                return told.strip() in ("1", "true"), "boolean", style
            case "e":
                return told, "error", style
            case "d":
                return told, "date", style
        return _number(told, style)

    def _shared_texts(self, main: str) -> list[str]:
        part = self._related(main, "sharedStrings").get("")
        if part is None:
            return []
        return [text_of(element) for element in elements(self._open(part), "si")]

    def _all_styles(self, main: str) -> dict[int, _Style]:
        part = self._related(main, "styles").get("")
        if part is None:
            return {}
        formats = dict(BUILTIN_FORMATS)
        tree = ElementTree.parse(self._open(part)).getroot()
        for element in tree.iter():
            if tag(element) == "numFmt":
                formats[int(element.get("numFmtId") or 0)] = element.get("formatCode", "")
        styles = [e for group in tree if tag(group) == "cellXfs" for e in group]
        codes = [formats.get(int(style.get("numFmtId") or 0), "") for style in styles]
        return {at: _Style(is_date_format(code), "%" in code) for at, code in enumerate(codes)}

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts of a kind that belong to a part, by id, the first also under ""."""
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}
        listing = f"{folder}/_rels/{name}.rels".lstrip("/")
        if _plain(listing) not in self._names:
            return found
        for element in ElementTree.parse(self._open(listing)).getroot():
            if element.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.normpath(posixpath.join(f"/{folder}", element.get("Target", "")))
                found.setdefault("", target.lstrip("/"))
                found[element.get("Id", "")] = target.lstrip("/")
        return found

    def _open(self, part: str) -> IO[bytes]:
        return self._packed.open(self._names[_plain(part)])


def read_workbook(file: Path, read: Callable[[Book], Read]) -> Read:
    """Return what `read` makes of a workbook. Raises BadWorkbook with what a file is instead."""
    try:
        if wrong := what_it_is(file):
            raise BadWorkbook([f"{file} {wrong}."])
        with zipfile.ZipFile(file) as packed:
            size = sum(part.file_size for part in packed.infolist())
            if size > MOST_BYTES:
                raise BadWorkbook([_too_large(file, size)])
            try:
                book = Book(file, packed)
            except DAMAGED as error:
                raise BadWorkbook([_damaged(file, "The list of its sheets", error)]) from None
            return read(book)
    except FileNotFoundError:
        raise BadWorkbook([f"There is no file {file}."]) from None
    except IsADirectoryError:
        raise BadWorkbook([f"{file} is a folder: name the workbook in it."]) from None
    except OSError as error:
        raise BadWorkbook([f"{file} cannot be read: {error.strerror}."]) from None


def _too_large(file: Path, size: int) -> str:
    return (
        f"{file} holds {size / 1e6:,.0f} MB when it is unpacked, and at most "
        f"{MOST_BYTES / 1e6:,.0f} MB are read: delete pictures, and rows and columns that hold "
        "nothing but a format."
    )


def _damaged(file: Path, what: str, error: Exception) -> str:
    why = type(error).__name__
    return (
        f"{what} in {file} is damaged and cannot be read ({why}): open the workbook in a "
        "spreadsheet program, save it anew as .xlsx, or export it again."
    )


def _id(element: ElementTree.Element) -> str:
    return next((value for name, value in element.items() if name.endswith("}id")), "")


def _plain(name: str) -> str:
    """Return the name of a part as all programs mean it, whichever way they write it."""
    return name.replace("\\", "/").lstrip("/").lower()


def _number(told: str, style: _Style) -> tuple[str | int | float, Kind, _Style]:
    number = float(told)
    if not math.isfinite(number):
        return told, "error", style
    if style.is_date:
        return _as_day(number), "date", style
    return int(told) if re.fullmatch(r"-?[0-9]+", told) else number, "number", style


def _as_day(number: float) -> str:
    """Return the day that a spreadsheet shows for a number, or the number."""
    try:
        return (dt.datetime(1899, 12, 30) + dt.timedelta(days=number)).isoformat(" ")
    except OverflowError:
        return str(number)
