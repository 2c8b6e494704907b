"""Cards of a place: its people, councils, services, money and providers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import polars as pl

from components.findings.evidence import tallies
from components.findings.places.places import area_row, lots_in, split_sentences
from components.html.cards import Card
from components.html.tables import Column, Table, caveat_column, columns
from components.text.words import listed, lots_listed, missing, plural, pounds_short
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import bases, cited, whole_copy
from data.queries import envelopes, lots, provision, services
from data.queries.people import counted_in

EVERYWHERE = profile().region


@kept
def councils_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card of councils: which lie in an area, whole or in part, and who scrutinises."""
    rows = _councils(catalogue)
    if area:
        name = area_row(catalogue, area)["name"]
        rows = rows.filter(hcp_area_id=area)
        headline = _holdings(rows, name)
    else:
        split = rows.filter(~pl.col("whole"))["name"].unique().sort().to_list()
        headline = (
            "No council’s area is split"
            if not split
            else (
                f"{len(split)} of {rows['lad_code'].n_unique()} councils’ areas are split: "
                f"{listed(split)}"
            )
        )
    return Card(
        slug="councils",
        headline=headline,
        subtitle=f"Councils, their people in {counted_in(catalogue)}, and who scrutinises health "
        "services",
        body="".join(f"<p>{escape(text)}</p>" for text in split_sentences(catalogue, area)),
        table=Table(
            caption="Councils, the HCP area they lie in, and their scrutiny committee",
            frame=rows,
            columns=(
                Column("name", "Council"),
                *(() if area else (Column("area_name", "HCP area"),)),
                Column("committee", "Health scrutiny"),
                Column("residents", "People there", "count"),
                Column("share", "Share of its people", "percent"),
            ),
        ),
        source_ids=(*lots.people_sources(catalogue), *cited(_bodies(catalogue, rows))),
        basis=("stated", "derived"),
        how=(
            "People are counted by small area (LSOA), never by the name of the district.",
            f"{_scrutinises(rows)}.",
        ),
    )


@kept
def services_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card of services: the lines of each lot of an area by evidence."""
    return services_card_of(catalogue, _ids(catalogue, area), area=area)


def services_card_of(
    catalogue: Catalogue, lot_ids: Sequence[str], *, area: str | None = None
) -> Card:
    """Return the card of services of some lots: the lines of each by evidence.

    What pages name is told of the `area` alone, where there is one.
    """
    lines = dict(services.counts(catalogue).select("cohort", "lines").iter_rows())
    return Card(
        slug="services",
        headline=(
            f"{plural(lines['adults'], 'adult service line')} and {lines['children']} for children "
            "are in the programme; no paper lists them lot by lot"
        ),
        subtitle="Service lines by the evidence for each lot",
        body=tallies.here(catalogue, lot_ids, area),
        table=tallies.table(catalogue, _rows(catalogue, lot_ids)),
        source_ids=services.evidence_sources(catalogue, tuple(lot_ids)),
        basis=bases(catalogue["lot_services"]),
    )


@kept
def money_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card of money: the published envelope of each lot of an area, or of all."""
    return money_card_of(catalogue, _ids(catalogue, area))


def money_card_of(catalogue: Catalogue, lot_ids: Sequence[str]) -> Card:
    """Return the card of money of some lots: the envelope of each, or that there is none."""
    rows = envelopes.per_resident(catalogue).filter(pl.col("lot_id").is_in(list(lot_ids)))
    shared = [lot for lot in _rows(catalogue, lot_ids) if len(lot["areas"]) > 1]
    return Card(
        slug="money",
        headline=_money_headline(rows),
        subtitle="Published envelope for one year, and for each resident of the lot’s age group",
        body="".join(
            f"<p>Lot {lot['number']} covers {plural(len(lot['areas']), 'area')}. The papers give "
            "its money as one sum.</p>"
            for lot in shared
        ),
        table=Table(
            caption="Published envelope for one year",
            frame=rows.with_columns(lot=_lot("number", "cohort")),
            columns=(
                Column("lot", "Lot"),
                Column("amount_gbp", "Envelope a year", "pounds"),
                Column("per_resident_gbp", "For each", "pence"),
            ),
        ),
        source_ids=cited(rows, rows.select(source_id="people_source_id")),
        basis=bases(rows),
        how=(
            *_shared_out(rows),
            *filter(None, [whole_copy(catalogue, rows=rows.rows(named=True))]),
        ),
    )


def _shared_out(rows: pl.DataFrame) -> list[str]:
    return [
        f"Lot {row['number']}: {row['working']} residents = £{row['per_resident_gbp']:,.2f}."
        for row in rows.drop_nulls("amount_gbp").iter_rows(named=True)
    ]


@kept
def providers_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card of providers, as far as a source says it of an area or of all."""
    rows = provision.provision_in(catalogue, area) if area else provision.provision(catalogue)
    where = f"in {area_row(catalogue, area)['name']}" if area else "in which area"
    return Card(
        slug="who-provides",
        headline=f"No paper says which provider runs which service {where}",
        subtitle="What each source says about providers, newest first",
        table=Table(
            caption="Providers, as each source names them",
            frame=rows,
            columns=(
                *columns(provider="Provider", what="What the source says", period="When"),
                *caveat_column(rows),
                Column("note", "Note", empty="–"),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
    )


def _ids(catalogue: Catalogue, area: str | None) -> list[str]:
    return lots_in(catalogue, area)["lot_id"].to_list()


def _rows(catalogue: Catalogue, lot_ids: Sequence[str]) -> list[dict]:
    return lots.lots(catalogue).filter(pl.col("lot_id").is_in(list(lot_ids))).rows(named=True)


def _councils(catalogue: Catalogue) -> pl.DataFrame:
    """Every part of every council's area, larger parts first, with its committee's short name."""
    parts = [
        lots.authorities_in(catalogue, row["hcp_area_id"]).with_columns(
            hcp_area_id=pl.lit(row["hcp_area_id"]), area_name=pl.lit(row["name"])
        )
        for row in lots.areas(catalogue).iter_rows(named=True)
    ]
    committees = catalogue["organisations"].select(
        pl.col("org_id").alias("committee_id"), pl.col("short_name").alias("committee")
    )
    return pl.concat(parts).join(committees, on="committee_id", maintain_order="left")


def _bodies(catalogue: Catalogue, rows: pl.DataFrame) -> pl.DataFrame:
    held = rows["committee_id"].unique().implode()
    return catalogue["organisations"].filter(pl.col("org_id").is_in(held))


def _scrutinises(rows: pl.DataFrame) -> str:
    """Which committee scrutinises for how many councils: `HOSC scrutinises for 12 councils`."""
    by_committee = rows.unique("lad_code")["committee"].value_counts()
    by_committee = by_committee.sort("count", "committee", descending=[True, False])
    return listed(
        f"{name} scrutinises for {plural(number, 'council')}"
        for name, number in by_committee.iter_rows()
    )


def _holdings(rows: pl.DataFrame, name: str) -> str:
    whole = rows.filter("whole").height
    verb = "lies" if whole == 1 else "lie"
    parts = "".join(f", and part of {part}" for part in rows.filter(~pl.col("whole"))["name"])
    return f"{plural(whole, 'council')} {verb} wholly in {name}{parts}"


def _lot(number: str, cohort: str) -> pl.Expr:
    """A lot as a table's row names it: `Lot 5 (children)`."""
    return pl.format("Lot {} ({})", number, cohort)


def _money_headline(rows: pl.DataFrame) -> str:
    parts = [
        f"Lot {row['number']}: {pounds_short(row['amount_gbp'])} a year"
        for row in rows.drop_nulls("amount_gbp").iter_rows(named=True)
    ]
    silent = rows.filter(pl.col("amount_gbp").is_null())
    for (basis,), held in silent.group_by("basis", maintain_order=True):
        parts.append(f"{lots_listed(held['number'])}: {missing([basis])}")
    return "; ".join(parts) or missing([]).capitalize()
