"""Timeline: what comes next, how milestones slipped, every date as a list and in lanes."""

import polars as pl

from components import blocks
from components.choices import Asked, Choice
from components.findings.timeline import rows as shown, timeline
from components.findings.told import lines
from components.html import event_list
from components.page_model import Box, CardBlock, Page, Prose
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps
from data.papers.sources import cited
from data.queries.conflicts import dates

NO_DATE = "No date fits these choices. Choose other years, another lane or another source."


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    look, today = asked.look, asked.today
    rows = shown.dated(catalogue)
    windows = shown.windows(rows, today)
    lane, state, source, years = controls = _controls(catalogue, asked, rows)
    choices = shown.Choices(asked[lane], asked[state], asked[source])
    chosen = shown.as_of(shown.chosen(catalogue, choices), today)
    window = windows[asked[years]][1]
    lanes = timeline.lanes_card(catalogue, choices, window=window, look=look, today=today)
    heading = shown.list_heading(chosen, rows)
    listed = event_list.years(
        chosen, shown.next_dates(catalogue), dates(catalogue), heading=heading, today=today
    )
    return Page(
        finding=timeline.finding(catalogue, today=today),
        standfirst=timeline.standfirst(catalogue, today=today),
        choices=controls,
        body=(
            CardBlock(timeline.slip_card(catalogue, look=look)),
            Box(
                key="list",
                heading=heading,
                more=f"{choices}",
                blocks=(Prose(listed, made_of=catalogue),),
            ),
            CardBlock(lanes) if lanes else blocks.lead(NO_DATE),
            Prose(lines.on_timeline(catalogue)),
        ),
        unknown=gaps(catalogue, "timeline"),
        sources=cited(rows),
    )


def _controls(catalogue: Catalogue, asked: Asked, rows: pl.DataFrame) -> tuple[Choice, ...]:
    """The lane, planned or happened, the source, and the years of the picture."""
    everything = shown.EVERYTHING
    years = {key: words for key, (words, _) in shown.windows(rows, asked.today).items()}
    lists = {
        "lane": ("Kind of date", shown.lane_names(rows), everything),
        "show": ("Planned or happened", shown.STATES, everything),
        "source": ("Source", shown.source_names(catalogue, rows), everything),
        "years": ("Years in the picture", years, next(iter(years))),
    }
    return tuple(
        Choice(key=key, label=label, options=options, default=default)
        for key, (label, options, default) in lists.items()
    )
