"""My meeting: what changed since, what was promised, what is new, and five questions to ask."""

from components.choices import Asked
from components.findings.meeting import controls, parts, take
from components.findings.meeting.sheet import sheet
from components.page_model import Box, Page
from data.package.catalogue import Catalogue


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    if not controls.names(catalogue):
        return Page(finding=controls.NOBODY)
    wanted = controls.read(catalogue, asked)
    shown = sheet(catalogue, wanted)
    return Page(
        finding=shown.finding,
        standfirst=shown.standfirst,
        choices=wanted.choices,
        more=controls.MORE,
        place=asked.place,
        body=(
            Box(key="meeting", blocks=(parts.asked(shown),)),
            take.along(catalogue, shown, wanted, asked),
            *parts.rest(catalogue, shown),
        ),
        sources=shown.source_ids,
        hero=parts.hero(shown),
    )
