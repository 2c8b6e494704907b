"""What a briefing says of money: each lot's envelope, and all lots together."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from components.findings.briefing.parts import (
    cited_table,
    headline,
    paragraph,
    part,
    picture,
    table_of,
)
from components.findings.money import money as envelope_cards, per_resident
from components.findings.places import cards as place_cards
from components.findings.timeline import now
from components.html.not_published import requires_data
from components.html.tables import Column
from components.page_model import Block, Box, Prose
from components.text.words import missing, plural, pounds, pounds_short
from data.package.catalogue import Catalogue
from data.papers.sources import bases, cited, whole_copy
from data.queries import envelopes, lots
from data.queries.programme import items, text_of

# The room of a chart in px: the height is that of its bars alone.
ROOM = {"width": 340, "height": 110, "autosize": {"type": "fit-x", "contains": "padding"}}


def envelope_words(catalogue: Catalogue, lot_id: str) -> str:
    """Return what is published of a lot's yearly envelope, briefly."""
    rows = envelopes.per_resident(catalogue).filter(lot_id=lot_id)
    row = next(rows.iter_rows(named=True), None)
    if row is None or row["amount_gbp"] is None:
        return f"its yearly envelope is {missing([row['basis']] if row else [])}"
    who = {"adults": "adult", "children": "child"}[row["cohort"]]
    each = pounds(row["per_resident_gbp"])
    return f"{pounds_short(row['amount_gbp'])} a year, {each} for each resident {who}"


def money(catalogue: Catalogue, wanted: Sequence[str]) -> Box:
    """Return the part on money: what is published of the lots, and of all of them together."""
    rows = envelopes.per_resident(catalogue).filter(pl.col("lot_id").is_in(list(wanted)))
    published = rows.drop_nulls("amount_gbp")["lot_id"].to_list()
    card = place_cards.money_card_of(catalogue, wanted)
    blocks: list[Block] = [*_chart(catalogue, published), headline(card)]
    if len(published) == 1:
        blocks += _how(catalogue, published[0])
    columns = (
        Column("lot", "Lot"),
        Column("amount_gbp", "Envelope a year", "pounds"),
        Column("per_resident_gbp", "For each resident of its age group", "pence"),
    )
    if len(rows) > 1 and published:
        blocks.append(table_of(card, *columns, rows=pl.col("amount_gbp").is_not_null()))
    if whole := whole_copy(catalogue, rows=rows.rows(named=True)):
        blocks.append(paragraph(text=whole))
    blocks += [*_shared(catalogue, wanted), whole_programme(catalogue), *_holds(catalogue)]
    if list(wanted) == published:
        blocks.append(_years(catalogue, published[0]))
    return part("money", "Money", *blocks)


def _how(catalogue: Catalogue, lot_id: str) -> list[Prose]:
    card = envelope_cards.envelope_card(catalogue, lot_id, look="light")
    return [paragraph(text=" ".join(card.how), cites=card.source_ids)] if card.how else []


def _shared(catalogue: Catalogue, wanted: Sequence[str]) -> list[Prose]:
    """A sentence on each lot of several areas, where the briefing is on more than that lot."""
    rows = lots.lots(catalogue).filter(pl.col("lot_id").is_in(list(wanted)))
    return [
        paragraph(
            text=f"Lot {row['number']} covers {plural(len(row['areas']), 'area')}. The papers give "
            "its money as one sum.",
            cites=cited(catalogue["envelopes"].filter(lot_id=row["lot_id"])),
        )
        for row in rows.iter_rows(named=True)
        if len(row["areas"]) > 1
    ]


@requires_data(
    paragraph(lead="All lots", text="no sum for them together is published."), metrics=now.SIZES
)
def whole_programme(catalogue: Catalogue) -> Prose:
    """Return what the papers and the notices put all lots at."""
    return paragraph(
        lead=f"All {plural(catalogue['lots'].height, 'lot')}",
        text=now.sizes(catalogue),
        cites=now.size_sources(catalogue),
        caveats=now.size_caveats(catalogue),
    )


def _holds(catalogue: Catalogue) -> list[Prose]:
    """What the envelopes hold, where a paper says it."""
    rows = items(catalogue, "envelope")
    told = paragraph(lead="What the envelopes include", text=text_of(rows), cites=cited(rows))
    return [told] if text_of(rows) else []


def _years(catalogue: Catalogue, lot_id: str) -> Prose:
    rows = catalogue["envelopes"].filter(lot_id=lot_id)
    return cited_table(
        envelope_cards.envelope_table(catalogue, lot_id),
        cites=cited(rows),
        basis=bases(rows),
    )


def _chart(catalogue: Catalogue, published: Sequence[str]) -> list[Box]:
    """Return the envelope year by year of the one lot that has one, or two lots side by side."""
    if not published:
        return []
    one = len(published) == 1
    card = (
        envelope_cards.envelope_card(catalogue, published[0], look="light")
        if one
        else per_resident.cards(catalogue, look="light")[0]
    )
    shown = picture(
        "money",
        dict(card.spec or {}) | ROOM,
        alt=card.alt,
        # The amount of one lot stands in the sentence beside it already.
        caption=f"{card.subtitle}." if one else f"{card.headline}. {card.subtitle}.",
        cites=card.source_ids,
    )
    return [shown]
