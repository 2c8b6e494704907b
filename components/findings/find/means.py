"""What papers say that matters to those who live in a place: what stays, what changed, and so on.

Each line is one statement, with its source and its place there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from components.findings.places.places import lots_in
from components.findings.timeline import now
from components.findings.timeline.rows import as_of, dated
from components.operate.contact import office_contacts
from components.text.words import capital, committee_of, listed, sentence, small
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.gaps import gaps
from data.queries import scrutiny
from data.queries.contract import awards

STAYS, CHANGED, UNKNOWN = "What stays", "What changed", "What is not known"
ASKED, SAY = "Whom to ask", "How to have a say"
NO_CONTACT = "The operator of this site has not set a contact."


@dataclass(frozen=True, kw_only=True)
class Line:
    """A statement in sentences; `said` tells who said it and when, where its own words do not.

    `subject_id` is that of a point on which sources differ. What the operator of the site has set
    has no source.
    """

    text: str
    said: str = ""
    caveat: str | None = None
    subject_id: str = ""
    basis: str = "stated"
    source_id: str | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class ResidentsQuestion:
    """One question of residents, with the lines that answer it."""

    name: str
    lines: tuple[Line, ...]


def parts(
    catalogue: Catalogue, area: str, committees: Sequence[str], *, today: dt.date
) -> tuple[ResidentsQuestion, ...]:
    """Return what there is to tell in an HCP area under these scrutiny committees, part by part."""
    told = _of_papers(catalogue, area, tuple(committees), today)
    asked = ResidentsQuestion(name=ASKED, lines=tuple(_whom(catalogue, committees)))
    *before, say = told
    return tuple(part for part in (*before, asked, say) if part.lines)


@kept
def _of_papers(
    catalogue: Catalogue, area: str, committees: tuple[str, ...], today: dt.date
) -> tuple[ResidentsQuestion, ...]:
    return (
        ResidentsQuestion(name=STAYS, lines=tuple(_stays(catalogue, committees, today))),
        ResidentsQuestion(name=CHANGED, lines=tuple(_changed(catalogue, area, today))),
        ResidentsQuestion(name=UNKNOWN, lines=tuple(unknown(catalogue, area))),
        ResidentsQuestion(name=SAY, lines=tuple(_ways(catalogue, committees, today))),
    )


def chosen(name: str) -> list[str]:
    """Return the ids that the profile names for residents under `stays`, `say` or `unknown`."""
    told = profile().residents
    return getattr(told, name).split() if told else []


def _said(catalogue: Catalogue, name: str, committees: Sequence[str]) -> Iterator[Line]:
    """The statements of the profile; what one committee was promised, where it scrutinises."""
    ids = chosen(name)
    rows = {row["statement_id"]: row for row in scrutiny.statements(catalogue).rows(named=True)}
    for row in (rows[one] for one in ids if one in rows):
        elsewhere = row["committee"] in profile().committees and row["committee"] not in committees
        if row["kind"] == "commitment" and elsewhere:
            continue
        when = f", {row['when']}" if row["when"] else ""
        yield Line(said=f"{row['by_name']}{when}", **_of(row, row["text"]))


def _stays(catalogue: Catalogue, committees: Sequence[str], today: dt.date) -> Iterator[Line]:
    yield from _said(catalogue, "stays", committees)
    for row in now.due(catalogue, today=today).iter_rows(named=True):
        text = f"{row['title']}: due by {row['when']}. Nothing found since."
        yield Line(**(_of(row, text) | {"basis": "not found since"}))


def _changed(catalogue: Catalogue, area: str, today: dt.date) -> Iterator[Line]:
    if (start := now.start(catalogue)) is not None:
        yield Line(**_of(start, f"The new contracts {now.runs(catalogue, today=today)}."))
    wanted = set(lots_in(catalogue, area)["lot_id"])
    for lot in awards.by_lot(catalogue):
        if lot.lot_id in wanted:
            yield from (Line(**_of(row, f"{row['title']}.")) for row in lot.planned)
    yield from _named(catalogue, area)
    yield from _here(catalogue, area, today)


def _named(catalogue: Catalogue, area: str) -> Iterator[Line]:
    """Who is named for the lots, or within them: the first that each source says of it."""
    here = pl.col("hcp_areas").fill_null(area).str.split(" ").list.contains(area)
    within = pl.col("scope").is_null() | (pl.col("scope") == awards.SECOND)
    rows = awards.named_since(catalogue).filter(here, within)
    for of_source in rows.partition_by("source_id", maintain_order=True):
        first = of_source.row(0, named=True)
        names = listed(of_source.filter(what=first["what"])["provider"])
        yield Line(**_of(first, f"{names}: {small(first['what'])}."))


def _here(catalogue: Catalogue, area: str, today: dt.date) -> Iterator[Line]:
    """What happened to services of an area since the plan to award; of a point its last date."""
    rows = (
        as_of(dated(catalogue), today)
        .filter(
            pl.col("hcp_areas").str.split(" ").list.contains(area),
            pl.col("date") >= awards.told_from(catalogue),
            pl.col("scope").is_null(),
            lane="contract",
        )
        .with_columns(point=pl.coalesce("milestone_id", "event_id"))
        .unique("point", keep="last", maintain_order=True)
    )
    for row in rows.iter_rows(named=True):
        state = f" ({row['state']})" if row["status"] == "planned" else ""
        yield Line(subject_id=row["point"], **_of(row, f"{row['title']}: {row['when']}{state}."))


def unknown(catalogue: Catalogue, area: str | None = None) -> Iterator[Line]:
    """What no paper says of all that residents ask first; of an area, what concerns its lots."""
    rows = {row["gap_id"]: row for row in gaps(catalogue).rows(named=True)}
    wanted = set(lots_in(catalogue, area)["lot_id"])
    for row in (rows[one] for one in chosen("unknown") if one in rows):
        if not row["lots"] or wanted & set(row["lots"].split()):
            line = Line(text=sentence(row["statement"]), basis=row["basis"])
            yield Line(**{**vars(line), "source_id": row["source_id"]})


def _ways(catalogue: Catalogue, committees: Sequence[str], today: dt.date) -> Iterator[Line]:
    yield from _said(catalogue, "say", committees)
    stages = catalogue["engagement_stages"].filter(state="planned").sort("stage")
    for row in stages.iter_rows(named=True):
        text = f"Stage {row['stage']}, {small(row['when_text'])}: {small(row['name'])}."
        yield Line(**_of(row, " ".join(filter(None, [text, sentence(row["note"])]))))
    ahead = dated(catalogue).filter(pl.col("last") >= today, lane="engagement")
    if stages.height and ahead.is_empty():
        read = now.read_up_to(catalogue)
        text = "No survey or event that is still to come is in the papers collected here."
        yield Line(text=f"{text} {read}".strip(), basis="not found since")


def _whom(catalogue: Catalogue, committees: Sequence[str]) -> Iterator[Line]:
    """The ICB and each council that scrutinises, with the contact that the operator has set."""
    bodies = {row["org_id"]: row for row in catalogue["organisations"].rows(named=True)}
    for row in catalogue["organisations"].filter(kind="ICB").head(1).iter_rows(named=True):
        asked = f"On the contracts: {row['name']} ({row['short_name']})."
        yield Line(text=f"{asked} {contact(row['org_id'])}", **_where(row))
    for one in committees:
        if one in bodies:
            row = bodies[one]
            council = row["name"].rpartition(", ")[2]
            asked = f"On scrutiny: {committee_of(row['short_name'], row['name'])}."
            yield Line(text=f"{asked} {contact(_body(bodies, council))}", **_where(row))


def contact(org_id: str) -> str:
    """Return how an organisation is reached, or that the operator has not set it, as a sentence."""
    found = office_contacts().get(org_id)
    return f"Contact: {found}" if found else NO_CONTACT


def _body(bodies: Mapping[str, Mapping[str, Any]], name: str) -> str:
    return next((one for one, row in bodies.items() if row["name"] == name), "")


def _of(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {"text": capital(text), "caveat": row.get("caveat"), **_where(row)}


def _where(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("basis", "source_id", "place")}
