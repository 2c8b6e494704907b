"""Open questions: what no paper collected here says, by topic, and where to look."""

from components import blocks
from components.choices import Asked, Choice
from components.findings.papers import questions
from components.html import question_list
from components.page_model import Page, Prose
from data.package.catalogue import Catalogue
from data.papers.sources import cited


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    topics = Choice(
        key="topic",
        label="Topic",
        options=questions.topics(catalogue),
        default=questions.EVERYTHING,
    )
    topic = asked[topics]
    shown = questions.rows(catalogue, topic)
    table = questions.table(shown)
    return Page(
        finding=questions.finding(catalogue, topic),
        standfirst=questions.standfirst(catalogue),
        choices=(topics,),
        body=(
            Prose(question_list.html(shown), made_of=catalogue),
            blocks.folded_table("Show these as one table", table),
            blocks.table_as_file(table, f"open-questions-{topic}.csv"),
        ),
        sources=cited(shown),
    )
