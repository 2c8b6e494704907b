"""What holds today, for the pages that lead with it: since when, for how much, what was due."""

from __future__ import annotations

import datetime as dt

import polars as pl

from components.findings.timeline.rows import dated, next_in_words, of_contracts
from components.html.cards import caveats_of
from components.html.not_published import requires_data
from components.text.words import about, capital, few_of, pounds, pounds_short, sentence, small
from data.package.catalogue import Catalogue
from data.package.dates import in_words, last_day
from data.package.kept import kept
from data.papers.sources import named
from data.queries.figures import Figure, newest

SIZES = ("envelope_five_years", "contract_value")
TERMS = ("contract_term_years", "contract_extension_years")
START = "contract-start"
NOT_READ_FOR_NEWS = ("reference", "workings")  # kinds of sources that report no event


@kept
def start(catalogue: Catalogue) -> dict | None:
    """Return the day on which the contracts start as it was last given, a row of `dated`."""
    rows = dated(catalogue).filter(milestone_id=START, status="actual")
    return rows.row(-1, named=True) if rows.height else None


@kept
def runs(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return since when the contracts run, as it follows `The new contracts`; or nothing.

    A notice sets a day, and does not say that it was kept.
    """
    first = start(catalogue)
    if first is None:
        return ""
    verb = "run" if first["date"] <= today else "are to run"
    by = ", say the notices" if first["said_last"] < first["date"] else ""
    return f"{verb} from {first['when']}{by}"


@kept
@requires_data("", metrics=SIZES)
def sizes_briefly(catalogue: Catalogue) -> str:
    """Return both sums for all lots, each with its source, as a headline says them."""
    return " and ".join(
        f"{about(one.basis)}{pounds_short(one.value)} in {_of(catalogue, one.source_id)}"
        for one in (newest(catalogue, metric) for metric in SIZES)
    )


@kept
@requires_data("", metrics=(*SIZES, *TERMS))
def terms(catalogue: Catalogue) -> str:
    """Return the terms that both sums are for, in sentences."""
    paper, notice = (newest(catalogue, metric) for metric in SIZES)
    term, more = (newest(catalogue, metric).value for metric in TERMS)
    return (
        f"The sum in the {_kind(catalogue, paper.source_id)} is for 5 years. The contracts on the "
        f"{_kind(catalogue, notice.source_id)} run for {term:g} years, with up to {more:g} more."
    )


@kept
@requires_data("", metrics=SIZES)
def sizes(catalogue: Catalogue) -> str:
    """Return both sums for all lots to the pound as far as they are, with their terms."""
    paper, notice = (newest(catalogue, metric) for metric in SIZES)
    return (
        f"{capital(_of(catalogue, paper.source_id))} puts all "
        f"{few_of(catalogue['lots'].height, 'lot')} at {about(paper.basis)}"
        f"{pounds_short(paper.value)}. {capital(_of(catalogue, notice.source_id))} puts them at "
        f"{pounds(notice.value)}. {terms(catalogue)}"
    ).strip()


@kept
def due(catalogue: Catalogue, *, today: dt.date) -> pl.DataFrame:
    """Return what was due since the contracts start and of which there is no later word.

    Rows of `dated`, oldest first.
    """
    return of_contracts(catalogue).filter(pl.col("last") < today, status="planned")


@kept
def due_in_words(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return what was due by now, in sentences; or nothing."""
    return " ".join(
        f"Due by {row['when']}: {small(row['title'])}. Nothing found since."
        for row in due(catalogue, today=today).iter_rows(named=True)
    )


@kept
def next_date(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the next known date with its caveat, as a sentence without its full stop; or nothing.

    On its own day a date is neither over nor told of, so it is still the next one.
    """
    ahead = dated(catalogue).filter(
        pl.col("replaced_by").is_null(), pl.col("scope").is_null(), pl.col("date") >= today
    )
    if ahead.is_empty():
        return ""
    return next_in_words(ahead.row(0, named=True))


@kept
def read_up_to(catalogue: Catalogue) -> str:
    """Return up to when papers are read, as a sentence; or nothing."""
    rows = catalogue["sources"].filter(~pl.col("held").is_in(NOT_READ_FOR_NEWS)).drop_nulls("date")
    if rows.is_empty():
        return ""
    dates = rows.select("date", "date_precision").iter_rows()
    newest_one = max(dates, key=lambda one: last_day(*one))
    return f"Papers read up to {in_words(*newest_one)}."


def sources(catalogue: Catalogue, *, today: dt.date) -> tuple[str, ...]:
    """Return the sources of the start and of what was due."""
    first = start(catalogue)
    told = [first["source_id"]] if first else []
    return tuple(dict.fromkeys([*told, *due(catalogue, today=today)["source_id"]]))


@kept
@requires_data("", metrics=SIZES)
def size_caveat(catalogue: Catalogue) -> str:
    """Return how far the newer of both sums can be trusted, in sentences."""
    return sentence(newest(catalogue, SIZES[-1]).caveat)


def size_caveats(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the caveats of both sums and their terms, for where a medium sets them out."""
    return caveats_of(_figures(catalogue))


def size_sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of both sums and their terms."""
    return tuple(dict.fromkeys(one.source_id for one in _figures(catalogue)))


def _figures(catalogue: Catalogue) -> list[Figure]:
    held = set(catalogue["figures"]["metric_id"])
    return [newest(catalogue, metric) for metric in (*SIZES, *TERMS) if metric in held]


def _of(catalogue: Catalogue, source_id: str) -> str:
    """The source as a sentence names it: its kind and its month."""
    date = named(catalogue, [source_id])["date"].item()
    return f"the {_kind(catalogue, source_id)} of {in_words(date.replace(day=1), 'month')}"


def _kind(catalogue: Catalogue, source_id: str) -> str:
    kind = named(catalogue, [source_id])["kind"].item()
    return "notice" if "notice" in kind else "paper"
