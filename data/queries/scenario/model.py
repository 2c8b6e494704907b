"""The sums of a scenario: what each lot would get in each year, and for each resident."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from operator import mul

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import envelopes
from data.queries.envelopes import YEARS
from data.queries.figures import newest
from data.queries.scenario.weights import WEIGHTS

CUT, HELD, LEFT = "efficiency_percent", "transformation_percent", "adult_lots_remainder"


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a scenario starts from, as the papers have it.

    `envelopes` are the published ones in pounds, by lot and year; `left` is the sum of all years
    for `others`, the lots without one. `cut` was taken out of both, and `held` is kept back in
    `held_years`; both in percent.
    """

    envelopes: dict[tuple[str, str], float]
    left: float
    others: tuple[str, ...]
    cut: float
    held: float
    held_years: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """What a reader assumes: shares in percent, growth of each year over the one before.

    `share` is a key of WEIGHTS. The lot `lot_id`, if any, gets `envelope_gbp` in year 1 instead.
    """

    efficiency: float
    held_back: float
    growth: tuple[float, ...]
    share: str
    lot_id: str = ""
    envelope_gbp: float | None = None


@kept
def start(catalogue: Catalogue) -> Start | None:
    """Return what a scenario starts from; None where the papers do not give all of it."""
    metrics = set(catalogue["figures"]["metric_id"])
    if not {CUT, HELD, LEFT} <= metrics or not envelopes.remainder_holds(catalogue):
        return None
    known = envelopes.by_year(catalogue).drop_nulls("amount_gbp")
    given = known.filter(component="published").select("lot_id", "contract_year", "amount_gbp")
    lots = catalogue["lots"].sort("number")["lot_id"]
    return Start(
        envelopes={(lot, year): amount for lot, year, amount in given.iter_rows()},
        left=newest(catalogue, LEFT).value or 0,
        others=tuple(one for one in lots if one not in envelopes.published(catalogue)),
        cut=newest(catalogue, CUT).value or 0,
        held=newest(catalogue, HELD).value or 0,
        held_years=frozenset(known.filter(component="transformation")["contract_year"]),
    )


def as_published(of: Start) -> Assumed:
    """Return what the papers themselves take out and hold back, without growth."""
    return Assumed(
        efficiency=of.cut,
        held_back=of.held,
        growth=(0,) * (len(YEARS) - 1),
        share=next(iter(WEIGHTS)),
    )


def total(rows: pl.DataFrame, column: str = "both_gbp") -> float:
    """Return the sum of a column of `worked_out`, pounds."""
    return float(rows[column].sum())


def pot(of: Start, assumed: Assumed) -> float:
    """Return what the lots without an envelope share in year 1, pounds."""
    return of.left / len(YEARS) * _after_cut(of, assumed)


@kept
def worked_out(catalogue: Catalogue, assumed: Assumed) -> pl.DataFrame:
    """Return the scenario, a row for each lot and year; none where there is no start.

    Columns: lot_id, number, name, cohort, contract_year, envelope_gbp, held_gbp, both_gbp,
    residents (mid-2020, of the lot's cohort), per_head_gbp (of the envelope), working (the sum of
    the envelope in numbers) and held_working (null where nothing is held back).
    """
    of = start(catalogue)
    if of is None:
        return pl.DataFrame()
    people = envelopes.per_resident(catalogue).select(
        "lot_id", "number", "name", "cohort", "residents"
    )
    factors = list(accumulate((1 + one / 100 for one in assumed.growth), initial=1.0, func=mul))
    grown = list(
        accumulate((f" × {1 + g / 100:g}" if g else "" for g in assumed.growth), initial="")
    )
    rows = []
    for lot in people.sort("number").iter_rows(named=True):
        for place, year in enumerate(YEARS):
            amount, working = _first(catalogue, of, assumed, lot["lot_id"], year)
            envelope = amount * factors[place]
            held = assumed.held_back / 100 if year in of.held_years else 0.0
            rows.append(
                lot
                | {
                    "contract_year": year,
                    "envelope_gbp": envelope,
                    "held_gbp": envelope * held,
                    "both_gbp": envelope * (1 + held),
                    "per_head_gbp": envelope / lot["residents"],
                    "working": working + grown[place],
                    "held_working": f"{envelope:,.0f} × {held:g}" if held else None,
                }
            )
    return pl.DataFrame(rows, infer_schema_length=None)


def _first(
    catalogue: Catalogue, of: Start, assumed: Assumed, lot_id: str, year: str
) -> tuple[float, str]:
    """The envelope of a lot before growth, pounds, and its sum in numbers."""
    factor, cut = _after_cut(of, assumed), ""
    if factor != 1:
        cut = f" ÷ {1 - of.cut / 100:g} × {1 - assumed.efficiency / 100:g}"
    if lot_id == assumed.lot_id and assumed.envelope_gbp is not None:
        return assumed.envelope_gbp, f"{assumed.envelope_gbp:,.0f}"
    if lot_id not in of.others:
        amount = of.envelopes[lot_id, year]
        return amount * factor, f"{amount:,.0f}{cut}"
    weights, sharing = WEIGHTS[assumed.share].of(catalogue), list(of.others)
    whole, working = pot(of, assumed), f"{of.left:,.0f} ÷ {len(YEARS)}{cut}"
    if assumed.lot_id in sharing and assumed.envelope_gbp is not None:
        sharing.remove(assumed.lot_id)
        whole -= assumed.envelope_gbp
        working = f"({working} − {assumed.envelope_gbp:,.0f})"
    every = sum(weights[one] for one in sharing)
    mine = weights[lot_id]
    return whole * mine / every, f"{working} × {mine:,.10g} ÷ {every:,.10g}"


def _after_cut(of: Start, assumed: Assumed) -> float:
    """By what a published value is multiplied to have another cut taken out of it."""
    if assumed.efficiency == of.cut:
        return 1
    return (1 - assumed.efficiency / 100) / (1 - of.cut / 100)
