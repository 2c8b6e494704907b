"""What a page says, block by block in the order of reading, and how hard its sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import textstat

from components.text.words import BASIS
from data.live.current import current
from data.papers.glossary import glossary

BLOCK = re.compile(
    "p|h[1-4]|li|d[dtl]|summary|section|div|details|ul|ol|figure|figcaption|label|option|button|"
    "table|header|footer|main|nav|form|output|br"
)
UNSEEN = frozenset({"style", "script", "svg", "title", "pre", "template"})
# Reference lines: a source, its date, the place in it and the basis, in a fixed form.
REFERENCE = re.compile(rf"^(Sources?|Short forms|Tables): |· ({'|'.join(BASIS.values())})\b")
END_OF_SENTENCE = re.compile(r"(?<=[.?!])[”’)]*\s+(?=[“(A-Z0-9£○✓?])")
FEWEST_WORDS = 5  # below that it is a label, and a formula made for sentences says nothing

# US school grade 6 is begun at 11 years. The formula weighs the length of sentences and of words,
# which is what can be written shorter; lists of "easy words" are of American schools and know
# neither "council" nor "ward".
HARDEST_GRADE = 6.0

# Words that stay, and are read as one short word, each group with its reason. Terms that are
# explained stand in the glossary; names come from the tables.
KEPT = {
    "the field's own words, which any reader of these pages knows": (
        "services|service|committees|committee|councillors|councillor|councils|council|areas|area|"
        "districts|district|population|community|communities|organisations|organisation|family|"
        "families|residents|resident|principles|principle|surveys|survey|average|technology|"
        "rehabilitation|paragraph|GPs|GP|A&E|adults|adult|children"
    ),
    "posts that people hold": (
        "Deputy Chief Executive|Chief Executive|Chief Delivery Officer|Delivery Director|"
        "Deputy Leader|Director of People|executive management team|"
        "Director of System Commissioning and Operational Planning|"
        "Director of Strategic Commissioning and Operational Planning"
    ),
    "names of papers, plans and places that are not in a table": (
        "General Practice Forward View|"
        "National framework for palliative and end of life care|King’s Fund|"
        "Kent Integrated Dataset|Three Conversation|Medway Maritime Hospital|"
        "Children and Young People Overview and Scrutiny Committee|Faversham Cottage Hospital|"
        "ICB internal decision-making committee|Office for National Statistics|"
        "Open Government Licence|Royal Mail"
    ),
    "words of the papers that are compared": "significant variation",
}
NAMES = {
    "organisations": ("name", "short_name"),
    "hcp_areas": ("name", "short_name"),
    "lots": ("name", "name_in_paper", "name_in_notice"),
    "authorities": ("name",),
    "former_ccgs": ("name", "short_name"),
    "sources": ("title", "short_name", "body", "author", "reference"),
    "services": ("name", "name_in_paper"),
    "service_areas": ("name", "name_in_paper"),
    "earlier_services": ("name", "name_in_paper"),
    "service_pages": ("places", "provider", "address"),
    "sites": ("name", "town", "provider", "address"),
    "gp_practices": ("name",),
    "small_areas": ("ward_name",),
    "wait_services": ("name",),
    "programme": ("name",),
    "meetings": ("title",),
    "recipients": ("group_name",),
    "engagement_events": ("name",),
    "engagement_stages": ("name",),
}
PLACES = ("place", "expected_place")  # headings of papers, where something is found

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FIGURES = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?|\b(?:{_MONTHS})(?: \d{{4}})?"
    r"|[£−-]?\d[\d,.]*\d%?(?: (?:million|billion))?|[£−-]?\d%?(?: (?:million|billion))?"
)


@dataclass(frozen=True)
class Block:
    """A piece of text, and in which elements and classes it stands."""

    text: str
    within: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.open: list[tuple[str, str]] = []
        self.text = ""
        self.after_inline = False

    def flush(self) -> None:
        text = " ".join(self.text.split())
        if text:
            within = {name for name, _ in self.open}
            within |= {one for _, classes in self.open for one in classes.split()}
            self.blocks.append(Block(text, frozenset(within)))
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if BLOCK.fullmatch(tag) or (tag == "span" and dict(attrs).get("class")):
            self.flush()
        if tag not in ("br", "img", "input", "meta", "link", "path"):
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if BLOCK.fullmatch(tag):
            self.flush()
        self.after_inline = not BLOCK.fullmatch(tag)
        if tag in [name for name, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if UNSEEN.intersection(name for name, _ in self.open):
            return
        # Two labels that a style sheet sets apart have no space between them.
        apart = self.after_inline and self.text.strip() and self.text[-1:] != " "
        if apart and re.match(r"[\w“]", data):
            self.flush()
        self.text += data
        self.after_inline = False


def blocks(markup: str) -> list[Block]:
    """Return the text of markup, block by block."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.flush()
    return reader.blocks


def sentences(markup: str) -> Iterator[str]:
    """Yield each sentence of running text and each heading; not tables, nor where things stand."""
    for block in blocks(markup):
        if {"table", "option", "code"} & block.within or REFERENCE.search(block.text):
            continue
        yield from split(block.text)


def split(text: str) -> list[str]:
    return END_OF_SENTENCE.split(text)


def grade(sentence: str) -> float:
    """The Flesch-Kincaid grade of a sentence, its names, kept words and figures as short words."""
    return textstat.flesch_kincaid_grade(plain(sentence))


def plain(sentence: str) -> str:
    text = re.sub(r"[“”]", "", _kept().sub("word", sentence))
    text = re.sub(r" \((?:word|[A-Z]{2,5}s?)(?:’s)?\)", "", text)  # a term spelled out
    return _FIGURES.sub("5", text)


def too_hard(found: Iterator[str] | list[str]) -> list[str]:
    """The sentences that a reader of 11 would stumble over, each with its grade."""
    return [
        f"{grade(one)}: {one}"
        for one in dict.fromkeys(found)
        if len(one.split()) >= FEWEST_WORDS and grade(one) > HARDEST_GRADE
    ]


@cache
def _kept() -> re.Pattern[str]:
    facts = current()
    names = {
        value
        for table, columns in NAMES.items()
        for column in columns
        for cell in facts[table][column].drop_nulls()
        for value in cell.split("|")  # names of one cell
        if len(value) > 2
    }
    places = {
        value
        for table in facts
        for column in PLACES
        if column in facts[table].columns
        for value in facts[table][column].drop_nulls()
    }
    terms = {one for words in KEPT.values() for one in words.split("|")}
    # These also stand inside sentences, with a small letter.
    for table, column in (("metrics", "label"), ("themes", "theme"), ("milestones", "name")):
        terms |= set(facts[table][column].drop_nulls())
    for row in glossary(facts).iter_rows(named=True):
        forms = (row["also"] or "").split(" | ")
        terms |= {row["term"], row["short"] or "", f"{row['short']}s", *forms} - {"", "Nones"}
    # The longest first: a hospital's name before the town in it.
    exact = names | places | {one for one in terms if one[:1].isupper()}
    return re.compile(rf"(?<!\w)(?:{_any(exact)}|(?i:{_any(terms)}))(?:’s)?(?!\w)")


def _any(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def house_words() -> list[tuple[str, str, tuple[str, ...]]]:
    """The rows of docs/words.md: what to say, of what, and what not to say for it."""
    lines = (Path(__file__).parents[1] / "docs" / "words.md").read_text("utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    return [(say, of, tuple(re.findall(r"`([^`]+)`", instead))) for say, of, instead in cells[2:]]


@cache
def _not_ours() -> re.Pattern[str]:
    wordings = {one for _, _, instead in house_words() for one in instead}
    spaced = (re.escape(one).replace(r"\ ", r"\s+") for one in sorted(wordings, key=len)[::-1])
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def not_our_words(text: str) -> list[str]:
    """The wordings in a text that docs/words.md keeps out, in small letters."""
    return [" ".join(found.lower().split()) for found in _not_ours().findall(text)]
