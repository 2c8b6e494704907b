"""Whom to ask: set by the operator, as no paper names an office. Never the name of a person."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

# What makes words a way to reach an office: an address of the web or of e-mail, or a number.
_REACHED = re.compile(r"https://\S+|\S+@\S+\.\S+|0[0-9](?: ?[0-9]){7,9}")


class BadContacts(ValueError):
    """`OFFICE_CONTACTS` is not what it may be; the message is one sentence."""


def accessibility_contact() -> str | None:
    """The words of `ACCESSIBILITY_CONTACT`, such as an address and a telephone number, or None."""
    return os.environ.get("ACCESSIBILITY_CONTACT", "").strip() or None


def office_contacts(environ: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """The words of `OFFICE_CONTACTS` by the id of an organisation in the data; none unless set.

    It holds `id: words` with semicolons between, such as `icb: https://example.org/contact`.
    Raises BadContacts.
    """
    found: dict[str, str] = {}
    for part in filter(str.strip, environ.get("OFFICE_CONTACTS", "").split(";")):
        org_id, colon, words = (piece.strip() for piece in part.partition(":"))
        if not colon or not org_id or org_id in found or not _REACHED.search(words):
            raise BadContacts(
                "OFFICE_CONTACTS must be parts such as icb: https://example.org/contact, with ; "
                "between, each with another id and a web address, an e-mail address or a telephone "
                f"number, not {part.strip()!r}."
            )
        found[org_id] = words
    return found
