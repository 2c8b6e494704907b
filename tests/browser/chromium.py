"""Finds the Chromium that the browser tests drive, and installs it where that is allowed.

`python -m tests.browser.chromium` prints the path, or one sentence on stderr and exits 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is Chromium without its own windows and menus, which cost a quarter of the time.
PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")


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
    commands = [may_install(package) for package in PACKAGES]
    if not any(commands):
        raise NoChromium("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    for one in commands:
        if all(map(_is_done, one)) and (found := find()):
            return found
    raise NoChromium("Chromium could not be installed by apt-get: install it by hand.")


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


def _is_done(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


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
