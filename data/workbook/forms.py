"""What a file is that should have been a workbook, told from how it begins.

The ending of a name says little: systems hand out tables of text and pages of the web as .xls, and
people rename files.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

START = 4_096  # bytes that are enough to tell most
ENOUGH = 50_000_000  # bytes of an old Office file in which its list of streams is looked for
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the compound files of Office before 2007
SAVE = "save it in a spreadsheet program as Excel Workbook (.xlsx)"

# What a packed file of another kind holds: a part, what it is, and what to do.
PACKED = (
    ("xl/workbook.bin", "is a binary workbook (.xlsb)", SAVE),
    ("word/document.xml", "is a Word document and no workbook", "name the workbook itself"),
    ("ppt/presentation.xml", "holds slides and no workbook", "name the workbook itself"),
    ("index/document.iwa", "is a file of Apple Numbers", "export it from Numbers as Excel (.xlsx)"),
)
# How files of other kinds begin, in small letters.
BEGINNINGS = (
    (b"%pdf", "is a PDF", "name the workbook itself"),
    (b"{\\rtf", "is a text document (RTF)", "name the workbook itself"),
    (b"\x1f\x8b", "is packed (gzip)", "unpack it first"),
    (b"7z\xbc\xaf", "is packed (7z)", "unpack it first"),
    (b"<!doctype html", "is a page of the web under the name of a workbook", SAVE),
    (b"<html", "is a page of the web under the name of a workbook", SAVE),
    (b"<table", "is a page of the web under the name of a workbook", SAVE),
    (b"<?xml", "is an XML file and no workbook of the form .xlsx", SAVE),
)
TO_DO_WITH_TEXT = (
    "put its rows into an exported workbook (python -m data export-workbook), and name that"
)


def what_it_is(file: Path) -> str | None:
    """Return what a file is and what to do, a clause after its name; None for a workbook.

    Raises OSError where it cannot be read.
    """
    with file.open("rb") as opened:
        begins = opened.read(START)
    if file.name.startswith("~$"):
        return "only marks that a workbook is open in Excel: name the workbook itself"
    if not begins:
        return "is empty: copy the workbook again, or export it anew"
    if begins.startswith(OLD_OFFICE):
        return _old_office(file)
    if begins.startswith(b"PK"):
        return _packed(file)
    small = begins.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, what, to_do in BEGINNINGS:
        if small.startswith(start):
            return f"{what}: {to_do}"
    if _is_text(begins):
        return f"is a file of text, such as CSV, and no workbook: {TO_DO_WITH_TEXT}"
    return f"is no workbook: {SAVE}, or export one anew"


def _old_office(file: Path) -> str:
    """Tell the files in the form of old Office apart by the names of their streams."""
    with file.open("rb") as opened:
        content = opened.read(ENOUGH)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is protected with a password: open it, take the password off, and save it again"
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return f"is a workbook of the old form .xls: {SAVE}"
    return "is an Office file of an old form and no workbook: name the workbook itself"


def _packed(file: Path) -> str | None:
    try:
        with zipfile.ZipFile(file) as packed:
            parts = {part.filename.replace("\\", "/").lower(): part for part in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "is cut off or damaged: copy it again from where it came, or export it anew"
    if not parts:
        return "is an empty archive and no workbook: name the workbook itself"
    if any(part.flag_bits & 1 for part in parts.values()):
        return "is packed with a password: unpack it first"
    for name, what, to_do in PACKED:
        if name in parts:
            return f"{what}: {to_do}"
    if "mimetype" in parts and "content.xml" in parts:
        return f"is in the form of OpenDocument (.ods): {SAVE}"
    if "_rels/.rels" not in parts:
        inside = [name for name in parts if name.endswith(".xlsx")]
        to_do = "unpack it first" if inside else "name the workbook itself"
        return f"is an archive (zip) and no workbook: {to_do}"
    return None


def _is_text(begins: bytes) -> bool:
    """Whether these bytes are text in one of the usual encodings."""
    if begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        text = begins[:-4].decode("utf-8") if len(begins) == START else begins.decode("utf-8")
    except UnicodeDecodeError:
        text = begins.decode("latin-1")
    return not any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text)
