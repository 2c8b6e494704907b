"""A table for a room: columns and rows that can be read at five metres."""

from __future__ import annotations

import polars as pl
import pytest

from components.html.brief import brief, shares
from components.html.tables import Column, Table


def made(rows: int, *, words: int = 10, **more: list) -> Table:
    frame = pl.DataFrame({"name": ["x" * words] * rows, "value": [1] * rows, **more})
    columns = [Column("name", "Name"), Column("value", "Value", "count")]
    return Table(caption="C", frame=frame, columns=(*columns, *(Column(one, one) for one in more)))


def test_a_table_that_fits_stays_whole():
    table, more = brief(made(4), lines=20)
    assert (table.frame.height, more) == (4, 0)


def test_rows_that_do_not_fit_are_counted_and_one_stays():
    table, more = brief(made(40), lines=10)
    assert table.frame.height + more == 40
    assert 2 < table.frame.height < 10
    assert brief(made(40), lines=0)[0].frame.height == 1


def test_longer_words_take_more_lines():
    long, _ = brief(made(40, words=300), lines=20)
    short, _ = brief(made(40), lines=20)
    assert long.frame.height < short.frame.height


@pytest.mark.parametrize("name", ["place", "note", "source", "basis", "caveat"])
def test_what_the_foot_says_of_all_rows_is_no_column(name):
    table, _ = brief(made(3, **{name: ["told"] * 3}), lines=20)
    assert [column.name for column in table.columns] == ["name", "value"]


def test_a_column_that_is_mostly_empty_is_left_out_and_one_too_many():
    bare = made(3, other=["", "", "x"])
    assert [one.name for one in brief(bare, lines=20)[0].columns] == ["name", "value"]
    wide = made(3, a=["a" * 80] * 3, b=["b" * 80] * 3, c=["c" * 80] * 3)
    assert [one.name for one in brief(wide, lines=20)[0].columns] == ["name", "value", "a"]


def test_the_shares_of_columns_make_the_whole():
    assert sum(shares(made(3, a=["a" * 80] * 3))) == pytest.approx(1)
