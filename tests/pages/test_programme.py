"""The pages that tell of the programme, where an item has no text."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from data.package.catalogue import Catalogue, read
from tests.made import made
from web import briefings

FACTS, TODAY = read(), dt.date(2026, 11, 29)


@pytest.mark.parametrize("kind", ["reason", "scale", "phase", "envelope", "duty to involve"])
def test_an_item_that_has_a_name_and_no_text_is_shown_without(kind: str):
    of_kind = pl.col("kind") == kind
    first = of_kind & (pl.col("item_id") == pl.col("item_id").filter(of_kind).first())
    for gone in (first, of_kind):
        text = pl.when(gone).then(None).otherwise("text").alias("text")
        rows = FACTS["programme"].with_columns(text)
        facts = Catalogue({**FACTS.tables, "programme": rows}, FACTS.descriptor)
        assert all(made(path, facts=facts).finding for path in ("", "money", "programme"))
        for about, subject in (("area", "dgs"), ("lot", "lot-5"), ("committee", "hasc")):
            assert "None" not in briefings.html(facts, about, subject, today=TODAY)
