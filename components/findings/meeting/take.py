"""How My meeting is taken along: on two sheets of paper, as a link, and as a Word file."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from components.choices import PLACE, Asked
from components.findings.find.find import link_words
from components.findings.meeting import word
from components.findings.meeting.controls import Wanted
from components.findings.meeting.sheet import Sheet
from components.page_model import Box, Download, Prose
from components.text.word_file import MEDIA_TYPE
from data.package.catalogue import Catalogue

NAME = "meeting.docx"


def along(catalogue: Catalogue, shown: Sheet, wanted: Wanted, asked: Asked) -> Box:
    """Return the line on paper, link and file, with the way back to the whole area."""
    address = {one.key: asked[one] for one in wanted.choices if asked[one] != one.default}
    if asked.place:
        address[PLACE] = asked.place.key
    query = f"?{urlencode(address)}" if address else ""
    file = Download(
        label="Word file",
        name=NAME,
        write=lambda: word.written(catalogue, shown, address=f"/meeting{query}"),
        mime=MEDIA_TYPE,
        of="this page",
    )
    held = link_words(asked.place) if asked.place else ""
    return Box(key="along", blocks=(Prose(_line(wanted, held)), file))


def _line(wanted: Wanted, held: str) -> str:
    told = (
        "To print it on two A4 pages, use Print in the menu of your browser. The web address of "
        f"this page holds all that you chose: send it as a link. {held}"
    ).strip()
    committee = wanted.scope.committee
    wider = (
        f' <a href="/meeting?committee={escape(committee)}" target="_self">Show it for all of the '
        "committee’s area</a>."
        if wanted.narrowed
        else ""
    )
    return f'<p class="briefing-link">{escape(told)}{wider}</p>'
