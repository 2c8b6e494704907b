"""What could be asked at a meeting: overdue promises, open questions and what papers differ on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

import polars as pl

from data.package.catalogue import Catalogue
from data.package.profile import profile
from data.papers.gaps import gaps
from data.queries import conflicts, scrutiny
from data.queries.meeting.scope import Scope
from data.queries.timeline import events, passed

PROMISE, QUESTION, DIFFERENCE = "promise", "question", "difference"
# The topics of tables that are of money.
OF_MONEY = ("money", "finance")

COLUMNS = (
    "kind",
    "key",
    "topic",
    "text",
    "statement",
    "asked",
    "due_when",
    "lots",
    "named",
    "basis",
    "source_id",
    "place",
    "said",
    "overdue",
    "silent",
    "money",
    "differ",
    "near",
)


def candidates(catalogue: Catalogue, scope: Scope, *, today: dt.date) -> pl.DataFrame:
    """Return all that could be asked, promises first, then questions, then differences.

    Columns: kind (PROMISE, QUESTION or DIFFERENCE), key (id of the statement, gap or subject),
    topic, text (the promise, question or label), statement (what is not known, else null), asked
    (`request` or `commitment`, else null), due_when (in words, else null), lots (list of the lots
    of the scope that it is on), named (the name of the scope that it holds, else null), basis,
    source_id, place (in the source, or where to look), said (day of the source), and a true or
    false for each reason of `worth.POINTS`.
    """
    rows = pl.concat(
        [
            _promises(catalogue, scope, today),
            _questions(catalogue, scope, today),
            _differences(catalogue, scope),
        ]
    )
    dates = catalogue["sources"].select("source_id", said="date")
    return rows.join(dates, on="source_id", how="left", maintain_order="left").select(COLUMNS)


def relevant(catalogue: Catalogue, scope: Scope) -> pl.DataFrame:
    """Return the gaps but those on other lots, places or committees alone.

    Columns as the table `gaps`, with `of_lots` (list of the lots of the scope that it is on) and
    `named` (the name of the scope that it holds, else null).
    """
    rows = scrutiny.concerning(catalogue, gaps(catalogue), scope.committee)
    on, words = pl.col("lots").fill_null("").str.split(" "), _words(catalogue)
    rows = rows.with_columns(
        of_lots=on.list.eval(pl.element().filter(pl.element().is_in(list(scope.lots)))),
        named=_named(words, scope.names),
        elsewhere=_named(words, _names_of_places(catalogue)).is_not_null(),
    )
    own = (pl.col("of_lots").list.len() > 0) | pl.col("named").is_not_null()
    of_none = pl.col("lots").is_null() & ~pl.col("elsewhere")
    return rows.filter(own | of_none).drop("elsewhere")


def arisen(catalogue: Catalogue, scope: Scope, day: dt.date) -> pl.DataFrame:
    """Return the relevant gaps that came with a source of a later day; columns as `relevant`."""
    dates = dict(catalogue["sources"].select("source_id", "date").iter_rows())
    newer = [one for one, date in dates.items() if date and date > day]
    return relevant(catalogue, scope).filter(pl.col("source_id").is_in(newer))


def _promises(catalogue: Catalogue, scope: Scope, today: dt.date) -> pl.DataFrame:
    rows = scrutiny.asked(catalogue, scope.committee, today=today)
    return (
        rows.filter(state=scrutiny.PASSED)
        .select(
            "text",
            "topic",
            "due_when",
            "basis",
            "source_id",
            "place",
            kind=pl.lit(PROMISE),
            key="statement_id",
            asked="kind",
            statement="state_reason",
            lots=pl.lit([], pl.List(pl.String)),
            named=pl.lit(None, pl.String),
            overdue=pl.lit(True),
            silent=pl.lit(False),
            money=pl.col("topic").is_in(OF_MONEY),
            differ=pl.lit(False),
            near=pl.lit(True),  # it was made to the committee
        )
        .select(_BEFORE_SAID)
    )


def _questions(catalogue: Catalogue, scope: Scope, today: dt.date) -> pl.DataFrame:
    rows = relevant(catalogue, scope)
    due = passed(events(catalogue), today)["milestone_id"].drop_nulls()
    silent = pl.col("basis") == "not found since"
    overdue = silent & pl.col("subject_id").is_in(due.implode()).fill_null(False)
    told = pl.concat_str("statement", "question").str.contains("£", literal=True)
    return (
        rows.with_columns(
            overdue=overdue,
            differ=pl.col("subject_id").is_in(_differing(catalogue)).fill_null(False),
            near=(pl.col("of_lots").list.len() > 0) | pl.col("named").is_not_null(),
            money=pl.col("topic").is_in(OF_MONEY) | told,
            silent=silent & ~overdue,
        )
        .select(
            "topic",
            "statement",
            "named",
            "basis",
            "source_id",
            "overdue",
            "silent",
            "money",
            "differ",
            "near",
            kind=pl.lit(QUESTION),
            key="gap_id",
            text="question",
            asked=pl.lit(None, pl.String),
            due_when=pl.lit(None, pl.String),
            lots="of_lots",
            place="expected_place",
        )
        .select(_BEFORE_SAID)
    )


def _differences(catalogue: Catalogue, scope: Scope) -> pl.DataFrame:
    """What sources contradict each other on, where no gap asks of it already."""
    points = conflicts.points(catalogue).filter(~pl.col("moved"), pl.col("questions").is_null())
    newest = (
        conflicts.disagreements(catalogue)
        .group_by("kind", "subject_id", maintain_order=True)
        .agg(pl.col("basis", "source_id", "place").last())
    )
    rows = points.join(newest, on=["kind", "subject_id"], maintain_order="left").with_columns(
        named=_named(pl.col("label"), scope.names)
    )
    return rows.select(
        "topic",
        "named",
        "basis",
        "source_id",
        "place",
        kind=pl.lit(DIFFERENCE),
        key="subject_id",
        text="label",
        statement="reading",
        asked=pl.lit(None, pl.String),
        due_when=pl.lit(None, pl.String),
        lots=pl.lit([], pl.List(pl.String)),
        overdue=pl.lit(False),
        silent=pl.lit(False),
        money=pl.col("topic").is_in(OF_MONEY) | (pl.col("unit") == "GBP"),
        differ=pl.lit(True),
        near=pl.col("named").is_not_null(),
    ).select(_BEFORE_SAID)


_BEFORE_SAID = [name for name in COLUMNS if name != "said"]


def _differing(catalogue: Catalogue) -> list[str]:
    return conflicts.points(catalogue).filter(~pl.col("moved"))["subject_id"].to_list()


def _words(catalogue: Catalogue) -> pl.Expr:
    """The words of a gap without names that hold a place and are none: providers, the region."""
    providers = catalogue["organisations"].filter(kind="provider")["name"]
    others = _any_of([profile().region, *providers])
    return pl.concat_str("statement", "question", separator=" ").str.replace_all(others, "…")


def _named(words: pl.Expr, names: Collection[str]) -> pl.Expr:
    """The first of some names that stands in words, or null."""
    return words.str.extract(_any_of(names)) if names else pl.lit(None, pl.String)


def _names_of_places(catalogue: Catalogue) -> list[str]:
    return [*catalogue["authorities"]["name"], *catalogue["hcp_areas"]["name"]]


def _any_of(names: Collection[str]) -> str:
    """A pattern for any of some names as whole words, the longest first."""
    longest_first = sorted(names, key=len, reverse=True)
    return rf"\b({'|'.join(map(re.escape, longest_first))})\b"
