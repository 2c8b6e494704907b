"""Engagement counts that several sources give, set side by side."""

from __future__ import annotations

import polars as pl

from components.charts import engagement as charts
from components.findings.engagement.engagement import known, of_season
from components.html import dispute, lists
from components.html.cards import Card, caveats_of
from components.html.dispute import Dispute
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, columns
from components.text.words import count, listed, plural, sentence
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.dates import in_words, range_in_words
from data.package.kept import kept
from data.papers.sources import bases, cited, named
from data.queries import engagement
from data.queries.figures import all_figures, newest

SURVEYS = {
    "survey_adults": ("Adult surveys", "about adult services"),
    "survey_children": ("Children’s surveys", "about children’s services"),
    "survey_staff": ("Staff surveys", "by staff"),
}
PAGE = "hys-children"
# What the public page counts, in the order in which it is told here.
PAGE_COUNTS = (
    "survey_children",
    "people_through_organisations_children",
    "community_organisations_children",
    "event_attendance_children",
    "events_children",
)


@kept
@requires_data(
    no_card("surveys", "Completed surveys"),
    tables=("engagement_stages",),
    metrics=("surveys_all", *SURVEYS),
)
def surveys_card(catalogue: Catalogue, *, look: LookName) -> Card:
    """Return the card of who completed surveys, with counts of other sources as rings."""
    rows = survey_rows(catalogue)
    latest = rows.filter(standing="newest")
    total = newest(catalogue, "surveys_all")
    newest_of_each = [newest(catalogue, survey) for survey in SURVEYS]
    staff = newest(catalogue, "survey_staff").value / total.value
    verbs = ["was" if latest["value"][0] == 1 else "were"]
    parts = [
        " ".join([count(row["value"]), *verbs[place:], SURVEYS[row["metric_id"]][1]])
        for place, row in enumerate(latest.iter_rows(named=True))
    ]
    lines = plural(latest.height, "line")
    return Card(
        slug="surveys",
        headline=f"Of {plural(total.value, 'survey')}, {listed(parts)}",
        subtitle=f"Completed surveys{of_season(catalogue, total, *newest_of_each)}",
        body=(
            f"<p>About {round(staff * 10)} in 10 came from staff. The filled dot is the newest "
            "count; a ring is another count that a source gives.</p>"
            f"{dispute.mark(catalogue, 'surveys_all')}"
        ),
        spec=charts.surveys(_on_lines(rows), look=look),
        alt=f"Dots on {lines}, completed surveys. {listed(latest['words'])}.",
        table=Table(
            caption="Completed surveys, as each source counts them",
            frame=rows,
            columns=(
                Column("label", "Survey"),
                Column("value", "Completed", "number"),
                *columns(when="Given in", source="Source", standing="Standing"),
            ),
        ),
        source_ids=cited(rows),
        basis=("stated", "derived"),
        how=(known(total),),
    )


def survey_rows(catalogue: Catalogue) -> pl.DataFrame:
    """Return one row for each survey and source, largest newest count first.

    Columns: metric_id, label, value (surveys), when (month in words), source, source_id,
    standing (`newest`, `the same` or `differs`), words (of the survey, all counts in one line)
    and order (of the survey, from 0).
    """
    rows = engagement.counts(catalogue).filter(pl.col("metric_id").is_in(list(SURVEYS)))
    names = dict(named(catalogue, rows["source_id"]).select("source_id", "short_name").iter_rows())
    latest = pl.col("value").sort_by("as_at").last().over("metric_id")
    standing = (
        pl.when(pl.col("as_at") == pl.col("as_at").max().over("metric_id"))
        .then(pl.lit("newest"))
        .when(pl.col("value") == latest)
        .then(pl.lit("the same"))
        .otherwise(pl.lit("differs"))
    )
    shown = rows.select(
        "metric_id",
        "label",
        "value",
        when=pl.col("as_at").map_elements(
            lambda date: in_words(date, "month"), return_dtype=pl.String
        ),
        source=pl.col("source_id").replace_strict(names),
        source_id="source_id",
        standing=standing,
        order=latest.rank("dense", descending=True).cast(pl.Int64) - 1,
    )
    words = {metric: _survey_words(shown.filter(metric_id=metric)) for metric in SURVEYS}
    return shown.with_columns(words=pl.col("metric_id").replace_strict(words)).sort(
        "order", maintain_order=True
    )


@kept
@requires_data(
    no_card("side-by-side", "Counts of the engagement side by side"),
    known=lambda facts: not engagement.counts(facts).is_empty(),
)
def side_by_side_card(catalogue: Catalogue) -> Card:
    """Return the card of every count with a column for each source, those that differ marked."""
    rows = engagement.side_by_side(catalogue)
    ids = [name for name in rows.columns if name in set(catalogue["sources"]["source_id"])]
    sources = {row["source_id"]: row for row in named(catalogue, ids).iter_rows(named=True)}
    found = {metric: dispute.dispute(catalogue, metric) for metric in rows["metric_id"]}
    given = pl.sum_horizontal(pl.col(name).is_not_null() for name in ids)
    rows = rows.with_columns(given=given).with_columns(
        agree=pl.struct("metric_id", "given").map_elements(
            lambda row: _agreement(found[row["metric_id"]], row["given"]), return_dtype=pl.String
        )
    )
    rough = engagement.counts(catalogue).filter(basis="approximate")["metric_id"]
    label = pl.when(pl.col("metric_id").is_in(rough.to_list())).then(
        pl.col("label") + " (approximate)"
    )
    rows = rows.with_columns(label=label.otherwise("label"))
    several = rows.filter(pl.col("given") > 1).height
    return Card(
        slug="side-by-side",
        headline=(
            f"{rows['differs'].sum()} of the {several} counts that more than one source gives "
            "do not match"
        ),
        subtitle="Each count as each source gives it, oldest source first, the newest in bold",
        body=dispute.tiles(one for one in found.values() if one is not None),
        table=Table(
            caption="Counts of the engagement side by side",
            frame=rows,
            columns=(
                Column("label", "What is counted"),
                *(
                    Column(
                        name,
                        f"{sources[name]['short_name']}, {sources[name]['when']}",
                        "number",
                        empty="not given",
                    )
                    for name in ids
                ),
                Column("agree", "Do they match?"),
            ),
            marked="differs",
        ),
        source_ids=tuple(ids),
        basis=tuple(engagement.counts(catalogue).filter(pl.col("basis") != "derived")["basis"]),
        how=tuple(
            f"{row['short_name']}: {row['note']}." for row in sources.values() if row["note"]
        ),
        caveats=caveats_of(engagement.counts(catalogue).rows(named=True)),
    )


@kept
@requires_data(
    no_card("children-engagement", "Engagement on children’s services"),
    tables=("engagement_events",),
    metrics=PAGE_COUNTS,
    known=lambda facts: PAGE in set(facts["sources"]["source_id"]),
)
def children_card(catalogue: Catalogue) -> Card:
    """Return the card of the public page on the engagement about children’s services."""
    rows = all_figures(catalogue).filter(source_id=PAGE)
    by_metric = {row["metric_id"]: row for row in rows.iter_rows(named=True)}
    shown = [by_metric[metric] for metric in PAGE_COUNTS]
    surveys, people, organisations, attended, events = (count(row["value"]) for row in shown)
    return Card(
        slug="children-engagement",
        headline=(
            f"On children’s services: {surveys} surveys, {people} people through {organisations} "
            f"organisations, and {attended} at {events} online events"
        ),
        subtitle=f"Public page of the ICB{_page_period(catalogue)}",
        body=(
            lists.facts(
                lists.Fact(
                    lead=count(row["value"]),
                    title=row["label"],
                    text=sentence(row["note"] or row["description"]),
                    mark=dispute.mark(catalogue, row["metric_id"]),
                )
                for row in shown
            )
            + "<p>The page does not say if these people and organisations are among those "
            "counted above.</p>"
        ),
        table=Table(
            caption="Counts of the public page on children’s engagement",
            frame=pl.DataFrame(shown, infer_schema_length=None),
            columns=(
                Column("label", "What is counted"),
                Column("value", "Count", "number"),
                Column("description", "What it means"),
                Column("basis", "Basis", "basis"),
                Column("place", "Place in the source"),
            ),
        ),
        source_ids=(PAGE,),
        basis=bases(rows),
    )


def _on_lines(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as they are drawn: few words, and the ends of what is drawn of each survey."""
    apart = pl.col("value").filter(pl.col("standing") == "differs")
    latest = pl.col("value").filter(pl.col("standing") == "newest").first()
    either = pl.col("value").filter(pl.col("standing").is_in(["newest", "differs"]))
    names = pl.col("metric_id").replace_strict({one: told[0] for one, told in SURVEYS.items()})
    other = pl.format(" (or {})", apart.first())
    words = pl.concat_str(names, pl.format(": {}", latest), other, ignore_nulls=True)
    rows = rows.with_columns(pl.col("value").cast(pl.Int64))
    return rows.with_columns(
        words=words.over("metric_id"),
        first=either.min().over("metric_id"),
        last=either.max().over("metric_id"),
    )


def _survey_words(rows: pl.DataFrame) -> str:
    """Return the counts of one survey in one line: `Staff surveys: 120 (114 in August 2024)`."""
    latest = rows.filter(standing="newest").row(0, named=True)
    others = [
        f"{count(row['value'])} in {row['when']}"
        for row in rows.filter(standing="differs").iter_rows(named=True)
    ]
    beside = f" ({listed(others)})" if others else ""
    return f"{SURVEYS[latest['metric_id']][0]}: {count(latest['value'])}{beside}"


def _agreement(found: Dispute | None, given: int) -> str:
    if found is None:
        return "The same in each" if given > 1 else "One source only"
    newest_one = next(saying for saying in found.sayings if saying.newest)
    rounded = "".join(
        f" {saying.when}: {saying.shown}."
        for saying in found.sayings
        if saying.shown.startswith("about")
    )
    return f"≠ They differ. The newest is {newest_one.shown}.{rounded}"


def _page_period(catalogue: Catalogue) -> str:
    """When the engagement was open, where the page's own row says it."""
    rows = catalogue["engagement_events"].filter(source_id=PAGE).drop_nulls("starts")
    for row in rows.head(1).rows(named=True):
        when = range_in_words(row["starts"], row["ends"], row["date_precision"])
        return f"; this engagement was open {when}"
    return ""
