"""One app answers all tests of the service."""

from __future__ import annotations

from tests.served_to_all import pytest_configure_node  # noqa: F401 - a hook
