"""The need of areas or lots as rows to compare; none where need is not known."""

from __future__ import annotations

from collections.abc import Sequence

from components.findings.compare.comparison import Item, Row, Value
from components.findings.need import in_short
from components.text.words import percent
from data.package.catalogue import Catalogue
from data.queries.need import places

ROWS = {
    "most_deprived_share": "People in the most deprived fifth of England’s small areas",
    "average": "Average deprivation score",
}


def need_rows(catalogue: Catalogue, items: Sequence[Item], kind: places.Kind) -> list[Row]:
    """Return the share of people in the most deprived fifth, and the average score."""
    known = in_short.of(catalogue, kind)
    if not all(item.id in known for item in items):
        return []
    return [
        Row(
            group="Need",
            label=label,
            values=tuple(_value(name, known[item.id][name]) for item in items),
            basis=("derived",),
            source_ids=in_short.sources(catalogue),
            ranked=True,
        )
        for name, label in ROWS.items()
    ]


def _value(name: str, number: float) -> Value:
    if name == "average":
        return Value(f"{number:.1f}", round(number, 2))
    return Value(percent(number, 1), round(number, 4))
