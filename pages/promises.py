"""Promises: what was asked and promised, how each stands, and the history that shows why."""

from components import blocks
from components.choices import Asked, Choice
from components.findings.scrutiny import promises, scrutiny
from components.findings.scrutiny.event_sequence import BOTH
from components.page_model import Box, Page, Prose
from data.package.catalogue import Catalogue

WAYS = (
    ("scrutiny", "What was said at each meeting"),
    ("decisions", "What was decided, and by whom"),
)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page; one that the address names is shown alone."""
    today = asked.today
    committee, state, promise = controls = _controls(catalogue)
    choices = promises.Choices(
        committee=asked[committee], state=asked[state], promise=asked[promise]
    )
    shown = promises.rows(catalogue, choices, today=today)
    steps = promises.history_table(catalogue, choices, today=today)
    return Page(
        finding=promises.finding(catalogue, choices, today=today),
        standfirst=promises.standfirst(catalogue, choices, today=today),
        choices=controls,
        more="one request or promise",
        body=(
            Box(
                key="promises",
                heading=promises.heading(shown),
                more=f"{choices}",
                blocks=(Prose(promises.html(catalogue, choices, today=today), made_of=catalogue),),
            ),
            blocks.folded_table("Show every step as one table", steps),
            blocks.table_as_file(steps, "promises.csv"),
            blocks.links(*WAYS),
        ),
        sources=promises.source_ids(catalogue, choices, today=today),
        hero=promises.hero(catalogue, choices, today=today),
    )


def _controls(catalogue: Catalogue) -> tuple[Choice, Choice, Choice]:
    """The committee, the state, and one request or promise by itself."""
    everything = promises.EVERYTHING
    return (
        Choice(
            key="committee",
            label="Committee",
            options=scrutiny.committee_names(catalogue),
            default=BOTH,
        ),
        Choice(key="state", label="State", options=promises.states(), default=everything),
        Choice(
            key="promise",
            label="Request or promise",
            options=promises.names(catalogue),
            default=everything,
            folded=True,
        ),
    )
