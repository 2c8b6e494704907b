"""The first use of a term on a page: short forms are spelled out, and terms lead to the glossary.

`mark` reads markup that is finished, in the order in which people read it, and remembers what it
has explained. Names of papers, tables and controls keep their words; short forms that stand there
and nowhere else are explained in a line at the end of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape

from data.catalogue import Catalogue
from data.glossary import Term, terms
from data.kept import kept

GLOSSARY = "/glossary"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# What stands in these is not running text: names, labels, code, pictures and their text.
_NAMES = frozenset(
    {"a", "table", "summary", "button", "dt", "svg", "style", "script", "code", "select"}
)
_UNSEEN = frozenset({"svg", "style", "script", "code"})
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
_PARTS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>|<!--.*?-->", re.DOTALL)


@dataclass
class Memory:
    """What one page has said so far: keys of terms that are explained, and short forms in names."""

    explained: set[str] = field(default_factory=set)
    met: dict[str, Term] = field(default_factory=dict)


def mark(catalogue: Catalogue, markup: str, memory: Memory, *, base: str = GLOSSARY) -> str:
    """Return markup in which the first use of each term leads to its entry under `base`.

    `base` is the address of the page of the glossary; empty where there is none to lead to. A
    short form in a heading is explained in a line under the heading.
    """
    known = _known(catalogue)
    if not known or not _pattern(tuple(known)).search(markup):
        return markup
    marker = _Marker(known, memory, base)
    return "".join(
        marker.table(piece) if piece.startswith("<table") else "".join(marker.parts(piece))
        for piece in _TABLE.split(markup)
    )


def left_over(memory: Memory, *, base: str = GLOSSARY) -> str:
    """Return a line that explains the short forms that stood in names only; empty without any."""
    left = [term for key, term in memory.met.items() if key not in memory.explained]
    if not left:
        return ""
    left.sort(key=lambda term: term.short or "")
    return f'<p class="short-forms">Short forms: {"; ".join(_entry(t, base) for t in left)}.</p>'


class _Marker:
    """Walks through markup once; knows in which element it is."""

    def __init__(self, known: dict[str, Term], memory: Memory, base: str) -> None:
        self.known, self.memory, self.base = known, memory, base
        self.pattern = _pattern(tuple(known))
        self.within: list[str] = []
        self.pending: list[Term] = []

    def table(self, markup: str) -> str:
        """Note the short forms of a table, which keeps its words."""
        self.within.append("table")
        self.pattern.sub(self._found, markup)
        self.within.pop()
        return markup

    def parts(self, markup: str) -> Iterator[str]:
        at = 0
        for tag in _PARTS.finditer(markup):
            yield self._text(markup[at : tag.start()])
            yield tag[0]
            yield self._tag(tag)
            at = tag.end()
        yield self._text(markup[at:])

    def _tag(self, tag: re.Match[str]) -> str:
        closing, name, alone = tag[1], (tag[2] or "").lower(), tag[3]
        if name not in _NAMES | _HEADINGS or alone:
            return ""
        if not closing:
            self.within.append(name)
        elif name in self.within:
            del self.within[len(self.within) - 1 - self.within[::-1].index(name) :]
        if not (closing and name in _HEADINGS and self.pending):
            return ""
        told, self.pending = "; ".join(_entry(term, self.base) for term in self.pending), []
        return f'<p class="short-forms">{told}</p>'

    def _text(self, text: str) -> str:
        if not text.strip() or _UNSEEN.intersection(self.within):
            return text
        return self.pattern.sub(self._found, text)

    def _found(self, match: re.Match[str]) -> str:
        term, words = self.known[_plain(match["words"])], match["words"]
        is_short = words.removesuffix("s") == term.short
        if term.key in self.memory.explained:
            return match[0]
        if _NAMES.intersection(self.within):
            if is_short:
                self.memory.met.setdefault(term.key, term)
            return match[0]
        in_heading = bool(_HEADINGS.intersection(self.within))
        if in_heading and not is_short:
            return match[0]
        self.memory.explained.add(term.key)
        if in_heading:
            self.pending.append(term)
            return match[0]
        end = match["end"] or ""
        in_full = f" ({term.name}{end})" if is_short else ""
        return f"{_link(term, words, self.base)}{end}{match['after'] or in_full}"


def _entry(term: Term, base: str) -> str:
    return f"{_link(term, term.short or term.name, base)}: {escape(term.name)}"


def _link(term: Term, words: str, base: str) -> str:
    if not base:
        return words
    return f'<a class="term" href="{escape(base)}?term={term.key}" target="_self">{words}</a>'


def _plain(words: str) -> str:
    return words if words.isupper() or words.removesuffix("s").isupper() else words.lower()


@kept
def _known(catalogue: Catalogue) -> dict[str, Term]:
    """Return the terms that are marked, by each way to write them as it stands in markup."""
    found: dict[str, Term] = {}
    for term in terms(catalogue):
        if term.linked:
            for words in (term.name, *term.forms):
                found[escape(words.lower())] = term
        if term.short:
            found |= {term.short: term, f"{term.short}s": term}
    return found


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the forms; with a short form in brackets after it, that goes with it."""
    some = "|".join(
        re.escape(form) if form.removesuffix("s").isupper() else f"(?i:{re.escape(form)})"
        for form in sorted(forms, key=len, reverse=True)
    )
    after = r"(?P<end>’s)?(?P<after> \([A-Z]{2,5}s?\))?(?![\w-])"
    return re.compile(rf"(?<![\w-])(?P<words>{some}){after}")
