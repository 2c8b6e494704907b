"""Dated events as a list that reads well aloud: year by year, oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape

import polars as pl

from components.html import folds
from components.html.cards import basis_words, source_link
from components.text.words import capital, plural, remarks, sentence

FEW = 30  # so many dates are shown unfolded


def years(
    rows: pl.DataFrame,
    moves: Mapping[str, str],
    disputed: Mapping[str, bool],
    *,
    heading: str,
    today: dt.date,
) -> str:
    """Return the events by year; where there are many, years fold but those still to come.

    `rows` as `data.queries.timeline.events`, with `state` and `source`; `moves` maps an event to
    the sentence on the date that replaced it; events of `disputed` milestones lead to the page that
    shows what sources say, and it is true for a plan that only moved.
    """
    listed = folds.html(
        folds.Group(
            name=str(year),
            many=plural(group.height, "date"),
            markup=items(group, moves, disputed),
            is_open=rows.height <= FEW or year > today.year,
            level=3,
        )
        for (year,), group in rows.group_by("year", maintain_order=True)
    )
    return f'<section class="dated"><h2>{escape(heading)}</h2>{listed}</section>'


def items(rows: pl.DataFrame, moves: Mapping[str, str], disputed: Mapping[str, bool]) -> str:
    """Return the events as one ordered list; `told`, if there, is what was said at each.

    One without a `state` is told without. `on` is what its source is followed from, for who
    listens; else that is its title.
    """
    members = "".join(_item(row, moves, disputed) for row in rows.iter_rows(named=True))
    return f"<ol>{members}</ol>"


def _item(row: Mapping, moves: Mapping[str, str], disputed: Mapping[str, bool]) -> str:
    known = (capital(row["state"]) if row["state"] else None, row["who_name"])
    state = "".join(f"{escape(one)}. " for one in known if one)
    moved = moves.get(row["event_id"])
    more = "".join(
        f"<p>{part}</p>"
        for part in (
            *(f"Said: {escape(words)}" for words in row.get("told") or ()),
            escape(sentence(moved)) if moved else "",
            escape(remarks(row)),
            _dispute(row["milestone_id"], disputed),
        )
        if part
    )
    return (
        f'<li class="{row["status"]}"><span class="when">{escape(capital(row["when"]))}</span>'
        f'<div><p class="what">{escape(row["title"])}</p>'
        f'<p class="meta">{state}'
        f"{source_link(row['source_id'], row['source'], on=row.get('on') or row['title'])}, "
        f"{escape(row['place'])} · {basis_words([row['basis']])}</p>{more}</div></li>"
    )


def _dispute(milestone_id: str, disputed: Mapping[str, bool]) -> str:
    """The way to what sources say; a plan that moved is no contradiction, and is not called one."""
    if milestone_id not in disputed:
        return ""
    words = (
        "This plan moved: see each date"
        if disputed[milestone_id]
        else '<span aria-hidden="true">≠</span> Sources give this date differently'
    )
    way = f'<a href="/disagree?point={milestone_id}" target="_self">{words}</a>'
    return f'<span class="way-on">{way}</span>'
