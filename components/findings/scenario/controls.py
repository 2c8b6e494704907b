"""What may be assumed in a scenario: the controls with their bounds, and what was chosen."""

from __future__ import annotations

from dataclasses import replace

from components.choices import Asked, Choice, Control, Number
from data.package.catalogue import Catalogue
from data.queries.envelopes import YEARS
from data.queries.scenario.model import Assumed, Start, pot, worked_out
from data.queries.scenario.weights import WEIGHTS

NO_LOT = "none"
MORE = "growth by year, and the envelope of one lot"
MILLION = 1_000_000
TENTH = 0.1  # of a million pounds

# Bounds of what is assumed, in percent.
MOST_CUT = MOST_HELD = 10
GROWTH = (-5, 15)

GROWTHS = tuple(
    Number(
        key=f"growth-{year}",
        label=f"Growth in year {year}, %",
        least=GROWTH[0],
        most=GROWTH[1],
        usual=0,
        step=0.5,
        folded=True,
    )
    for year in YEARS[1:]
)


def read(catalogue: Catalogue, of: Start, asked: Asked) -> tuple[tuple[Control, ...], Assumed]:
    """Return the controls of the page, and what is assumed by those of the address."""
    cut = Number(
        key="efficiency", label="Efficiency, %", least=0, most=MOST_CUT, usual=of.cut, step=0.5
    )
    held = Number(
        key="held-back", label="Held back, %", least=0, most=MOST_HELD, usual=of.held, step=0.5
    )
    rows = catalogue["lots"].sort("number")
    names = {row["lot_id"]: f"Lot {row['number']}: {row['name']}" for row in rows.rows(named=True)}
    lots = Choice(
        key="lot",
        label="Change the envelope of",
        options={NO_LOT: "No single lot", **names},
        default=NO_LOT,
        folded=True,
    )
    share = Choice(
        key="share",
        label="Share what is left by",
        options={key: weight.name for key, weight in WEIGHTS.items() if weight.of(catalogue)},
        default=next(iter(WEIGHTS)),
    )
    assumed = Assumed(
        efficiency=asked[cut],
        held_back=asked[held],
        growth=tuple(asked[one] for one in GROWTHS),
        share=asked[share],
    )
    if asked[lots] == NO_LOT:
        return (cut, held, *GROWTHS, share, lots), assumed
    envelope = _envelope(catalogue, of, assumed, asked[lots])
    changed = None if asked[envelope] == envelope.usual else asked[envelope] * MILLION
    chosen = replace(assumed, lot_id=asked[lots], envelope_gbp=changed)
    return (cut, held, *GROWTHS, share, lots, envelope), chosen


def _envelope(catalogue: Catalogue, of: Start, assumed: Assumed, lot_id: str) -> Number:
    """The envelope of a lot in year 1, at most what the lots without one share.

    Each lot has a key of its own: what stands in the field is not taken over to another lot.
    """
    first = worked_out(catalogue, assumed).filter(lot_id=lot_id, contract_year=YEARS[0])
    most = round(pot(of, assumed) / MILLION // TENTH * TENTH, 1)
    return Number(
        key=f"envelope-{lot_id}",
        label="Its envelope in year 1, £ million",
        least=0,
        most=most,
        usual=min(most, round(first["envelope_gbp"].item() / MILLION, 1)),
        step=TENTH,
        folded=True,
    )
