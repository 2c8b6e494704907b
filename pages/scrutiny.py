"""Scrutiny: what each committee was told, decided, asked for and was promised."""

import datetime as dt

from components.choices import Asked, Choice
from components.findings import meetings, scrutiny
from components.findings import scrutiny_story as told
from components.findings.briefing_link import links_html
from components.page_model import Block, Box, CardBlock, Page, Prose
from data.catalogue import Catalogue
from data.gaps import gaps
from data.profile import profile


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    names = scrutiny.committee_names(catalogue)
    committees = Choice(
        key="committee", label="Committee", options=names, default=told.BOTH, shape="buttons"
    )
    committee = asked[committees]
    briefings = {key: name for key, name in names.items() if key != told.BOTH}
    return Page(
        finding=scrutiny.finding(catalogue, committee),
        standfirst=scrutiny.standfirst(catalogue, committee, today=asked.today),
        choices=(committees,),
        body=(
            CardBlock(scrutiny.determinations_card(catalogue)),
            Prose(links_html("committee", briefings)),
            *_story(catalogue, committee, names[committee], asked.today),
            CardBlock(scrutiny.record_card(catalogue, committee)),
        ),
        unknown=gaps(catalogue, "scrutiny"),
        sources=scrutiny.source_ids(catalogue),
    )


def _story(catalogue: Catalogue, committee: str, name: str, today: dt.date) -> tuple[Block, ...]:
    """The meetings of a committee, or of both, and what stands open."""
    both = committee == told.BOTH
    heading = f"{name}: meeting by meeting"
    met = meetings.html(told.story(catalogue, committee, today=today), heading=heading, folded=both)
    parts: list[Block] = [
        Box(key="meetings", heading=heading, blocks=(Prose(met, made_of=catalogue),)),
        CardBlock(scrutiny.open_card(catalogue, committee, today=today)),
    ]
    thread = profile().thread
    if thread and committee in (told.BOTH, thread.committee):
        parts.append(CardBlock(scrutiny.thread_card(catalogue, thread, folded=both, today=today)))
    if both:
        others = told.story(catalogue, told.OTHERS, today=today)
        heard = meetings.html(others, heading="Other bodies that heard of it", folded=True)
        parts.append(Prose(heard, made_of=catalogue))
    return tuple(parts)
