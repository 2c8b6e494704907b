"""Services by lot as HTML: marks by strength of evidence, the matrix, one lot's list.

The marks differ by shape and by shade, and each has its words for those who hear the page. What a
page names has a small mark beside that of the lists. The shapes are drawn with borders
(`static/matrix.css`), which print and stay in forced colours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import polars as pl

from components.html.folds import PAUSE
from components.text.words import listed, plural
from data.package.profile import profile
from data.queries.services import KINDS

Row = Mapping[str, Any]  # one of `data.queries.services.matrix`

# What a mark says, short enough for a table's cell.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "local list": "Also on a local list",
        "programme scope": "Listed for the whole programme",
        "earlier scope": profile().earlier_scope.label,
        "not stated": "Not stated",
        "page whole": "Named on a page for the whole area",
        "page part": "Named on a page for a part",
    }
)


# The columns of a row that name its sources.
SOURCES = ("source_id", "local_source_id", "page_source_id")


@dataclass(frozen=True)
class Head:
    """A column of the matrix: a lot by its number, its name without the cohort, where it leads."""

    lot_id: str
    title: str
    name: str
    href: str
    chosen: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of evidence in the key: what it rests on, and how many marks of it are shown."""

    evidence: str
    sentence: str
    marks: int


def mark(evidence: str) -> str:
    """Return the drawn mark of a kind of evidence, which says nothing by itself."""
    return f'<span class="mark {slug(evidence)}" aria-hidden="true"></span>'


def slug(evidence: str) -> str:
    """Return the kind of evidence as a class name: `local-list`."""
    return evidence.replace(" ", "-").lower()


def key_line(kinds: Sequence[str]) -> str:
    """Return the kinds of evidence as one line over a table: each mark with its words."""
    items = "".join(f"<li>{mark(kind)} {escape(LABELS[kind])}</li>" for kind in kinds)
    return f'<ul class="evidence-line">{items}</ul>'


def key(kinds: Sequence[Kind]) -> str:
    """Return what each kind of evidence means: mark, words, one sentence, how many are shown."""
    return f'<dl class="evidence-key">{"".join(map(_kind, kinds))}</dl>'


def _kind(kind: Kind) -> str:
    number = plural(kind.marks, "mark") if kind.marks else "none"
    return (
        f"<div><dt>{mark(kind.evidence)} {escape(LABELS[kind.evidence])}</dt>"
        f"<dd>{escape(kind.sentence)} <span>In this table: {number}.</span></dd></div>"
    )


def html(
    rows: pl.DataFrame,
    heads: Sequence[Head],
    *,
    caption: str,
    grouped: bool,
    open_lines: bool,
    line_href: Callable[[str], str],
    way_on: Callable[[str, str], str],
) -> str:
    """Return the matrix as one real table, a body of rows for each service area.

    `rows` are those of `data.queries.services.matrix`, in its order, for the lots of `heads`. With
    `grouped`, a row for each service area counts its marks and opens to its lines, all at once
    with `open_lines`. `line_href` gives the address of a service line, `way_on` ready markup that
    leads on from a service area, of its id and its name.
    """
    columns = "".join(map(_head, heads))
    names = "".join(
        f"<li><strong>{head.title}</strong> {escape(head.name)}{_chosen(head)}</li>"
        for head in heads
    )
    bodies = "".join(
        _body(list(area), way_on if grouped else None, open_lines=open_lines, line_href=line_href)
        for _, area in groupby(rows.iter_rows(named=True), itemgetter("service_area_id"))
    )
    return (
        f'<ul class="lot-names" aria-hidden="true">{names}</ul>'
        f'<div class="table-frame matrix-frame" role="region" aria-label="{escape(caption)}"'
        ' tabindex="0">'
        f'<table class="matrix"><caption class="visually-hidden">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">Service</th>{columns}</tr></thead>{bodies}</table></div>'
    )


def _head(head: Head) -> str:
    return (
        f'<th scope="col"><a href="{escape(head.href)}">{head.title}</a>'
        f'<span class="lot-name">{escape(head.name)}</span>{_chosen(head)}</th>'
    )


def _chosen(head: Head) -> str:
    return ' <span class="chosen">Chosen area</span>' if head.chosen else ""


def _body(
    area: Sequence[Row],
    way_on: Callable[[str, str], str] | None,
    *,
    open_lines: bool,
    line_href: Callable[[str], str],
) -> str:
    lines = [list(line) for _, line in groupby(area, itemgetter("service_id"))]
    group = ""
    if way_on:
        leads = way_on(area[0]["service_area_id"], area[0]["service_area"])
        group = _group(area, len(lines), leads, open_lines=open_lines)
    return f"<tbody>{group}{''.join(_line(line, line_href) for line in lines)}</tbody>"


def _group(area: Sequence[Row], lines: int, leads: str, *, open_lines: bool) -> str:
    is_open = " open" if open_lines else ""
    lots: dict[int, list[str]] = {}
    for row in area:
        lots.setdefault(row["number"], []).extend(kinds_of(row))
    cells = "".join(f"<td>{_tallies(kinds)}</td>" for kinds in lots.values())
    return (
        f'<tr class="group"><th scope="rowgroup"><details{is_open}>'
        f"<summary>{escape(area[0]['service_area'])}</summary></details>"
        f'<span class="lines">{plural(lines, "line")}</span>{leads}</th>{cells}</tr>'
    )


def _tallies(kinds: Sequence[str]) -> str:
    return " ".join(
        f'<span class="tally">{mark(kind)} {kinds.count(kind)}'
        f'<span class="visually-hidden"> {escape(lower(LABELS[kind]))}</span></span>'
        for kind in KINDS
        if kind in kinds
    )


def _line(line: Sequence[Row], line_href: Callable[[str], str]) -> str:
    first = line[0]
    cells = "".join(
        f"<td>{''.join(map(mark, kinds_of(row)))}"
        f'<span class="visually-hidden">{escape(words(row))}</span></td>'
        for row in line
    )
    return (
        f'<tr class="line"><th scope="row"><a href="{escape(line_href(first["service_id"]))}">'
        f"{escape(first['service'])}</a></th>{cells}</tr>"
    )


def lot_list(
    rows: pl.DataFrame,
    *,
    caption: str,
    grouped: bool,
    line_href: Callable[[str], str],
    refs: Mapping[str, int],
) -> str:
    """Return the lines of one lot as a real table: line with its remarks, evidence, sources.

    `rows` are those of `data.queries.services.in_lot` with two lists of texts: `remarks`, and what
    pages say as `told`. `refs` numbers the sources, which the table names by that number. The
    roles say what each part is on phones too, where the style sheet lays the rows out as blocks.
    """
    bodies = "".join(
        _lot_body(list(area), grouped=grouped, line_href=line_href, refs=refs)
        for _, area in groupby(rows.iter_rows(named=True), itemgetter("service_area_id"))
    )
    heads = "".join(
        f'<th scope="col" role="columnheader">{title}</th>'
        for title in ("Service line", "Evidence", "Source")
    )
    return (
        f'<table class="matrix lot-list lot-lines" role="table"><caption class="visually-hidden">'
        f'{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f"{bodies}</table>"
    )


def _lot_body(
    area: Sequence[Row],
    *,
    grouped: bool,
    line_href: Callable[[str], str],
    refs: Mapping[str, int],
) -> str:
    group = (
        '<tr class="group" role="row"><th scope="rowgroup" role="rowheader" colspan="3">'
        f"{escape(area[0]['service_area'])}</th></tr>"
    )
    lines = "".join(_lot_line(row, line_href, refs) for row in area)
    return f'<tbody role="rowgroup">{group if grouped else ""}{lines}</tbody>'


def _lot_line(row: Row, line_href: Callable[[str], str], refs: Mapping[str, int]) -> str:
    remarks = "".join(f'<span class="remark">{escape(text)}</span>' for text in row["remarks"])
    numbers = [str(refs[row[s]]) for s in SOURCES if row[s] is not None]
    return (
        '<tr class="line" role="row"><th scope="row" role="rowheader">'
        f'<a href="{escape(line_href(row["service_id"]))}">{escape(row["service"])}</a>{remarks}'
        f'</th><td role="cell">{_with_pages(row)}</td>'
        f'<td class="sources" role="cell">{listed(numbers) or "–"}</td></tr>'
    )


def _with_pages(row: Row) -> str:
    """Return the marks of a row with their words; that of pages opens to what they say."""
    if not row["pages"]:
        return labelled(row)
    told = "".join(f"<li>{escape(text)}</li>" for text in row["told"])
    return (
        f"{_labelled(row['evidence'])} <details><summary>{_labelled(row['pages'])}{PAUSE} "
        f'<span class="lines">{plural(len(row["told"]), "page")}</span></summary>'
        f"<ul>{told}</ul></details>"
    )


def labelled(row: Row) -> str:
    """Return the marks of a row, each with its words beside it."""
    return " ".join(map(_labelled, kinds_of(row)))


def _labelled(kind: str) -> str:
    return f'<span class="evidence">{mark(kind)} <span>{escape(LABELS[kind])}</span></span>'


def kinds_of(row: Row) -> list[str]:
    """Return what speaks for a row: the list that it stands on, and what a page names."""
    return [row["evidence"], *([row["pages"]] if row["pages"] else [])]


def words(row: Row) -> str:
    """Return what the marks of a row say."""
    first, *more = (LABELS[kind] for kind in kinds_of(row))
    return "; ".join([first, *map(lower, more)])


def lower(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return label[0].lower() + label[1:]
