"""What is set inside Streamlit when the service starts, and where its files lie.

None of it is documented, so each is looked for first: a release that moved it stops the start with
a sentence that names what to look at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit
import streamlit.logger
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

ERRORS = "streamlit.error_util"  # the logger that writes of a script that failed


class Moved(RuntimeError):
    """A part of Streamlit is not where it was; the message says which."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Streamlit {streamlit.__version__} has no {what}: see docs/streamlit.md for what it "
            "was used for."
        )


def run_no_page_alone() -> None:
    """Have every first request run `app.py`.

    With a folder called pages/, Streamlit would answer the first deep link to a fresh server by
    running that page's file alone.
    """
    if not hasattr(PagesManager, "uses_pages_directory"):
        raise Moved("PagesManager.uses_pages_directory")
    PagesManager.uses_pages_directory = False


def keep_out_of_the_log(keep: Callable[[logging.LogRecord], bool]) -> None:
    """Have a filter look at each line that Streamlit logs of a script that failed."""
    if ERRORS not in logging.root.manager.loggerDict:
        raise Moved(f"logger {ERRORS}")
    logging.getLogger(ERRORS).addFilter(keep)


def let_through(each: Callable[[logging.Logger], None]) -> None:
    """Have a function treat each logger of Streamlit in place of giving it a handler of its own."""
    if not hasattr(streamlit.logger, "setup_formatter"):
        raise Moved("streamlit.logger.setup_formatter")
    streamlit.logger.setup_formatter = each


def static_folder() -> Path:
    """The folder of the files that the browser is sent."""
    if not hasattr(file_util, "get_static_dir"):
        raise Moved("streamlit.file_util.get_static_dir")
    return Path(file_util.get_static_dir())
