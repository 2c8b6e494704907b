"""What tests of checks share: a package that is broken in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.checks.cross_checks import cross_faults
from data.package.catalogue import read
from tests.mutations import real_package, replace

Broken = Callable[[str, str, str], list[str]]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Replaces a text in a table of a copy of the package and gives the sentences on it."""
    package = real_package(tmp_path)

    def after(table: str, old: str, new: str) -> list[str]:
        replace(tmp_path / f"tables/{table}.csv", old, new)
        return [str(fault) for fault in cross_faults(read(package))]

    return after
