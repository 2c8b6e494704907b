"""Blocks of a page that are markup only, and the parts that every page has: head, gaps, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from components import deck
from components.choices import shown_to_a_room
from components.html.cards import source_link
from components.html.tables import Table, html as table_html
from components.operate.release import VERSION
from components.page_list import PageEntry
from components.page_model import Download, Page, Prose
from components.text.words import plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import named

ACCESSIBILITY = '<a href="/accessibility" target="_self">Accessibility of this dashboard</a>'
FIRST_GAPS = 3  # questions that stand open in the box of what is not known
FEW_SOURCES = 4  # so many stand open at the end of a page


@dataclass(frozen=True)
class Step:
    """One part of the story: heading, a sentence or two, the page that tells more, its link."""

    heading: str
    text: str
    page: str
    link: str
    source_ids: tuple[str, ...]


def lead(text: str) -> Prose:
    """Return a sentence or two of running text, or an empty block."""
    return Prose(f'<p class="lead">{escape(text)}</p>' if text else "")


def heading(text: str, *, level: int = 2) -> Prose:
    """Return a heading over the blocks that follow."""
    return Prose(f"<h{level}>{escape(text)}</h{level}>")


def facts(pairs: Iterable[tuple[str, str]]) -> Prose:
    """Return terms and texts as a description list."""
    return _entries("entry", ((term, escape(text)) for term, text in pairs))


def fold(summary: str, markup: str, *, made_of: object = None, is_open: bool = False) -> Prose:
    """Return a quiet part that opens on demand, or stands open."""
    opened = " open" if is_open else ""
    inner = f"<summary>{escape(summary)}</summary>{markup}"
    return Prose(f'<details class="aside"{opened}>{inner}</details>', made_of=made_of)


def folded_table(summary: str, table: Table, *, is_open: bool = False) -> Prose:
    """Return a table that opens on demand, or stands open."""
    return fold(summary, table_html(table), made_of=table, is_open=is_open)


def links(*ways: tuple[str, str]) -> Prose:
    """Return ways on to other pages in one line, each a path and its words.

    They keep the choices that hold everywhere.
    """
    told = " · ".join(_onward(path, words) for path, words in ways)
    return Prose(f'<p class="way-on">{told}</p>', leads_on=True)


def ways(groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Prose:
    """Return addresses with their words in groups, each under what they are for."""
    return _entries("ways", ((name, _listed(pairs)) for name, pairs in groups))


def _entries(kind: str, pairs: Iterable[tuple[str, str]]) -> Prose:
    """Terms, each with markup."""
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{shown}</dd></div>" for term, shown in pairs)
    return Prose(f'<dl class="{kind}">{items}</dl>')


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    return " · ".join(
        f'<a href="{escape(href)}" target="_self">{escape(words)}</a>' for href, words in pairs
    )


def steps(told: Iterable[Step], *, under: str = "") -> Prose:
    """Return the parts of a story, each with a way on to the page that tells it.

    They stand `under` a heading, if one is given.
    """
    level, above = ("h3", f'<h2 class="of-steps">{escape(under)}</h2>') if under else ("h2", "")
    return Prose(
        html=above
        + "".join(
            f'<div class="step"><{level}>{escape(step.heading)}</{level}><p>{escape(step.text)}</p>'
            f'<p class="way-on">{_onward(step.page, step.link)}</p></div>'
            for step in told
        ),
        leads_on=True,
    )


def table_as_file(table: Table, name: str) -> Download:
    """Return a table that stands folded above it as a file."""
    return Download(label="Download this table (CSV)", name=name, write=table.csv)


def _onward(path: str, words: str) -> str:
    return f'<a href="/{escape(path)}" target="_self">{escape(words)}</a>'


# The parts that every page has


def head_html(name: str, finding: str, standfirst: str) -> str:
    """Return the name of a page, its finding as the one h1, and a sentence or two under it."""
    under = f'<p class="standfirst">{escape(standfirst)}</p>' if standfirst else ""
    return (
        f'<div class="page-head"><p class="page-name">{escape(name)}</p>'
        f"<h1>{escape(finding)}</h1>{under}</div>"
    )


def to_room_html(entry: PageEntry, kept_on: Mapping[str, str]) -> str:
    """Return the links that show a page to a room and save it as a slide, as it is chosen."""
    screen = escape(f"/{entry.path}?{urlencode(shown_to_a_room(kept_on), safe=',')}")
    slide = escape(f"{deck.SLIDES}?{urlencode({deck.KEY: entry.key, **kept_on})}")
    return (
        f'<p class="to-screen"><a href="{screen}" target="_self">Show on a screen</a> · '
        f'<a href="{slide}" target="_self">Save as a slide</a></p>'
    )


@kept
def unknown_html(page: Page) -> str:
    """Return what is unknown as a quiet box: each gap with the question it leaves, or how many.

    Nothing where nothing is.
    """
    gaps = page.unknown
    if gaps.is_empty():
        return ""
    heading = '<section class="unknown"><h2>What is not known</h2>'
    if page.counts_unknown:
        return (
            f"{heading}<p>The papers collected here do not answer "
            f"{plural(gaps.height, 'question')} on this. See the page "
            '<a href="/questions" target="_self">Open questions</a>.</p></section>'
        )
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
    these = "this question" if gaps.height == 1 else f"these {plural(gaps.height, 'question')}"
    return (
        f"{heading}<p>The papers collected here do not answer {these}:</p>"
        f"<ul>{''.join(items[:first])}</ul>{rest}</section>"
    )


def where_from_html(
    catalogue: Catalogue,
    source_ids: Iterable[str],
    attributions: Sequence[str],
    *,
    ends: str = ACCESSIBILITY,
) -> str:
    """Return where a page comes from: numbered sources with dates, and both versions.

    `ends` is markup of the last paragraph.
    """
    return _where_from_html(catalogue, frozenset(source_ids), tuple(attributions), ends)


@kept
def _where_from_html(
    catalogue: Catalogue, source_ids: frozenset[str], attributions: tuple[str, ...], ends: str
) -> str:
    rows = named(catalogue, source_ids)
    items = "".join(
        f'<li id="source-{row["source_id"]}">{source_link(row["source_id"], row["title"])}, '
        f"{escape(row['body'])}, {escape(row['when'])}</li>"
        for row in rows.iter_rows(named=True)
    )
    lines = "".join(f"<p>{escape(line)}</p>" for line in attributions)
    listed = f"<ol>{items}</ol>" if items else ""
    if rows.height > FEW_SOURCES:
        listed = (
            f"<details><summary>{plural(rows.height, 'source')}, with their dates</summary>"
            f"{listed}</details>"
        )
    return (
        f'<section class="where-from"><h2>Where this comes from</h2>{listed}{lines}'
        f"<p>Data version {escape(catalogue.version)} of {escape(catalogue.when)}, "
        f"dashboard version {VERSION}. {ends}</p>"
        "</section>"
    )
