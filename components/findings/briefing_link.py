"""Where the briefing to print on an area, a lot or a committee is found."""

from __future__ import annotations

from html import escape
from typing import Literal

Kind = Literal["area", "lot", "committee"]
ALL = "/briefing/"


def briefing_link(kind: Kind, subject_id: str) -> str:
    """Return the address of a briefing: `briefing_link("area", "east-kent")`."""
    return f"{ALL}{kind}/{subject_id}"


def link_html(kind: Kind, subject_id: str, name: str) -> str:
    """Return a line with the link to the briefing on what is called `name`, for `st.html`."""
    return (
        f'<p class="briefing-link"><a href="{escape(briefing_link(kind, subject_id))}" '
        f'target="_self">Briefing to print: {escape(name)}</a> (A4, two or three pages)</p>'
    )
