"""Who runs what since the plan to award: by lot, and as each source names it."""

from __future__ import annotations

from html import escape
from itertools import groupby

import polars as pl

from components.findings.services.providers import statements
from components.html.cards import Card, caveats_of, source_links, sources_in_words
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns, html, who_says_it
from components.text.words import (
    BASIS,
    capital,
    few,
    few_of,
    listed,
    listed_areas,
    plural,
    remarks,
    sentence,
)
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited, named, whole_copy
from data.queries.contract import awards
from data.queries.contract.awards import LotAwards
from data.queries.provision import BESIDE
from data.queries.timeline import events

NOT_SEEN = capital(BASIS["not in copy"])
NONE_NAMED = "No award names its area"
THE_LOTS = "The lots"
LEAD, SECOND_TIER = "Lead provider", "Second tier"


@kept
@requires_data("No award of a contract is on paper", tables=("provision",))
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page: who is named for the lots, and what is not said."""
    suppliers = _on_notices(catalogue)
    if not suppliers:
        return "No notice read here names who runs the lots"
    one, names = few_of(len(suppliers), "supplier"), listed(suppliers)
    return (
        f"For the lots the notices name {one}, {names}. "
        "Who runs which lot is not in the copy read here"
    )


@kept
@requires_data(no_card("by-lot", "Who runs each lot"), tables=("provision", "lots"))
def by_lot_card(catalogue: Catalogue) -> Card:
    """Return the card of what sources say of the award of each lot, and of its second tier."""
    lots = awards.by_lot(catalogue)
    told = pl.DataFrame(
        [
            {**one, "lot": lot.number, "of": of}
            for lot in lots
            for of, events_of in ((LEAD, lot.planned), (SECOND_TIER, lot.second))
            for one in events_of
        ],
        schema={**events(catalogue).schema, "lot": pl.Int64, "of": pl.String},
    )
    planned, second = (sum(map(bool, of)) for of in _columns(lots))
    of_lots = awards.named_since(catalogue).filter(pl.col("scope").is_null())
    return Card(
        slug="by-lot",
        headline=(
            f"{capital(few_of(planned, 'lot'))} of {few(len(lots))} "
            f"{'is' if planned == 1 else 'are'} named in a plan to award. "
            f"Second-tier awards name areas of {few_of(second, 'lot')}"
        ),
        subtitle="As sources since the plan to award say. The lead provider awards a second tier",
        body=html(in_brief(catalogue), caption_hidden=True),
        table=_told_table(catalogue, told),
        source_ids=tuple(dict.fromkeys([*cited(told), *cited(of_lots)])),
        basis=("stated", "not in copy"),
        how=(
            "A second-tier award stands beside a lot if it names one of the lot’s areas, and is "
            "for the same people. That is worked out here. It may be for a part of the area.",
            *filter(None, [where_the_whole_is(catalogue)]),
        ),
        caveats=caveats_of(told.rows(named=True), "of"),
    )


def where_the_whole_is(catalogue: Catalogue) -> str:
    """Return where the notices are of which the copies read here lack the lots, in sentences."""
    rows = _of_notices(catalogue).with_columns(basis=pl.lit("not in copy"))
    return whole_copy(catalogue, rows=rows.rows(named=True))


def _columns(lots: tuple[LotAwards, ...]) -> tuple[list[tuple[dict, ...]], ...]:
    """What is said of the lead provider of each lot, and of its second tier."""
    return [lot.planned for lot in lots], [lot.second for lot in lots]


def in_brief(catalogue: Catalogue) -> Table:
    """Return what is said of each lot and of its second tier as a table of few words."""
    lots = awards.by_lot(catalogue)
    lead, second = _columns(lots)
    return Table(
        caption="Each lot, as sources since the plan to award tell of it",
        frame=pl.DataFrame(
            {
                "lot": [f"Lot {lot.number}: {lot.name}" for lot in lots],
                "lead": [_titles(told) or NOT_SEEN for told in lead],
                "second": [_titles(told) or NONE_NAMED for told in second],
            }
        ),
        columns=(
            Column("lot", "Lot"),
            Column("lead", LEAD),
            Column("second", SECOND_TIER),
        ),
    )


def _titles(told: tuple[dict, ...]) -> str:
    """What awards are for, without the word for all of their kind before it."""
    return "; ".join(capital(one["title"].rpartition("award: ")[2]) for one in told)


def _told_table(catalogue: Catalogue, told: pl.DataFrame) -> Table:
    of = named(catalogue, told["source_id"]).select("source_id", "kind", source="short_name")
    return Table(
        caption="What is said of the award of each lot, and of its second tier",
        frame=told.join(of, on="source_id", maintain_order="left").with_columns(
            name=pl.format("Lot {}", "lot")
        ),
        columns=(
            *columns(name="Lot", of="Of whom", title="What", when="When", kind="Kind of source"),
            *who_says_it(told),
        ),
    )


@kept
@requires_data(no_card("named", "Who is named"), tables=("provision",))
def named_card(catalogue: Catalogue) -> Card:
    """Return the card of everybody whom a source names, by the contract that it is about."""
    rows = awards.named_since(catalogue).with_columns(
        contract=pl.col("scope").fill_null(THE_LOTS), areas=_area_names(catalogue)
    )
    beside = rows.filter(pl.col("scope").is_in(BESIDE))["what"].n_unique()
    said = "".join(
        f'<li><p class="when">{escape(capital(name))}</p><div>{_of_sources(catalogue, list(of))}'
        "</div></li>"
        for name, of in groupby(
            rows.partition_by("contract", "source_id", maintain_order=True),
            lambda part: part["contract"][0],
        )
    )
    return Card(
        slug="named",
        headline=(
            f"{plural(rows['provider'].n_unique(), 'provider')} named for the lots, in a second "
            f"tier or in {plural(beside, 'contract')} beside them"
        ),
        subtitle="Each with the kind of its source, its date and how far to trust it",
        body=f'<ol class="said-by">{said}</ol>',
        table=Table(
            caption="Who is named for what since the plan to award",
            frame=rows,
            columns=(
                *columns(provider="Provider", contract="Contract", what="What the source says"),
                Column("areas", "Areas that it names", empty="none"),
                *columns(period="When", kind="Kind of source", said="Date of the source"),
                *caveat_column(rows),
                Column("place", "Place in the source"),
                Column("note", "Note", empty="–"),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        how=(
            "It begins with the day on which the plan to award came out. What sources before that "
            f"day say is on the page Services ({sources_in_words(catalogue, _before(catalogue))})."
            if _before(catalogue)
            else "No source before the plan to award names a provider.",
        ),
    )


def _of_sources(catalogue: Catalogue, parts: list[pl.DataFrame]) -> str:
    return "".join(
        f"{statements(part)}<p>{escape(_when_and_where(part))}</p>"
        f'<p class="remark">{escape(_trust(part))} '
        f"{source_links(catalogue, [part['source_id'][0]])}</p>"
        for part in parts
    )


def _when_and_where(part: pl.DataFrame) -> str:
    areas = listed(dict.fromkeys(part["areas"].drop_nulls()), "and")
    return f"{capital(part['period'][0])}. {f'It names {areas}.' if areas else ''}".strip()


def _trust(part: pl.DataFrame) -> str:
    told = dict.fromkeys(remarks(row) for row in part.iter_rows(named=True))
    return " ".join([sentence(part["kind"][0]), *told])


def _area_names(catalogue: Catalogue) -> pl.Expr:
    names = dict(catalogue["hcp_areas"].select("hcp_area_id", "name").iter_rows())
    return pl.col("hcp_areas").map_elements(
        lambda ids: listed_areas([names.get(one, one) for one in ids.split()]),
        return_dtype=pl.String,
    )


def _on_notices(catalogue: Catalogue) -> list[str]:
    """The suppliers that notices name for the lots themselves."""
    return _of_notices(catalogue)["provider"].unique(maintain_order=True).to_list()


def _of_notices(catalogue: Catalogue) -> pl.DataFrame:
    return awards.named_since(catalogue).filter(
        pl.col("scope").is_null(), pl.col("kind").str.contains("notice")
    )


def _before(catalogue: Catalogue) -> tuple[str, ...]:
    return cited(awards.named_before(catalogue))
