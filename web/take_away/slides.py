"""A deck as slides: a PowerPoint file of 16 to 9 with one finding a slide.

Words and tables are native, each picture is an image with its text alternative, and the notes name
the sources.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Pt

from components.hero import Hero
from components.page_list import SERVICE
from components.text.words import plural
from components.theme import LIGHT
from data.package.catalogue import Catalogue
from web.kit.letters import FONT
from web.kit.office import LANGUAGE, day, makers, packed
from web.take_away.notes import foot, notes
from web.take_away.shapes import Letters, dress
from web.take_away.slide import ACROSS, EDGE, HIGH, TOP, WIDE, Foot, draw

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LAYOUT = "Title Only"

_THEMES = ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml")  # of slides and of notes
_OF_THEME = {"accent": LIGHT.categorical, "hlink": (LIGHT.link,), "folHlink": (LIGHT.link,)}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding of a deck, and the whole address of its page."""

    hero: Hero
    address: str


def slides(catalogue: Catalogue, findings: Sequence[Finding]) -> bytes:
    """Return the file; the same findings of the same facts make the same bytes."""
    made = Presentation()
    _describe(made, catalogue, len(findings))
    layout = _layout(made)
    for number, finding in enumerate(findings, start=1):
        slide = made.slides.add_slide(layout)
        place = f"{number} of {len(findings)}" if len(findings) > 1 else ""
        draw(slide, finding.hero, Foot(foot(catalogue, finding.hero), place))
        told: Any = slide.notes_slide.notes_text_frame
        told.text = notes(catalogue, finding.hero, address=finding.address)
        for run in (run for paragraph in told.paragraphs for run in paragraph.runs):
            dress(run.font, Letters(12))
    file = io.BytesIO()
    made.save(file)
    return packed(file.getvalue(), catalogue, changes=dict.fromkeys(_THEMES, _themed))


def _layout(made: Any) -> Any:
    """The one layout that is used, at our size; the others go."""
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    kept = next(one for one in made.slide_layouts if one.name == LAYOUT)
    for layout in [one for one in made.slide_layouts if one is not kept]:
        made.slide_layouts.remove(layout)
    for holder in (made.slide_master, kept):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type == 1:  # a title
                shape.left, shape.top, shape.width, shape.height = map(Pt, (EDGE, TOP, ACROSS, 108))
            elif holder is kept:
                shape.element.getparent().remove(shape.element)
    return kept


def _describe(made: Any, catalogue: Catalogue, many: int) -> None:
    about = made.core_properties
    about.title = f"{SERVICE}: {plural(many, 'finding')}"
    about.subject = catalogue.descriptor["title"]
    about.author = about.last_modified_by = makers(catalogue)
    about.comments = f"Data version {catalogue.version} of {catalogue.when}"
    about.language, about.version = LANGUAGE, catalogue.version
    about.created = about.modified = day(catalogue)
    # What the empty file of the library brings along of its own maker.
    _drop(made.part.package, RT.THUMBNAIL)
    _drop(made.part, RT.PRINTER_SETTINGS)


def _drop(part: Any, kind: str) -> None:
    with contextlib.suppress(KeyError):  # a file without it
        part.drop_rel(part.relate_to(part.part_related_by(kind), kind))


def _themed(content: bytes) -> bytes:
    """The theme in the font and the colours of the house, for what is added to a slide later."""
    theme = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', content.decode())
    for name, colours in _OF_THEME.items():
        for number, token in enumerate(colours, start=1):
            tag = f"{name}{number}" if name == "accent" else name
            value = f'<a:{tag}><a:srgbClr val="{token.removeprefix("#")}"/></a:{tag}>'
            theme = re.sub(rf"<a:{tag}>.*?</a:{tag}>", value, theme)
    return theme.encode()
