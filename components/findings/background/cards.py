"""The cards of the background: a chart of each part of what a paper of an earlier time says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from components.charts import background as charts
from components.findings.background.background import all_rows, story, table, told
from components.findings.programme.items import first_open
from components.html.cards import Card, caveats_of, figure_sentence
from components.html.tables import HOW_KNOWN, Table, columns
from components.text.words import capital, plural, value as in_unit
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.story import StoryCard
from data.papers.sources import bases, cited
from data.queries import programme
from data.queries.figures import newest

# What it tells beside its reasons, by the first word of a kind. A reason’s group is its note.
GROUPS = {
    "finding": "What reviews of the services found",
    "plan": "What was planned beside it",
    "scope": "What was left out",
}


@kept
def cards(catalogue: Catalogue, *, look: LookName) -> list[Card]:
    """Return the cards of the page, in order; a card whose figures are not all held is left out."""
    held = set(all_rows(catalogue).drop_nulls("value")["metric_id"])
    return [
        _of_pairs(catalogue, plan, look) if plan.pairs else _of_bars(catalogue, plan, look)
        for plan in story().cards
        if plan.metrics <= held
    ]


@kept
def reasons_card(catalogue: Catalogue) -> Card | None:
    """Return the card of what the paper says in words, or None where it gives no reason.

    The first group stands open, the others are folded.
    """
    rows = programme.of_source(catalogue, story().source_id)
    reasons = rows.filter(pl.col("kind").str.starts_with("reason"))
    if reasons.is_empty():
        return None
    rows = rows.with_columns(
        group=pl.col("kind").str.split(" ").list.first().replace_strict(GROUPS, default=None)
    ).with_columns(pl.coalesce("group", "note", pl.lit("Other")))
    return Card(
        slug="reasons",
        headline=f"The {story().paper} gives {plural(reasons.height, 'reason')}",
        subtitle=f"{story().place}, in other words than those of the paper",
        body=first_open(rows),
        table=Table(
            caption=f"The {story().paper} in words",
            frame=rows,
            columns=(
                *columns(name="What", text="In other words", group="Group"),
                *HOW_KNOWN,
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        listed=True,
    )


def _of_bars(catalogue: Catalogue, plan: StoryCard, look: LookName) -> Card:
    """Return a card of bars, with the figures of `more` in its table only."""
    bars = _chosen(catalogue, plan.bars)
    drawn = bars.select(
        "value",
        order=pl.int_range(pl.len()),
        words=pl.concat_str(pl.col("metric_id").replace_strict(plan.bars), "shown", separator=": "),
    )
    rows = _chosen(catalogue, [*plan.bars, *plan.more])
    return _card(
        catalogue,
        rows,
        plan,
        headline=told(catalogue, plan.headline),
        subtitle=plan.measure,
        spec=charts.bars(drawn, title=plan.scale, top=_top(bars), paper=_paper(), look=look),
        alt=f"Bars from zero. {'; '.join(drawn['words'])}.",
    )


def _of_pairs(catalogue: Catalogue, plan: StoryCard, look: LookName) -> Card:
    """Return a card of pairs: the place of the story against another, and the widest gap."""
    here, there = story().place, plan.against
    drawn = pl.DataFrame(
        [_pair(catalogue, plan, order, words) for order, words in enumerate(plan.pairs)]
    )
    widest = drawn.sort(pl.col("there") - pl.col("here")).row(-1, named=True)
    gap = in_unit(round(widest["there"] - widest["here"], 1), widest["unit"])
    rows = _chosen(catalogue, [metric for pair in plan.pairs.values() for metric in pair])
    return _card(
        catalogue,
        rows,
        plan,
        headline=told(
            catalogue, plan.headline, widest=widest["name"], gap=gap, pairs=str(drawn.height)
        ),
        subtitle=f"{plan.measure}. Filled: {here}. Hollow: {there}. "
        "The scale does not begin at zero.",
        spec=charts.pairs(drawn, title=plan.scale, ends=plan.ends, paper=_paper(), look=look),
        alt=f"Two dots on each line, {here} first. {'; '.join(drawn['told'])}.",
        worked_out=f"{widest['name']}: {widest['there']:g} − {widest['here']:g} = {gap} "
        "(worked out here).",
    )


def _card(
    catalogue: Catalogue,
    rows: pl.DataFrame,
    plan: StoryCard,
    *,
    headline: str,
    subtitle: str,
    spec: dict[str, Any],
    alt: str,
    worked_out: str = "",
) -> Card:
    """Return a card whose table holds these rows; `worked_out` is the sum behind its headline."""
    known = [newest(catalogue, metric) for metric in rows["metric_id"]]
    words = [figure_sentence(plan, text) for plan, text in zip(known, rows["shown"], strict=True)]
    return Card(
        slug=plan.slug,
        headline=capital(headline),
        subtitle=subtitle,
        spec=spec,
        alt=alt,
        table=table(rows, capital(headline)),
        source_ids=cited(rows),
        basis=(*bases(rows), *["derived"] * bool(worked_out)),
        how=(*filter(None, (plan.how, worked_out)), *words),
        caveats=caveats_of(known),
    )


def _paper() -> str:
    return f"{story().place} {story().paper}"


def _chosen(catalogue: Catalogue, metric_ids: Iterable[str]) -> pl.DataFrame:
    """Return the figures of these metrics, in their order."""
    order = pl.DataFrame({"metric_id": list(metric_ids)}, schema={"metric_id": pl.String})
    return order.join(all_rows(catalogue), on="metric_id", maintain_order="left")


def _pair(catalogue: Catalogue, plan: StoryCard, order: int, words: str) -> dict[str, Any]:
    here, there = (newest(catalogue, metric) for metric in plan.pairs[words])
    return {
        "order": order,
        "name": here.label.removesuffix(f", {story().place}"),
        "words": f"{words}: {here.value:g}, {there.value:g}",
        "told": f"{words}: {here.value:g}, {plan.against} {there.value:g}",
        "here": here.value,
        "there": there.value,
        "unit": here.unit,
    }


def _top(bars: pl.DataFrame) -> float:
    """Return where the scale of bars ends: the whole of percent, else a round number above all."""
    if bars["unit"][0] == "percent":
        return charts.WHOLE
    highest = max(bars["value"])
    step = 10 ** (len(str(int(highest))) - 1)
    return -(-highest // step) * step
