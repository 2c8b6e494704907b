"""Overview: what matters most to each of its readers, each with the page that tells it."""

from __future__ import annotations

import datetime as dt

import polars as pl

from components.blocks import Step
from components.findings.contract import clock, contract
from components.findings.need import need
from components.findings.papers import changes as changes_told
from components.findings.timeline import now
from components.findings.waiting import waiting
from components.text.words import count, listed, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import cited
from data.queries import changes, programme
from data.queries.conflicts import counts

REASONS = 3  # those told here; the page of the programme has them all


@kept
def for_readers(
    catalogue: Catalogue, *, today: dt.date
) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """Return what matters most to whom: the name of the readers, and their parts of the story."""
    told = (
        (
            "For councillors",
            (_scrutiny(catalogue), _due(catalogue, today), _unanswered(catalogue)),
        ),
        ("For executives", (_sizes(catalogue), _need(catalogue), _clock(catalogue, today))),
        ("For residents", (_place(catalogue), _award(catalogue), _waiting(catalogue))),
    )
    return tuple((whom, _with_words(parts)) for whom, parts in told)


@kept
def for_all(catalogue: Catalogue) -> tuple[Step, ...]:
    """Return the rest of the story."""
    return _with_words((_changed(catalogue), _why(catalogue), _unsettled(catalogue)))


def steps(catalogue: Catalogue, *, today: dt.date) -> tuple[Step, ...]:
    """Return all parts of the story in the order of the page."""
    readers = for_readers(catalogue, today=today)
    return (*(step for _, parts in readers for step in parts), *for_all(catalogue))


def _with_words(parts: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(part for part in parts if part.text)


def _place(catalogue: Catalogue) -> Step:
    pieces = catalogue["area_joins"].filter(pl.col("is_minor_part")).rows(named=True)
    authorities = dict(catalogue["authorities"].select("lad_code", "name").iter_rows())
    names = listed(sorted({authorities[piece["lad_code"]] for piece in pieces}))
    people = sum(piece["population_2020"] for piece in pieces)
    return Step(
        "Lots follow HCP areas, not districts",
        f"Parts of {names} districts, home to {count(people)} people, lie in a different lot "
        "from most of their district."
        if names
        else "",
        "map",
        "See which lot is where",
        cited(catalogue["area_joins"]),
    )


def _scrutiny(catalogue: Catalogue) -> Step:
    rows = catalogue["statements"].filter(kind="determination").sort("order", descending=True)
    texts = [row["text"] for row in rows.rows(named=True)]
    names = dict(catalogue["organisations"].select("org_id", "short_name").iter_rows())
    who = listed(names[one] for one in rows["committee"].unique(maintain_order=True))
    differ = len({"not" in text.split() for text in texts}) > 1
    return Step(
        f"{who} came to different findings" if differ else f"What {who} found",
        " ".join(texts),
        "scrutiny",
        "See what each committee was told",
        cited(rows),
    )


def _need(catalogue: Catalogue) -> Step:
    sources = need.source_ids(catalogue)
    return Step(
        "Where need is greatest",
        sentence(need.finding(catalogue)) if sources else "",
        "need",
        "See need, and money beside it",
        sources,
    )


def _clock(catalogue: Catalogue, today: dt.date) -> Step:
    return Step(
        "How far the contracts have run",
        clock.in_brief(catalogue, today=today),
        "contract",
        "See the contracts and their dates",
        contract.source_ids(catalogue),
    )


def _waiting(catalogue: Catalogue) -> Step:
    sources = waiting.source_ids(catalogue)
    told = (sentence(waiting.finding(catalogue)), waiting.baseline(catalogue), waiting.TWICE)
    return Step(
        "How many wait",
        " ".join(filter(None, told)) if sources else "",
        "waiting",
        "See how long, and for what",
        sources,
    )


def _sizes(catalogue: Catalogue) -> Step:
    return Step(
        "Two sums for the same lots",
        f"{now.sizes(catalogue)} {now.size_caveat(catalogue)}".strip(),
        "money",
        "See the money",
        now.size_sources(catalogue),
    )


def _due(catalogue: Catalogue, today: dt.date) -> Step:
    return Step(
        "What should have happened by now",
        now.due_in_words(catalogue, today=today),
        "timeline",
        "See every date",
        now.sources(catalogue, today=today),
    )


def _changed(catalogue: Catalogue) -> Step:
    """What was said since the newest paper: by notices, pages and other sources."""
    papers = changes.comparable(catalogue).filter(held="paper").drop_nulls("date")
    days = changes_told.days(catalogue)
    since = next((day for day in reversed(papers["date"]) if day.isoformat() in days), None)
    if since is None:
        return Step("What changed since the last paper", "", "changes", "See what changed", ())
    said = changes.since(catalogue, since)
    rows = changes_told.compared(catalogue, said)
    return Step(
        "What changed since the last paper",
        f"{changes_told.finding_since(rows, days[since.isoformat()])}.",
        "changes",
        "See what changed",
        (),
    )


def _why(catalogue: Catalogue) -> Step:
    rows = programme.items(catalogue, "reason").head(REASONS)
    return Step(
        "Why it was done",
        programme.text_of(rows),
        "programme",
        "See the programme",
        cited(rows),
    )


def _award(catalogue: Catalogue) -> Step:
    rows = catalogue["provision"].filter(pl.col("source_id").is_in(_notices(catalogue)))
    suppliers = rows.join(catalogue["organisations"].select("org_id", "name"), on="org_id")
    lower = pl.col("what").str.contains("second-tier")
    main = suppliers.filter(~lower)["name"].to_list()
    second = suppliers.filter(lower)["name"].to_list()
    told = f"The notices name {listed(main)}"
    if second:
        told += f", and {listed(second)} as its second-tier suppliers"
    # Said for as long as the table of gaps has it.
    gap = catalogue["gaps"].filter(gap_id="award-by-lot")
    known = gap.select(pl.coalesce("answer", "statement")).to_series()
    return Step(
        "The records collected here do not say who won which lot"
        if gap.height
        else "Who won the contracts",
        " ".join([f"{told}.", *map(sentence, known)]) if main else "",
        "contract",
        "See who is named for what",
        cited(rows, gap.select(source_id=pl.coalesce("answer_source_id", "source_id"))),
    )


def _unanswered(catalogue: Catalogue) -> Step:
    gaps = catalogue["gaps"].height
    return Step(
        "What the papers do not say",
        f"The papers leave {plural(gaps, 'question')} unanswered." if gaps else "",
        "questions",
        "See the open questions",
        (),
    )


def _unsettled(catalogue: Catalogue) -> Step:
    apart, moved = counts(catalogue)
    plans = f", and {plural(moved, 'plan')} moved" if moved else ""
    return Step(
        "Where papers do not agree",
        f"Papers and notices differ on {plural(apart, 'point')}{plans}. Every value is shown, with "
        "its date."
        if apart or moved
        else "",
        "disagree",
        "See where papers disagree",
        (),
    )


def _notices(catalogue: Catalogue) -> list[str]:
    """The sources that are procurement notices."""
    return catalogue["sources"].filter(kind="procurement notice")["source_id"].to_list()
