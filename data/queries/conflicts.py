"""Where sources disagree: found by comparing what they say of the same subject."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.workings import NAME
from data.queries.claims import claims
from data.queries.figures import all_figures


@kept
def disagreements(catalogue: Catalogue) -> pl.DataFrame:
    """Return all that is said of every subject on which sources differ, oldest first.

    A number or words differ when they are not the same. Dates differ when no day fits all of
    them: July 2024 and 18 July 2024 agree. Differences within one paper count too.

    Columns as `claims.claims`, with `newest` (true for what was said last; never for what has
    no date).
    """
    return (
        claims(catalogue)
        .filter(_differs().over("kind", "subject_id"))
        .with_columns(newest=_newest().over("kind", "subject_id"))
    )


def _newest() -> pl.Expr:
    """What was said last; of what has no date, nobody knows when it was said."""
    dated = pl.col("as_at_precision") != "not stated"
    return dated & (pl.col("as_at") == pl.col("as_at").filter(dated).max()).fill_null(value=False)


def _differs() -> pl.Expr:
    dates = pl.col("first").max() > pl.col("last").min()
    words = pl.coalesce(pl.col("value").cast(pl.String), "value_text")
    return (
        pl.when(pl.col("kind").first() == "milestone").then(dates).otherwise(words.n_unique() > 1)
    )


@kept
def points(catalogue: Catalogue) -> pl.DataFrame:
    """Return one row for each subject on which sources differ, in the order of the tables.

    Columns: kind, subject_id, label, topic, unit, sources (how many), within_one (true where
    one paper, or one notice of several, differs from itself as of one date), moved (true where a
    plan moved from one telling to the next, and nothing contradicts the last), reading (why they
    differ, null where no paper supports a reading), reading_source_id, reading_place,
    reading_note, questions (list: what no paper answers about it, or null).
    """
    subject = ["kind", "subject_id"]
    rows = disagreements(catalogue)
    alone = (
        rows.with_columns(notice=pl.col("place").str.extract(r"^(Notice \S+)"))
        .group_by(*subject, "source_id", "as_at", "notice")
        .agg(differs=_differs())
        .group_by(subject)
        .agg(within_one=pl.col("differs").any())
    )
    # A date that a later telling replaced is an earlier plan. What is left stands at the same time.
    standing = (
        rows.filter(~pl.col("replaced"))
        .group_by(subject)
        .agg(contradicts=_differs())
        .filter("contradicts")
    )
    readings = catalogue["readings"].select(
        "subject_id",
        "reading",
        reading_source_id="source_id",
        reading_place="place",
        reading_note="note",
    )
    asked = (
        catalogue["gaps"]
        .drop_nulls("subject_id")
        .group_by("subject_id", maintain_order=True)
        .agg(questions=pl.col("question"))
    )
    return (
        rows.group_by(subject, maintain_order=True)
        .agg(pl.col("label", "topic", "unit").first(), sources=pl.col("source_id").n_unique())
        .join(alone, on=subject, maintain_order="left")
        .join(standing, on=subject, how="left", maintain_order="left")
        .with_columns(
            moved=(pl.col("kind") == "milestone")
            & ~pl.col("within_one")
            & pl.col("contradicts").is_null()
        )
        .drop("contradicts")
        .join(readings, on="subject_id", how="left", maintain_order="left")
        .join(asked, on="subject_id", how="left", maintain_order="left")
    )


@kept
def counts(catalogue: Catalogue) -> tuple[int, int]:
    """Return on how many points sources contradict each other, and how many plans moved."""
    moved = sum(points(catalogue)["moved"])
    return points(catalogue).height - moved, moved


@kept
def disputed(catalogue: Catalogue, kind: str = "metric") -> frozenset[str]:
    """Return the ids of the metrics, or the milestones, on which sources differ."""
    return frozenset(disagreements(catalogue).filter(kind=kind)["subject_id"])


@kept
def worked_out(catalogue: Catalogue) -> pl.DataFrame:
    """Return the sums of ours that differ because sources differ on figures in them.

    Columns as `figures.all_figures`, with `newest`.
    """
    differ = disputed(catalogue)
    metric_of = dict(catalogue["figures"].select("figure_id", "metric_id").iter_rows())
    rows = all_figures(catalogue).filter(basis="derived")
    touched = [
        any(metric_of.get(name) in differ for name in NAME.findall(working))
        for working in rows["working"]
    ]
    return rows.filter(
        pl.Series(touched, dtype=pl.Boolean), pl.col("value").n_unique().over("metric_id") > 1
    ).with_columns(newest=pl.col("as_at") == pl.col("as_at").max().over("metric_id"))


@kept
def dates(catalogue: Catalogue) -> dict[str, bool]:
    """Return the milestones on which sources differ; true where the plan only moved."""
    rows = points(catalogue).filter(kind="milestone")
    return dict(rows.select("subject_id", "moved").iter_rows())
