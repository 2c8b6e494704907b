"""What a file is that should have been a workbook, in one clause with the way out."""

from __future__ import annotations

from pathlib import Path

from data.package.kinds import ITSELF, SAVE, START, ZIP, is_text, kind

TO_DO = {
    SAVE: "save it in a spreadsheet program as Excel Workbook (.xlsx)",
    ITSELF: "name the workbook itself",
}
# How files of text begin that call themselves workbooks, in small letters.
MARKUP = (
    (b"<!doctype html", "is a page of the web under the name of a workbook"),
    (b"<html", "is a page of the web under the name of a workbook"),
    (b"<table", "is a page of the web under the name of a workbook"),
    (b"<?xml", "is an XML file and no workbook of the form .xlsx"),
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
        opened.seek(0)
        told = kind(opened)
    if file.name.startswith("~$"):
        return "only marks that a workbook is open in Excel: name the workbook itself"
    if not begins:
        return "is empty: copy the workbook again, or export it anew"
    if told:
        what, to_do = told
        return f"{what.format('workbook')}: {TO_DO.get(to_do, to_do)}"
    if begins.startswith(ZIP):
        return None
    small = begins.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, what in MARKUP:
        if small.startswith(start):
            return f"{what}: {TO_DO[SAVE]}"
    if is_text(begins):
        return f"is a file of text, such as CSV, and no workbook: {TO_DO_WITH_TEXT}"
    return f"is no workbook: {TO_DO[SAVE]}, or export one anew"
