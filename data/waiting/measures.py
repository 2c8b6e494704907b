"""Urgent community response and community beds: which measures are taken, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.queries.waiting.lists import ELSEWHERE
from data.waiting.reading import Unusable


@dataclass(frozen=True)
class Measure:
    """One measure of the publisher: our id, its source, where it stands, what to say with it."""

    measure: str
    source_id: str
    place: str
    caveat: str | None = None


MEASURES = {
    "urgent community response within two hours, mean of monthly percentages": Measure(
        "urgent within two hours",
        "nhse-ucr",
        "Year 2024-25, mean of the months",
        "The mean of the months. The publisher rounds its counts",
    ),
    "urgent community response referrals with a two-hour standard": Measure(
        "urgent referrals", "nhse-ucr", "Year 2024-25, referrals"
    ),
    "community beds available on the day": Measure(
        "beds",
        "nhse-beds",
        "Beds available",
        "One night. Beds for intermediate care that the NHS buys, alone or with councils, or that "
        "the Better Care Fund pays for",
    ),
    "average length of stay in community beds": Measure("stay", "nhse-beds", "Average stay"),
}


def measures(rows: pl.DataFrame, reporters: pl.DataFrame) -> pl.DataFrame:
    """Return the measures of England, the ICB and its providers, in the order of `reporters`.

    `rows` as the reference has them, all cells as text. Raises Unusable for a measure that is not
    known, or an organisation that is not in the table `reporters`.
    """
    known = {
        name: (order, reporter, level)
        for order, (reporter, level, names) in enumerate(
            reporters.select("reporter_id", "level", "names").iter_rows()
        )
        for name in names.split("|")
    }
    order, found = list(MEASURES), []
    for row in rows.iter_rows(named=True):
        if row["measure"] not in MEASURES or row["organisation"] not in known:
            said = f"{row['measure']}, {row['organisation']}"
            raise Unusable(f"The measures have what is not known: {said}.")
        one = MEASURES[row["measure"]]
        place, reporter, level = known[row["organisation"]]
        if level == ELSEWHERE:
            continue
        year = "-" in row["period"] and len(row["period"]) == len("2024-25")
        told = {
            "measure": one.measure,
            "reporter_id": reporter,
            "as_at": f"{row['period'][:4]}-04-01" if year else row["period"],
            "as_at_precision": "financial year" if year else "day",
            "value": row["value"],
            "unit": row["unit"],
            "caveat": one.caveat,
            "basis": "stated",
            "source_id": one.source_id,
            "place": f"{one.place}, row {row['organisation']}",
            "note": None,
        }
        found.append((order.index(row["measure"]), place, told))
    found.sort(key=lambda one: one[:2])
    return pl.DataFrame([told for *_, told in found], infer_schema_length=None)
