"""Engagement: how many were reached and heard, where counts differ, what people said."""

from components.choices import Asked, Choice
from components.findings import counts, engagement, programme_items, screens, voices
from components.page_model import CardBlock, Page, Row
from data.catalogue import Catalogue
from data.gaps import gaps


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    audiences = _audiences(catalogue, asked)
    last = (programme_items.involvement_card(catalogue), voices.earlier_card(catalogue))
    cards = (*(voices.themes_card(catalogue, asked[control]) for control in audiences),)
    return Page(
        finding=engagement.finding(catalogue),
        standfirst=engagement.standfirst(catalogue),
        choices=audiences,
        body=(
            CardBlock(engagement.funnel_card(catalogue)),
            Row(
                (
                    (CardBlock(engagement.recipients_card(catalogue)),),
                    (
                        CardBlock(counts.surveys_card(catalogue, look=asked.look)),
                        CardBlock(voices.events_card(catalogue)),
                    ),
                )
            ),
            CardBlock(counts.side_by_side_card(catalogue)),
            *(CardBlock(card) for card in cards),
            Row(
                (
                    (CardBlock(counts.children_card(catalogue)),),
                    (CardBlock(voices.stages_card(catalogue)),),
                )
            ),
            *(CardBlock(card) for card in last if card),
        ),
        unknown=gaps(catalogue, "engagement"),
        sources=engagement.source_ids(catalogue),
        hero=screens.of_engagement(catalogue),
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
