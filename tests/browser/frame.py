"""The app with pages of a test's own, to test the frame apart from what the pages say."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from components.page_list import PAGES
from tests.served import ROOT

ROOMS = ("components", "data", "geo", ".streamlit", "web")

# Every kind of control, and what they say.
CONTROLS = """
from components import blocks
from components.choices import COHORT, Choice, Words, area_choice
from components.page_model import Page

BY = Choice(
    key="by", label="Show", options={"sum": "Sum", "each": "Each"}, default="sum", shape="buttons"
)
WORDS = Words(key="q", label="Search")


def page(catalogue, asked):
    told = f"{asked.area(catalogue)} {asked.cohort} {asked[BY]} {asked[WORDS]}"
    return Page(
        finding="A page with controls",
        choices=(area_choice(catalogue), COHORT, BY, WORDS),
        body=(blocks.lead(f"Shown: {told}".strip()),),
    )
"""

# A page without controls still knows what was chosen.
PLAIN = """
from components import blocks
from components.page_model import Page


def page(catalogue, asked):
    told = f"Shown: {asked.area(catalogue)} {asked.cohort}"
    return Page(finding="A plain page", body=(blocks.lead(told),))
"""


def build(folder: Path, modules: Mapping[str, str]) -> Path:
    """Make a folder to serve: our app, with `modules` by name and plain pages for the rest."""
    shutil.copy(ROOT / "app.py", folder / "app.py")
    for room in ROOMS:
        (folder / room).symlink_to(ROOT / room)
    (folder / "pages").mkdir()
    shutil.copy(ROOT / "pages" / "__init__.py", folder / "pages")
    for entry in PAGES:
        code = modules.get(entry.module, PLAIN)
        (folder / "pages" / f"{entry.module}.py").write_text(code, encoding="utf-8")
    return folder
