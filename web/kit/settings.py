"""What the operator may set, read from the environment when the service starts.

`FRAME_ANCESTORS` says which sites may show the dashboard in a frame (this site alone, unless set),
`EMBED_FRAME_ANCESTORS` which may show the pages under `/embed/` (every site, unless set). Each is
`self`, `none`, `*` or a list of addresses with spaces between, such as
`self https://example.org https://*.example.org`. `SECURITY_CONTACT` says whom to tell of a weakness
of the service: e-mail addresses and web addresses with spaces between.

`OFFICE_CONTACTS` says how residents reach the ICB and councils, see `components.operate.contact`.

`MOST_LIVE` is how many live visitors a process takes; those who come after get plain pages.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from components.operate.contact import BadContacts, accessibility_contact, office_contacts

Where = Literal["app", "embed"]

VARIABLES: Mapping[Where, str] = {"app": "FRAME_ANCESTORS", "embed": "EMBED_FRAME_ANCESTORS"}
DEFAULTS: Mapping[Where, str] = {"app": "'self'", "embed": "*"}

CONTACT = "SECURITY_CONTACT"
NO_CONTACT = (
    "ACCESSIBILITY_CONTACT is not set. The public comes to this dashboard, and its accessibility "
    "statement must say whom to ask."
)
BELOW_A_PATH = "This dashboard needs a host name of its own: it cannot stand below a path."
# What a live visitor does in 10 seconds takes so much of a processor, as tests/benchmarks/load.csv
# has it; half of a processor is for them, the rest for who comes and for who reads plain pages.
CHOICE_MS, PAUSE_MS, SHARE = 25, 10_000, 0.5
MOST_LIVE = int(SHARE * PAUSE_MS / CHOICE_MS)

_ALONE = {"none": "'none'", "'none'": "'none'", "*": "*"}
_SELF = {"self": "'self'", "'self'": "'self'"}
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"https?://(\*\.)?{_LABEL}(\.{_LABEL})*(:[0-9]{{1,5}})?")


_CONTACT = re.compile(rf"(mailto:)?[\w.+-]+@{_LABEL}(\.{_LABEL})+|https://{_LABEL}(\.{_LABEL})*\S*")


class Misconfigured(Exception):
    """The service cannot start as it was asked to; the message is one sentence."""


def frame_ancestors(where: Where) -> str:
    """The sites that may frame the app or the embed, as a content security policy lists them.

    Raises `Misconfigured` for a setting that says anything else.
    """
    return _settings()[where]


def check_settings() -> None:
    """Raise `Misconfigured` where a setting is not what it may be."""
    _settings()
    security_contacts()
    most_live()
    try:
        office_contacts()
    except BadContacts as wrong:
        raise Misconfigured(str(wrong)) from None


def lacks_contact() -> bool:
    """Whether the public is to come, that is to PUBLIC_URL, and finds nobody to ask."""
    return bool(os.environ.get("PUBLIC_URL")) and accessibility_contact() is None


def security_contacts(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Whom to tell of a weakness, each as a URI; nobody unless set. Raises `Misconfigured`."""
    words = environ.get(CONTACT, "").split()
    for word in words:
        if not _CONTACT.fullmatch(word):
            raise Misconfigured(
                f"{CONTACT} must be e-mail addresses or addresses such as "
                f"https://example.org/security, not {word!r}."
            )
    return tuple(word if ":" in word else f"mailto:{word}" for word in words)


@cache
def most_live() -> int:
    """How many live visitors this process takes. Raises `Misconfigured` for no whole number."""
    given = os.environ.get("MOST_LIVE", str(MOST_LIVE))
    if not given.isdecimal():
        raise Misconfigured(f"MOST_LIVE must be a whole number, not {given!r}.")
    return int(given)


def read(environ: Mapping[str, str]) -> Mapping[Where, str]:
    """Who may frame what, from these variables. Raises `Misconfigured`."""
    return {
        where: _sources(name, environ[name]) if name in environ else DEFAULTS[where]
        for where, name in VARIABLES.items()
    }


def opened_at(host: str, port: str) -> str:
    """The address that a browser on this machine opens, also where it listens on all."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a name
        return f"http://{host}:{port}"
    if address.is_unspecified:
        address = ipaddress.ip_address("127.0.0.1" if address.version == 4 else "::1")
    return f"http://[{address}]:{port}" if address.version == 6 else f"http://{address}:{port}"


@cache
def _settings() -> Mapping[Where, str]:
    return read(os.environ)


def _sources(name: str, value: str) -> str:
    words = value.split()
    if len(words) == 1 and words[0] in _ALONE:
        return _ALONE[words[0]]
    if not words or not all(word in _SELF or _ADDRESS.fullmatch(word) for word in words):
        raise Misconfigured(
            f"{name} must be self, none, * or addresses such as https://example.org, not {value!r}."
        )
    return " ".join(_SELF.get(word, word) for word in words)
