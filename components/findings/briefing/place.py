"""What a briefing says of lots and places: people, services, engagement, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from components.findings.briefing.papers import committee_names
from components.findings.briefing.parts import (
    cited_table,
    headline,
    line,
    no_part,
    paragraph,
    part,
    table_of,
    with_caveat,
)
from components.findings.engagement import engagement as told
from components.findings.evidence import page_words, tallies
from components.findings.need import in_short
from components.findings.places import cards as place_cards, places
from components.findings.timeline import handover
from components.findings.timeline.rows import as_of, dated, of_contracts
from components.html.cards import caveats_of
from components.html.not_published import requires_data
from components.html.tables import Column, Table
from components.page_model import Box, Prose
from components.text.words import (
    BASIS,
    cohort_name,
    committee_of,
    count,
    listed,
    listed_areas,
    missing,
    pounds_short,
    sentence,
)
from data.package.catalogue import Catalogue
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import bases, cited
from data.queries import engagement as asked, envelopes, services as lines_of
from data.queries.people import counted_in
from data.queries.programme import items, text_of
from data.queries.scrutiny import committees_of

NO_ENVELOPE = {"amount_gbp": None, "note": None, "source_id": None, "basis": "not published"}


def area_points(catalogue: Catalogue, area: str) -> tuple[str, ...]:
    """Return an area at a glance."""
    known = dict(places.brief(catalogue, area))
    split = " ".join(places.split_sentences(catalogue, area))
    row = places.area_row(catalogue, area)
    own = [catalogue["lots"].filter(lot_id=row[lot]) for lot in ("adult_lot", "childrens_lot")]
    people = catalogue["population"].filter(area_kind="hcp_area", area_id=area)
    joined = catalogue["area_joins"].filter(hcp_area_id=area)
    return (
        line(lead="Adults", text=f"{known['Adults']}.", cites=cited(own[0])),
        line(lead="Children", text=f"{known['Children']}.", cites=cited(own[1])),
        line(
            lead="People",
            text=f"{known['People']}.",
            cites=cited(people),
            basis=("derived",),
        ),
        *(
            line(
                lead="Need",
                text=f"{need}.",
                cites=in_short.sources(catalogue),
                basis=("derived",),
            )
            for need in filter(None, (in_short.words(catalogue, area),))
        ),
        line(
            lead="Councils",
            text=f"{known['Councils']}. {split}".strip(),
            cites=cited(joined, people),
            basis=("derived",),
        ),
        line(
            lead="Health scrutiny", text=known["Health scrutiny"], cites=_of_bodies(catalogue, area)
        ),
    )


def _of_bodies(catalogue: Catalogue, area: str) -> tuple[str, ...]:
    """The sources of the committees that scrutinise in an area."""
    held = committees_of(catalogue, [area])
    return cited(catalogue["organisations"].filter(pl.col("org_id").is_in(held)))


def lot_points(catalogue: Catalogue, row: dict, committees: Sequence[str]) -> tuple[str, ...]:
    """Return a lot at a glance; `row` as `data.queries.lots.lots`."""
    names = committee_names(catalogue)
    ages = {"adults": "18 and over", "children": "under 18"}[row["cohort"]]
    amounts = envelopes.five_years(catalogue).filter(lot_id=row["lot_id"], component="total")
    money = next(amounts.iter_rows(named=True), NO_ENVELOPE)
    five_years = (
        f"{pounds_short(money['amount_gbp'])}, the published envelope and transformation funding."
        if money["amount_gbp"]
        else " ".join(
            part
            for part in (
                f"{missing([money['basis']])}.",
                sentence(money["note"]),
            )
            if part
        )
    )
    return (
        line(
            lead="For",
            text=f"{row['cohort']} in {listed_areas(row['areas'])}.",
            cites=cited(catalogue["lot_areas"].filter(lot_id=row["lot_id"])),
        ),
        line(
            lead="People",
            text=f"{count(row['residents'])} residents {ages} ({counted_in(catalogue)}).",
            cites=cited(catalogue["population"].filter(area_kind="lot", area_id=row["lot_id"])),
            basis=("derived",),
        ),
        line(
            lead="5 years with what is held back" if money["amount_gbp"] else "Envelope of 5 years",
            text=five_years,
            cites=(money["source_id"],) if money["source_id"] else (),
            basis=(money["basis"],),
        ),
        line(
            lead="Health scrutiny",
            text=f"{listed(committee_of(*names[one]) for one in committees)}.",
            cites=cited(catalogue["organisations"].filter(pl.col("org_id").is_in(committees))),
        ),
    )


def services(
    catalogue: Catalogue, wanted: Sequence[str], area: str | None, *, by_area: bool
) -> Box:
    """Return the part on services: lines by evidence.

    With `by_area` also what pages name, and how many lines each service area has.
    """
    card = place_cards.services_card_of(catalogue, wanted)
    card = card if by_area else tallies.of_lists(catalogue, card)
    areas = _lines(catalogue, wanted) if by_area else ()
    claim = (paragraph(text=page_words.CLAIM),) if card.body else ()
    providers = place_cards.providers_card(catalogue, area)
    of_lots = cited(providers.table.frame.filter(pl.col("scope").is_null()))
    return part(
        "services",
        "Services",
        headline(card),
        table_of(card),
        *claim,
        *areas,
        headline(providers, cites=of_lots),
    )


def _lines(catalogue: Catalogue, wanted: Sequence[str]) -> tuple[Prose, ...]:
    """How many service lines each service area has, a line for each cohort that has several."""
    rows = catalogue["lots"].filter(pl.col("lot_id").is_in(list(wanted))).sort("number")
    # The lots of a cohort have the same lines.
    first = rows.unique("cohort", keep="first", maintain_order=True)
    counted = (_counted(catalogue, *lot) for lot in first.select("lot_id", "cohort").iter_rows())
    return tuple(one for one in counted if one)


def _counted(catalogue: Catalogue, lot_id: str, cohort: str) -> Prose | None:
    rows = lines_of.in_lot(catalogue, lot_id)
    areas = rows.group_by("service_area", maintain_order=True).len()
    if areas.height < 2:
        return None
    return paragraph(
        lead=f"{cohort_name(cohort)} service lines ({rows.height})",
        text=f"{'; '.join(f'{name} {count(lines)}' for name, lines in areas.iter_rows())}.",
    )


@requires_data(
    no_part("engagement", "Engagement"),
    tables=("engagement_stages",),
    known=lambda facts: not facts["gaps"].filter(gap_id="engagement-by-area").is_empty(),
)
def engagement(catalogue: Catalogue, wanted: Sequence[str]) -> Box:
    """Return the part on engagement: the counts for all areas, and what people said."""
    gap = gaps(catalogue, "engagement").filter(gap_id="engagement-by-area").row(0, named=True)
    rows, duty = asked.funnel(catalogue), items(catalogue, "duty to involve").head(1)
    held = set(catalogue["lots"].filter(pl.col("lot_id").is_in(list(wanted)))["cohort"])
    said = [_said(catalogue, cohort) for cohort in ("adults", "children") if cohort in held]
    return part(
        "engagement",
        "Engagement",
        paragraph(
            text=f"{sentence(gap['statement'])} The counts are of all areas together. "
            f"{told.when_counted(catalogue, rows)}. They do not count the same things. "
            f"{text_of(duty)}".rstrip(),
            cites=tuple(dict.fromkeys([gap["source_id"], *cited(duty)])),
        ),
        paragraph(
            lead=f"Counted in all of {profile().region}",
            text=" ".join(sentence(_step(catalogue, row)) for row in rows.rows(named=True)),
            cites=cited(rows),
            caveats=caveats_of(rows.rows(named=True)),
        ),
        *said,
    )


def _step(catalogue: Catalogue, row: dict) -> str:
    """A count with what it counts, and beside it a later date and that it was worked out."""
    beside = [told.later(catalogue, row)]
    if row["basis"] == "derived":
        beside.append(BASIS[row["basis"]])
    told_too = ", ".join(one for one in beside if one)
    return told.step_words(row, number=True) + (f" ({told_too})" if told_too else "")


def _said(catalogue: Catalogue, audience: str) -> Prose:
    """What one audience said, by name of the theme."""
    rows = asked.themes(catalogue, audience)
    parts = [
        f"{kind}: {listed(name[0].lower() + name[1:] for name in names)}"
        for kind, names in rows.group_by("kind", maintain_order=True).agg("theme").iter_rows()
    ]
    return paragraph(
        lead=f"What was heard about {cohort_name(audience).lower()} services",
        text=f"{'; '.join(parts)}.",
        cites=cited(rows),
    )


@requires_data(no_part("dates", "Key dates"), tables=("events",))
def dates(catalogue: Catalogue, today: dt.date) -> Box:
    """Return the part on key dates: award, start and ends of the contracts, as last given."""
    rows = dated(catalogue).filter(pl.col("replaced_by").is_null(), pl.col("thread").is_null())
    contracts = of_contracts(catalogue)["event_id"].implode()
    wanted = pl.col("event_id").is_in(contracts) | (pl.col("milestone_id") == "award")
    kept = as_of(rows.filter(wanted), today)
    table = Table(
        caption="The contracts, each date as it was last given",
        frame=kept.with_columns(with_caveat("title")),
        columns=(Column("when", "When"), Column("title", "What"), Column("state", "State")),
    )
    basis = bases(kept)
    shown = cited_table(table, cites=cited(kept), basis=basis)
    return part("dates", "Key dates", *_handover(catalogue), shown)


def _handover(catalogue: Catalogue) -> list[Prose]:
    """The time to hand over beside what the first plan kept free, where both are known."""
    known = handover.handover(catalogue)
    if known is None:
        return []
    cites = (known.award["source_id"], known.start["source_id"], known.plan["source_id"])
    told = sentence(handover.in_words(catalogue))
    return [paragraph(text=told, cites=tuple(dict.fromkeys(cites)), basis=("derived",))]
