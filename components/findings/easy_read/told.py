"""The page in easy read, part by part, and its markup."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import polars as pl

from components.findings.easy_read import ideas, signs
from components.findings.easy_read.ideas import Idea
from components.findings.find.means import chosen
from components.findings.timeline import now
from components.hero import Hero
from components.html.tables import Column, Table
from components.on_screen import with_table
from components.operate.contact import office_contacts
from components.page_list import PAGES
from data.package.catalogue import Catalogue
from data.package.profile import profile
from data.papers.sources import cited
from data.queries import scrutiny

UNTESTED = "People who use easy read have not tested this page yet."
FIRST_YEAR = "as-is-year-end"  # the milestone at which services need no longer stay as they were
NO_CONTACT = "Those who run this site have not set a contact."


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with its ideas."""

    name: str
    ideas: tuple[Idea, ...]


def finding() -> str:
    """Return the heading of the page."""
    return f"New contracts for health care near your home in {profile().region}"


def parts(catalogue: Catalogue, *, today: dt.date) -> tuple[Section, ...]:
    """Return all that the page says today; a part of which nothing is known is left out."""
    told = (
        ("About this page", _about(catalogue)),
        ("What the services are", ideas.services(catalogue)),
        ("Who buys the services", ideas.contracts(catalogue)),
        ("When", _when(catalogue, today)),
        ("How much money", ideas.money(catalogue)),
        ("Who is named", ideas.providers(catalogue)),
        ("What councils said", ideas.committees(catalogue)),
        ("What is not known", ideas.unknown(catalogue)),
        ("How to say what you think", _say(catalogue)),
        ("Whom to ask", _ask(catalogue)),
    )
    found = (Section(name=name, ideas=tuple(each)) for name, each in told)
    return tuple(part for part in found if part.ideas)


def source_ids(told: tuple[Section, ...]) -> tuple[str, ...]:
    """Return the sources of all ideas."""
    return tuple(dict.fromkeys(s for part in told for idea in part.ideas for s in idea.source_ids))


def hero(told: tuple[Section, ...]) -> Hero:
    """Return what is shown of the page to a room: how each part begins."""
    first = [(part.name, " ".join(part.ideas[0].sentences)) for part in told]
    table = Table(
        caption="The parts of this page",
        frame=pl.DataFrame(first, schema=["part", "said"], orient="row"),
        columns=(Column("part", "Part"), Column("said", "How it begins")),
    )
    ids = source_ids(told)
    shown = Hero(finding=finding(), subtitle=table.caption, source_ids=ids, basis=())
    return with_table(shown, table)


def html(told: tuple[Section, ...]) -> str:
    """Return the parts one under the other, each idea with its sign at its left."""
    return "".join(
        f'<section class="easy"><h2>{escape(part.name)}</h2>'
        f"<ul>{''.join(map(_idea, part.ideas))}</ul></section>"
        for part in told
    )


def _idea(idea: Idea) -> str:
    said = "".join(f"<p>{_marked(one, idea.explains)}</p>" for one in idea.sentences)
    names = "".join(f"<li>{escape(one)}</li>" for one in idea.names)
    listed = f"<ul>{names}</ul>" if names else ""
    path, words = idea.link or ("", "")
    way = f'<p><a href="/{path}" target="_self">{escape(words)}</a></p>' if words else ""
    return f"<li>{signs.html(idea.sign)}<div>{said}{listed}{way}</div></li>"


def _marked(sentence: str, hard: tuple[str, ...]) -> str:
    """Put the hard words of an idea in bold."""
    text = escape(sentence)
    for word in hard:
        text = re.sub(rf"\b({re.escape(word)}s?)\b", r"<strong>\1</strong>", text)
    return text


def _about(catalogue: Catalogue) -> Iterator[Idea]:
    yield Idea(sign="paper", said=("This page is in easy read.",), explains=("easy read",))
    yield Idea(sign="test", said=(UNTESTED,))
    read = [now.read_up_to(catalogue)]
    first = "The facts are from papers, notices and web pages."
    yield Idea(sign="paper", said=(first, *filter(None, read)), explains=("notice",))


def _when(catalogue: Catalogue, today: dt.date) -> Iterator[Idea]:
    if (start := now.start(catalogue)) is not None:
        verb = "run" if start["date"] <= today else "are to run"
        said = [f"The new contracts {verb} from {start['when']}."]
        if start["said_last"] < start["date"]:
            said += ["That is what notices say.", "No paper tells of the first day."]
        yield Idea(sign="calendar", said=tuple(said), source_ids=(start["source_id"],))
    if stays := _statement(catalogue, "stays"):
        rows = now.due(catalogue, today=today).filter(milestone_id=FIRST_YEAR)
        ends = [f"That year was to end by {row['when']}." for row in rows.to_dicts()]
        said = ("The ICB said: services stay the same in the first year.", *ends)
        since = ("Nothing found since.",) * bool(ends)
        ids = (stays["source_id"], *rows["source_id"])
        yield Idea(sign="same", said=(*said, *since), source_ids=ids)


def _say(catalogue: Catalogue) -> Iterator[Idea]:
    if law := _statement(catalogue, "say"):
        first = law["text"].split(". ")[0].removesuffix(".")
        yield Idea(sign="say", said=(f"{first}.",), source_ids=(law["source_id"],))
    stages = catalogue["engagement_stages"].filter(state="planned")
    if stages.height:
        undated = stages["note"].str.contains("No dates").fill_null(False).all()
        said = ("The ICB plans to ask people again.", *("No paper says when.",) * undated)
        yield Idea(sign="people", said=said, source_ids=cited(stages))


def _statement(catalogue: Catalogue, name: str) -> dict | None:
    """The first of the statements that the profile names for residents."""
    rows = {row["statement_id"]: row for row in scrutiny.statements(catalogue).rows(named=True)}
    return next((rows[one] for one in chosen(name) if one in rows), None)


def _ask(catalogue: Catalogue) -> Iterator[Idea]:
    names = dict(catalogue["organisations"].select("org_id", "name").iter_rows())
    by_name = {name: org_id for org_id, name in names.items()}
    for icb in catalogue["organisations"].filter(kind="ICB")["org_id"].head(1):
        yield Idea(sign="phone", said=("Ask the ICB about the contracts.", _contact(icb)))
    for committee in profile().committees:
        council = names.get(committee, "").rpartition(", ")[2]
        said = f"Ask {council} about its committee."
        yield Idea(sign="office", said=(said, _contact(by_name.get(council))))
    name = next(entry.name for entry in PAGES if entry.looks_up)
    said = (f"{name} has phone numbers of services.", "Some of these numbers are old.")
    yield Idea(sign="place", said=said, link=ideas.find_link())


def _contact(org_id: str | None) -> str:
    found = office_contacts().get(org_id or "")
    return f"Contact: {found}" if found else NO_CONTACT
