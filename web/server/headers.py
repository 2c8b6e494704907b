"""Headers of every answer."""

from __future__ import annotations

from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.findings.told.links import CALENDARS, FEEDS
from web.kit.settings import frame_ancestors
from web.streamlit_host.start_page import inline_scripts

# What Streamlit's pages, tables, charts and maps were seen to need, and nothing from elsewhere.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "connect-src 'self' data: blob:",  # WebSockets of the same host included
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        " ".join(("script-src 'self'", *inline_scripts())),
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # A page that was opened from here, or that opened this one, gets no hold of it.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}

EMBED, OPEN_DATA = "/embed", "/open-data"
FOR_PROGRAMS = (OPEN_DATA, FEEDS, CALENDARS)


class SecurityHeaders:
    """ASGI middleware that adds SECURITY_HEADERS to each HTTP answer that does not set its own.

    Whatever policy an answer brings, the settings decide who may frame it. Open data, feeds and
    embeds, their refusals included, are for the scripts of every site: one in a sandboxed frame is
    of none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _complete(headers: MutableHeaders, path: str) -> None:
    is_embed = is_under(EMBED, path)
    is_data = any(is_under(folder, path) for folder in FOR_PROGRAMS)
    if is_embed or is_data:
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        headers.setdefault("Access-Control-Allow-Origin", "*")
    if is_data:
        headers.setdefault("Content-Security-Policy", "default-src 'none'")
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if "Vary" in headers:  # what is compressed ahead says so, and Streamlit once more
        named = (name.strip() for name in headers["Vary"].split(","))
        headers["Vary"] = ", ".join(dict.fromkeys(named))
    policy = headers["Content-Security-Policy"]
    headers["Content-Security-Policy"] = _framed(
        policy, frame_ancestors("embed" if is_embed else "app")
    )


def is_under(folder: str, path: str) -> bool:
    """Whether a path is that of a folder or of something in it."""
    return path == folder or path.startswith(f"{folder}/")


@lru_cache(maxsize=64)
def _framed(policy: str, ancestors: str) -> str:
    """A policy with the settings' frame-ancestors in place of its own."""
    directives = [part.strip() for part in policy.split(";")]
    kept = [part for part in directives if part and part.split()[0].lower() != "frame-ancestors"]
    return "; ".join([*kept, f"frame-ancestors {ancestors}"])
