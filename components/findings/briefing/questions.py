"""What a briefing asks: the questions that the papers leave open."""

from __future__ import annotations

import re

import polars as pl

from components.findings.briefing.parts import bullets, line, paragraph, part
from components.findings.papers.disagree import Disagreement, points
from components.page_model import Box
from components.text.words import plural, sentence
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps

PREPOSITION = re.compile(r"^(By|From) ")


def questions(catalogue: Catalogue, own: pl.DataFrame, *, folded: bool = False) -> Box:
    """Return the part on open questions: the gaps given, then those where sources differ.

    `folded` counts the latter, where paper has no room for them.
    """
    disputed = {point.subject_id: point for point in points(catalogue)}
    general = gaps(catalogue).filter(
        pl.col("subject_id").is_in(list(disputed)), pl.col("topic").is_in(["money", "timeline"])
    )
    every = pl.concat([own, general]).unique("gap_id", maintain_order=True)
    rows = every.head(own.height) if folded else every
    more = every.height - rows.height
    # What sources give differently is told once, with the first question on it.
    first = rows.with_columns(first=pl.col("subject_id").is_first_distinct())
    lines = (
        _question(row, disputed if row["first"] else {}) for row in first.iter_rows(named=True)
    )
    return part(
        "questions",
        "Questions the papers do not answer",
        paragraph(
            text=f"{plural(every.height, 'question')} that no paper collected here answers. "
            "An answer may be on record elsewhere."
        ),
        bullets(lines, dense=True),
        *([paragraph(text=_more(more))] if more else []),
    )


def _more(number: int) -> str:
    asked = plural(number, "more question")
    verb = "is" if number == 1 else "are"
    return f"{asked} on money and dates {verb} on the page Open questions (/questions)."


def _question(row: dict, disputed: dict[str, Disagreement]) -> str:
    """A gap as a question, what is not known, and what sources give differently on it."""
    point = disputed.get(row["subject_id"])
    differ = ""
    if point and point.kind != "words":
        shown = (side.shown for side in point.sides)
        values = dict.fromkeys(PREPOSITION.sub(lambda word: word[0].lower(), one) for one in shown)
        differ = f" Sources give: {'; '.join(values)}."
    return line(
        lead=row["question"],
        text=f"{sentence(row['statement'])}{differ}",
        cites=(row["source_id"],),
    )
