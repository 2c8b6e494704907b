"""Where finished markup uses terms of the glossary, in the order in which people read it.

What is found depends on the markup alone, so it can be kept; what a page makes of it depends on
what the page has said before (`components.text.terms`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from data.package.catalogue import Catalogue
from data.package.kept import keeping, kept
from data.papers.glossary import Term, terms
from geo.attribution import PLACES

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# What stands in these is not running text: names, labels, answers to a choice, code, pictures.
_NAMES = frozenset(
    {"a", "table", "summary", "button", "label", "output", "dt"}
    | {"svg", "style", "script", "code", "select"}
)
_UNSEEN = frozenset({"svg", "style", "script", "code"})
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
MARKUPS = 256  # of one catalogue that are kept: the tables of all pages, folded ones included
_END = ""  # in the tree of words
_LONGEST = 200  # characters; no term is longer
_PARTS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The terms that are marked, and what finds them in a text.

    `shorts` by their short forms, one and several, as they are written; `names` by their names in
    full and other forms, in small letters. All are as they stand in markup. `pattern` also finds
    names of sources and bodies, which keep their words; `inside` finds short forms in a name.
    """

    shorts: dict[str, Term]
    names: dict[str, Term]
    pattern: re.Pattern[str]
    inside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class InName:
    """A short form that stands in a name, which keeps its words."""

    term: Term


@dataclass(frozen=True, slots=True)
class Use:
    """A term in running text or, if it is a short form, in a heading.

    `words` are the term as written, `end` its genitive, and `rest` what of the match follows the
    words. A short form is `spelled` where its words stand before it, a full name where its short
    form comes after it.
    """

    term: Term
    words: str
    end: str
    rest: str
    is_short: bool
    is_spelled: bool
    in_heading: bool


@dataclass(frozen=True, slots=True)
class HeadingEnds:
    """The place after a heading."""


Reading = tuple[str | InName | Use | HeadingEnds, ...]


@kept
def vocabulary(catalogue: Catalogue) -> Vocabulary:
    """Return the terms of a catalogue. Names of sources, bodies and licences keep their words."""
    shorts: dict[str, Term] = {}
    names: dict[str, Term] = {}
    for term in terms(catalogue):
        if term.linked:
            names |= {escape(words.lower()): term for words in (term.name, *term.forms)}
        if term.short:
            shorts |= {escape(term.short): term, escape(f"{term.short}s"): term}
    stay = [*PLACES, *catalogue["sources"]["short_name"], *catalogue["sources"]["title"]]
    stay = [escape(name) for name in (*stay, *catalogue["organisations"]["name"])]
    short = rf"(?P<short>{_any_of(shorts)})"
    words = rf"(?:(?P<full>(?i:{_any_of(names)}))|{short})(?P<end>’s|(?<=s)’)?"
    after = r"(?P<after> \([A-Z]{2,5}s?\))?(?![\w-])"
    return Vocabulary(
        shorts,
        names,
        re.compile(rf"(?<![\w-])(?:(?P<name>{_any_of(stay)})(?!\w)|{words}{after})"),
        re.compile(rf"(?<![\w-]){short}(?![\w-])"),
    )


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; without any it fits nothing.

    What words have in common at their beginning stands in it once, so that it is looked at once.
    """
    tree: dict[str, Any] = {}
    for word in words:
        at = tree
        for letter in word:
            at = at.setdefault(letter, {})
        at[_END] = {}
    return _branches(tree) if tree else "(?!)"


def _branches(tree: Mapping[str, Any]) -> str:
    """Return a pattern for what goes on from one place; a word that ends here does so last."""
    ways = [re.escape(way) + _branches(then) for way, then in tree.items() if way != _END]
    if len(ways) == 1 and _END not in tree:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' * (_END in tree)}" if ways else ""


@keeping(MARKUPS)
def read_once(_made_into: object, markup: str, vocabulary: Vocabulary) -> Reading:
    """Return `read(markup, vocabulary)`, kept for as long as what the markup was made of."""
    return read(markup, vocabulary)


def read(markup: str, vocabulary: Vocabulary) -> Reading:
    """Return the markup in pieces: what stays as it is, and the uses of terms between."""
    if not vocabulary.pattern.search(markup):
        return (markup,)
    reader = _Reader(vocabulary)
    for piece in _TABLE.split(markup):
        (reader.table if piece.startswith("<table") else reader.running)(piece)
    return _joined(reader.pieces)


def _joined(pieces: Iterable[str | InName | Use | HeadingEnds]) -> Reading:
    """Return the pieces with texts that follow each other as one."""
    found: list[str | InName | Use | HeadingEnds] = []
    for is_text, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        some = list(run)
        found += ["".join(some)] if is_text else some
    return tuple(found)


class _Reader:
    """Walks through markup once; knows in which element it is."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.within: list[str] = []
        self.before = ""  # the end of what has been read, without tags
        self.pieces: list[str | InName | Use | HeadingEnds] = []

    def table(self, markup: str) -> None:
        """Note the short forms of a table, which keeps its words."""
        self.pieces.append(markup)
        self.within.append("table")
        for match in self.vocabulary.pattern.finditer(_PARTS.sub("\n", markup)):
            self.pieces += [piece for piece in self._found(match) if not isinstance(piece, str)]
        self.within.pop()

    def running(self, markup: str) -> None:
        """Read text and tags."""
        at = 0
        for tag in _PARTS.finditer(markup):
            self._text(markup[at : tag.start()])
            self.pieces.append(tag[0])
            self._tag(tag)
            at = tag.end()
        self._text(markup[at:])

    def _tag(self, tag: re.Match[str]) -> None:
        closing, name, alone = tag[1], (tag[2] or "").lower(), tag[3]
        if name not in _NAMES | _HEADINGS or alone:
            return
        if not closing:
            self.within.append(name)
            return
        if name in self.within:
            del self.within[len(self.within) - 1 - self.within[::-1].index(name) :]
        if name in _HEADINGS:
            self.pieces.append(HeadingEnds())

    def _text(self, text: str) -> None:
        if _UNSEEN.intersection(self.within):
            self.pieces.append(text)
            return
        at = 0
        for match in self.vocabulary.pattern.finditer(text):
            self.pieces.append(text[at : match.start()])
            self.before = (self.before + text[at : match.start()])[-_LONGEST:]
            self.pieces += self._found(match)
            self.before += match[0]
            at = match.end()
        self.pieces.append(text[at:])
        self.before = (self.before + text[at:])[-_LONGEST:]

    def _found(self, match: re.Match[str]) -> Iterator[str | InName | Use]:
        """Tell what a match is: a name, with the short forms in it, or a term."""
        shorts = self.vocabulary.shorts
        if match["name"]:
            yield match[0]
            for form in self.vocabulary.inside.finditer(match["name"]):
                yield InName(shorts[form["short"]])
            return
        is_short, in_heading = bool(match["short"]), bool(_HEADINGS.intersection(self.within))
        words = match["short"] or match["full"]
        term = shorts[words] if is_short else self.vocabulary.names[words.lower()]
        if _NAMES.intersection(self.within) or (in_heading and not is_short):
            yield match[0]
            if is_short:
                yield InName(term)
            return
        yield Use(
            term=term,
            words=words,
            end=match["end"] or "",
            rest=match[0].removeprefix(words),
            is_short=is_short,
            is_spelled=self._has_just_said(term) if is_short else bool(match["after"]),
            in_heading=in_heading,
        )

    def _has_just_said(self, term: Term) -> bool:
        """Tell whether a bracket has opened right after the term's words."""
        said, opens = self.before.lower().removesuffix("("), self.before.endswith("(")
        return opens and said.rstrip().endswith(
            tuple(escape(words.lower()) for words in (term.name, *term.forms))
        )
