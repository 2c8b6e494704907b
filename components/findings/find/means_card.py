"""What a place’s contracts mean for those who live there: a card for a page, words for a fold."""

from __future__ import annotations

import datetime as dt
from html import escape

import polars as pl

from components.findings.find import telephones
from components.findings.find.means import ASKED, STAYS, Line, ResidentsQuestion, parts
from components.findings.find.place import committee_councils
from components.findings.places.places import area_row
from components.found_place import FoundPlace
from components.html import dispute, folds
from components.html.cards import Card, source_links
from components.html.tables import Column, Table, caveat_column, columns
from components.operate.contact import office_contacts
from components.text.words import plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import named
from data.queries import scrutiny

NAME = "What this means for you"
OPEN = STAYS  # the part that stands open, as a phone has no room for all


def card(catalogue: Catalogue, place: FoundPlace, area: str, *, today: dt.date) -> Card:
    """Return the card for a place, looked at in one of its HCP areas."""
    committees, contacts = tuple(committee_councils(place)), tuple(office_contacts().items())
    return _card(catalogue, area, committees, contacts, today)


@kept
def _card(
    catalogue: Catalogue,
    area: str,
    committees: tuple[str, ...],
    _contacts: tuple[tuple[str, str], ...],
    today: dt.date,
) -> Card:
    """Return the card of an area under these committees; it holds nothing of the place."""
    told = parts(catalogue, area, committees, today=today)
    frame = _frame(catalogue, told)
    return Card(
        slug="means",
        headline=f"{NAME} in {area_row(catalogue, area)['name']}",
        subtitle="What stays, what changed and whom to ask, as far as papers and pages say",
        body=f'<div class="means">{folds.html(_group(catalogue, one, area) for one in told)}</div>',
        table=Table(
            caption=f"{NAME}, with the source of each statement",
            frame=frame,
            columns=(
                *columns(part="Question", text="What is said"),
                Column("source", "Source", empty="set by the operator of this site"),
                Column("place", "Place in the source", empty="–"),
                Column("basis", "Basis", "basis"),
                *caveat_column(frame),
            ),
        ),
        source_ids=_sources(catalogue, told, area),
        basis=tuple(dict.fromkeys(line.basis for part in told for line in part.lines)),
        how=(
            "Contacts of the ICB and of councils are set by the operator of this site. "
            "No paper gives them.",
            "Telephone numbers are those that a page gives beside a service. Numbers of persons "
            "are left out.",
        ),
    )


def inside_html(catalogue: Catalogue, area: str, *, today: dt.date) -> str:
    """Return the same of an area under all of its committees, with its sources by name.

    It is for where no card stands, such as in a fold.
    """
    told = parts(catalogue, area, scrutiny.committees_of(catalogue, [area]), today=today)
    inner = "".join(
        f"<p><strong>{escape(one.name)}</strong></p>{_lines(catalogue, one, area)}" for one in told
    )
    links = source_links(catalogue, _sources(catalogue, told, area))
    return f'{inner}<p class="source-line">{links}</p>'


def _group(catalogue: Catalogue, part: ResidentsQuestion, area: str) -> folds.Group:
    return folds.Group(
        name=part.name,
        many=plural(len(part.lines), "point"),
        markup=_lines(catalogue, part, area),
        is_open=part.name == OPEN,
        level=3,
    )


def _lines(catalogue: Catalogue, part: ResidentsQuestion, area: str) -> str:
    items = "".join(_line(catalogue, line) for line in part.lines)
    numbers = telephones.html(catalogue, area) if part.name == ASKED else ""
    return f"<ul>{items}</ul>{numbers}"


def _line(catalogue: Catalogue, line: Line) -> str:
    remarks = [line.said, sentence(line.caveat).removesuffix(".") if line.caveat else ""]
    remark = ". ".join(filter(None, remarks))
    under = f' <span class="caveat">{escape(remark)}.</span>' if remark else ""
    return f"<li>{escape(line.text)}{under}{dispute.mark(catalogue, line.subject_id)}</li>"


def _frame(catalogue: Catalogue, told: tuple[ResidentsQuestion, ...]) -> pl.DataFrame:
    ids = {line.source_id for part in told for line in part.lines if line.source_id}
    names = {
        row["source_id"]: f"{row['short_name']} ({row['when']})"
        for row in named(catalogue, ids).iter_rows(named=True)
    }
    rows = [
        {
            "part": part.name,
            "text": line.text,
            "source": names.get(line.source_id or ""),
            "place": line.place,
            "basis": line.basis,
            "caveat": line.caveat,
        }
        for part in told
        for line in part.lines
    ]
    texts = ("part", "text", "source", "place", "basis", "caveat")
    return pl.DataFrame(rows, schema=dict.fromkeys(texts, pl.String))


def _sources(
    catalogue: Catalogue, told: tuple[ResidentsQuestion, ...], area: str
) -> tuple[str, ...]:
    ids = (line.source_id for part in told for line in part.lines if line.source_id)
    return tuple(dict.fromkeys([*ids, *telephones.source_ids(catalogue, area)]))
