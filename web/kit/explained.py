"""Terms explained on the pages that stand beside the app, as its own pages explain them."""

from __future__ import annotations

from components.text import terms
from data.package.catalogue import Catalogue

SHOWN, SOURCES = "<main>", '<section class="where-from"'


def explained(catalogue: Catalogue, html: str, *, glossary: str | None) -> str:
    """Return a whole page in which each short form is spelled out where it is first used.

    Terms lead to their entry under `glossary`, out of any frame; nowhere where that is None. Short
    forms that stand only in names, those of sources among them, are told in a line before these.
    """
    memory, base = terms.Memory(), glossary or ""
    before, opening, rest = html.partition(SHOWN)
    shown, closing, sources = rest.partition(SOURCES)
    marked = terms.mark(catalogue, shown, memory, base=base)
    terms.note(catalogue, sources, memory)
    told = marked + terms.left_over(memory, base=base)
    outward = told.replace('target="_self"', 'target="_top"')
    return f"{before}{opening}{outward}{closing}{sources}"
