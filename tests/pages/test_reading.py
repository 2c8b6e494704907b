"""Whether a reader of 11 could read every sentence, and whether short forms are spelled out."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import pytest

from components.findings.briefing import briefing as briefings
from components.page_list import PAGES
from data.live.current import current
from data.papers.glossary import Term, glossary, terms
from tests import shown_words
from tests.made import html_of, room_of, with_hero
from tests.shown_words import (
    HARDEST_GRADE,
    REFERENCE,
    Block,
    blocks,
    grade,
    not_our_words,
    sentences,
    split,
    too_hard,
)
from web import briefings as briefing
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds

FACTS = current()
TODAY = dt.date(2026, 11, 22)

STATES = [
    *((entry.path, {}) for entry in PAGES),
    ("map", {"area": "medway-swale"}),
    ("map", {"area": "east-kent", "cohort": "children", "show": "former-ccgs"}),
    ("map", {"places": "hospitals", "area": "east-kent"}),
    ("map", {"places": "surgeries", "show": "councils"}),
    ("map", {"show": "both"}),
    ("map", {"show": "wards"}),
    ("find-my-area", {"place": "lot-3"}),
    ("find-my-area", {"place": "ME13-8"}),
    ("find-my-area", {"place": "DA13 0SG"}),
    ("map", {"place": "ME13-8"}),
    ("services", {"view": "lot", "lot": "lot-3"}),
    ("services", {"view": "service"}),
    ("services", {"q": "no such words"}),
    ("scrutiny", {"committee": "hasc"}),
    ("promises", {"state": "met"}),
    ("promises", {"state": "dropped"}),
    ("promises", {"promise": "joint-2023-09-commit-involve"}),
    ("decisions", {"year": "2025"}),
    ("compare", {"items": "lot-1,lot-5"}),
    ("waiting", {"cohort": "children"}),
    ("changes", {"compare": "since"}),
    ("meeting", {"committee": "hasc"}),
    ("meeting", {"place": "town-faversham", "since": "2024-07-17"}),
    ("meeting", {"committee": "hasc", "area": "west-kent", "since": "365"}),
    ("glossary", {"term": "icb"}),
    ("scenario", {"efficiency": "7", "growth-2": "2.5", "lot": "lot-5", "share": "older"}),
]

# Sentences that stay as they are, each with its reason; a part of the sentence is enough.
STAYS = {
    "≠ papers differ": "a mark, and what it is about",
    "≠ sources differ": "a mark, and what it is about",
    "paragraph": "says where in a paper something stands",
    "Background,": "says where in a paper something stands",
    "(GeoJSON)": "a list of files to download",
    "is 5% (the paper says circa": "a value with its caveat, as a change lists them",
    "do not all agree": "lists what each source says, in the words of the sources",
    "Contains OS data": "the wording of the licence",
    "Contains Royal Mail data": "the wording of the licence",
}
# No word for readers, as docs/words.md has it.
ADDRESS = re.compile(r'<span class="page-address">.*?</span>')
# The statement on accessibility has a legal model form, and names success criteria and bodies.
MODEL_FORM = "accessibility"

# Columns of the tables that hold sentences of ours.
OWN_WORDS = (
    "note",
    "text",
    "statement",
    "question",
    "description",
    "summary",
    "meaning",
    "about",
    "reading",
    "what_was_put",
    "changed_since_last",
    "power",
    "changed",
    "purpose",
)
TABLES = [
    (table, column) for table in FACTS for column in OWN_WORDS if column in FACTS[table].columns
]

# Capitals that need no words beside them.
KNOWN = {
    "everybody knows these": ("NHS", "GP", "GPs", "UK", "PDF", "A4", "A", "I", "AA", "HTML"),
    "letters that are a name": ("HCRG",),
    "letters that no paper spells out, as the page says": (
        "ITACC",
        "OPA",
        "OPD",
        "IDT",
        "LTC",
        "MDT",
        "DGS",
    ),
    "kinds of picture files, by which programs know them": ("SVG", "PNG"),
    "in the wording of a licence, and in the title of a notice": ("OS", "PSR", "CC", "BY"),
}
SHORT = re.compile(r"(?<![\w-])[A-Z]{2,6}(?=s?\b(?!-))")
NAMED = re.compile(r'<a (?!class="term").*?</a>', re.DOTALL)
CONTROLS = {"summary", "option", "label", "legend", "button"}
NOT_RUNNING = {*CONTROLS, "table", "dt", "where-from", "screen-foot"}


def stays(sentence: str) -> bool:
    return any(part in sentence for part in STAYS)


@pytest.mark.parametrize(("path", "params"), STATES, ids=str)
def test_every_sentence_of_a_page_and_its_short_forms(path, params):
    markup = html_of(path, **params)
    assert not not_our_words(read_aloud(markup))
    if path != MODEL_FORM:
        assert not too_hard([one for one in sentences(markup) if not stays(one)])
    if path != "glossary":  # there every entry is a term with its words
        assert not unexplained(markup)


@pytest.mark.parametrize("path", with_hero())
def test_every_sentence_that_is_shown_to_a_room(path):
    markup = room_of(path)
    assert not not_our_words(read_aloud(markup))
    if path != MODEL_FORM:
        assert not too_hard([one for one in sentences(markup) if not stays(one)])
    assert not unexplained(markup)


@pytest.mark.parametrize(
    "path", [path for path, one in all_embeds(FACTS).items() if not one.within]
)
def test_every_sentence_of_an_embed_and_its_short_forms(path):
    markup = embed_pages.page(FACTS, path, today=TODAY).html
    assert not not_our_words(read_aloud(markup))
    assert not too_hard([one for one in sentences(markup) if not stays(one)])
    assert not unexplained(markup)


@pytest.mark.parametrize("kind", list(briefings.KINDS))
def test_every_sentence_of_a_briefing_and_its_short_forms(kind):
    subject = next(iter(briefings.subjects(FACTS)[kind]))
    whole = briefing.html(FACTS, kind, subject, today=TODAY)
    cited = re.sub(r'<span class="cite">.*?</span>', "", whole)
    assert not not_our_words(read_aloud(cited))
    assert not too_hard([one for one in sentences(cited) if not stays(one)])
    assert not unexplained(cited)


@pytest.mark.parametrize(("table", "column"), TABLES)
def test_every_sentence_of_a_table(table, column):
    texts = FACTS[table][column].drop_nulls().to_list()
    assert not too_hard([one for text in texts for one in split(text)])


def read_aloud(markup: str) -> str:
    return "\n".join(block.text for block in blocks(markup))


def test_the_measure_tells_hard_from_plain():
    assert grade("The ICB bought these services in 6 lots.") <= HARDEST_GRADE
    hard = "The organisation facilitated comprehensive stakeholder participation opportunities."
    assert grade(hard) > HARDEST_GRADE


def test_names_and_terms_do_not_make_a_sentence_hard():
    told = "Kent Community Health NHS Foundation Trust runs 3 service lines in East Kent."
    assert shown_words.plain(told) == "word runs 5 word in word."


def unexplained(markup: str) -> list[str]:
    """Short forms of a page that are not spelled out where they are first met.

    Names of papers, in links and source lines, keep theirs; these are spelled out somewhere.
    """
    shorts = {term.short: term for term in terms(FACTS) if term.short}
    known = {one for group in KNOWN.values() for one in group}
    known |= set(FACTS["organisations"]["short_name"].drop_nulls())  # beside its name in a table
    running = [block for block in blocks(of_papers().sub(" ", markup)) if is_running(block)]
    first: dict[str, int] = {}
    for at, block in enumerate(running):
        for word in SHORT.findall(block.text):
            first.setdefault(word, at)
    late = [
        word
        for word, at in first.items()
        if word in shorts and not spelled_out(shorts[word], running[at : at + 2])
    ]
    whole = blocks(ADDRESS.sub(" ", markup))
    met = {word for block in whole for word in SHORT.findall(block.text)}
    never = [
        word
        for word in sorted(met - known)
        if not (word in shorts and spelled_out(shorts[word], whole))
        and not any(f"({word})" in block.text for block in whole)
    ]
    return [*late, *never]


def of_papers() -> re.Pattern[str]:
    """Links to papers, and names of papers and bodies, which keep their words."""
    names = [*FACTS["sources"]["short_name"], *FACTS["sources"]["title"]]
    names = [one for one in (*names, *FACTS["organisations"]["name"]) if SHORT.search(one)]
    names.sort(key=len, reverse=True)
    return re.compile(rf"{NAMED.pattern}|{'|'.join(re.escape(escape(one)) for one in names)}", re.S)


def is_running(block: Block) -> bool:
    return not (NOT_RUNNING & block.within or REFERENCE.search(block.text))


def spelled_out(term: Term, among: list[Block]) -> bool:
    names = [name.lower() for name in (term.name, *term.forms)]
    return any(name in block.text.lower() for name in names for block in among)


def test_short_forms_and_terms_are_each_explained_once():
    rows = glossary(FACTS)
    assert rows["term"].str.to_lowercase().is_duplicated().sum() == 0
    forms = [form.lower() for term in terms(FACTS) for form in (term.name, *term.forms)]
    assert len(forms) == len(set(forms))
    assert {row["page"] for row in rows.iter_rows(named=True)} <= {
        entry.path or "overview" for entry in PAGES
    }
