"""CSV files for people: what a spreadsheet program shows of them is what stands in the facts."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest

from components.html.tables import Column, Table
from components.text.spreadsheet import csv_for_people
from data.live.current import current


def opened(text: str) -> list[list[str]]:
    """The cells as Excel takes them: with the mark it reads UTF-8, else Windows text."""
    data = text.encode()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


RUN = ["=1+1", "=HYPERLINK(0)", "+44 1622", "-2+3", "-a", "@SUM(A1)", "\tx", "\r=1", " =1", "＝1"]
CHANGED = ["007", "-01", "00.5", "+010", "1234567890123456"]
AS_IT_IS = ["£5 million", "it’s", "-5", "-0.25", "0", "0.5", "12", "E07000105", "2026-11-24", "a=b"]


@pytest.mark.parametrize("text", [*RUN, *CHANGED])
def test_a_text_that_would_run_or_change_stays_a_text(text: str):
    rows = opened(csv_for_people(pl.DataFrame({"words": [text]})))
    assert rows == [["words"], [f"'{text}"]]


@pytest.mark.parametrize("text", AS_IT_IS)
def test_any_other_text_is_as_it_is(text: str):
    assert opened(csv_for_people(pl.DataFrame({"words": [text]})))[1] == [text]


def test_numbers_stay_numbers():
    frame = pl.DataFrame({"a": [-5, 0], "b": [-0.25, 1e6], "c": [None, True], "=d": ["x", None]})
    assert opened(csv_for_people(frame)) == [
        ["a", "b", "c", "'=d"],
        ["-5", "-0.25", "", "x"],
        ["0", "1000000", "true", ""],
    ]


def test_each_table_of_the_facts_comes_back():
    facts = current()
    for name in facts:
        head, *rows = opened(csv_for_people(facts[name]))
        assert head == facts[name].columns
        assert len(rows) == facts[name].height


def test_a_card_offers_such_a_file():
    table = Table(
        caption="Notes",
        frame=pl.DataFrame({"note": ["=cmd", "£5"]}),
        columns=(Column("note", "Note"),),
    )
    assert opened(table.csv()) == [["Note"], ["'=cmd"], ["£5"]]


def test_the_name_of_a_file_says_what_it_is_and_of_when():
    facts = current()
    assert facts.named("lots.csv") == f"lots-{facts.version}-{facts.date}.csv"
