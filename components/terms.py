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
from geo.attribution import POSTCODES

GLOSSARY = "/glossary"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# What stands in these is not running text: names, labels, code, pictures and their text.
_NAMES = frozenset(
    {"a", "table", "summary", "button", "label", "dt", "svg", "style", "script", "code", "select"}
)
_UNSEEN = frozenset({"svg", "style", "script", "code"})
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
_PARTS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>|<!--.*?-->", re.DOTALL)


@dataclass
class Memory:
    """What one page has said so far.

    Keys of the terms whose short form is spelled out, of those that lead to the glossary, and
    the terms whose short form stood in a name.
    """

    explained: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    met: dict[str, Term] = field(default_factory=dict)


def mark(catalogue: Catalogue, markup: str, memory: Memory, *, base: str = GLOSSARY) -> str:
    """Return markup in which the first use of each term leads to its entry under `base`.

    `base` is the address of the page of the glossary; empty where there is none to lead to. A
    short form in a heading is explained in a line under the heading.
    """
    known, names = _known(catalogue), _names(catalogue)
    if not known or not _pattern(tuple(known), names).search(markup):
        return markup
    marker = _Marker(known, names, memory, base)
    return "".join(
        marker.table(piece) if piece.startswith("<table") else "".join(marker.parts(piece))
        for piece in _TABLE.split(markup)
    )


def note(catalogue: Catalogue, markup: str, memory: Memory) -> None:
    """Remember the short forms of markup that keeps its words, such as a list of papers."""
    mark(catalogue, f"<table>{markup}</table>", memory)


def left_over(memory: Memory, *, base: str = GLOSSARY) -> str:
    """Return a line that explains the short forms that stood in names only; empty without any."""
    left = [term for key, term in memory.met.items() if key not in memory.explained]
    if not left:
        return ""
    left.sort(key=lambda term: term.short or "")
    return f'<p class="short-forms">Short forms: {"; ".join(_entry(t, base) for t in left)}.</p>'


class _Marker:
    """Walks through markup once; knows in which element it is."""

    def __init__(
        self, known: dict[str, Term], names: tuple[str, ...], memory: Memory, base: str
    ) -> None:
        self.known, self.memory, self.base = known, memory, base
        self.pattern, self.inside = _pattern(tuple(known), names), _pattern(tuple(known), ())
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
        if match["name"]:
            self._note(match["name"])
            return match[0]
        term = self.known[_plain(match["words"])]
        if match["words"].removesuffix("s") == term.short:
            return self._short(term, match)
        return self._full(term, match)

    def _note(self, name: str) -> None:
        """Remember the short forms in a name."""
        for match in self.inside.finditer(name):
            term = self.known[_plain(match["words"])]
            if match["words"].removesuffix("s") == term.short:
                self.memory.met.setdefault(term.key, term)

    def _short(self, term: Term, match: re.Match[str]) -> str:
        if term.key in self.memory.explained:
            return match[0]
        if _NAMES.intersection(self.within):
            self.memory.met.setdefault(term.key, term)
            return match[0]
        self.memory.explained.add(term.key)
        self.memory.linked.add(term.key)
        if match.string[: match.start()].endswith("("):  # its words stand before the bracket
            return match[0]
        if _HEADINGS.intersection(self.within):
            self.pending.append(term)
            return match[0]
        end = match["end"] or ""
        return f"{_link(term, match['words'], self.base)}{end} ({term.name}{end})"

    def _full(self, term: Term, match: re.Match[str]) -> str:
        if (_NAMES | _HEADINGS).intersection(self.within) or term.key in self.memory.linked:
            return match[0]
        self.memory.linked.add(term.key)
        if match["after"]:
            self.memory.explained.add(term.key)
        return _link(term, match["words"], self.base) + match[0].removeprefix(match["words"])


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


@kept
def _names(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names of sources and bodies and the lines of licences, which keep their words."""
    found = [*POSTCODES, *catalogue["sources"]["short_name"], *catalogue["sources"]["title"]]
    found += [*catalogue["organisations"]["name"]]
    return tuple(escape(name) for name in sorted({*found}, key=len, reverse=True))


@cache
def _pattern(forms: tuple[str, ...], names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the forms; with a short form in brackets after it, that goes with it."""
    some = "|".join(
        re.escape(form) if form.removesuffix("s").isupper() else f"(?i:{re.escape(form)})"
        for form in sorted(forms, key=len, reverse=True)
    )
    after = r"(?P<end>’s)?(?P<after> \([A-Z]{2,5}s?\))?(?![\w-])"
    names_ = "|".join(map(re.escape, names)) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:(?P<name>{names_})(?!\w)|(?P<words>{some}){after})")
