"""Charts and maps as SVG, from the specifications that the app's own charts are drawn from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import vl_convert


def svg(spec: Mapping[str, Any], *, width: int) -> str:
    """Draw a Vega-Lite specification `width` px wide, as an SVG element whose text stays text.

    It is hidden from assistive technology: the alternative text and the table beside a picture
    say what it shows. Drawn once for each specification and width. Raises ValueError where the
    specification cannot be drawn.
    """
    return _drawn(json.dumps(spec, sort_keys=True), width)


@lru_cache(maxsize=256)
def _drawn(spec: str, width: int) -> str:
    sized = json.loads(spec)
    if sized.get("width", "container") == "container":
        sized["width"] = width
        # The width of the whole picture, axes and words included, as in a browser.
        sized["autosize"] = {"type": "fit-x", "contains": "padding"}
    drawn = vl_convert.vegalite_to_svg(sized)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
