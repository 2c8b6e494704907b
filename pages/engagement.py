"""Engagement: how many were reached and heard, where counts differ, what people said."""

from collections.abc import Iterator

from components.choices import Asked, Choice
from components.findings import screens
from components.findings.engagement import counts, engagement, voices
from components.findings.programme import items as programme_items
from components.html.cards import Card
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    audiences = _audiences(catalogue, asked)
    cards = (*(voices.themes_card(catalogue, asked[control]) for control in audiences),)
    return Page(
        finding=engagement.finding(catalogue),
        standfirst=engagement.standfirst(catalogue),
        choices=audiences,
        body=(
            CardBlock(engagement.funnel_card(catalogue)),
            CardBlock(counts.surveys_card(catalogue, look=asked.look)),
            *map(CardBlock, cards),
            *(CardBlock(card, folded=True) for card in _further(catalogue)),
        ),
        unknown=gaps(catalogue, "engagement"),
        sources=engagement.source_ids(catalogue),
        hero=screens.of_engagement(catalogue),
    )


def _further(catalogue: Catalogue) -> Iterator[Card]:
    """The cards whose headline says most of it."""
    yield engagement.recipients_card(catalogue)
    yield voices.events_card(catalogue)
    yield counts.side_by_side_card(catalogue)
    yield counts.children_card(catalogue)
    yield voices.stages_card(catalogue)
    yield from filter(
        None, (programme_items.involvement_card(catalogue), voices.earlier_card(catalogue))
    )


def _audiences(catalogue: Catalogue, asked: Asked) -> tuple[Choice, ...]:
    """The choice of whose words are shown, where papers tell any."""
    names = voices.audiences(catalogue)
    if not names:
        return ()
    usual = asked.cohort if asked.cohort in names else next(iter(names))
    return (
        Choice(
            key="audience",
            label="What people said",
            options=names,
            default=usual,
            shape="buttons",
        ),
    )
