"""The first use of a term on a page: short forms are spelled out, and terms lead to the glossary.

`mark` takes markup that is finished, in the order in which people read it, and remembers what it
has explained. Names of papers, tables and controls keep their words; short forms that stand there
and nowhere else are explained in a line at the end of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from components.text.term_uses import HeadingEnds, InName, Use, read, read_once, vocabulary
from data.package.catalogue import Catalogue
from data.papers.glossary import Term, terms as glossary_terms

GLOSSARY = "/glossary"


@dataclass
class Memory:
    """What one page has said so far.

    Keys of the terms whose short form is spelled out, of those that lead to the glossary, and
    the terms whose short form stood in a name.
    """

    explained: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    met: dict[str, Term] = field(default_factory=dict)


def memory_for(catalogue: Catalogue, *, explains_terms: bool) -> Memory:
    """Return what a page has explained as it begins: nothing, or all where it tells every term."""
    memory = Memory()
    if not explains_terms:
        every = {term.key for term in glossary_terms(catalogue)}
        memory.explained |= every
        memory.linked |= every
    return memory


def mark(
    catalogue: Catalogue,
    markup: str,
    memory: Memory,
    *,
    base: str = GLOSSARY,
    made_of: object = None,
) -> str:
    """Return markup in which the first use of each term leads to its entry under `base`.

    `base` is the address of the page of the glossary; empty where there is none to lead to. A
    short form in a heading is explained in a line under the heading. What is `made_of` something,
    such as a card, is read once and kept for as long as that.
    """
    words = vocabulary(catalogue)
    pieces = read(markup, words) if made_of is None else read_once(made_of, markup, words)
    told: list[str] = []
    pending: list[Term] = []
    for piece in pieces:
        if isinstance(piece, str):
            told.append(piece)
        elif isinstance(piece, InName):
            memory.met.setdefault(piece.term.key, piece.term)
        elif isinstance(piece, HeadingEnds):
            if pending:
                entries = "; ".join(_entry(term, base) for term in pending)
                told.append(f'<p class="short-forms">{entries}</p>')
                pending.clear()
        elif piece.is_short:
            told.append(_short(piece, memory, base, pending))
        else:
            told.append(_full(piece, memory, base))
    return "".join(told)


def note(catalogue: Catalogue, markup: str, memory: Memory, *, made_of: object = None) -> None:
    """Remember the short forms of markup that keeps its words, such as a list of papers."""
    mark(catalogue, f"<table>{markup}</table>", memory, made_of=made_of)


def left_over(memory: Memory, *, base: str = GLOSSARY) -> str:
    """Return a line that explains the short forms that stood in names only; empty without any."""
    left = [term for key, term in memory.met.items() if key not in memory.explained]
    if not left:
        return ""
    left.sort(key=lambda term: term.short or "")
    return f'<p class="short-forms">Short forms: {"; ".join(_entry(t, base) for t in left)}.</p>'


def _short(use: Use, memory: Memory, base: str, pending: list[Term]) -> str:
    term, as_written = use.term, use.words + use.rest
    if term.key in memory.explained:
        return as_written
    memory.explained.add(term.key)
    memory.linked.add(term.key)
    if use.is_spelled:
        return as_written
    if use.in_heading:
        pending.append(term)
        return as_written
    end, name = use.end, term.name if use.words == escape(term.short or "") else term.plural
    rest = use.rest.removeprefix(end)
    return f"{_link(term, use.words, base)}{end} ({escape(name)}{end}){rest}"


def _full(use: Use, memory: Memory, base: str) -> str:
    if use.term.key in memory.linked:
        return use.words + use.rest
    memory.linked.add(use.term.key)
    if use.is_spelled:
        memory.explained.add(use.term.key)
    return _link(use.term, use.words, base) + use.rest


def _entry(term: Term, base: str) -> str:
    return f"{_link(term, escape(term.short or term.name), base)}: {escape(term.name)}"


def _link(term: Term, words: str, base: str) -> str:
    if not base:
        return words
    return f'<a class="term" href="{escape(base)}?term={term.key}" target="_self">{words}</a>'
