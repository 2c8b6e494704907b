"""Word files: what is written is read back by python-docx, notes and all, with equal bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

from docx import Document

from components.text.word_file import WordFile

DAY = dt.date(2026, 11, 22)


def written() -> bytes:
    file = WordFile(title="A title", subject="Of what", by="A service", day=DAY)
    file.heading("A finding", level=1)
    file.paragraph("Said once.", notes=["Paper <A>, page 1", "Paper B & C"])
    file.heading("A part")
    file.numbered("Why?", ["Because."], notes=["Paper D"])
    file.bullet("A point")
    file.table(("What", "When"), [(("This", "May"), ["Paper E"])], caption="Dates")
    return file.written()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(written())) as packed:
        return packed.read(name).decode()


def test_it_is_read_back_in_order():
    read = Document(io.BytesIO(written()))
    told = [(one.style.name, one.text) for one in read.paragraphs if one.text]
    assert told == [
        ("Heading 1", "A finding"),
        ("Normal", "Said once. "),
        ("Heading 2", "A part"),
        ("List Number", "Why?"),
        ("List Continue", "Because."),
        ("List Bullet", "A point"),
    ]
    (table,) = read.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["What", "When"],
        ["This", "May"],
    ]


def test_its_notes_are_footnotes_in_the_order_of_their_marks():
    marks = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', part("word/document.xml"))
    notes = re.findall(
        r'<w:footnote w:id="(\d+)">.*?preserve"> (.*?)</w:t>', part("word/footnotes.xml")
    )
    assert marks == ["1", "2", "3", "4"]
    assert [number for number, _ in notes] == marks
    assert [words for _, words in notes][:2] == ["Paper &lt;A&gt;, page 1", "Paper B &amp; C"]
    styles = part("word/styles.xml")
    for used in set(re.findall(r'w:[pr]Style w:val="(.*?)"', part("word/footnotes.xml"))):
        assert f'w:styleId="{used}"' in styles


def test_a_table_says_what_it_is_and_repeats_its_header():
    document = part("word/document.xml")
    assert '<w:tblCaption w:val="Dates"/>' in document
    assert document.count("<w:tblHeader/>") == 1


def test_it_is_in_british_english_on_a4_and_names_nobody():
    read = Document(io.BytesIO(written()))
    about = read.core_properties
    assert (about.title, about.subject, about.language) == ("A title", "Of what", "en-GB")
    assert {about.author, about.last_modified_by} == {"A service"}
    assert about.comments == ""
    assert about.created.date() == about.modified.date() == DAY
    assert set(re.findall(r'<w:lang w:val="(.*?)"', part("word/styles.xml"))) == {"en-GB"}
    assert round(read.sections[0].page_width.mm) == 210
    with zipfile.ZipFile(io.BytesIO(written())) as packed:
        assert not [one for one in packed.namelist() if "thumbnail" in one]


def test_the_same_words_make_the_same_bytes():
    assert written() == written()
