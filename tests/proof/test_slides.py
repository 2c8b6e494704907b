"""Slides as LibreOffice shows them: as many clean pages as findings, nothing beyond their edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from components.deck import USUAL
from components.page_list import PAGES
from tests.made import made
from tests.pages.test_slides import deck_of

PROGRAMS = ("soffice", "pdftotext")
FIVE = USUAL[:5]
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>'
)
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"needs {' and '.join(PROGRAMS)}"
)


def as_pdf(slides: bytes, folder: Path) -> list[tuple[float, float, list[tuple]]]:
    """The pages of a deck that LibreOffice made a PDF of: width, height and the words on each."""
    (folder / "deck.pptx").write_bytes(slides)
    home = f"-env:UserInstallation=file://{folder}/office"
    convert = ["soffice", home, "--headless", "--convert-to", "pdf", "deck.pptx"]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=180)
    read = ["pdftotext", "-bbox", "deck.pdf", "-"]
    told = subprocess.run(read, cwd=folder, check=True, capture_output=True, text=True).stdout
    return [
        (
            float(wide),
            float(high),
            [(*map(float, word[:4]), word[4]) for word in WORD.findall(page)],
        )
        for wide, high, page in PAGE.findall(told)
    ]


@pytest.mark.parametrize("paths", [FIVE, [entry.path for entry in PAGES]], ids=["five", "all"])
def test_each_finding_is_one_page_with_all_its_words_inside(tmp_path: Path, paths):
    pages = as_pdf(deck_of(*paths), tmp_path)
    assert len(pages) == len(paths)
    for path, (wide, high, words) in zip(paths, pages, strict=True):
        assert wide / high == pytest.approx(16 / 9, abs=0.01)
        shown = " ".join(unescape(word[4]) for word in words)
        assert made(path).finding in shown
        outside = [
            word
            for word in words
            if word[0] < 0 or word[1] < 0 or word[2] > wide + 0.5 or word[3] > high + 0.5
        ]
        assert outside == [], path
        assert on_each_other(words) == [], path


def on_each_other(words: list[tuple]) -> list[tuple[str, str]]:
    """Words that lie on each other: a text ran on below its box."""
    found = []
    for number, (left, top, right, bottom, word) in enumerate(words):
        for other in words[number + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            if across > 1 and down > 0.4 * min(bottom - top, other[3] - other[1]):
                found.append((word, other[4]))
    return found
