"""Whether the text in place of a chart is true: its numbers are those of the chart’s data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from components.html.cards import Card
from components.page_model import CardBlock, blocks_of
from data.live.current import current
from tests.made import made

FACTS = current()
AREAS = FACTS["hcp_areas"]["hcp_area_id"].to_list()

# Every page that draws, in each state that changes what it draws. Maps are in test_maps.
STATES = [
    ("money", {}),
    ("engagement", {}),
    ("medway-2017", {}),
    ("map", {}),
    ("map", {"area": AREAS[0]}),
    ("map", {"places": "hospitals"}),
    ("compare", {}),
    ("compare", {"items": ",".join(AREAS[1:3])}),
    ("compare", {"items": "lot-5,lot-6"}),
    ("timeline", {}),
    ("timeline", {"show": "planned", "lane": "scrutiny"}),
    ("need", {}),
    ("waiting", {}),
    ("waiting", {"cohort": "children"}),
    ("scenario", {}),
    ("scenario", {"efficiency": "0", "growth-3": "-2", "lot": "lot-1", "envelope-lot-1": "12.5"}),
    ("find-my-area", {}),
    ("find-my-area", {"place": "lot-3"}),
    ("find-my-area", {"place": AREAS[1]}),
]
LONGEST = 330  # characters: about 125 say what it is; a short list of its values may follow

NUMBER = re.compile(r"£?(\d[\d,]*(?:\.\d+)?)(%| million| billion)?")
SCALES = {"%": 0.01, " million": 1e6, " billion": 1e9}


def drawn(path: str, params: dict[str, str]) -> list[Card]:
    """The cards with a picture that a page shows: `drawn("money", {})`."""
    page = made(path, **params)
    cards = [block.card for block in blocks_of(page.body) if isinstance(block, CardBlock)]
    return [card for card in cards if card.spec is not None]


@pytest.mark.parametrize(("path", "params"), STATES, ids=str)
def test_the_numbers_of_an_alternative_text_are_in_the_data(path, params):
    cards = drawn(path, params)
    assert cards
    for card in cards:
        assert card.alt.endswith("."), card.slug
        assert len(card.alt) <= LONGEST, (card.slug, len(card.alt), card.alt)
        held = numbers_of(card)
        wrong = [found[0] for found in NUMBER.finditer(card.alt) if not is_held(found, held)]
        assert not wrong, (card.slug, card.alt)


def test_a_wrong_number_is_found():
    held = [31_689_754.0, 0.205, 102.24]
    said = "£31.7 million, 20.5%, £102 and 3,100"
    assert [is_held(found, held) for found in NUMBER.finditer(said)] == [True, True, True, False]


def numbers_of(card: Card) -> list[float]:
    """Every number of the table and the picture, and how many rows share each of their values."""
    frame = card.table.frame
    found = [float(frame.height), *in_texts(str(frame.to_dicts()))]
    for name, kind in frame.schema.items():
        if kind.is_numeric():
            column = frame[name].drop_nulls().cast(pl.Float64)
            found += [*column, column.sum()]
        elif kind in (pl.String, pl.Date, pl.Boolean):
            found += frame[name].value_counts()["count"].cast(pl.Float64).to_list()
    rows = [row for values in in_spec(dict(card.spec)) for row in values]
    return found + in_texts(str(rows))


def in_texts(text: str) -> list[float]:
    return [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def in_spec(part: Any) -> Iterator[list[Any]]:
    """Every list of values in a Vega-Lite specification."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "values" and isinstance(value, list):
                yield value
            else:
                yield from in_spec(value)
    elif isinstance(part, list):
        for one in part:
            yield from in_spec(one)


def is_held(found: re.Match[str], held: list[float]) -> bool:
    """Whether a number of a text is one of the data, rounded as it is written."""
    digits = len(found[1].partition(".")[2])
    said, scale = float(found[1].replace(",", "")), SCALES.get(found[2] or "", 1.0)
    half = 0.5 * 10**-digits * scale * 1.000001
    whole_percents = [one / 100 for one in held] if found[2] == "%" else []
    return any(abs(said * scale - one) <= half for one in (*held, *whole_percents))
