"""Scripts and style sheets of embeds as they are sent: in the page itself, as short as can be."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from components.style_sheets import sheet, shortened

STATIC = Path(__file__).parents[1] / "static" / "embed"

# Ends of a script's lines, where the next may follow at once.
_LINE_ENDS = re.compile(r"(?<=[;{,(\[])\n|\n(?=[.)}\]?:&|])")


@cache
def script(name: str) -> Markup:
    """A script as it is sent: without the lines that only explain it, and without indents."""
    lines = map(str.strip, (STATIC / f"{name}.js").read_text(encoding="utf-8").splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith("//"))
    return Markup(_LINE_ENDS.sub("", kept))


@cache
def rules(names: tuple[str, ...], chosen_areas: tuple[str, ...]) -> str:
    """The rules of style sheets by their names, as short as can be, and those of areas chosen."""
    chosen = (
        f"#shown[data-chosen~={area}] path[data-id={area}]"
        "{fill-opacity:.85;stroke:var(--text);stroke-width:1.75}"
        for area in chosen_areas
    )
    return shortened("".join(map(_sheet, names))) + "".join(chosen)


def _sheet(name: str) -> str:
    """An embed's own style sheet of this name, or that of the app."""
    own = STATIC / f"{name}.css"
    return own.read_text(encoding="utf-8") if own.is_file() else sheet(name)
