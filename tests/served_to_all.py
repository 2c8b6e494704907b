"""One app for all processes that share tests out: each would start its own and make the same pages.

A `conftest.py` of tests that ask the running app imports the hook. pytest-xdist calls it where the
folder of that file is named to pytest.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.served import ROOT, serving

SHARED = pytest.StashKey[tuple[str, str, int]]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Start the app before the first process, and tell each process of it."""
    config: pytest.Config = node.config
    if SHARED not in config.stash:
        stack = contextlib.ExitStack()
        config.add_cleanup(stack.close)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = stack.enter_context(serving(ROOT, log_file=folder / "log.txt"))
        config.stash[SHARED] = app.url, str(app.log_file), app.pid
    node.workerinput["server"] = config.stash[SHARED]
