"""The package that is shown while packages change: the committed one with few rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.live.packages import VARIABLE
from tests.mutations import real_package


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the package that is shown. No test may change it."""
    return real_package(tmp_path_factory.mktemp("shown")).parent


@pytest.fixture(autouse=True)
def it_is_shown(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands take that package for the one that is shown, in processes of their own too."""
    monkeypatch.setenv(VARIABLE, str(shown))
