"""The papers themselves, where this machine has them: the setting SOURCES_DIR.

They are not part of the project. Without the setting they are looked for beside REFERENCE_DIR.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from tests.sample.reference import REFERENCE_DIR

SOURCES_DIR = Path(os.environ.get("SOURCES_DIR", REFERENCE_DIR.parent / "sources"))

# A title that only that paper has, by source.
TITLES = {
    "medway-2017": "Case for Change",
    "briefing-2023": "Community Services Procurement Programme HOSC Briefing",
    "hosc-2024-07": "To: Health Overview and Scrutiny Committee, 17 July 2024",
    "hasc-2024-08": "Community Services Redesign Update",
    "csr-2024-12": "NHS Kent and Medway Community Services Review (CSR)",
}


def _found() -> dict[str, str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES_DIR.glob("*.txt"))]
    heads = {text: text[:400] for text in texts}
    return {
        source: text for source, title in TITLES.items() for text in texts if title in heads[text]
    }


@cache
def papers() -> dict[str, str]:
    """Return the text of each paper by its source id."""
    return _found()


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, whatever marks stand between them."""
    return re.findall(r"[a-z0-9£%']+", text.casefold().replace("’", "'"))


needs_papers = pytest.mark.skipif(
    set(_found()) != set(TITLES), reason="set SOURCES_DIR to test against the papers themselves"
)
