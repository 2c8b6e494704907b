"""What a service says in its answer when something is wrong, whatever status the answer has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ERRORS = ("error", "errors", "fault")
_CODES = ("code", "statusCode", "status")
_WORDS = (
    "message",
    "exception",
    "detail",
    "error_description",
    "description",
    "title",
    "reason",
    "error",
)
_LISTS = ("details", "messages", "errors")


@dataclass(frozen=True)
class Fault:
    """A code, or None where none is given, and the service's reason without its full stop."""

    code: int | None
    reason: str
    told: bool


def fault_in(answer: object, *, sure: bool = False) -> Fault | None:
    """The fault that an answer tells, or None; `sure` where the status says that there is one.

    Services word it in many ways: an object or a text under `error`, a list under `errors`, or a
    code of 400 and above beside a message.
    """
    if isinstance(answer, str) and sure:
        reason = ": ".join(_texts(answer))[:300]
        return Fault(None, reason or "no reason given", bool(reason))
    if not isinstance(answer, dict):
        return None
    named = [answer[key] for key in _ERRORS if answer.get(key) not in (None, False, "", [])]
    codes = [code for part in (*named, answer) for code in _codes(part)]
    failed = answer.get("status") in ("error", "failed") or any(code >= 400 for code in codes)
    if not (named or failed or sure):
        return None
    said = list(dict.fromkeys(text for part in (*named, answer) for text in _texts(part)))
    reason = ": ".join(said[:2])[:300].rstrip(" .:")
    return Fault(next(iter(codes), None), reason or "no reason given", bool(reason))


def plain_text(body: bytes) -> str | None:
    """A short text that a service sends in place of data, on one line; None for anything else."""
    try:
        text = body.decode("utf-8").strip()
    except ValueError:
        return None
    short = 0 < len(text) <= 300 and text[0] not in "<[{" and text.count(" ") > 0
    return next(_texts(text), None) if short else None


def pause_in(reason: str) -> float | None:
    """The seconds after which a reason bids to try again; None where it names none."""
    found = re.search(r"\b(?:after|in|for) (\d{1,5}) ?s(?:ec(?:ond)?s?)?\b", reason)
    return float(found[1]) if found else None


def _codes(part: object) -> Iterator[int]:
    if isinstance(part, list) and part:
        yield from _codes(part[0])
    if isinstance(part, dict):
        yield from (part[key] for key in _CODES if type(part.get(key)) is int)


def _texts(part: Any, deep: int = 3) -> Iterator[str]:
    """The sentences of a fault, those that say most first, each without its full stop."""
    if isinstance(part, str):
        shown = " ".join("".join(s if s.isprintable() else " " for s in part).split())
        if shown.rstrip(" .:"):
            yield shown.rstrip(" .:")
    elif isinstance(part, list) and deep:
        for each in part[:2]:
            yield from _texts(each, deep - 1)
    elif isinstance(part, dict) and deep:
        for key in (*_WORDS, *_LISTS):
            yield from _texts(part.get(key), deep - 1)
