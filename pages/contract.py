"""Contract: who runs what, what was awarded, how long it runs, and which steps are on record."""

from components import blocks
from components.choices import Asked
from components.findings import screens
from components.findings.contract import clock, contract, on_record, sums, who
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue

WAYS = (
    ("money", "What each lot is given by year"),
    ("programme", "The time to hand over"),
)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    today = asked.today
    return Page(
        finding=who.finding(catalogue),
        standfirst=clock.in_brief(catalogue, today=today),
        body=(
            CardBlock(who.by_lot_card(catalogue)),
            CardBlock(clock.clock_card(catalogue, today=today)),
            CardBlock(sums.sums_card(catalogue)),
            CardBlock(who.named_card(catalogue), folded=True),
            CardBlock(on_record.steps_card(catalogue, today=today), folded=True),
            blocks.links(*WAYS),
        ),
        unknown=contract.unknown(catalogue),
        sources=contract.source_ids(catalogue),
        hero=screens.of_contract(catalogue),
    )
