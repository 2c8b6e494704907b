"""Checks of the terms of contracts: a term is whole, and is as long as the figures have it."""

from __future__ import annotations

from collections.abc import Iterator

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at

TABLE = "contracts"
# The figures in years that the terms of the lots must come to.
YEARS = {"term_months": "contract_term_years", "options_months": "contract_extension_years"}


def _terms_are_whole(catalogue: Catalogue) -> Iterator[Fault]:
    """A term has its first day and its length, and what may follow it needs both."""
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        given = [row["begins"] is not None, row["term_months"] is not None]
        if any(given) != all(given) or (row["options_months"] and not all(given)):
            said = {"value": row["name"], "message": "a term has its first day and its months"}
            yield fault_at(catalogue, TABLE, index, column="term_months", rule="term", **said)


def _lots_run_as_the_figures_say(catalogue: Catalogue) -> Iterator[Fault]:
    """The contracts of the lots run for as many years as each figure of their length says."""
    lots = [
        (n, one) for n, one in enumerate(catalogue[TABLE].iter_rows(named=True)) if not one["scope"]
    ]
    for column, metric in YEARS.items():
        for years in catalogue["figures"].filter(metric_id=metric)["value"].drop_nulls():
            for index, row in lots:
                if sum(int(months) for months in str(row[column] or 0).split()) != years * 12:
                    message = f"this should be {years * 12:g} months, as the figure {metric} has it"
                    said = {"value": row[column], "message": message}
                    yield fault_at(catalogue, TABLE, index, column=column, rule="years", **said)


CONTRACT_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({TABLE}), _terms_are_whole),
    (frozenset({TABLE, "figures"}), _lots_run_as_the_figures_say),
)
