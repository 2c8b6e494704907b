"""Scrutiny: what is promised and open, what to ask, and what each committee was told."""

import datetime as dt

from components import blocks
from components.choices import Asked, Choice
from components.findings.briefing.link import links_html
from components.findings.scrutiny import event_sequence as told, meetings, promises, scrutiny
from components.findings.told import lines
from components.html import question_list
from components.page_model import Block, Box, CardBlock, Page, Prose
from data.package.catalogue import Catalogue
from data.package.profile import profile

WAYS = (
    ("promises", "What was asked and promised"),
    ("decisions", "What was decided, and by whom"),
)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page; the committee is that of the chosen area until one is chosen."""
    names = scrutiny.committee_names(catalogue)
    committees = Choice(
        key="committee",
        label="Committee",
        options=names,
        default=scrutiny.usual_committee(catalogue, asked.area(catalogue)),
        shape="buttons",
    )
    committee = asked[committees]
    questions = scrutiny.questions(catalogue, committee)
    briefings = {key: name for key, name in names.items() if key != told.BOTH}
    return Page(
        finding=scrutiny.finding(catalogue, committee),
        standfirst=scrutiny.standfirst(catalogue, committee, today=asked.today),
        choices=(committees,),
        body=(
            CardBlock(promises.open_card(catalogue, committee, today=asked.today)),
            Prose(question_list.to_ask(questions), made_of=questions),
            Prose(links_html("committee", briefings) + lines.on_scrutiny(briefings)),
            CardBlock(scrutiny.determinations_card(catalogue), folded=True),
            blocks.links(*WAYS),
            *_story(catalogue, committee, names[committee], asked.today),
            CardBlock(scrutiny.record_card(catalogue, committee), folded=True),
        ),
        sources=scrutiny.source_ids(catalogue),
    )


def _story(catalogue: Catalogue, committee: str, name: str, today: dt.date) -> tuple[Block, ...]:
    """The meetings of a committee, or of both, and what was told on its own."""
    both = committee == told.BOTH
    heading = f"{name}: meeting by meeting"
    met = meetings.html(told.event_sequence(catalogue, committee, today=today), heading=heading)
    parts: list[Block] = [
        Box(key="meetings", heading=heading, blocks=(Prose(met, made_of=catalogue),))
    ]
    if both:
        others = told.event_sequence(catalogue, told.OTHERS, today=today)
        heard = meetings.html(others, heading="Other bodies that heard of it")
        parts.append(Prose(heard, made_of=catalogue))
    thread = profile().thread
    held = thread and thread.thread_id in catalogue["events"]["thread"]
    if thread and held and committee in (told.BOTH, thread.committee):
        card = scrutiny.thread_card(catalogue, thread, today=today)
        parts.append(CardBlock(card, folded=True))
    return tuple(parts)
