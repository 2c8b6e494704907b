"""Whom to ask for help with this dashboard: set by the operator, as no paper names anybody."""

from __future__ import annotations

import os


def accessibility_contact() -> str | None:
    """The words of `ACCESSIBILITY_CONTACT`, such as an address and a telephone number, or None."""
    return os.environ.get("ACCESSIBILITY_CONTACT", "").strip() or None
