"""Briefings: what there is to know of an area, a lot or a committee on two or three pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from components.findings import briefing_money as money
from components.findings import briefing_papers as papers
from components.findings import briefing_place as place
from components.findings import briefing_questions as questions
from components.findings import now, places, scrutiny
from components.findings.briefing_link import Kind
from components.findings.briefing_parts import Briefing, Line, Part, Points
from components.findings.briefing_pictures import area_map, committee_picture, lot_map
from components.words import committee_of, count, listed, listed_areas
from data import lots
from data.catalogue import Catalogue
from data.gaps import gaps
from data.people import counted_in
from data.profile import profile
from data.programme import items
from data.sources import cited

KINDS: Mapping[Kind, str] = {
    "area": "Health and care partnership (HCP) areas",
    "lot": "Lots",
    "committee": "Scrutiny committees",
}
COMMITTEES = profile().committees
REASONS = 3  # of why it was done; the page of the programme has them all


def subjects(catalogue: Catalogue) -> dict[Kind, dict[str, str]]:
    """Return the name of each subject of a briefing by its id, kind by kind."""
    held = catalogue["lots"].sort("number").select("lot_id", "number", "name")
    names = papers.committee_names(catalogue)
    return {
        "area": places.names(catalogue),
        "lot": {lot: f"Lot {number}, {name}" for lot, number, name in held.iter_rows()},
        "committee": {
            one: f"{names[one].name} ({names[one].short})" for one in COMMITTEES if one in names
        },
    }


def briefing(catalogue: Catalogue, kind: str, subject_id: str, *, today: dt.date) -> Briefing:
    """Return the briefing on a subject as it stands today.

    Raises LookupError where there is no such kind or subject.
    """
    known = subjects(catalogue)
    if subject_id not in known.get(kind, {}):
        raise LookupError(f"no briefing on {kind} {subject_id}")
    builders = {"area": _of_area, "lot": _of_lot, "committee": _of_committee}
    return builders[kind](catalogue, subject_id, known[kind][subject_id], today)


def _of_area(catalogue: Catalogue, area: str, name: str, today: dt.date) -> Briefing:
    wanted = places.lots_in(catalogue, area)["lot_id"].to_list()
    committees = papers.committees_of(catalogue, [area])
    return Briefing(
        kind="area",
        subject_id=area,
        name=name,
        title=places.finding(catalogue, area),
        see=f"/map?area={area}",
        parts=(
            Part(
                slug="in-short",
                heading="In short",
                blocks=(Points((*_today(catalogue, today), *place.area_points(catalogue, area))),),
                picture=area_map(area),
            ),
            *_middle(catalogue, wanted, area, today),
            papers.history(
                catalogue, committees, papers.decisions(catalogue, committees, today=today)
            ),
            papers.changes_since(catalogue, papers.newest_paper(catalogue)),
            questions.questions(catalogue, _gaps_of_lots(catalogue, wanted)),
        ),
    )


def _of_lot(catalogue: Catalogue, lot_id: str, name: str, today: dt.date) -> Briefing:
    row = lots.lots(catalogue).filter(lot_id=lot_id).row(0, named=True)
    committees = papers.committees_of(catalogue, lots.area_of_lot(catalogue, lot_id))
    covered = listed_areas(row["areas"])
    return Briefing(
        kind="lot",
        subject_id=lot_id,
        name=name,
        title=f"{name}: {money.envelope_words(catalogue, lot_id)}",
        see=f"/map?cohort={row['cohort']}",
        parts=(
            Part(
                slug="in-short",
                heading="In short",
                blocks=(
                    Points(
                        (*_today(catalogue, today), *place.lot_points(catalogue, row, committees))
                    ),
                ),
                picture=lot_map(lot_id, row["cohort"], f"Lot {row['number']} is {covered}."),
            ),
            *_middle(catalogue, [lot_id], None, today),
            papers.history(
                catalogue, committees, papers.decisions(catalogue, committees, today=today)
            ),
            papers.changes_since(catalogue, papers.newest_paper(catalogue)),
            questions.questions(catalogue, _gaps_of_lots(catalogue, [lot_id])),
        ),
    )


def _of_committee(catalogue: Catalogue, committee: str, _name: str, today: dt.date) -> Briefing:
    names = papers.committee_names(catalogue)[committee]
    covered = papers.areas_of(catalogue, committee)
    area = covered[0] if len(covered) == 1 else None
    wanted = places.lots_in(catalogue, area)["lot_id"].to_list()
    return Briefing(
        kind="committee",
        subject_id=committee,
        name=committee_of(names.short, names.name),
        title=scrutiny.finding(catalogue, committee),
        see=f"/scrutiny?committee={committee}",
        parts=(
            Part(
                slug="in-short",
                heading="In short",
                blocks=(
                    Points(
                        (
                            *_today(catalogue, today),
                            *_committee_points(catalogue, committee, wanted, today),
                        )
                    ),
                ),
                picture=committee_picture(catalogue, committee, names.short),
            ),
            papers.history(catalogue, [committee], counted=True),
            papers.promises(catalogue, committee, today=today),
            papers.changes_since(catalogue, papers.last_paper_to(catalogue, committee)),
            *_middle(catalogue, wanted, area, today, by_area=False),
            questions.questions(
                catalogue, questions.gaps_of_committee(catalogue, committee), folded=True
            ),
        ),
    )


def _middle(
    catalogue: Catalogue,
    wanted: list[str],
    area: str | None,
    today: dt.date,
    *,
    by_area: bool = True,
) -> tuple[Part, ...]:
    """Money, services, engagement and dates: the same for all kinds, each for its lots."""
    return (
        money.money(catalogue, wanted),
        place.services(catalogue, wanted, area, by_area=by_area),
        place.engagement(catalogue, wanted),
        place.dates(catalogue, today),
    )


def _today(catalogue: Catalogue, today: dt.date) -> tuple[Line, ...]:
    """What holds on the day of the briefing, and why there is a programme."""
    since, reasons = now.runs(catalogue, today=today), items(catalogue, "reason").head(REASONS)
    told = (
        [f"The new contracts {since}.", now.due_in_words(catalogue, today=today)] if since else []
    )
    lines = (
        Line(
            lead="Today",
            text=" ".join(filter(None, [*told, now.read_up_to(catalogue)])),
            cites=now.sources(catalogue, today=today),
        ),
        Line(lead="Why it was done", text=" ".join(reasons["text"]), cites=cited(reasons)),
    )
    return tuple(line for line in lines if line.text)


def _committee_points(
    catalogue: Catalogue, committee: str, wanted: list[str], today: dt.date
) -> tuple[Line, ...]:
    councils = catalogue["authorities"].filter(scrutiny_committee_id=committee)
    people = catalogue["population"].filter(area_kind="authority")
    residents = people.filter(pl.col("area_id").is_in(councils["lad_code"].implode()))
    numbers = places.lot_numbers(catalogue)
    areas = places.names(catalogue)
    covered = [areas[one] for one in papers.areas_of(catalogue, committee)]
    return (
        Line(
            lead="Scrutinises for",
            text=f"{listed_areas(councils['name'].sort().to_list())}: "
            f"{count(residents['all_ages'].sum())} people ({counted_in(catalogue)}).",
            cites=cited(councils, people),
            basis=("derived",),
        ),
        Line(
            lead="Areas and lots",
            text=f"{listed_areas(covered)}: lots {listed(str(numbers[lot]) for lot in wanted)}.",
            cites=cited(catalogue["lots"], catalogue["area_joins"]),
            basis=("derived",),
        ),
        *papers.determinations(catalogue, [committee]),
        papers.states_line(catalogue, committee, today=today),
    )


def _gaps_of_lots(catalogue: Catalogue, wanted: list[str]) -> pl.DataFrame:
    found = pl.concat(gaps(catalogue, lot_id=lot) for lot in wanted)
    return found.unique("gap_id", maintain_order=True)
