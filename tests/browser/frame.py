"""The app with pages of a test's own, to test the frame apart from what the pages say."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from components.page_list import PAGES
from tests.served import ROOT

ROOMS = ("components", "data", "embed", "geo", ".streamlit")

# Every kind of control, and what they say.
CONTROLS = """
import streamlit as st
from components import shell, state

areas = dict(shell.catalogue()["hcp_areas"].select("hcp_area_id", "name").iter_rows())
st.title("A page with controls")
state.area_control(areas)
state.cohort_control()
by = state.choice("by", {"sum": "Sum", "each": "Each"}, "sum", "Show", shape="buttons")
words = state.text("q", "Search")
st.text(f"Shown: {state.area()} {state.cohort()} {by} {words}")
"""

# A page without controls still knows what was chosen.
PLAIN = """
import streamlit as st
from components import state

st.title("A plain page")
st.text(f"Shown: {state.area()} {state.cohort()}")
"""


def build(folder: Path, scripts: Mapping[str, str]) -> Path:
    """Make a folder to serve: our app, with `scripts` by file name and plain pages for the rest."""
    shutil.copy(ROOT / "app.py", folder / "app.py")
    for room in ROOMS:
        (folder / room).symlink_to(ROOT / room)
    (folder / "pages").mkdir()
    for entry in PAGES:
        code = scripts.get(entry.script, PLAIN)
        (folder / "pages" / entry.script).write_text(code, encoding="utf-8")
    return folder
