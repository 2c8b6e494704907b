"""Briefings: what there is to know of an area, a lot or a committee on two or three pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from components.findings.briefing import money, papers, place, questions
from components.findings.briefing.parts import bullets, cited_in, line, part
from components.findings.briefing.pictures import area_map, committee_picture, lot_map
from components.findings.places import places
from components.findings.scrutiny import scrutiny
from components.findings.timeline import now
from components.page_model import Box, Page
from components.text.words import count, listed_areas, lots_listed
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import cited
from data.queries import lots
from data.queries.people import counted_in
from data.queries.programme import items, text_of
from data.queries.scrutiny import areas_of, committees_of
from geo.attribution import BOUNDARIES, MAPS

KINDS: Mapping[str, str] = {
    "area": "Health and care partnership (HCP) areas",
    "lot": "Lots",
    "committee": "Scrutiny committees",
}
COMMITTEES = profile().committees
REASONS = 3  # of why it was done; the page of the programme has them all


def subjects(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Return the name of each subject of a briefing by its id, kind by kind."""
    held = catalogue["lots"].sort("number").select("lot_id", "number", "name")
    names = papers.committee_names(catalogue)
    return {
        "area": places.names(catalogue),
        "lot": {lot: f"Lot {number}, {name}" for lot, number, name in held.iter_rows()},
        "committee": {one: _with_short_name(*names[one]) for one in COMMITTEES if one in names},
    }


def _with_short_name(short: str, name: str) -> str:
    committee, comma, council = name.partition(", ")
    return f"{committee} ({short}){comma}{council}"


def briefing(catalogue: Catalogue, kind: str, subject_id: str, *, today: dt.date) -> Page:
    """Return the briefing on a subject as it stands today.

    Raises LookupError where there is no such kind or subject.
    """
    if subject_id not in subjects(catalogue).get(kind, {}):
        raise LookupError(f"no briefing on {kind} {subject_id}")
    makers = {"area": _of_area, "lot": _of_lot, "committee": _of_committee}
    return makers[kind](catalogue, subject_id, today)


def _page(
    catalogue: Catalogue,
    today: dt.date,
    finding: str,
    *parts: Box,
    attributions: tuple[str, ...] = MAPS,
) -> Page:
    day = in_words(today, "day")
    return Page(
        finding=finding,
        standfirst=f"{day} · data version {catalogue.version} of {catalogue.when}",
        body=parts,
        sources=cited_in(parts),
        attributions=attributions,
    )


def _of_area(catalogue: Catalogue, area: str, today: dt.date) -> Page:
    wanted = places.lots_in(catalogue, area)["lot_id"].to_list()
    return _page(
        catalogue,
        today,
        places.finding(catalogue, area),
        _in_short(catalogue, today, area_map(area), place.area_points(catalogue, area)),
        *_middle(catalogue, wanted, area, today),
        *_end(catalogue, committees_of(catalogue, [area]), wanted, today),
    )


def _of_lot(catalogue: Catalogue, lot_id: str, today: dt.date) -> Page:
    row = lots.lots(catalogue).filter(lot_id=lot_id).row(0, named=True)
    committees = committees_of(catalogue, lots.area_of_lot(catalogue, lot_id))
    covered = f"Lot {row['number']} is {listed_areas(row['areas'])}."
    drawn, told = lot_map(lot_id, row["cohort"], covered), place.lot_points
    return _page(
        catalogue,
        today,
        f"{subjects(catalogue)['lot'][lot_id]}: {money.envelope_words(catalogue, lot_id)}",
        _in_short(catalogue, today, drawn, told(catalogue, row, committees)),
        *_middle(catalogue, [lot_id], None, today),
        *_end(catalogue, committees, [lot_id], today),
    )


def _of_committee(catalogue: Catalogue, committee: str, today: dt.date) -> Page:
    short = papers.committee_names(catalogue)[committee].short
    covered = areas_of(catalogue, committee)
    area = covered[0] if len(covered) == 1 else None
    wanted = places.lots_in(catalogue, area)["lot_id"].to_list()
    drawn = committee_picture(catalogue, committee, short)
    told = _committee_points(catalogue, committee, wanted, today)
    asked = scrutiny.questions(catalogue, committee)
    return _page(
        catalogue,
        today,
        scrutiny.finding(catalogue, committee),
        _in_short(catalogue, today, drawn, told),
        papers.history(catalogue, [committee], counted=True),
        papers.promises(catalogue, committee, today=today),
        papers.changes_since(catalogue, papers.last_paper_to(catalogue, committee)),
        *_middle(catalogue, wanted, area, today, by_area=False),
        questions.questions(catalogue, asked, folded=True),
        attributions=BOUNDARIES,
    )


def _middle(
    catalogue: Catalogue,
    wanted: list[str],
    area: str | None,
    today: dt.date,
    *,
    by_area: bool = True,
) -> tuple[Box, ...]:
    """Money, services, engagement and dates: the same for all kinds, each for its lots."""
    return (
        money.money(catalogue, wanted),
        place.services(catalogue, wanted, area, by_area=by_area),
        place.engagement(catalogue, wanted),
        place.dates(catalogue, today),
    )


def _end(
    catalogue: Catalogue, committees: list[str], wanted: list[str], today: dt.date
) -> tuple[Box, ...]:
    """Scrutiny, changes and questions, for an area or a lot."""
    open_gaps = pl.concat(gaps(catalogue, lot_id=lot) for lot in wanted)
    decided = papers.decisions(catalogue, committees, today=today)
    return (
        papers.history(catalogue, committees, decided),
        papers.changes_since(catalogue, papers.newest_paper(catalogue)),
        questions.questions(catalogue, open_gaps.unique("gap_id", maintain_order=True)),
    )


def _in_short(catalogue: Catalogue, today: dt.date, drawn: Box, lines: Iterable[str]) -> Box:
    return part("in-short", "In short", drawn, bullets((*_today(catalogue, today), *lines)))


def _today(catalogue: Catalogue, today: dt.date) -> Iterator[str]:
    """What holds on the day of the briefing, and why there is a programme."""
    since, reasons = now.runs(catalogue, today=today), items(catalogue, "reason").head(REASONS)
    told = (
        [f"The new contracts {since}.", now.due_in_words(catalogue, today=today)] if since else []
    )
    if holds := " ".join(filter(None, [*told, now.read_up_to(catalogue)])):
        yield line(lead="Today", text=holds, cites=now.sources(catalogue, today=today))
    if why := text_of(reasons):
        yield line(lead="Why it was done", text=why, cites=cited(reasons))


def _committee_points(
    catalogue: Catalogue, committee: str, wanted: list[str], today: dt.date
) -> tuple[str, ...]:
    councils = catalogue["authorities"].filter(scrutiny_committee_id=committee)
    people = catalogue["population"].filter(area_kind="authority")
    residents = people.filter(pl.col("area_id").is_in(councils["lad_code"].implode()))
    numbers = places.lot_numbers(catalogue)
    areas = places.names(catalogue)
    covered = [areas[one] for one in areas_of(catalogue, committee)]
    return (
        line(
            lead="Scrutinises for",
            text=f"{listed_areas(councils['name'].sort().to_list())}: "
            f"{count(residents['all_ages'].sum())} people ({counted_in(catalogue)}).",
            cites=cited(councils, people),
            basis=("derived",),
        ),
        line(
            lead="Areas and lots",
            text=f"{listed_areas(covered)}: {lots_listed(numbers[lot] for lot in wanted)}.",
            cites=cited(catalogue["lots"], catalogue["area_joins"]),
            basis=("derived",),
        ),
        *papers.determinations(catalogue, [committee]),
        papers.states_line(catalogue, committee, today=today),
    )
