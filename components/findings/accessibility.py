"""The accessibility statement: what was tested and found, what fails and what there is instead.

Figures and dates come from `static/accessibility.json`, which the proof in the browser writes
(`PROOF=full`, see tests/browser/test_accessibility.py).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from components.page_list import PAGES, SERVICE
from components.tables import Column, Table
from components.words import count, listed, plural
from data.dates import in_words
from data.profile import profile

RESULTS = Path(__file__).parent.parent / "static" / "accessibility.json"
PREPARED = dt.date(2026, 11, 22)
REGULATIONS = (
    "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility "
    "Regulations 2018"
)
STANDARD = "Web Content Accessibility Guidelines version 2.2"
GUIDELINES = "https://www.w3.org/TR/WCAG22/"
ADVICE = "https://www.equalityadvisoryservice.com/"


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """Something that is not accessible: the criterion it fails, and what there is instead.

    `rules` are the rules of axe that find it; the proof lets them through for this reason alone.
    """

    what: str
    criterion: str
    instead: str
    plan: str
    rules: tuple[str, ...] = ()


BARRIERS = (
    Barrier(
        what="The open menu on phones is a list that also holds headings. A screen reader may "
        "count its entries wrongly.",
        criterion="1.3.1, Info and relationships (level A)",
        instead="Each entry is a link with a name. The page for unknown addresses lists all pages.",
        plan="The menu comes with Streamlit, the software below this dashboard. It is looked at "
        "again with each new version of it.",
        rules=("list", "listitem"),
    ),
    Barrier(
        what="Boxes with figures show when a mouse rests on a chart or map. The Escape key does "
        "not close them.",
        criterion="1.4.13, Content on hover or focus (level AA)",
        instead="They go when the mouse moves away. The table under each chart or map has the "
        "same figures.",
        plan="They stay until the software that draws them can close them.",
    ),
    Barrier(
        what="A screen reader is told the name of a new page, its finding and the result of a "
        "search. It is not told which cards below have changed after a choice.",
        criterion="4.1.3, Status messages (level AA)",
        instead="Each card begins with a heading that says what it shows now.",
        plan="To be mended card by card, where a card changes and the finding does not.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Tested:
    """What the proof did, over all pages: numbers of states, runs of axe and faults; its days."""

    pages: int
    states: int
    axe_runs: int
    amiss: int
    first: dt.date
    last: dt.date
    axe: str
    browser: str
    widths: tuple[int, ...]
    in_both_looks: int


@cache
def results() -> Mapping[str, Any]:
    """The results as the proof wrote them. Raises OSError or ValueError for a damaged file."""
    return json.loads(RESULTS.read_text(encoding="utf-8"))


@cache
def tested() -> Tested:
    """The results over all pages."""
    told = results()
    records = told["surfaces"].values()
    days = sorted(dt.date.fromisoformat(record["date"]) for record in records)
    return Tested(
        pages=len({name.partition(":")[0] for name in told["surfaces"]}),
        states=len(records),
        axe_runs=sum(record["axe_runs"] for record in records),
        amiss=sum(record["amiss"] for record in records),
        first=days[0],
        last=days[-1],
        axe=told["axe"],
        browser=told["browser"].partition(".")[0],
        widths=tuple(told["widths"]),
        in_both_looks=sum(len(record["looks"]) == 2 for record in records),
    )


def not_yet_tested() -> list[str]:
    """The names of the pages that the results do not hold as they open."""
    return [page.name for page in PAGES if f"{page.name}: as it opens" not in results()["surfaces"]]


def finding() -> str:
    """The heading: how far the standard is met."""
    return (
        f"This dashboard meets the accessibility rules in part: {plural(len(BARRIERS), 'point')} "
        "are not met yet"
    )


def standfirst() -> str:
    """What was tested, in two sentences."""
    done = tested()
    return (
        f"Tests opened {plural(done.states, 'view')} of {done.pages} kinds of pages in a browser. "
        f"They found {plural(done.amiss, 'fault') if done.amiss else 'no fault'} beyond the "
        "points below."
    )


def html(contact: str | None) -> str:
    """The statement in the order of the model form; `contact` is whom to write to, if known."""
    return "".join(
        (
            _section("How to use it", _use()),
            _section("Ask for help or another format", _feedback(contact)),
            _section("If you are not happy with the answer", _enforcement()),
            _section("How far it complies", _compliance()),
            _section("What is not accessible", _barriers()),
            _section("How it was tested", _testing()),
            _section("How this statement was made", _preparation()),
        )
    )


def table() -> Table:
    """Each view that was tested, a row each: widths, looks, runs of axe, stops and faults."""
    rows = [
        {
            "view": name,
            "widths": listed(map(str, record["widths"])),
            "looks": listed(record["looks"]),
            "axe_runs": record["axe_runs"],
            "stops": record["keyboard_stops"] or None,
            "amiss": record["amiss"],
            "date": in_words(dt.date.fromisoformat(record["date"]), "day"),
        }
        for name, record in results()["surfaces"].items()
    ]
    return Table(
        caption="What was tested, and the faults found",
        frame=pl.DataFrame(rows, schema_overrides={"stops": pl.Int64}),
        columns=(
            Column("view", "Page and view"),
            Column("widths", "Widths in pixels"),
            Column("looks", "Looks"),
            Column("axe_runs", "Runs of axe", "count"),
            Column("stops", "Keyboard stops", "number", empty="not walked"),
            Column("amiss", "Faults", "count"),
            Column("date", "Tested"),
        ),
    )


def _section(heading: str, markup: str) -> str:
    return f'<section class="statement"><h2>{escape(heading)}</h2>{markup}</section>'


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _list(*texts: str) -> str:
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"


def _use() -> str:
    able = (
        "zoom in up to 400% and read without scrolling sideways",
        "make the text twice as large",
        "choose a light or a dark look, or the colours of your device",
        "do everything with a keyboard",
        "stop all that moves, by the setting of your device",
        "read each chart and map as words and as a table, and take its figures along as a file",
        "print each page, dark on white",
    )
    return f"<p>This statement is for {escape(SERVICE)}. You can:</p>{_list(*able)}"


def _feedback(contact: str | None) -> str:
    if contact:
        whom = f"Write to or call: {escape(contact)}."
    else:
        whom = (
            "Contact: not given yet. The papers held name nobody to ask. "
            f"{escape(profile().icb)} must name a contact before this dashboard is published."
        )
    return _paragraphs(
        "Tell the ICB if a part does not work for you. You can also ask for its facts in another "
        "format, such as large print, easy read, audio or braille. Say which page you mean, and "
        "what you need.",
        f"<strong>{whom}</strong>",
        'All tables are also <a href="/open-data" target="_self">open data</a>: as a spreadsheet '
        'and as plain files. <a href="/briefing/" target="_self">Briefings</a> are plain pages '
        "to print.",
    )


def _enforcement() -> str:
    return _paragraphs(
        "The Equality and Human Rights Commission enforces the accessibility regulations. "
        "Their full name is "
        f"{REGULATIONS}.",
        "If the answer to your complaint does not help, contact the Equality Advisory and Support "
        f'Service: <a href="{ADVICE}">equalityadvisoryservice.com</a>.',
    )


def _compliance() -> str:
    return _paragraphs(
        f'This dashboard is <strong>partially compliant</strong> with the <a href="{GUIDELINES}">'
        f"{STANDARD}</a>, level AA. The reason is the points that are listed next.",
        "No part is left out as too great a burden, and none as outside the regulations.",
    )


def _barriers() -> str:
    items = "".join(
        f"<li><h3>{escape(one.criterion)}</h3><p>{escape(one.what)}</p>"
        f"<p>Instead: {escape(one.instead)}</p><p>What is done: {escape(one.plan)}</p></li>"
        for one in BARRIERS
    )
    return f'<ol class="barriers">{items}</ol>'


def _testing() -> str:
    done = tested()
    checks = (
        f"the rules of axe, version {escape(done.axe)}, for levels A and AA and good practice: "
        f"{count(done.axe_runs)} runs",
        "one main heading, headings in order, a title, landmarks and the language",
        "each stop of the keyboard: reached, in sight, and with a mark of 3 to 1 against before",
        "targets of 24 pixels, and names that match what is seen",
        "no scrolling sideways, and no words cut with larger or wider text",
        "forced colours, less motion and print",
        "words in charts at 4.5 to 1, and words and a table beside each chart",
    )
    looks = f"{plural(done.in_both_looks, 'view')} in the light and the dark look"
    if done.in_both_looks < done.states:
        looks += ", the others in the light look"
    left = not_yet_tested()
    return (
        f"<p>A program opened {plural(done.states, 'view')} in Chromium {escape(done.browser)}: "
        f"{looks}. The widths were {done.widths[0]} to {done.widths[-1]:,} pixels. The table below "
        "says how each view was seen. The program checked:</p>"
        f"{_list(*checks)}"
        + _paragraphs(
            f"It found {plural(done.amiss, 'fault') if done.amiss else 'no fault'} beside the "
            "points above. Such a program finds only a part of all barriers.",
            "Not done yet: tests with disabled people, with screen readers, with voice control "
            "and with other browsers.",
            *([f"Pages that these results do not hold yet: {listed(left)}."] if left else []),
        )
    )


def _preparation() -> str:
    done = tested()
    when = in_words(done.last, "day")
    if done.first != done.last:
        when = f"{in_words(done.first, 'day')} to {when}"
    return _paragraphs(
        f"It was prepared on {in_words(PREPARED, 'day')}. The tests ran on {when}. A short round "
        "of the same tests runs before each new version.",
        "Figures in it come from the results of those tests.",
    )
