"""What is shown of a page to a room and on a slide: one finding, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.html.tables import Table


@dataclass(frozen=True, kw_only=True)
class Hero:
    """The one thing that proves a finding, as it is shown to a room.

    The picture is the Vega-Lite specification `spec` with its text alternative `alt`; `table` says
    the same in rows, few enough for a screen. A room shows `markup` in place of the table where
    there is any. `subtitle` says what it shows, `words` stand beside it. `attributions` are the
    lines that its outlines ask for. `keeps` are the keys of those choices of the page by which it
    is made, beside such as hold everywhere. `how` says how the figures are known, with places in
    the sources, for the notes of a slide.
    """

    finding: str
    subtitle: str
    source_ids: tuple[str, ...]
    basis: tuple[str, ...]
    markup: str = ""
    spec: Mapping[str, Any] | None = None
    alt: str = ""
    table: Table | None = None
    words: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
