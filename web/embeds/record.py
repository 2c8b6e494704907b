"""What the embeds of the record show: what was asked, promised and decided, with its sources."""

from __future__ import annotations

from dataclasses import replace

from components.choices import Asked
from components.findings.scrutiny import decisions, promises
from components.findings.scrutiny.event_sequence import BOTH
from components.html.cards import Card
from components.html.tables import only
from components.page_model import CardBlock, Page
from components.text.words import plural
from data.package.catalogue import Catalogue
from pages import decisions as decisions_page, promises as promises_page


def promised(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of requests and promises by state, each the way to its history."""
    card = promises.open_card(catalogue, BOTH, today=asked.today)
    headline = f"{plural(card.table.frame.height, 'request or promise', promises.MANY)} by state"
    page, headed = promises_page.page(catalogue, asked), replace(card, headline=headline)
    return _alone(page, headed, "text", "asked", "said", "state")


def decided(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the embed of every decision, by year."""
    card = decisions.card(catalogue)
    return _alone(decisions_page.page(catalogue, asked), card, "what", "said", "by", "where")


def _alone(page: Page, card: Card, *columns: str) -> Page:
    """The page with one card, and few columns of its table, as its list tells the rest."""
    short = replace(card, table=only(card.table, *columns))
    return replace(page, body=(CardBlock(short),), sources=card.source_ids)
