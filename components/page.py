"""The anatomy of a page: the finding, cards, what is not known, where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

import polars as pl
import pyarrow as pa
import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from components import announce, explain
from components.cards import Card, foot_html, heading_html
from components.findings.overview import Step
from components.page_list import PAGES
from components.words import plural
from data.catalogue import Catalogue
from data.current import current
from data.kept import kept
from data.sources import named

FIRST_GAPS = 4  # questions that stand open in the box of what is not known


def begin(name: str, finding: str, standfirst: str = "") -> None:
    """Write the name of the page, the finding as its one h1, and a sentence or two under it."""
    announce.part(announce.FINDING, finding)
    lead = f'<p class="standfirst">{escape(standfirst)}</p>' if standfirst else ""
    explain.write(
        f'<div class="page-head"><p class="page-name">{escape(name)}</p>'
        f"<h1>{escape(finding)}</h1>{lead}</div>",
        at_head=True,
    )


def show(catalogue: Catalogue, card: Card, *, open_table: bool = False) -> None:
    """Put a card on the page: headline, picture, source line, table, download."""
    with st.container(key=f"card-{card.slug}"):
        explain.write(heading_html(card), made_of=card)
        if card.spec is not None:
            data, spec = _drawable(card)
            st.vega_lite_chart(data, spec, theme=None, width="stretch", alt=card.alt)
        finish(catalogue, card, open_table=open_table)


@kept
def _drawable(card: Card) -> tuple[pa.Table | None, dict[str, Any]]:
    """Return the data of a card's picture, in the form in which it is sent, and the rest of it.

    Left in the picture, Streamlit would put the data into that form anew in each run.
    """
    spec = dict(card.spec)
    values = spec.get("data", {}).get("values")
    if not values or values[0].get("type") == "Feature":  # outlines are sent as they are
        return None, spec
    del spec["data"]
    with pa.ipc.open_stream(convert_anything_to_arrow_bytes(values)) as data:
        return data.read_all(), spec


def finish(catalogue: Catalogue, card: Card, *, open_table: bool = False) -> None:
    """Write the lower part of a card, for pages that draw the picture themselves."""
    announce.part(card.slug, card.headline, card.measure)
    explain.write(foot_html(catalogue, card, open_table=open_table), made_of=card)
    download("Download this table (CSV)", card.table.csv, f"{card.slug}.csv")


def empty_frames(frames: Iterable[tuple[str, str]]) -> None:
    """Draw an empty frame for each name, with why it has no figure, where a chart would be."""
    items = "".join(
        f"<li><strong>{escape(name)}</strong><span>{escape(why)}</span></li>"
        for name, why in frames
    )
    st.html(f'<ul class="empty-frames">{items}</ul>')


def lead(text: str) -> None:
    """Write a sentence or two of running text, if there is any."""
    if not text:
        return
    explain.write(f'<p class="lead">{escape(text)}</p>')


def aside(catalogue: Catalogue, heading: str, markup: str) -> None:
    """Write a quiet part that opens on demand; `markup` is made of the catalogue alone."""
    explain.write(
        f'<details class="aside"><summary>{escape(heading)}</summary>{markup}</details>',
        made_of=catalogue,
    )


def unknown(gaps: pl.DataFrame, heading: str = "What is not known") -> None:
    """Write the gaps as a quiet box, each with the question it leaves."""
    if gaps.is_empty():
        return
    explain.write(_unknown_html(gaps, heading), made_of=gaps)


@kept
def _unknown_html(gaps: pl.DataFrame, heading: str) -> str:
    items = [
        f"<li><strong>{escape(row['statement'])}.</strong> {escape(row['question'])}</li>"
        for row in gaps.iter_rows(named=True)
    ]
    # One folded question would take as much room as the words that unfold it.
    first = FIRST_GAPS if len(items) > FIRST_GAPS + 1 else len(items)
    rest = (
        f"<details><summary>{plural(len(items) - first, 'more question')}</summary>"
        f"<ul>{''.join(items[first:])}</ul></details>"
        if items[first:]
        else ""
    )
    return (
        f'<section class="unknown"><h2>{escape(heading)}</h2>'
        f"<p>The papers held do not answer {_these(gaps.height)}:</p>"
        f"<ul>{''.join(items[:first])}</ul>{rest}</section>"
    )


def _these(number: int) -> str:
    return "this question" if number == 1 else f"these {plural(number, 'question')}"


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Write terms and texts as a description list."""
    items = "".join(f"<div><dt>{escape(t)}</dt><dd>{escape(x)}</dd></div>" for t, x in pairs)
    explain.write(f'<dl class="entry">{items}</dl>')


def download(
    label: str, write: Callable[[], str | bytes], name: str, *, mime: str = "text/csv"
) -> None:
    """Offer a file that `write` makes when it is asked for.

    `name` says what it is and makes the button's key; version and day of the data join the file's
    name. A file made beforehand would cost each draw of the page, and its address would be gone for
    a visitor who goes back quickly.
    """
    st.download_button(
        label,
        write,
        current().named(name),
        mime,
        key=f"download-{name}",
        type="tertiary",
        on_click="ignore",
    )


def onward(steps: Iterable[Step]) -> None:
    """Write the parts of a story, each with its sources and a way on to the page that tells it."""
    pages = {entry.path: entry for entry in PAGES}
    for step in steps:
        explain.write(
            f'<div class="step"><h2>{escape(step.heading)}</h2><p>{escape(step.text)}</p></div>'
        )
        entry = pages[step.page]
        st.page_link(f"pages/{entry.script}", label=step.link)


def end(catalogue: Catalogue, source_ids: Iterable[str], attributions: Sequence[str] = ()) -> None:
    """Write where the page comes from: numbered sources with dates, and the data version."""
    where_from = _where_from_html(catalogue, frozenset(source_ids), tuple(attributions))
    explain.note(where_from, made_of=catalogue)
    explain.write_left_over()
    st.html(where_from)
    announce.end()


@kept
def _where_from_html(
    catalogue: Catalogue, source_ids: frozenset[str], attributions: tuple[str, ...]
) -> str:
    rows = named(catalogue, source_ids).iter_rows(named=True)
    items = "".join(
        f'<li><a href="/sources?source={row["source_id"]}" target="_self">'
        f"{escape(row['title'])}</a>, {escape(row['body'])}, {escape(row['when'])}</li>"
        for row in rows
    )
    lines = "".join(f"<p>{escape(line)}</p>" for line in attributions)
    listed = f"<ol>{items}</ol>" if items else ""
    return (
        f'<section class="where-from"><h2>Where this comes from</h2>{listed}{lines}'
        f"<p>Data version {escape(catalogue.version)} of {escape(catalogue.when)}. "
        '<a href="/accessibility" target="_self">Accessibility of this dashboard</a></p></section>'
    )
