"""What somebody typed into a form of ours, read once and handed on."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request

LARGEST = 2_000  # bytes of a form; 100 characters take 900 at the most
FORM = "application/x-www-form-urlencoded"


def is_form(request: Request) -> bool:
    """Whether a request brings a form."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


async def typed(request: Request, *names: str) -> str | None:
    """The first of the named fields that is filled, empty where none is.

    None where the form holds more than one of ours could.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    try:
        fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=4)
    except ValueError:
        return None
    return next((fields[name][0] for name in names if fields.get(name)), "")
