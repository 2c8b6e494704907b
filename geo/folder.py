"""Where outlines, place index, towns and label points lie: with the project, or as it is told."""

import os
from pathlib import Path

# Names the folder of another area's outlines and index; without it, those of the project itself.
VARIABLE = "GEO_FOLDER"
BUILT_IN = Path(__file__).resolve().parent


def folder() -> Path:
    """The folder that holds `outlines/`, `index/`, `towns.csv` and the tables of labels."""
    told = os.environ.get(VARIABLE, "").strip()
    return Path(told) if told else BUILT_IN
