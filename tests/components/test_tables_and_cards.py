"""The building blocks: tables that are tables, cards that name their source."""

import polars as pl
import pytest

from components import bars, cards, keys, tables
from components.tables import Column, Table
from data.current import current


@pytest.fixture(scope="module")
def facts():
    return current()


@pytest.fixture
def table():
    frame = pl.DataFrame(
        {"name": ["<b>Lot 1</b>", "Lot 5"], "amount": [None, 9_566_325], "hot": [False, True]}
    )
    columns = (Column("name", "Lot"), Column("amount", "Pounds", "pounds"))
    return Table(caption="Envelopes & pots", frame=frame, columns=columns, marked="hot")


def test_table_has_caption_scopes_and_escaped_text(table):
    html = tables.html(table)
    assert "<caption>Envelopes &amp; pots</caption>" in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2
    assert "&lt;b&gt;Lot 1&lt;/b&gt;" in html
    assert "<b>" not in html


def test_table_says_not_published_and_aligns_numbers(table):
    html = tables.html(table)
    assert '<td class="number">not published</td>' in html
    assert '<td class="number">£9,566,325</td>' in html


def test_marked_row_stands_out_once(table):
    assert tables.html(table).count('class="marked"') == 1


def test_wide_table_scrolls_in_a_frame_of_its_own(facts):
    frame = facts["sources"]
    wide = Table(caption="Sources", frame=frame, columns=tuple(Column(c, c) for c in frame.columns))
    assert 'class="table-frame wide"' in tables.html(wide)


def test_download_holds_raw_values_under_the_shown_titles(table):
    assert table.csv() == "\ufeffLot,Pounds\r\n<b>Lot 1</b>,\r\nLot 5,9566325\r\n"


def test_card_names_its_sources_with_dates_and_basis(facts, table):
    card = cards.Card(
        slug="x",
        headline="A finding",
        measure="Pounds",
        table=table,
        source_ids=("csr-2024-12", "ons-population"),
        basis=("derived", "stated"),
        how=("1 + 1 = 2.",),
    )
    foot = cards.foot_html(facts, card)
    assert 'href="/sources?source=csr-2024-12"' in foot
    assert "December 2024" in foot
    assert "stated in the source and worked out here" in foot
    assert "<li>1 + 1 = 2.</li>" in foot


def test_bars_start_at_zero_and_say_their_value():
    html = bars.html([bars.Bar("All", 200, "200"), bars.Bar("Half", 100, "100", "a note")])
    assert "--share: 1.0000" in html
    assert "--share: 0.5000" in html
    assert ">100<" in html
    assert "a note" in html


def test_key_figures_tie_value_to_label(facts):
    html = keys.html(facts, [keys.Key("6", "Lots", "stated", "fts-main")])
    assert "<dt>Lots</dt>" in html
    assert ">6</span>" in html
    assert "27 August 2025" in html
