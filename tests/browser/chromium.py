"""Finds the Chromium that the browser tests drive, and installs it where that is allowed.

`python -m tests.browser.chromium` prints the path, or one sentence on stderr and exits 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromium(Exception):
    """No Chromium is here and none may be installed; the message is for the person at the keys."""


def find() -> str | None:
    """Path of the Chromium named by CHROMIUM, or of the first known name on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


def find_or_install() -> str:
    """Path of a Chromium, installed by apt-get if there is none.

    Raises NoChromium with one sentence if there is none and apt-get is missing or refused.
    """
    found = find()
    if found:
        return found
    if os.environ.get("CHROMIUM"):
        raise NoChromium("CHROMIUM is set, but it does not name a file.")
    for command in may_install("chromium"):
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            raise NoChromium("Chromium could not be installed by apt-get: install it by hand.")
    found = find()
    if not found:
        raise NoChromium("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    return found


def may_install(package: str) -> list[list[str]]:
    """The two apt-get commands as this user may run them; none where apt-get or root is missing."""
    if not shutil.which("apt-get"):
        return []
    if os.geteuid() == 0:
        as_root: list[str] = []
    elif shutil.which("sudo") and _sudo_asks_nothing():
        as_root = ["sudo", "-n"]
    else:
        return []
    return [
        [*as_root, "apt-get", "update", "-qq"],
        [*as_root, "apt-get", "install", "-y", "-qq", package],
    ]


def _sudo_asks_nothing() -> bool:
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


def main() -> int:
    """Print the path of Chromium; 0 if there is one, 1 with a sentence on stderr if not."""
    try:
        sys.stdout.write(f"Browser tests use {find_or_install()}.\n")
    except NoChromium as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
