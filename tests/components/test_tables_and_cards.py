"""The building blocks: tables that are tables, cards that name their source."""

import re
from html import unescape

import polars as pl
import pytest

from components import blocks, markup
from components.findings.money import contract_size
from components.html import bars, cards, key_figures, tables
from components.html.tables import Column, Table
from components.page_model import CardBlock
from data.live.current import current


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
    assert '<td data-of="Pounds">not published</td>' in html
    assert '<td class="number" data-of="Pounds">£9,566,325</td>' in html


def test_a_missing_cell_is_said(table):
    frame = pl.DataFrame({"name": ["Lot 1"], "note": [None]}, schema_overrides={"note": pl.String})
    columns = (Column("name", "Lot"), Column("note", "Note", empty="–"))
    html = tables.html(Table(caption="Notes", frame=frame, columns=columns))
    assert '<span aria-hidden="true">–</span><span class="visually-hidden">none</span>' in html


def test_no_label_is_told_twice(table):
    assert tables.html(table).count("Envelopes &amp; pots") == 1


def test_rows_of_many_columns_are_blocks_on_a_phone(facts, table):
    frame = facts["sources"]
    four = tuple(Column(c, c.upper()) for c in frame.columns[:4])
    assert 'class="facts many"' in tables.html(Table(caption="Of", frame=frame, columns=four))
    assert 'class="facts"' in tables.html(table)


def test_rows_of_few_columns_with_long_cells_are_blocks_on_a_phone_too():
    columns = tuple(Column(name, name) for name in "abc")
    for words, kind in (("short", "facts"), ("so long a cell " * 4, "facts many")):
        frame = pl.DataFrame({name: [words, None] for name in "abc"})
        shown = tables.html(Table(caption="Of", frame=frame, columns=columns))
        assert f'class="{kind}"' in shown


def test_a_table_whose_rows_are_listed_besides_is_left_out_on_paper(facts, table, root):
    given = {"slug": "of", "headline": "Of", "subtitle": "", "source_ids": (), "basis": ("stated",)}
    for listed in (False, True):
        card = cards.Card(**given, table=table, listed=listed)
        assert ('<details class="listed"' in cards.foot_html(facts, card)) is listed
    style = (root / "components" / "static" / "print.css").read_text()
    assert "details.listed," in style


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
        subtitle="Pounds",
        table=table,
        source_ids=("csr-2024-12", "ons-population"),
        basis=("derived", "stated"),
        how=("1 + 1 = 2.",),
    )
    foot = cards.foot_html(facts, card)
    assert 'href="/sources?source=csr-2024-12"' in foot
    assert "December 2024" in foot
    assert "<li>Stated in the source and worked out here.</li><li>1 + 1 = 2.</li>" in foot
    assert (
        '<summary>How: stated and worked out<span class="visually-hidden"> (A finding)</span>'
        in foot
    )
    assert '<summary>Table<span class="visually-hidden"> of A finding</span>' in foot


def test_sources_that_the_page_lists_are_told_there_once(facts):
    card = contract_size.yearly_size_card(facts)
    listed, other = card.source_ids[0], card.source_ids[1]
    foot = cards.foot_html(facts, card, page_sources=("ons-population", listed))
    assert f'href="#source-{listed}"' in foot
    assert f'href="/sources?source={listed}"' not in foot
    assert f'href="/sources?source={other}"' in foot
    whole = cards.foot_html(facts, card, page_sources=card.source_ids)
    assert "/sources?source=" not in whole
    listing = blocks.where_from_html(facts, card.source_ids, ())
    for number, one in enumerate(listed_ids(listing), start=1):
        assert f'href="#source-{one}">{number}<' in whole


def test_a_folded_card_is_its_headline_and_opens_the_rest(facts):
    card = contract_size.yearly_size_card(facts)
    shown = markup.html(facts, CardBlock(card, folded=True), markup.Files())
    summary, rest = shown.split("</summary>", 1)
    assert "<details" in summary
    assert card.headline in unescape(summary)
    assert card.body in rest
    assert "card-foot" in rest


def listed_ids(listing):
    return re.findall(r'<li id="source-([\w-]+)">', listing)


def test_bars_start_at_zero_and_say_their_value():
    html = bars.html([bars.Bar("All", 200, "200"), bars.Bar("Half", 100, "100", "a note")])
    assert "--share: 1.0000" in html
    assert "--share: 0.5000" in html
    assert ">100<" in html
    assert "a note" in html


def test_key_figures_tie_value_to_label(facts):
    html = key_figures.html(facts, [key_figures.Key("6", "Lots", "stated", "fts-main")])
    assert "<dt>Lots</dt>" in html
    assert ">6</span>" in html
    assert "27 August 2025" in html
