"""Slides, read back as another program would: titles, words that fit, alternatives, sources."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from pptx import Presentation
from pptx.util import Pt

from components.deck import USUAL
from components.on_screen import hero_of
from components.page_list import PAGES
from data.live.current import current
from data.papers.sources import named
from tests.made import made
from web.kit.letters import LINE, lines
from web.take_away.slides import Finding, slides

FACTS = current()
ADDRESS = "https://example.org/{}"
ALL = [entry.path for entry in PAGES]


def deck_of(*paths: str, **asked: str) -> bytes:
    return slides(
        FACTS,
        [Finding(hero=hero_of(made(p, **asked)), address=ADDRESS.format(p)) for p in paths],
    )


@pytest.fixture(scope="module")
def file() -> bytes:
    return deck_of(*ALL)


@pytest.fixture(scope="module")
def read(file):
    return dict(zip(ALL, Presentation(io.BytesIO(file)).slides, strict=True))


@pytest.mark.parametrize("path", ALL)
def test_a_slide_has_the_finding_as_its_title(read, path):
    assert read[path].shapes.title.text == hero_of(made(path)).finding


@pytest.mark.parametrize("path", ALL)
def test_the_proof_is_a_picture_or_a_native_table_with_a_text_alternative(read, path):
    hero, shapes = hero_of(made(path)), list(read[path].shapes)
    pictures = [one for one in shapes if one.shape_type == 13]
    tables = [one for one in shapes if one.has_table]
    assert len(pictures) == bool(hero.spec)
    assert len(tables) == bool(hero.table)
    for one in (*pictures, *tables):
        assert one._element.xpath(".//p:cNvPr/@descr")[0].strip()
    for one in pictures:
        assert one._element.xpath(".//p:cNvPr/@descr") == [hero.alt]
    for one in tables:
        assert one.table.first_row
        cells = [[cell.text for cell in row.cells] for row in one.table.rows]
        assert cells[0] == [column.title for column in hero.table.columns]
        assert all(all(row) for row in cells)


@pytest.mark.parametrize("path", ALL)
def test_the_notes_name_all_sources_the_page_and_the_data(read, path):
    told = read[path].notes_slide.notes_text_frame.text
    for title in named(FACTS, hero_of(made(path)).source_ids)["title"]:
        assert title in told
    for words in hero_of(made(path)).words:
        assert words in told
    assert f"The page: {ADDRESS.format(path)}" in told
    assert f"data version {FACTS.version} of {FACTS.when}" in told


@pytest.mark.parametrize("path", ALL)
def test_nothing_runs_over_its_box_or_over_the_slide(file, read, path):
    deck = Presentation(io.BytesIO(file))
    for one in read[path].shapes:
        assert one.left >= 0 and one.top >= 0
        assert one.left + one.width <= deck.slide_width
        assert one.top + one.height <= deck.slide_height
        if one.has_text_frame and one.text_frame.text:
            size = one.text_frame.paragraphs[0].runs[0].font
            many = sum(
                len(lines(text, size.size.pt, one.width.pt, bold=bool(size.bold)))
                for text in one.text_frame.text.split("\n")
            )
            assert many * size.size.pt * LINE <= one.height.pt + 1, one.text_frame.text


@pytest.mark.parametrize("path", ALL)
def test_no_two_things_lie_on_each_other(read, path):
    boxes = [
        (one.left, one.top, one.left + one.width, one.top + one.height, one.name)
        for one in read[path].shapes
    ]
    for number, (left, top, right, bottom, name) in enumerate(boxes):
        for others in boxes[number + 1 :]:
            apart = (
                others[0] >= right - Pt(1)
                or others[2] <= left + Pt(1)
                or others[1] >= bottom - Pt(1)
                or others[3] <= top + Pt(1)
            )
            assert apart, (name, others[4])


def test_a_caveat_goes_onto_the_slide_with_its_figure(read):
    words = " ".join(one.text_frame.text for one in read["money"].shapes if one.has_text_frame)
    assert "Read from a summary of the notice. It does not say for how many years." in words
    assert "Not in the copy read here" in [
        cell.text
        for one in read["money"].shapes
        if one.has_table
        for cell in one.table.iter_cells()
    ]


def test_every_word_says_its_language_and_no_person_is_named(file):
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        names = parts.namelist()
        for name in names:
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                text = parts.read(name).decode()
                assert text.count("<a:rPr") == text.count('lang="en-GB"') > 0
        whole = b"".join(parts.read(name) for name in names if name.endswith(".xml"))
        assert {one.date_time for one in parts.infolist()} == {
            (*map(int, FACTS.date.split("-")), 0, 0, 0)
        }
    assert b"Canny" not in whole and b"python-pptx" not in whole and b"Calibri" not in whole
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]
    about = Presentation(io.BytesIO(file)).core_properties
    assert about.language == "en-GB"
    assert about.author == about.last_modified_by
    assert about.version == FACTS.version


def test_the_same_facts_make_the_same_bytes():
    assert deck_of(*USUAL[:2]) == deck_of(*USUAL[:2])


def test_what_is_chosen_is_on_the_slide():
    (slide,) = Presentation(io.BytesIO(deck_of("map", area="east-kent"))).slides
    assert slide.shapes.title.text == made("map", area="east-kent").finding
    assert "East Kent" in slide.shapes.title.text
