"""The accessibility statement: what was tested and found, what fails and what there is instead.

Figures and dates come from what the proof in the browser wrote (`accessibility_results`).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from components.findings.accessibility.results import PREPARED, REVIEWED, not_yet_tested, tested
from components.page_list import SERVICE
from components.text.words import count, listed, plural
from data.package.dates import in_words
from data.package.profile import profile

REGULATIONS = (
    "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility "
    "Regulations 2018"
)
STANDARD = "Web Content Accessibility Guidelines version 2.2"
GUIDELINES = "https://www.w3.org/TR/WCAG22/"
UNTESTED = "The tests in a browser have not been run on this dashboard yet."
ADVICE = "https://www.equalityadvisoryservice.com/"


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """Something that is not accessible: the criterion it fails, and what there is instead."""

    what: str
    criterion: str
    instead: str
    plan: str


# None is known. What is found, by whatever test, is told here until it is mended.
BARRIERS: tuple[Barrier, ...] = ()


def finding() -> str:
    """The heading: how far the standard is met."""
    done = tested()
    if not done.states:
        return UNTESTED.removesuffix(".")
    known = len(BARRIERS) + done.amiss
    if not known:
        return (
            "No fault against the accessibility rules is known. Tests with disabled people are "
            "still to come"
        )
    return (
        f"This dashboard meets the accessibility rules in part: {plural(known, 'point')} "
        f"{'is' if known == 1 else 'are'} not met yet"
    )


def standfirst() -> str:
    """What was tested, in two sentences."""
    done = tested()
    if not done.states:
        return "What it was made to do is listed below."
    return (
        f"Tests opened {plural(done.states, 'view')} of {done.pages} kinds of pages in a browser. "
        f"They found {_faults(done.amiss, 'below')}."
    )


def _faults(number: int, where: str) -> str:
    """What the proof found, beside the barriers that are named `where`, if there are any."""
    found = plural(number, "fault") if number else "no fault"
    return f"{found} beside the points {where}" if BARRIERS else found


def html(contact: str | None) -> str:
    """The statement in the order of the model form; `contact` is whom to write to, if known."""
    return "".join(
        (
            _section("How to use this dashboard", _use()),
            _section("Feedback and contact information", _feedback(contact)),
            _section("Enforcement procedure", _enforcement()),
            _section("Compliance status", _compliance()),
            _section("Content that is not accessible", _barriers()),
            _section("Disproportionate burden", _burden()),
            _section("How it was tested", _testing()),
            _section("Preparation of this accessibility statement", _preparation()),
        )
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
            "Contact: not given yet. The papers collected here name nobody to ask. "
            f"{escape(profile().icb)} must name a contact before this dashboard is published."
        )
    return _paragraphs(
        "Tell the ICB if a part does not work for you. You can also ask for its facts in another "
        "format, such as large print, easy read, audio or braille. Say which page you mean, and "
        "what you need.",
        'The main points are in <a href="/easy-read" target="_self">Easy read</a>. People who use '
        "easy read have not tested that page yet.",
        f"<strong>{whom}</strong>",
        'All tables are also <a href="/open-data" target="_self">open data</a>: as a spreadsheet '
        'and as plain files. <a href="/briefing/" target="_self">Briefings</a> are plain pages '
        "to print.",
    )


def _enforcement() -> str:
    return _paragraphs(
        f"The Equality and Human Rights Commission enforces {REGULATIONS} (the accessibility "
        "regulations).",
        "If the answer to your complaint does not help, contact the Equality Advisory and Support "
        f'Service: <a href="{ADVICE}">equalityadvisoryservice.com</a>.',
    )


def _compliance() -> str:
    done = tested()
    standard = f'the <a href="{GUIDELINES}">{STANDARD}</a>, level AA'
    if not done.states:
        return _paragraphs(f"How far it meets {standard}, is not known yet. {UNTESTED}")
    if BARRIERS or done.amiss:
        return _paragraphs(
            f"This dashboard is <strong>partially compliant</strong> with {standard}. The reason "
            "is the points that are listed next."
        )
    return _paragraphs(
        f"<strong>No fault is known</strong> against {standard}. It is not called fully compliant "
        "yet: programs have tested it, and disabled people have not."
    )


def _barriers() -> str:
    found = tested().amiss
    if not BARRIERS:
        known = f"The tests found {plural(found, 'fault')}." if found else "No such part is known."
        return _paragraphs(known)
    items = "".join(
        f"<li><h3>{escape(one.criterion)}</h3><p>{escape(one.what)}</p>"
        f"<p>Instead: {escape(one.instead)}</p><p>What is done: {escape(one.plan)}</p></li>"
        for one in BARRIERS
    )
    return f'<ol class="barriers">{items}</ol>'


def _burden() -> str:
    return _paragraphs(
        "No part is left out as too great a burden, and none as outside the regulations."
    )


def _testing() -> str:
    done = tested()
    if not done.states:
        return _paragraphs(UNTESTED)
    checks = (
        f"the rules of axe, version {escape(done.axe)}, for levels A and AA and good practice: "
        f"{count(done.axe_runs)} runs with all rules and {count(done.colour_runs)} with those on "
        "colour",
        "one main heading, headings in order, a title, landmarks and the language",
        "targets of 24 pixels, and names that match what is seen",
        "no scrolling sideways, and no words cut",
        "words in charts at 4.5 to 1, and words and a table beside each chart",
    )
    some = (
        f"by keyboard, {plural(done.by_keyboard, 'view')}: each stop is reached, in sight, and has "
        "a mark of 3 to 1 against before",
        f"with other settings, {plural(done.with_settings, 'view')}: text twice as large or wider, "
        "forced colours, less motion, and print",
        f"in the dark look too, {plural(done.in_both_looks, 'view')}",
    )
    left = not_yet_tested()
    return (
        f"<p>A program opened {plural(done.states, 'view')} in Chromium {escape(done.browser)}. "
        f"The widths were {done.widths[0]} to {done.widths[-1]:,} pixels. The table below says "
        "which view was seen at which. On each view the program checked:</p>"
        f"{_list(*checks)}<p>It looked further at some of them:</p>{_list(*some)}"
        + _paragraphs(
            f"It found {_faults(done.amiss, 'above')}. Such a program finds only a part of all "
            "barriers.",
            "Not done yet: tests with disabled people, with screen readers, with voice control "
            "and with other browsers.",
            *([f"Pages that these results do not hold yet: {listed(left)}."] if left else []),
        )
    )


def _preparation() -> str:
    done = tested()
    prepared = (
        f"It was prepared on {in_words(PREPARED, 'day')} and last looked through on "
        f"{in_words(REVIEWED, 'day')}."
    )
    if not done.states:
        return _paragraphs(prepared)
    when = in_words(done.last, "day")
    if done.first != done.last:
        when = f"{in_words(done.first, 'day')} to {when}"
    return _paragraphs(
        f"{prepared} The tests ran on {when}. A short round of the same tests runs before each "
        "new version.",
        "Figures in it come from the results of those tests.",
    )
