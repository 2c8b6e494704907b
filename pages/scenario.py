"""What if: a reader's own sums of the money, which are no plan of the ICB."""

from components.choices import Asked
from components.findings.scenario import cards, controls, scenario
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue
from data.queries.scenario.model import as_published, start, worked_out


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    of = start(catalogue)
    if of is None:
        return Page(finding=scenario.NOTHING)
    choices, assumed = controls.read(catalogue, of, asked)
    rows = worked_out(catalogue, assumed)
    usual, how = worked_out(catalogue, as_published(of)), scenario.rules(catalogue, of, assumed)
    sources, caveats = scenario.source_ids(catalogue, assumed), scenario.caveats(catalogue)
    known = {"source_ids": sources, "caveats": caveats}
    money = scenario.of_the_money(catalogue)
    years = cards.by_year(rows, usual, look=asked.look, how=how, caveats=caveats, source_ids=money)
    finding, standfirst = scenario.finding(rows), scenario.standfirst(catalogue, assumed)
    return Page(
        finding=finding,
        standfirst=standfirst,
        choices=choices,
        more=controls.MORE,
        body=(
            CardBlock(years),
            CardBlock(cards.per_head(rows, **known)),
            CardBlock(cards.every_sum(rows, **known), folded=True),
        ),
        unknown=scenario.unknown(catalogue, of),
        counts_unknown=True,
        sources=sources,
        hero=cards.hero(years, finding, standfirst, tuple(one.key for one in choices)),
    )
