"""The mark beside a figure that sources give differently, and what opens under it.

`mark` stands wherever such a figure stands; `tiles` shows several side by side. Both are made
from the same `Dispute`, so that words, dates and order agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from components.html.cards import source_link
from components.text.words import listed, remarks, value as in_unit
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.papers.sources import sources as all_sources
from data.queries.conflicts import disagreements, points, worked_out

NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What one source gives: the figure in words, its month, and where it stands."""

    shown: str
    when: str
    newest: bool
    source_id: str
    source: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """One figure or date that sources give differently; `sayings` oldest first.

    `worked_out` is true where the figures are sums made here of figures in dispute, `moved` where
    they are dates of a plan that moved from one paper to the next. `reading` is why they differ, as
    far as a paper supports it.
    """

    subject_id: str
    label: str
    worked_out: bool
    moved: bool
    only_papers: bool
    reading: str | None
    sayings: tuple[Saying, ...]


def dispute(catalogue: Catalogue, subject_id: str) -> Dispute | None:
    """Return what sources give for a metric or milestone, or None where they do not disagree.

    A figure that is worked out here is in dispute when a figure of its sum is.
    """
    return _disputes(catalogue).get(subject_id)


def sentence(found: Dispute) -> str:
    """Return the dispute in words: `Two papers differ: 38 (August 2024) and 39 (December 2024)`."""
    parts = [f"{saying.shown} ({saying.when})" for saying in found.sayings]
    if found.moved:
        return f"The plan moved: {'; '.join(parts)}"
    if any("," in part or ";" in part for part in parts):
        return f"{_who(found)} {_how(found)} {'; '.join(parts[:-1])}; and {parts[-1]}"
    return f"{_who(found)} {_how(found)} {listed(parts)}"


def mark(catalogue: Catalogue, subject_id: str) -> str:
    """Return the small mark that opens what each source gives with its date, or empty markup.

    It is a block of its own: it may stand in a list item, a cell or a description, not inside
    a paragraph or heading.
    """
    found = dispute(catalogue, subject_id)
    if found is None:
        return ""
    items = "".join(_item(saying, found) for saying in found.sayings)
    reading = f"<p>{escape(found.reading)}</p>" if found.reading else ""
    sign, words = ("→", "plan moved") if found.moved else ("≠", f"{_noun(found)} differ")
    return (
        f'<details class="dispute"><summary><span aria-hidden="true">{sign}</span> {words}'
        f'<span class="visually-hidden"> ({escape(found.label)})</span>'
        f"</summary><p>{escape(sentence(found))}.</p><ul>{items}</ul>{reading}{_way(found)}</details>"
    )


def _way(found: Dispute) -> str:
    """Return the way to the page of this dispute; sums worked out here are not on it."""
    if found.worked_out:
        return ""
    return (
        f'<p class="way-on"><a href="/disagree?point={found.subject_id}" target="_self">'
        "See it among all points on which papers disagree</a></p>"
    )


def tiles(disputes: Iterable[Dispute]) -> str:
    """Return each dispute as a tile: the figures side by side, dated, the newest named."""
    return f'<ul class="dispute-tiles">{"".join(_tile(found) for found in disputes)}</ul>'


@kept
def _disputes(catalogue: Catalogue) -> Mapping[str, Dispute]:
    """Return every dispute by its subject; found once, since many marks ask for theirs."""
    said = disagreements(catalogue)
    sums = worked_out(catalogue)
    readings = dict(points(catalogue).select("subject_id", "reading").iter_rows())
    moved = set(points(catalogue).filter("moved")["subject_id"])
    sources = {row["source_id"]: row for row in all_sources(catalogue).iter_rows(named=True)}
    frames = said.partition_by("subject_id", maintain_order=True)
    frames += sums.partition_by("metric_id", maintain_order=True)
    found = (_dispute(frame.to_dicts(), readings, moved, sources) for frame in frames)
    return {one.subject_id: one for one in found}


def _dispute(
    rows: Sequence[dict[str, Any]],
    readings: Mapping[str, str | None],
    moved: Collection[str],
    sources: Mapping[str, dict[str, Any]],
) -> Dispute:
    subject_id = rows[0].get("subject_id") or rows[0]["metric_id"]
    return Dispute(
        subject_id=subject_id,
        label=rows[0]["label"],
        worked_out=all(row["basis"] == "derived" for row in rows),
        moved=subject_id in moved,
        only_papers=all(sources[row["source_id"]]["held"] == "paper" for row in rows),
        reading=readings.get(subject_id),
        sayings=tuple(_saying(row, sources) for row in rows),
    )


def _saying(row: dict[str, Any], sources: Mapping[str, dict[str, Any]]) -> Saying:
    return Saying(
        shown=_shown(row),
        when=_when(row),
        newest=row["newest"],
        source_id=row["source_id"],
        source=sources[row["source_id"]]["short_name"],
        note=remarks(row),
    )


def _shown(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return row["value_text"]
    about = "about " if row["basis"] == "approximate" else ""
    return about + in_unit(row["value"], row["unit"])


def _when(row: dict[str, Any]) -> str:
    """Return the month of a source; beside a figure that is a date itself, it says so."""
    precision = "month" if row["as_at_precision"] == "day" else row["as_at_precision"]
    when = in_words(row["as_at"], precision)
    return f"said in {when}" if row["unit"] == "date" and precision != "not stated" else when


def _noun(found: Dispute) -> str:
    return "papers" if found.only_papers else "sources"


def _who(found: Dispute) -> str:
    number = len({saying.source_id for saying in found.sayings})
    if number == 1:
        return f"The {found.sayings[0].source}"
    return f"{NUMBERS.get(number, str(number))} {_noun(found)}"


def _how(found: Dispute) -> str:
    if found.worked_out:
        return "differ in parts of this sum, which comes to"
    if len({saying.source_id for saying in found.sayings}) == 1:
        return "contradicts itself:"
    # Where more than two speak, some may agree with each other.
    return "differ:" if len(found.sayings) == 2 else "do not all agree:"


def _item(saying: Saying, found: Dispute) -> str:
    newest = ", the newest" if saying.newest else ""
    note = f". {escape(saying.note)}" if saying.note else ""
    way = "added up here from: " if found.worked_out else ""
    return (
        f"<li>{escape(saying.shown)}: {way}{source_link(saying.source_id, saying.source)}, "
        f"{escape(saying.when)}{newest}{note}</li>"
    )


def _tile(found: Dispute) -> str:
    pairs = "".join(
        f"<div{' class=newest' if saying.newest else ''}><dt>{escape(saying.when)}"
        f"{',<br>newest' if saying.newest else ''}</dt><dd>{escape(saying.shown)}</dd></div>"
        for saying in found.sayings
    )
    why = escape(found.reading or "No paper collected here says why.")
    return f"<li><h3>{escape(found.label)}</h3><dl>{pairs}</dl><p>{why}</p></li>"
