"""Where papers disagree: every value that sources give differently, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from components.charts.lanes import with_days
from components.html import dot_line
from components.html.tables import Column, Table
from components.text.words import capital, count, listed, plural, remarks, value as in_unit
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.queries import conflicts, milestones

EVERYTHING = "all"
MOVED = "moved"  # a plan that later papers put at other dates: no contradiction
# What is compared, by the unit of the subject: a number unless it is one of these.
KINDS = {
    EVERYTHING: "Figures, dates and words",
    "figures": "Figures",
    "dates": "Dates",
    "words": "Scope and wording",
    MOVED: "Plans that moved",
}
NOUNS = {
    "figures": ("figure",),
    "dates": ("date",),
    "words": ("point of scope or words", "points of scope or words"),
    MOVED: ("plan that moved", "plans that moved"),
}
OF_UNIT = {"date": "dates", "text": "words", "wording": "words"}

SHOWN = ("label", "shown", "state", "when", "newest", "source", "place", "basis", "note")


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one source says: the value in words, when it was said, and where."""

    shown: str
    when: str
    state: str
    newest: bool
    basis: str
    source_id: str
    source: str
    place: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One subject on which sources differ; `sides` oldest first.

    `reading` is why they differ where a paper supports a reading, with its source and place;
    `questions` are what no paper answers about it.
    """

    subject_id: str
    kind: str
    label: str
    meaning: str
    within_one: bool
    sources: int
    sides: tuple[Side, ...]
    reading: str | None
    reading_note: str | None
    reading_source_id: str | None
    reading_source: str | None
    reading_place: str | None
    questions: tuple[str, ...]


@kept
def points(catalogue: Catalogue) -> tuple[Disagreement, ...]:
    """Return every point of disagreement: figures, dates, words, then plans that moved."""
    said = conflicts.disagreements(catalogue)
    meanings = _meanings(catalogue)
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    every = [
        Disagreement(
            subject_id=row["subject_id"],
            kind=MOVED if row["moved"] else OF_UNIT.get(row["unit"], "figures"),
            label=row["label"],
            meaning=meanings[row["subject_id"]],
            within_one=row["within_one"],
            sources=row["sources"],
            sides=_sides(said.filter(kind=row["kind"], subject_id=row["subject_id"]), names),
            reading=row["reading"],
            reading_note=row["reading_note"],
            reading_source_id=row["reading_source_id"],
            reading_source=names.get(row["reading_source_id"]),
            reading_place=row["reading_place"],
            questions=tuple(row["questions"] or ()),
        )
        for row in conflicts.points(catalogue).iter_rows(named=True)
    ]
    return tuple(sorted(every, key=lambda point: list(NOUNS).index(point.kind)))


def _meanings(catalogue: Catalogue) -> dict[str, str]:
    metrics = catalogue["metrics"].select("metric_id", "description").iter_rows()
    steps = catalogue["milestones"].select("milestone_id", "description").iter_rows()
    return dict(metrics) | dict(steps)


def _sides(rows: pl.DataFrame, names: dict[str, str]) -> tuple[Side, ...]:
    newest_differs = not rows["newest"].all()
    return tuple(
        Side(
            shown=value_in_words(row),
            when=in_words(row["as_at"], row["as_at_precision"]),
            state={"planned": "Planned", "actual": "Given as a fact"}.get(row["status"], ""),
            newest=row["newest"] and newest_differs,
            basis=row["basis"],
            source_id=row["source_id"],
            source=names[row["source_id"]],
            place=row["place"],
            note=remarks(row),
        )
        for row in rows.iter_rows(named=True)
    )


def value_in_words(row: dict) -> str:
    """Return the value of a row of `data.queries.claims.claims` as people read it."""
    if row["value"] is None:
        return capital(row["value_text"])
    about = "about " if row["basis"] == "approximate" else ""
    return about + in_unit(row["value"], row["unit"])


def counted(kinds: Iterable[str]) -> str:
    """Return how many of each kind there are: `4 figures and 1 date`."""
    held = list(kinds)
    return listed(plural(held.count(kind), *nouns) for kind, nouns in NOUNS.items() if kind in held)


def finding(found: tuple[Disagreement, ...]) -> str:
    """Return the finding of the page in one sentence."""
    kinds = [point.kind for point in found]
    moved = kinds.count(MOVED)
    apart = [kind for kind in kinds if kind != MOVED]
    told = f"Papers and notices differ on {plural(len(apart), 'point')}"
    told += f": {counted(apart)}" if apart else ""
    return f"{told}. {plural(moved, 'plan')} moved" if moved else told


def standfirst(found: tuple[Disagreement, ...]) -> str:
    """Return what a moved plan is, how many are within one paper, and how many have a reading."""
    alone = sum(point.within_one for point in found)
    apart = [point for point in found if point.kind != MOVED]
    read = sum(point.reading is not None for point in apart)
    return (
        "Each value is here with its date. A plan that a later paper gives a new date has "
        "moved, and is counted apart. A paper contradicts itself on "
        f"{plural(alone, 'point')}. A paper helps to explain {count(read)} of the "
        f"{plural(len(apart), 'point')}; no paper collected here says why the other "
        f"{count(len(apart) - read)} differ."
    )


def point_names(found: tuple[Disagreement, ...]) -> dict[str, str]:
    """Return what can be chosen of points, by its value in the URL."""
    return {EVERYTHING: "All points"} | {point.subject_id: point.label for point in found}


def chosen(
    found: tuple[Disagreement, ...], *, kind: str, subject_id: str
) -> tuple[Disagreement, ...]:
    """Return the points that fit the choices; EVERYTHING leaves one out."""
    if subject_id != EVERYTHING:
        return tuple(point for point in found if point.subject_id == subject_id)
    return tuple(point for point in found if kind in (EVERYTHING, point.kind))


def date_line(catalogue: Catalogue, point: Disagreement) -> str:
    """Return the dates of a milestone on one line as markup, or nothing for any other point."""
    steps = milestones.steps(catalogue).filter(milestone_id=point.subject_id)
    if steps.is_empty():
        return ""
    days = with_days(steps)
    first, last = min(days["at"]), max(days["at"])
    whole = (last - first).days or 1
    dots = (
        dot_line.Dot((row["at"] - first).days / whole, hollow=row["status"] == "planned")
        for row in days.iter_rows(named=True)
    )
    return dot_line.html(dots, low=in_words(first, "month"), high=in_words(last, "month"))


def table(found: tuple[Disagreement, ...]) -> Table:
    """Return every value of the points as one table."""
    rows = [
        {
            "label": point.label,
            "shown": side.shown,
            "state": side.state,
            "when": side.when,
            "newest": "newest" if side.newest else "",
            "source": side.source,
            "place": side.place,
            "basis": side.basis,
            "note": side.note,
        }
        for point in found
        for side in point.sides
    ]
    return Table(
        caption="What each source says where they differ, oldest first",
        frame=pl.DataFrame(rows, schema=dict.fromkeys(SHOWN, pl.String)),
        columns=(
            Column("label", "Point"),
            Column("shown", "Value"),
            Column("state", "State"),
            Column("when", "Said"),
            Column("newest", "Newest"),
            Column("source", "Source"),
            Column("place", "Place in the source"),
            Column("basis", "Basis", "basis"),
            Column("note", "Note", empty=""),
        ),
    )


def source_ids(found: tuple[Disagreement, ...]) -> tuple[str, ...]:
    """Return the sources of the values and of the readings."""
    from_sides = [side.source_id for point in found for side in point.sides]
    from_readings = [point.reading_source_id for point in found if point.reading_source_id]
    return tuple(dict.fromkeys(from_sides + from_readings))
