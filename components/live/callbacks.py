"""What Streamlit calls before it runs a page again, as somebody has changed something on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st


def when_changed(key: str, write: Callable[[Any], object]) -> Callable[[], None]:
    """Return what to call when the control of a key has changed: `write`, with what it is now.

    Where two choices follow each other quickly, the page of the first may lack the control of the
    second. Then nothing is done.
    """

    def changed() -> None:
        if key in st.session_state:
            write(st.session_state[key])

    return changed
