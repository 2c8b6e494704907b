"""Where the data package lies: found with the standard library alone, so that look-ups stay quick.

`data.live.packages` says how the folder is read.
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


def whole(folder: Path) -> Path:
    """Return the folder from which the package of a folder is to be read now."""
    incoming = folder / INCOMING
    return incoming if incoming.is_dir() else folder
