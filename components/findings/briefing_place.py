"""What a briefing says of lots and places: people, services, engagement, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from components.findings import engagement as told
from components.findings import place_cards, places
from components.findings.briefing_papers import committee_names
from components.findings.briefing_parts import Line, Part, Points, Shown, headline, no_part, shown
from components.findings.find_cards import UNRESOLVED
from components.findings.timeline_rows import dated
from components.held import where_held
from components.matrix import LABELS
from components.tables import Column, Table
from components.words import (
    cohort_name,
    count,
    listed,
    listed_areas,
    pounds_short,
    sentence,
)
from data import engagement as asked
from data import envelopes
from data import services as lines_of
from data.catalogue import Catalogue
from data.gaps import gaps
from data.profile import profile

NO_ENVELOPE = {"amount_gbp": None, "note": None, "source_id": None, "basis": "not published"}
STAR = "*"  # marks the lines with more evidence than the others of their lot


def area_points(catalogue: Catalogue, area: str) -> tuple[Line, ...]:
    """Return an area at a glance."""
    known = dict(places.brief(catalogue, area))
    split = " ".join(places.split_sentences(catalogue, area))
    on_paper = ("csr-2024-12", "fts-main")
    return (
        Line(lead="Adults", text=f"{known['Adults']}.", cites=on_paper),
        Line(lead="Children", text=f"{known['Children']}.", cites=on_paper),
        Line(
            lead="People",
            text=f"{known['People']}.",
            cites=("ons-population",),
            basis=("derived",),
        ),
        Line(
            lead="Councils",
            text=f"{known['Councils']}. {split}".strip(),
            cites=("ons-lookup", "ons-population"),
            basis=("derived",),
        ),
        Line(lead="Health scrutiny", text=known["Health scrutiny"], cites=("hosc-2024-07",)),
    )


def lot_points(catalogue: Catalogue, row: dict, committees: Sequence[str]) -> tuple[Line, ...]:
    """Return a lot at a glance; `row` as `data.lots.lots`."""
    names = committee_names(catalogue)
    ages = {"adults": "18 and over", "children": "under 18"}[row["cohort"]]
    amounts = envelopes.five_years(catalogue).filter(lot_id=row["lot_id"], component="total")
    money = next(amounts.iter_rows(named=True), NO_ENVELOPE)
    five_years = (
        f"{pounds_short(money['amount_gbp'])}, transformation funding included."
        if money["amount_gbp"]
        else f"not published. {sentence(money['note'] or '')}".strip()
    )
    return (
        Line(
            lead="For",
            text=f"{row['cohort']} in {listed_areas(row['areas'])}.",
            cites=("csr-2024-12", "fts-main"),
        ),
        Line(
            lead="People",
            text=f"{count(row['residents'])} residents {ages} (mid-2020).",
            cites=("ons-population",),
            basis=("derived",),
        ),
        Line(
            lead="Envelope of 5 years",
            text=five_years,
            cites=(money["source_id"],) if money["source_id"] else (),
            basis=(money["basis"],),
        ),
        Line(
            lead="Health scrutiny",
            text=f"{listed(f'{names[one].name} ({names[one].short})' for one in committees)}.",
            cites=("hosc-2024-07",),
        ),
    )


def services(
    catalogue: Catalogue, wanted: Sequence[str], area: str | None, *, by_name: bool
) -> Part:
    """Return the part on services: the evidence in words, and `by_name` the lines themselves."""
    card = place_cards.services_card_of(catalogue, wanted)
    names = _lines(catalogue, wanted) if by_name else ()
    providers = place_cards.providers_card(catalogue, area)
    return Part(
        slug="services",
        heading="Services",
        blocks=(headline(card), shown(card), *names, headline(providers)),
    )


def _lines(catalogue: Catalogue, wanted: Sequence[str]) -> tuple[Line | Points, ...]:
    """The service lines by name, a list for each cohort, and what the star means."""
    lots_named = _first_of_cohort(catalogue, wanted)
    names = [Points(tuple(_names(catalogue, lot))) for lot in lots_named]
    if not any(STAR in line.text for one in names for line in one.lines):
        return tuple(names)
    return (*names, Line(text=f"{STAR} {LABELS['local list']}."))


def _first_of_cohort(catalogue: Catalogue, wanted: Sequence[str]) -> list[str]:
    """One lot for each cohort: the lots of a cohort have the same lines."""
    rows = catalogue["lots"].filter(pl.col("lot_id").is_in(list(wanted))).sort("number")
    return rows.unique("cohort", keep="first", maintain_order=True)["lot_id"].to_list()


def _names(catalogue: Catalogue, lot_id: str) -> list[Line]:
    """The service lines of a lot by name, those with a local list starred."""
    rows = lines_of.in_lot(catalogue, lot_id)
    cohort = catalogue["lots"].filter(lot_id=lot_id)["cohort"].item()
    one_lot = rows["service_area"].n_unique() == 1
    marked = pl.when(evidence="local list").then(pl.lit(STAR)).otherwise(pl.lit(""))
    named = rows.with_columns(shown=pl.concat_str("service", marked))
    whole = f"{cohort_name(cohort)} service lines ({rows.height})"
    if one_lot:
        return [Line(lead=whole, text=_semicolons(named["shown"]))]
    by_area = named.group_by("service_area", maintain_order=True).agg("shown")
    return [Line(lead=name, text=_semicolons(lines)) for name, lines in by_area.iter_rows()]


def _semicolons(names: Sequence[str] | pl.Series) -> str:
    return f"{'; '.join(names)}."


@where_held(
    no_part("engagement", "Engagement"),
    tables=("engagement_stages",),
    known=lambda facts: not facts["gaps"].filter(gap_id="engagement-by-area").is_empty(),
)
def engagement(catalogue: Catalogue, wanted: Sequence[str]) -> Part:
    """Return the part on engagement: the counts for all areas, and what people said."""
    gap = gaps(catalogue, "engagement").filter(gap_id="engagement-by-area").row(0, named=True)
    rows = asked.funnel(catalogue)
    held = set(catalogue["lots"].filter(pl.col("lot_id").is_in(list(wanted)))["cohort"])
    said = [_said(catalogue, cohort) for cohort in ("adults", "children") if cohort in held]
    return Part(
        slug="engagement",
        heading="Engagement",
        blocks=(
            Line(
                text=f"{sentence(gap['statement'])} The counts are of all areas together, in "
                f"{told.season(catalogue)}, the newest of each. They do not count the same things.",
                cites=(gap["source_id"],),
            ),
            Shown(
                table=Table(
                    caption=f"Engagement in all of {profile().region}",
                    frame=rows,
                    columns=(
                        Column("label", "What is counted"),
                        Column("value", "Count", "count"),
                        Column("basis", "Basis", "basis"),
                    ),
                ),
                cites=tuple(rows["source_id"].unique(maintain_order=True)),
            ),
            *said,
        ),
    )


def _said(catalogue: Catalogue, audience: str) -> Line:
    """What one audience said, by name of the theme."""
    rows = asked.themes(catalogue, audience)
    parts = [
        f"{kind}: {listed(name[0].lower() + name[1:] for name in names)}"
        for kind, names in rows.group_by("kind", maintain_order=True).agg("theme").iter_rows()
    ]
    return Line(
        lead=f"What was heard about {cohort_name(audience).lower()} services",
        text=f"{'; '.join(parts)}.",
        cites=tuple(rows["source_id"].unique(maintain_order=True)),
    )


@where_held(no_part("dates", "Key dates"), tables=("events",))
def dates(catalogue: Catalogue, today: dt.date) -> Part:
    """Return the part on key dates: award, start and ends of the contracts, as last given."""
    rows = dated(catalogue).filter(pl.col("replaced_by").is_null(), pl.col("thread").is_null())
    start = rows.filter(milestone_id="contract-start")["date"].max()
    contract = (pl.col("lane") == "contract") & (pl.col("date") >= pl.lit(start, pl.Date))
    kept = rows.filter(contract | (pl.col("milestone_id") == "award"))
    unresolved = (pl.col("last") < today) & (pl.col("status") == "planned")
    return Part(
        slug="dates",
        heading="Key dates",
        blocks=(
            Shown(
                table=Table(
                    caption="The contracts, each date as it was last given",
                    frame=kept.with_columns(
                        pl.when(unresolved)
                        .then(pl.lit(UNRESOLVED))
                        .otherwise("state")
                        .alias("state")
                    ),
                    columns=(
                        Column("when", "When"),
                        Column("title", "What"),
                        Column("state", "State"),
                    ),
                ),
                cites=tuple(kept["source_id"].unique(maintain_order=True)),
                basis=tuple(kept["basis"].unique(maintain_order=True)),
            ),
        ),
    )
