"""What if: the finding of a scenario, what is assumed, and where it starts from."""

from __future__ import annotations

import polars as pl

from components.findings.need import need
from components.text.words import capital, few_of, listed, pounds_short, sentence
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps
from data.papers.sources import cited
from data.queries import envelopes
from data.queries.figures import newest
from data.queries.scenario.model import CUT, HELD, LEFT, Assumed, Start, total
from data.queries.scenario.weights import NEED, WEIGHTS

NO_PLAN = "Your scenario, not a plan of the ICB"
NOTHING = "The papers collected here do not give the sums that a scenario starts from"


def finding(rows: pl.DataFrame) -> str:
    """Return the finding: what all lots get in year 1 and in all years; `rows` as `worked_out`."""
    first = total(rows.filter(contract_year=envelopes.YEARS[0]), "envelope_gbp")
    lots = capital(few_of(rows["lot_id"].n_unique(), "lot"))
    return (
        f"{NO_PLAN}. {lots} get about {pounds_short(first)} in year 1 and "
        f"{pounds_short(total(rows, 'envelope_gbp'))} over {len(envelopes.YEARS)} years"
    )


def standfirst(catalogue: Catalogue, assumed: Assumed) -> str:
    """Return what is assumed, and how far the sums can be trusted, in sentences."""
    grown = [
        f"{one:g}% in year {year}"
        for year, one in zip(envelopes.YEARS[1:], assumed.growth, strict=True)
        if one
    ]
    return (
        f"{assumed.efficiency:g}% is taken out and {assumed.held_back:g}% is held back beside it. "
        f"{f'Growth is {listed(grown)}' if grown else 'There is no growth'}. What is left for lots "
        f"without an envelope is shared by {WEIGHTS[assumed.share].name}. "
        f"{sentence(newest(catalogue, LEFT).caveat)}"
    ).strip()


def rules(catalogue: Catalogue, of: Start, assumed: Assumed) -> tuple[str, ...]:
    """Return what the sums rest on, and what is assumed, a sentence or two each."""
    left = newest(catalogue, LEFT)
    return (
        "A published envelope has its cut put back. Then the cut of the scenario is taken out: "
        f"÷ {1 - of.cut / 100:g} × {1 - assumed.efficiency / 100:g}. With the same cut it stays.",
        f"Left for lots without an envelope: £{left.working} over {len(envelopes.YEARS)} years. "
        "It is assumed here that each year has the same part of it, after the same cut.",
        f"Held back, beside the envelope, in years {listed(sorted(of.held_years))}, as in the "
        "papers.",
        "Growth is over the year before. The papers have none: their sums keep the prices of one "
        "year.",
        "A lot whose envelope is changed keeps it whatever the cut. If it is one without an "
        "envelope, the others share what is then left.",
        *dict.fromkeys((next(iter(WEIGHTS.values())).note, WEIGHTS[assumed.share].note)),
    )


def caveats(catalogue: Catalogue) -> tuple[str, ...]:
    """Return what must be said with what is left for the lots without an envelope."""
    left = newest(catalogue, LEFT)
    return (f"{left.label}: {left.caveat}.",) if left.caveat else ()


def of_the_money(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of the sums that a scenario starts from."""
    figures = (newest(catalogue, one).source_id for one in (CUT, HELD, LEFT))
    stated = envelopes.per_resident(catalogue).drop_nulls("amount_gbp")
    return tuple(dict.fromkeys([*figures, *cited(stated)]))


def source_ids(catalogue: Catalogue, assumed: Assumed) -> tuple[str, ...]:
    """Return the sources of those sums, of residents, and of what else they are shared by."""
    people = envelopes.per_resident(catalogue)["people_source_id"]
    shared = need.source_ids(catalogue) if assumed.share == NEED else ()
    return tuple(dict.fromkeys([*of_the_money(catalogue), *people, *shared]))


def unknown(catalogue: Catalogue, of: Start) -> pl.DataFrame:
    """Return the questions of money on the lots without an envelope; columns as `gaps`."""
    asked = gaps(catalogue, "money")
    named = pl.col("lots").fill_null("").str.split(" ").list.set_intersection(list(of.others))
    return asked.filter(named.list.len() > 0)
