"""Compare: two to four areas or lots side by side, with what differs marked."""

from dataclasses import replace
from html import escape

from components.choices import Asked, Choice, Several
from components.findings.compare import compare
from components.findings.need import in_short
from components.findings.places import places
from components.on_screen import of_card, of_words
from components.page_model import CardBlock, Page, Prose
from data.package.catalogue import Catalogue
from geo.attribution import BOUNDARIES


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    chosen = compare.read(catalogue, asked.address.get("items"), asked.cohort)
    kinds, items = _controls(catalogue, asked, chosen)
    rows = Choice(key="rows", label="Rows", options=compare.ROWS, default="all", shape="buttons")
    body, hero = [], None
    finding = compare.finding(catalogue, chosen)
    standfirst = compare.standfirst(compare.rows(catalogue, chosen) if chosen.shown else [])
    if advice := compare.advice(chosen):
        body.append(Prose(f'<p class="notice" role="status">{escape(advice)}</p>'))
    if chosen.shown:
        only = asked[rows] != "all"
        table = compare.table_card(catalogue, chosen, only_different=only)
        ages = compare.ages_card(catalogue, chosen, look=asked.look)
        body += [CardBlock(table), CardBlock(ages)]
        shown = replace(of_words(finding, standfirst, BOUNDARIES), keeps=("items",))
        hero = of_card(shown, ages)  # it proves the finding; of a table few columns would fit
    return Page(
        finding=finding,
        standfirst=standfirst,
        choices=(kinds, rows, items),
        faults=chosen.faults,
        body=tuple(body),
        unknown=compare.questions(catalogue, chosen),
        counts_unknown=True,
        sources=(*places.sources(catalogue), *in_short.sources(catalogue)),
        attributions=BOUNDARIES,
        hero=hero,
    )


def _controls(catalogue: Catalogue, asked: Asked, chosen: compare.Chosen) -> tuple[Choice, Several]:
    """What to compare, and which of them: both write to `items` in the address."""
    usual = {kind: compare.usual(catalogue, kind, asked.cohort) for kind in compare.KINDS}
    values = {kind: ",".join(ids) for kind, ids in usual.items()}
    kinds = Choice(
        key="items",
        label="What to compare",
        options={values[kind]: name for kind, name in compare.KINDS.items()},
        default=values[compare.AREAS],
        shape="links",
        now=values[chosen.kind],
    )
    items = Several(
        key="items",
        label=compare.label(chosen.kind),
        options=compare.options(catalogue, chosen.kind),
        chosen=chosen.ids,
        usual=usual[compare.AREAS],
        nothing=compare.NOTHING[chosen.kind],
    )
    return kinds, items
