"""Timeline: every date of the papers and notices, what moved, and by how much."""

from __future__ import annotations

import datetime as dt

import polars as pl

from components.charts import timeline as charts
from components.charts.canvas import Window
from components.findings.timeline import handover, now
from components.findings.timeline.rows import Choices, as_of, chosen
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns, who_says_it
from components.text.words import count, listed, plural, sentence
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited, outside
from data.queries import milestones
from data.queries.timeline import LANES

START = "contract-start"
SLIP_UNKNOWN = "how much later is not known"


@kept
@requires_data("No start of contracts is on paper", known=lambda facts: _start_moved(facts))
def finding(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the finding of the page in one sentence."""
    start = milestones.slips(catalogue).filter(milestone_id=START).row(0, named=True)
    return (
        f"The new contracts {now.runs(catalogue, today=today)}: {start['slip']} than first planned"
    )


@kept
@requires_data("", known=lambda facts: _start_moved(facts))
def standfirst(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return what comes next, what was due, the first plan, and how many dates are shown."""
    start = milestones.slips(catalogue).filter(milestone_id=START).row(0, named=True)
    events = catalogue["events"]
    sources = plural(outside(catalogue, events["source_id"]), "source")
    ours = events.filter(basis="derived").height
    told = (
        sentence(now.next_date(catalogue, today=today)),
        now.due_in_words(catalogue, today=today),
        f"The first plan had the contracts start {start['first_when']}. "
        f"{count(events.height - ours)} dates from {sources}"
        f"{f', and {count(ours)} worked out here,' if ours else ''} follow.",
    )
    return " ".join(filter(None, told))


# A picture costs most of a second to build the first time, so those asked for are kept.
@kept
def lanes_card(
    catalogue: Catalogue, choices: Choices, *, window: Window, look: LookName, today: dt.date
) -> Card | None:
    """Return the card of the chosen events in lanes, or None where none reaches the window."""
    shown = as_of(chosen(catalogue, choices), today).filter(
        pl.col("last") >= window.first, pl.col("date") <= window.last
    )
    if shown.is_empty():
        return None
    moves = milestones.moves(catalogue)
    both = moves.filter(
        "moved",
        pl.col("event_id").is_in(shown["event_id"].to_list()),
        pl.col("next_event_id").is_in(shown["event_id"].to_list()),
    )
    years = _years(window)
    moved = both["milestone"].unique(maintain_order=True).to_list()
    headline = (
        f"{plural(len(moved), 'milestone')} moved, among {plural(shown.height, 'date')} of {years}"
        if moved
        else f"{plural(shown.height, 'date')} of {years}"
    )
    return Card(
        slug="timeline",
        headline=headline,
        subtitle=(
            "Hollow: planned. Filled: happened, or set in a notice. Line: the days within which "
            "it lies. Arrow: from a planned date to the next one given. The list above names each."
        ),
        spec=charts.lanes(
            shown, moves, milestones.slips(catalogue), look=look, window=window, today=today
        ),
        alt=f"Lanes of {_by_lane(shown)}, {years}. {plural(len(moved), 'milestone')} moved.",
        table=events_table(shown),
        listed=True,
        source_ids=cited(shown),
        basis=bases(shown),
        how=(
            "Each date is drawn as its source gives it. A month is a line with a dot in it. "
            "A deadline stands at its last day. A date such as “from May” stands at its first.",
            "Drag the picture to move it; hold Shift and turn the wheel to zoom; double-click to "
            "go back. The choice of years does the same without a mouse.",
        ),
    )


@kept
@requires_data(
    no_card("slips", "What moved"),
    known=lambda facts: not milestones.slips(facts).is_empty(),
)
def slip_card(catalogue: Catalogue, *, look: LookName) -> Card:
    """Return the card of each milestone as first planned, as planned later, as it happened."""
    slips, steps = milestones.slips(catalogue), milestones.steps(catalogue)
    rows = steps.filter(pl.col("milestone_id").is_in(slips["milestone_id"].to_list()))
    late = _late(slips).height
    words = pl.col("slip").fill_null(SLIP_UNKNOWN)
    return Card(
        slug="slips",
        headline=f"{count(late)} of {count(slips.height)} milestones are later than first planned",
        subtitle=(
            "Hollow circle: first planned. Hollow diamond: planned later. Triangle: reported. "
            "Filled circle: as it happened. Square: as the notices set it."
        ),
        spec=charts.slips(steps, slips.select("milestone_id", "milestone", words=words), look=look),
        alt=_slips_alt(slips),
        table=steps_table(catalogue, rows),
        source_ids=cited(rows),
        basis=("derived", *bases(rows)),
        how=(
            "The delay is worked out here, from the first planned date to the newest one given. "
            "Where the first plan has two dates, it counts from the later one.",
            "If a source gives only a month, the delay is given as a range.",
            *filter(None, [sentence(handover.in_words(catalogue))]),
            *(_days(row) for row in _late(slips).drop_nulls("slip_days").iter_rows(named=True)),
        ),
    )


def events_table(rows: pl.DataFrame) -> Table:
    """Return events as a table, oldest first."""
    return Table(
        caption=f"{plural(rows.height, 'date')}, oldest first",
        frame=rows,
        columns=(
            *columns(when="When", title="What", lane="Kind", state="State"),
            Column("who_name", "Who", empty="not named"),
            *who_says_it(rows),
        ),
    )


def steps_table(catalogue: Catalogue, rows: pl.DataFrame) -> Table:
    """Return the dates of milestones as a table, in the order in which they were told."""
    sources = catalogue["sources"].select("source_id", source="short_name")
    return Table(
        caption="Each milestone as first planned, as planned later and as it happened",
        frame=rows.join(sources, on="source_id", maintain_order="left"),
        columns=(
            *columns(milestone="Milestone", stage="Which date", when="Date"),
            Column("slip", "Against the first plan", empty="not known"),
            *columns(said_when="Said", source="Source", place="Place in the source"),
            Column("basis", "Basis", "basis"),
            *caveat_column(rows),
        ),
    )


def _late(slips: pl.DataFrame) -> pl.DataFrame:
    return slips.filter(pl.col("slip").str.ends_with("later"))


def _slips_alt(slips: pl.DataFrame) -> str:
    worst = slips.sort("slip_days", "milestone", nulls_last=False).row(-1, named=True)
    return (
        f"A line for each of {plural(slips.height, 'milestone')}, from first planned to newest "
        f"date. {worst['milestone']}: {worst['first_when']}, then {worst['newest_when']}."
    )


def _days(row: dict) -> str:
    least = " at the least" if row["slip"].startswith("about") else ""
    return sentence(f"{row['milestone']}: {plural(row['slip_days'], 'day')}{least}")


def _by_lane(rows: pl.DataFrame) -> str:
    counted = dict(rows["lane"].value_counts().iter_rows())
    return listed(f"{lane} {counted[lane]}" for lane in LANES if lane in counted)


def _years(window: Window) -> str:
    first, last = window.first.year, window.last.year
    return str(first) if first == last else f"{first} to {last}"


def _start_moved(catalogue: Catalogue) -> bool:
    """Whether the papers plan a start of contracts, and something can be held against it."""
    return not milestones.slips(catalogue).filter(milestone_id=START).is_empty()
