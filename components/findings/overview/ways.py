"""The ways on from the overview: to one's committee, easy read, paper, a screen in a room."""

from __future__ import annotations

from components import deck
from components.choices import PRESENT
from components.findings.briefing.link import ALL
from components.findings.scrutiny import scrutiny
from components.findings.scrutiny.event_sequence import BOTH
from components.page_list import PAGES
from data.package.catalogue import Catalogue

(EASY,) = (entry for entry in PAGES if entry.module == "easy_read")


def ways(catalogue: Catalogue) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the ways to one's committee, to easy read, to paper and to a screen, with links."""
    committees = scrutiny.committee_names(catalogue).items()
    return (
        (
            "Your committee",
            (
                *((f"/scrutiny?committee={one}", name) for one, name in committees if one != BOTH),
                ("/meeting", "Prepare for a meeting"),
            ),
        ),
        (EASY.name, ((f"/{EASY.path}", "The main points in short sentences, with pictures"),)),
        ("To print", ((ALL, "A briefing on an area, a lot or a committee"),)),
        (
            "For a screen in a room",
            (
                *((f"/{one.path}?view={PRESENT}", one.name) for one in deck.deck(None).entries),
                (deck.SLIDES, "All of these as slides (PowerPoint)"),
            ),
        ),
    )
