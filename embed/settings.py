"""What the operator may set, read from the environment when the service starts.

`FRAME_ANCESTORS` says which sites may show the dashboard in a frame (this site alone, unless set),
`EMBED_FRAME_ANCESTORS` which may show the pages under `/embed/` (every site, unless set). Each is
`self`, `none`, `*` or a list of addresses with spaces between, such as
`self https://example.org https://*.example.org`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

Where = Literal["app", "embed"]

VARIABLES: Mapping[Where, str] = {"app": "FRAME_ANCESTORS", "embed": "EMBED_FRAME_ANCESTORS"}
DEFAULTS: Mapping[Where, str] = {"app": "'self'", "embed": "*"}

_ALONE = {"none": "'none'", "'none'": "'none'", "*": "*"}
_SELF = {"self": "'self'", "'self'": "'self'"}
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"https?://(\*\.)?{_LABEL}(\.{_LABEL})*(:[0-9]{{1,5}})?")


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


def read(environ: Mapping[str, str]) -> Mapping[Where, str]:
    """Who may frame what, from these variables. Raises `Misconfigured`."""
    return {
        where: _sources(name, environ[name]) if name in environ else DEFAULTS[where]
        for where, name in VARIABLES.items()
    }


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
