"""The ways on from the overview: to one's committee, to paper, to a screen in a room."""

from __future__ import annotations

from components.choices import PRESENT
from components.findings.briefing.link import ALL
from components.findings.scrutiny import scrutiny
from components.findings.scrutiny.story import BOTH
from data.package.catalogue import Catalogue

ON_SCREEN = {
    "money": "Money",
    "map": "Map",
    "need": "Need",
    "waiting": "Waiting",
    "contract": "Contract",
    "engagement": "Engagement",
    "meeting": "My meeting",
}


def ways(catalogue: Catalogue) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the ways to one's committee, to paper and to a screen: words, with links."""
    committees = scrutiny.committee_names(catalogue).items()
    return (
        (
            "Your committee",
            (
                *((f"/scrutiny?committee={one}", name) for one, name in committees if one != BOTH),
                ("/meeting", "Prepare for a meeting"),
            ),
        ),
        ("To print", ((ALL, "A briefing on an area, a lot or a committee"),)),
        (
            "For a screen in a room",
            tuple((f"/{path}?view={PRESENT}", name) for path, name in ON_SCREEN.items()),
        ),
    )
