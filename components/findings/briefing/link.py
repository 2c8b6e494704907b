"""Where the briefing to print on an area, a lot or a committee is found."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

ALL = "/briefing/"
# The page of the dashboard on each kind of subject, which it names in its address.
_PAGES = {"area": "map?area", "lot": "find-my-area?place", "committee": "scrutiny?committee"}


def briefing_link(kind: str, subject_id: str) -> str:
    """Return the address of a briefing: `briefing_link("area", "east-kent")`."""
    return f"{ALL}{kind}/{subject_id}"


def on_dashboard(kind: str, subject_id: str) -> str:
    """Return the address at which the dashboard shows what a briefing is on."""
    return f"/{_PAGES[kind]}={subject_id}"


def links_html(kind: str, names: Mapping[str, str]) -> str:
    """Return links to the briefings on what `names` calls by their ids, for `st.html`."""
    links = "; ".join(
        f'<a href="{escape(briefing_link(kind, key))}" target="_self">{escape(name)}</a>'
        for key, name in names.items()
    )
    return f'<p class="briefing-link">Briefing to print, two or three A4 pages: {links}</p>'
