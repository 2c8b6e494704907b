"""My meeting as a Word file: the words of the page, its sources as footnotes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from components.findings.meeting import questions
from components.findings.meeting.parts import promises_table
from components.findings.meeting.sheet import Sheet
from components.page_list import SERVICE
from components.text.word_file import WordFile
from components.text.words import BASIS, plural, remarks, sentence
from data.package.catalogue import Catalogue


def written(catalogue: Catalogue, shown: Sheet, *, address: str) -> bytes:
    """Return the file; `address` is that of the page, which it names at its end."""
    file = WordFile(
        title=shown.finding,
        subject=f"My meeting: {shown.committee}",
        by=SERVICE,
        day=dt.date.fromisoformat(catalogue.date),
    )
    file.heading(shown.finding, level=1)
    file.paragraph(shown.standfirst)
    _questions(file, shown)
    _promises(file, shown)
    _changes(file, shown)
    _happened(file, shown)
    _arisen(catalogue, file, shown)
    file.heading("Where this comes from")
    file.paragraph(
        f"{SERVICE}, data version {catalogue.version} of {catalogue.when}. Footnotes name the "
        f"sources. The page with all its links: {address}"
    )
    return file.written()


def _questions(file: WordFile, shown: Sheet) -> None:
    file.heading(questions.heading(len(shown.questions)))
    for one in shown.questions:
        notes = [f"{', '.join(filter(None, (c.source, c.place)))}." for c in one.cited]
        look = f"Look in: {one.look_in}." if one.look_in else ""
        known = " ".join(filter(None, (one.known, look, sentence(BASIS[one.basis]))))
        file.numbered(one.text, (known, one.why), notes=notes)
    file.paragraph(questions.rule())


def _promises(file: WordFile, shown: Sheet) -> None:
    if shown.promises.is_empty():
        return
    table = promises_table(shown.promises)
    file.heading(table.caption)
    rows = table.frame.iter_rows(named=True)
    file.table(
        ("Request or promise", "When", "State"),
        (((row["text"], row["said"], _state(row)), _notes(row)) for row in rows),
        caption=table.caption,
    )


def _state(row: dict[str, Any]) -> str:
    told = (sentence(row["state"]), row["due"], sentence(row["state_reason"]), remarks(row))
    return " ".join(filter(None, told))


def _notes(row: dict[str, Any]) -> list[str]:
    since = f" State from the {row['state_source']}." if row["state_source"] else ""
    return [f"{row['where']} ({BASIS[row['basis']]}).{since}"]


def _changes(file: WordFile, shown: Sheet) -> None:
    rows = shown.changed
    if rows.height:
        heading = f"{plural(rows.height, 'point')} changed since {shown.since}"
        file.heading(heading)
        file.table(
            ("Point", "Until then", "Since then"),
            (
                (
                    (row["label"], row["before"] or "", _after(row)),
                    [f"{row['places']}."],
                )
                for row in rows.iter_rows(named=True)
            ),
            caption=heading,
        )
    if shown.first_said.height:
        names = "; ".join(shown.first_said["label"])
        file.paragraph(
            f"Said for the first time since {shown.since}: {names}. What is said of each, and how "
            "far to trust it, is on the page."
        )


def _after(row: dict[str, Any]) -> str:
    return f"{row['after']} ({row['difference']})" if row["difference"] else row["after"]


def _happened(file: WordFile, shown: Sheet) -> None:
    if shown.happened.is_empty():
        return
    heading = f"What happened since {shown.since}"
    file.heading(heading)
    file.table(
        ("When", "What"),
        (
            (
                (row["when"], " ".join(filter(None, (sentence(row["title"]), remarks(row))))),
                [f"{row['source']}, {row['place']} ({BASIS[row['basis']]})."],
            )
            for row in shown.happened.iter_rows(named=True)
        ),
        caption=heading,
    )


def _arisen(catalogue: Catalogue, file: WordFile, shown: Sheet) -> None:
    if shown.arisen.is_empty():
        return
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    file.heading(f"New since {shown.since}, and unanswered: {shown.arisen.height}")
    for row in shown.arisen.iter_rows(named=True):
        note = (
            f"{names[row['source_id']]}: {BASIS[row['basis']]}. Look in: {row['expected_place']}."
        )
        file.bullet(f"{row['question']} {sentence(row['statement'])}", notes=[note])
