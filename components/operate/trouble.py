"""What may be told of a failure: its kind and where it came about, never what a visitor typed."""

from __future__ import annotations

import traceback
from pathlib import Path


def where_it_failed(exc: BaseException) -> str:
    """The kind of an exception and the places it came through.

    Its message is left out: it may quote what a visitor typed.
    """
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(exc.__traceback__)
    ]
    return f"{type(exc).__name__} at {' > '.join(places)}"
