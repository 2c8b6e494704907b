"""Overview: what is happening, in one screen, made from the data."""

from __future__ import annotations

import datetime as dt
from html import escape

import polars as pl

from components.blocks import Step
from components.findings.papers import changes as changes_told
from components.findings.timeline import now
from components.html.dispute import mark
from components.html.key_figures import Key
from components.html.not_published import holds
from components.text.words import about, count, count_short, listed, plural, pounds_short, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries import changes, programme
from data.queries.conflicts import counts
from data.queries.figures import newest
from data.queries.lots import areas
from data.queries.people import counted_in
from data.queries.services import counts as service_counts

REASONS = 3  # those told here; the page of the programme has them all
TODAY = 3  # parts of the story that are told first


@kept
def finding(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the finding of the page in one sentence."""
    lots = catalogue["lots"].height
    if since := now.runs(catalogue, today=today):
        return f"New contracts for community health services in {profile().region} {since}"
    return f"{profile().region}’s community health services are bought in {count(lots)} lots"


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return who does what for whom, and up to when papers are read, in a few sentences."""
    cohorts = dict(catalogue["lots"]["cohort"].value_counts().iter_rows())
    areas = catalogue["hcp_areas"].height
    each = cohorts.get("adults") == areas
    return (
        f"{profile().icb}, the integrated care board (ICB), has bought these services again: "
        "nursing at home, therapies, rehabilitation, children’s care and more. "
        + (
            f"{count(cohorts['adults'])} lots are for adults, one in each of the {count(areas)} "
            f"health and care partnership (HCP) areas, and {count(cohorts['children'])} for "
            "children."
            if each
            else f"There are {count(areas)} health and care partnership (HCP) areas."
        )
        + f" {now.read_up_to(catalogue)}"
    ).strip()


@kept
def keys(catalogue: Catalogue) -> list[Key]:
    """Return the key figures of the page."""
    people = catalogue["population"].filter(area_kind=profile().whole_kind).row(0, named=True)
    lines = service_counts(catalogue)["lines"].sum()
    return [
        *_key_of(catalogue, "envelope_five_years", "All lots over 5 years, by the ICB"),
        *_key_of(catalogue, "contract_value", "All lots on the award notice"),
        Key(
            count_short(people["all_ages"]),
            f"Residents, {counted_in(catalogue)}",
            people["basis"],
            people["source_id"],
        ),
        Key(count(lines), "Service lines listed", "derived", _services_source(catalogue)),
        *_key_of(catalogue, "surveys_all", "Surveys completed"),
    ]


def _key_of(catalogue: Catalogue, metric: str, words: str) -> list[Key]:
    """The key figure of a metric, or none where no source gives one."""
    if not holds(catalogue, metrics=(metric,)):
        return []
    one = newest(catalogue, metric)
    if one.unit == "GBP":
        shown = about(one.basis) + pounds_short(one.value)
        return [Key(shown, words, one.basis, one.source_id, caveat=one.caveat)]
    shown = count_short(one.value)
    return [Key(shown, words, one.basis, one.source_id, mark(catalogue, metric), one.caveat)]


@kept
def steps(catalogue: Catalogue, *, today: dt.date) -> list[Step]:
    """Return the story in parts, each with the page that tells it."""
    parts = (
        _award(catalogue),
        _sizes(catalogue),
        _due(catalogue, today),
        _changed(catalogue),
        _why(catalogue),
        _place(catalogue),
        _scrutiny(catalogue),
        _unanswered(catalogue),
        _unsettled(catalogue),
    )
    return [part for part in parts if part.text]


@kept
def map_note_html(catalogue: Catalogue) -> str:
    """Return the lots of each area as a list, for those who do not see the map."""
    numbers = dict(catalogue["lots"].select("lot_id", "number").iter_rows())
    items = "".join(
        f"<li><strong>{escape(row['name'])}</strong>: Lot {numbers[row['adult_lot']]} for adults, "
        f"Lot {numbers[row['childrens_lot']]} for children</li>"
        for row in areas(catalogue).iter_rows(named=True)
    )
    return f'<ul class="map-note">{items}</ul>'


@kept
def source_ids(catalogue: Catalogue, *, today: dt.date) -> tuple[str, ...]:
    """Return the sources that the page draws on."""
    from_keys = [key.source_id for key in keys(catalogue)]
    from_steps = [one for step in steps(catalogue, today=today) for one in step.source_ids]
    return tuple(dict.fromkeys([*from_keys, *from_steps, *now.sources(catalogue, today=today)]))


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
        tuple(catalogue["area_joins"]["source_id"].unique(maintain_order=True)),
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
        tuple(rows["source_id"].unique(maintain_order=True)),
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
        "services",
        "See what is known about providers",
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


def _services_source(catalogue: Catalogue) -> str:
    return catalogue["services"]["source_id"].first()
