"""The questions worth asking at a meeting, in words, each with its reasons and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import polars as pl

from components.findings.scrutiny.history import address
from components.text.words import few, lots_listed, plural, sentence
from data.package.catalogue import Catalogue
from data.papers.sources import named
from data.queries.conflicts import disagreements
from data.queries.meeting import worth
from data.queries.meeting.candidates import DIFFERENCE, PROMISE, QUESTION
from data.queries.meeting.scope import Scope


@dataclass(frozen=True)
class Cited:
    """A source by its id and its name with its date, and the place in it."""

    source_id: str
    source: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question worth asking: what is known of it, why it counts, and where it is from.

    `key` is the id of what it comes from; `look_in` says where its answer could be, if it asks
    for one; `page` is the address that tells more, and `link` its words. `caveat` is what must be
    said of a promise with its day.
    """

    key: str
    text: str
    known: str
    points: int
    reasons: tuple[str, ...]
    cited: tuple[Cited, ...]
    basis: str
    look_in: str
    page: str
    link: str
    caveat: str = ""

    @property
    def why(self) -> str:
        """The points with their reasons, as a sentence, and the caveat."""
        told = f"{plural(self.points, 'point')}: {'; '.join(self.reasons)}."
        return " ".join(filter(None, (told, sentence(self.caveat))))


def ask(catalogue: Catalogue, scope: Scope, ranked: pl.DataFrame) -> tuple[Question, ...]:
    """Return the few questions that come first by the rule; fewer where there are no more.

    `ranked` are the candidates as `worth.ranked` has them.
    """
    best = worth.best(ranked).iter_rows(named=True)
    return tuple(_question(catalogue, scope, row) for row in best)


def rule() -> str:
    """Return the rule by which questions are ranked, in plain words."""
    points = worth.POINTS
    return (
        f"How they are ranked: {points[worth.OVERDUE]} points if its day has passed without word. "
        f"Else {points[worth.SILENT]} if nothing was found on it since. "
        f"{points[worth.MONEY]} for money, {points[worth.NEAR]} for the area or the committee, and "
        f"{points[worth.DIFFER]} where sources differ. The most points come first. Of equals, what "
        "no source says comes before what a whole paper may say. Then comes the newest. No more "
        f"than {few(worth.MOST_OF_TOPIC)} are on one topic."
    )


def heading(many: int) -> str:
    """Return the heading of so many questions."""
    if not many:
        return "No question is open"
    return f"{few(many).capitalize()} {'question' if many == 1 else 'questions'} worth asking"


def _question(catalogue: Catalogue, scope: Scope, row: dict[str, Any]) -> Question:
    page, link = _page(scope, row)
    return Question(
        key=row["key"],
        text=_text(row),
        known=_known(catalogue, row),
        points=row["points"],
        reasons=tuple(_reasons(catalogue, row)),
        cited=_cited(catalogue, row),
        basis=row["basis"],
        look_in=row["place"] if row["kind"] == QUESTION else "",
        page=page,
        link=link,
        caveat=_caveat(catalogue, row),
    )


def _caveat(catalogue: Catalogue, row: dict[str, Any]) -> str:
    own = catalogue["statements"].filter(statement_id=row["key"] if row["kind"] == PROMISE else "")
    return next(iter(own["caveat"].drop_nulls()), "")


def _text(row: dict[str, Any]) -> str:
    """A gap has its question; of a promise and of a difference one is made."""
    if row["kind"] == PROMISE and row["asked"] == "commitment":
        return f"{sentence(row['text'])} What became of this promise?"
    if row["kind"] == PROMISE:
        return f"{sentence(row['text'])} What came of that?"
    if row["kind"] == DIFFERENCE:
        return f"Sources differ on “{row['text']}”. Which is right?"
    return row["text"]


def _known(catalogue: Catalogue, row: dict[str, Any]) -> str:
    """What is known of it: why it is asked, and what is known by now."""
    answers = [
        f"Known by now. {sentence(one['answer'])}" for one in _gap(catalogue, row) if one["answer"]
    ]
    return " ".join([sentence(row["statement"]), *answers])


def _gap(catalogue: Catalogue, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The gap that a question comes from, if it comes from one."""
    return catalogue["gaps"].filter(gap_id=row["key"] if row["kind"] == QUESTION else "").to_dicts()


def _reasons(catalogue: Catalogue, row: dict[str, Any]) -> list[str]:
    told = {
        worth.OVERDUE: f"due by {row['due_when']}, nothing found since"
        if row["due_when"]
        else "its day has passed, nothing found since",
        worth.SILENT: "nothing found since",
        worth.MONEY: "about money",
        worth.DIFFER: "sources differ",
        worth.NEAR: _near(catalogue, row),
    }
    return [told[reason] for reason in worth.POINTS if row[reason]]


def _near(catalogue: Catalogue, row: dict[str, Any]) -> str:
    if row["kind"] == PROMISE:
        return (
            "promised to the committee" if row["asked"] == "commitment" else "the committee asked"
        )
    if row["lots"]:
        numbers = dict(catalogue["lots"].select("lot_id", "number").iter_rows())
        return f"about {lots_listed(numbers[one] for one in row['lots'])} in this area"
    return f"about {row['named']}"


def _cited(catalogue: Catalogue, row: dict[str, Any]) -> tuple[Cited, ...]:
    """Where it stands; of a difference, all that give a value."""
    pairs = [(row["source_id"], row["place"] if row["kind"] == PROMISE else "")]
    if row["kind"] == DIFFERENCE:
        rows = disagreements(catalogue).filter(subject_id=row["key"])
        pairs = list(rows.select("source_id", "place").unique(maintain_order=True).iter_rows())
    pairs += [
        (one["answer_source_id"], one["answer_place"])
        for one in _gap(catalogue, row)
        if one["answer_source_id"]
    ]
    names = {
        one["source_id"]: f"{one['short_name']} ({one['when']})"
        for one in named(catalogue, [source_id for source_id, _ in pairs]).iter_rows(named=True)
    }
    return tuple(Cited(one, names[one], place) for one, place in pairs)


def _page(scope: Scope, row: dict[str, Any]) -> tuple[str, str]:
    if row["kind"] == PROMISE:
        return address(row["key"]), "See its history"
    if row["kind"] == DIFFERENCE:
        return f"/disagree?point={row['key']}", "See what each source says"
    topic = urlencode({"topic": row["topic"]})
    return f"/questions?{topic}#{row['key']}", "See it among the open questions"
