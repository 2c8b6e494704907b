"""Loading a package again and again, of which one file differs each time, without reading the rest.

Half of a load is the reading of files. Where a file holds what it held in the sound package and is
described as it was, the answer of the sound package is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from data.checks import loading, validation
from data.package import catalogue

# All that is asked of one file alone: by the folder, or by the file itself, and the description.
ASKED = (
    (validation, "file_faults"),
    (validation, "surely_kept"),
    (validation, "_rows"),
    (catalogue, "_frame"),
)


def read_unchanged_files_once(package: Path, patch: pytest.MonkeyPatch) -> None:
    """From now on, what this sound package holds is read once; `package` is its description."""
    for module, name in ASKED:
        patch.setattr(module, name, _once(package.parent, getattr(module, name)))
    whole, described = package.read_bytes(), loading.describe(package)

    def describe(asked: Path) -> tuple[dict[str, Any], list]:
        return described if asked.read_bytes() == whole else _describe(asked)

    _describe = loading.describe
    patch.setattr(loading, "describe", describe)


def _once(home: Path, ask: Callable[[Path, Mapping[str, Any]], Any]) -> Callable[..., Any]:
    sound = {file: file.read_bytes() for file in (home / "tables").iterdir()}
    known: dict[Path, tuple[Mapping[str, Any], Any]] = {}

    def asked(where: Path, table: Mapping[str, Any]) -> Any:
        file = where if where.suffix else where / table["path"]
        if file not in sound or file.read_bytes() != sound[file]:
            return ask(where, table)
        if file not in known or known[file][0] != table:
            known[file] = (table, ask(where, table))
        return known[file][1]

    return asked
