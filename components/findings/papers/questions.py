"""Open questions: what no paper collected here says, by why it is open, and where to look."""

from __future__ import annotations

import polars as pl

from components.html.tables import Column, Table, columns
from components.text.words import capital, count, lots_listed, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.gaps import gaps
from data.papers.sources import whole_copy
from data.queries.conflicts import disputed

EVERYTHING = "all"
# Topics that take an article in a sentence.
ARTICLE = {"programme": "the programme", "timeline": "the timeline"}
# Why a question is open, by the basis of its row, as headings that can be read alone.
KINDS = {
    "not published": "Not published",
    "not in copy": "Not in the copy read here",
    "not found since": "Nothing found since",
}
MEANINGS = {
    "not published": "The sources were read, and none of them says it.",
    "not in copy": "The copy read here is cut, or is a summary. The whole source may say it.",
    "not found since": "It may be known by now. No later source was found that says it.",
}


@kept
def rows(catalogue: Catalogue, topic: str = EVERYTHING) -> pl.DataFrame:
    """Return the gaps of a topic, or all, kind by kind and topic by topic within each.

    Columns as the table `gaps`, with `kind` and `meaning` (why the question is open, in words),
    `source`, `answer_source` (null where nothing is known by now), `whole` (where to get
    the whole source, where the copy read here lacks a part of it), `lot_names` (null where the gap
    is of no lot) and `differs` (whether sources also give its subject differently).
    """
    wanted = gaps(catalogue, None if topic == EVERYTHING else topic)
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    numbers = dict(catalogue["lots"].select("lot_id", "number").iter_rows())
    subjects = disputed(catalogue) | disputed(catalogue, "milestone")
    return wanted.with_columns(
        pl.col("topic").str.to_titlecase(),
        kind=pl.col("basis").replace_strict(KINDS),
        meaning=pl.col("basis").replace_strict(MEANINGS),
        source=pl.col("source_id").replace_strict(names),
        answer_source=pl.col("answer_source_id").replace_strict(names),
        whole=pl.Series(
            [whole_copy(catalogue, rows=[row]) for row in wanted.iter_rows(named=True)],
            dtype=pl.String,
        ),
        lot_names=pl.col("lots").map_elements(
            lambda lots: capital(lots_listed(numbers[lot] for lot in lots.split())),
            return_dtype=pl.String,
        ),
        differs=pl.col("subject_id").is_in(list(subjects)).fill_null(False),
    ).sort(pl.col("basis").cast(pl.Enum(list(KINDS))), maintain_order=True)


@kept
def topics(catalogue: Catalogue) -> dict[str, str]:
    """Return what can be chosen of topics, by its value in the URL."""
    held = catalogue["gaps"]["topic"].unique(maintain_order=True)
    return {EVERYTHING: "All topics"} | {topic: topic.capitalize() for topic in held}


@kept
def finding(catalogue: Catalogue, topic: str) -> str:
    """Return the finding of the page in one sentence."""
    shown = rows(catalogue, topic)
    about = "" if topic == EVERYTHING else f" on {ARTICLE.get(topic, topic)}"
    return f"The papers leave {plural(shown.height, 'question')}{about} unanswered"


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return how many are open for each reason, and to how many a part of an answer is known."""
    if catalogue["gaps"].is_empty():
        return "No question is listed in this data."
    counted = dict(catalogue["gaps"]["basis"].value_counts().iter_rows())
    parts = ", ".join(
        f"{words.lower()} {count(counted[kind])}"
        for kind, words in KINDS.items()
        if kind in counted
    )
    known = catalogue["gaps"]["answer"].drop_nulls().len()
    verb = "is" if known == 1 else "are"
    return (
        f"Why they are open: {parts}. {count(known).capitalize()} {verb} answered in part by now. "
        "Each names the source that was read, and where to look for an answer. "
        "An answer may still be on record elsewhere."
    )


def table(shown: pl.DataFrame) -> Table:
    """Return the questions as a table."""
    return Table(
        caption=f"{plural(shown.height, 'question')} and where to look for an answer",
        frame=shown,
        columns=(
            *columns(question="Question", statement="What is not known"),
            Column("answer", "Known by now", empty="nothing"),
            Column("answer_source", "Source of that", empty="none"),
            Column("answer_place", "Place of that", empty="none"),
            *columns(kind="Why it is open", topic="Topic"),
            Column("lot_names", "Lots", empty="not of one lot"),
            *columns(source="Source checked", expected_place="Where to look"),
            Column("note", "Note", empty=""),
        ),
    )
