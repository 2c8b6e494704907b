"""The facts: tidy tables, their description, and the questions that are asked of them.

No sentence for readers beyond faults, and nothing of the web.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.checks.loading import InvalidData, load
    from data.package.catalogue import Catalogue

__all__ = ["Catalogue", "InvalidData", "load"]

_IN = {
    "Catalogue": "data.package.catalogue",
    "InvalidData": "data.checks.loading",
    "load": "data.checks.loading",
}


def __getattr__(name: str) -> Any:
    """Find a name when it is first asked for: a look-up of a place needs none of the frames."""
    if name not in _IN:
        raise AttributeError(f"module 'data' has no attribute {name!r}")
    return getattr(import_module(_IN[name]), name)
