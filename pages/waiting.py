"""Waiting: how many are on lists and how long, before the new contracts, and what stands beside."""

from components import blocks
from components.choices import COHORT, Asked
from components.findings import screens
from components.findings.waiting import care, how_long, months, providers, services, waiting
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps
from geo.attribution import CARE

WAYS = (("services", "What the services are"), ("map", "Places of care on the map"))


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    cohort = asked.cohort
    return Page(
        finding=waiting.finding(catalogue),
        standfirst=waiting.standfirst(catalogue),
        choices=(COHORT,),
        body=(
            CardBlock(how_long.card(catalogue, look=asked.look)),
            CardBlock(months.card(catalogue, cohort, look=asked.look)),
            CardBlock(providers.card(catalogue, cohort)),
            CardBlock(services.card(catalogue, cohort), folded=True),
            CardBlock(care.urgent_card(catalogue), folded=True),
            CardBlock(care.beds_card(catalogue), folded=True),
            blocks.links(*WAYS),
        ),
        unknown=gaps(catalogue, "waiting"),
        sources=waiting.source_ids(catalogue),
        attributions=(CARE,),
        hero=screens.of_waiting(catalogue, look=asked.look),
    )
