"""Terms on a page: spelled out and linked where the page first uses them, and only there."""

from __future__ import annotations

import re

import pytest

from components.findings.papers import glossary
from components.text import term_uses, terms
from components.text.terms import Memory, left_over, mark
from data.checks.loading import load
from data.live.current import current
from data.papers.glossary import Term, terms as terms_of
from geo.attribution import PLACES
from tests import plain

FACTS = current()


def marked(markup: str, memory: Memory | None = None, **more: str) -> str:
    """The markup as it reads, with linked words in square brackets."""
    found = mark(FACTS, markup, memory or Memory(), **more)
    return re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"[\1]", found)


@pytest.mark.parametrize(
    ("markup", "reads"),
    [
        ("<p>The ICB pays.</p>", "<p>The [ICB] (integrated care board) pays.</p>"),
        ("<p>The ICB’s plan</p>", "<p>The [ICB]’s (integrated care board’s) plan</p>"),
        (
            "<p>an integrated care board (ICB) and the ICB</p>",
            "<p>an [integrated care board] (ICB) and the ICB</p>",
        ),
        ("<p>ICBs’ plans</p>", "<p>[ICBs]’ (integrated care boards’) plans</p>"),
        ("<p>(ICB paper)</p>", "<p>([ICB] (integrated care board) paper)</p>"),
        (
            "<p><b>Integrated care boards</b> (ICBs)</p>",
            "<p><b>[Integrated care boards]</b> (ICBs)</p>",
        ),
        ("<p>LOT 1 and the Award</p>", "<p>[LOT] 1 and the [Award]</p>"),
        ("<p>2 lots, and a lot</p>", "<p>2 [lots], and a lot</p>"),
        ("<p>slots and a lot-1</p>", "<p>slots and a lot-1</p>"),
        (
            "<h2>HOSC met</h2><p>HOSC sat.</p>",
            '<h2>HOSC met</h2><p class="short-forms">[HOSC]: Health Overview and Scrutiny '
            "Committee</p><p>HOSC sat.</p>",
        ),
        ('<p><a href="/x">the HOSC list</a></p>', '<p><a href="/x">the HOSC list</a></p>'),
        ("<p>(HOSC report), a paper</p>", "<p>(HOSC report), a paper</p>"),
        ('<p title="ICB">no</p>', '<p title="ICB">no</p>'),
        ("<svg><text>ICB</text></svg>", "<svg><text>ICB</text></svg>"),
        ("<table><td>a lot</td></table>", "<table><td>a lot</td></table>"),
        *((f"<p>{line}.</p>", f"<p>{line}.</p>") for line in PLACES),
    ],
)
def test_the_first_use_is_explained(markup, reads):
    assert marked(markup) == reads


def test_each_page_explains_once():
    memory = Memory()
    assert "[ICB]" in marked("<p>The ICB</p>", memory)
    assert marked("<p>The ICB</p>", memory) == "<p>The ICB</p>"


def test_short_forms_in_names_are_explained_at_the_end():
    memory = Memory()
    terms.note(FACTS, "<li>ONS small areas</li>", memory)
    assert "Office for National Statistics" in left_over(memory)
    marked("<p>The ONS counts.</p>", memory)
    assert left_over(memory) == ""


def test_without_an_address_nothing_is_linked():
    assert mark(FACTS, "<p>ICB</p>", Memory(), base="") == "<p>ICB (integrated care board)</p>"


def test_every_link_leads_to_an_entry():
    known = glossary.choices(FACTS)
    for term in terms_of(FACTS):
        assert term.key in known
        assert f'id="{term.key}"' in glossary.html(FACTS, term.key)


def test_the_glossary_shows_every_row_with_its_meaning_and_source():
    shown = glossary.html(FACTS).replace("&amp;", "&")
    for row in plain.rows("glossary"):
        assert row["meaning"] in shown
        assert f"/sources?source={row['source_id']}" in shown
    assert glossary.finding(FACTS).startswith(f"{len(plain.rows('glossary'))} terms")


def test_what_is_made_of_a_card_is_read_once_and_told_by_what_was_said_before(monkeypatch):
    card, markup = Owner(), "<h2>HOSC met</h2><p>The ICB paid for 2 lots.</p><p>a lot</p>"
    first, again = Memory(), Memory(explained={"icb"})
    assert mark(FACTS, markup, first, made_of=card) == mark(FACTS, markup, Memory())
    monkeypatch.setattr(term_uses, "_Reader", None)
    told = mark(FACTS, markup, again, made_of=card)
    assert told == mark(FACTS, markup, Memory(explained={"icb"}), made_of=card)
    assert "integrated care board" not in told


def test_a_bracket_after_a_short_form_stays():
    assert marked("<p>HOSC (KCC)</p>").endswith(" (KCC)</p>")


def test_what_stands_in_an_address_is_no_short_form():
    memory = Memory()
    mark(FACTS, '<table><td><a href="/x?doc=HOSC">the ONS list</a></td></table>', memory)
    assert list(memory.met) == ["ons"]


def test_a_short_form_in_small_letters_is_found_as_it_is_written(monkeypatch):
    pbr = Term(key="pbr", name="payment by results", short="PbR", forms=(), linked=True)
    monkeypatch.setattr(term_uses, "terms", lambda _facts: (pbr,))
    facts = load()
    told = mark(facts, "<p>PbR pays; pbr does not</p>", Memory(), base="")
    assert told == "<p>PbR (payment by results) pays; pbr does not</p>"


class Owner:
    """Stands for a card."""
