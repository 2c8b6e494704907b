"""Where the data package lies, and the user's cache: found with the standard library alone.

So look-ups stay quick. `data.live.packages` says how the folder is read.
"""

from __future__ import annotations

import os
from pathlib import Path

# Names the folder of the package that the service shows; without it, that of the project itself.
VARIABLE = "DATA_PACKAGE"
BUILT_IN = Path(__file__).parents[1]
DESCRIPTION = "datapackage.json"
INCOMING = ".incoming"


def home() -> Path:
    """Return the folder of the package that the service is told to show."""
    told = os.environ.get(VARIABLE, "").strip()
    return Path(told) if told else BUILT_IN


def cache_folder(kind: str) -> Path:
    """Return where things of one kind are kept that can be made or asked for anew."""
    told = os.environ.get("XDG_CACHE_HOME")
    return (Path(told) if told else Path.home() / ".cache") / "community-services-dashboard" / kind


def whole(folder: Path) -> Path:
    """Return the folder from which the package of a folder is to be read now."""
    incoming = folder / INCOMING
    return incoming if incoming.is_dir() else folder
