"""The HTML page that Streamlit's script starts from, made our own.

Streamlit serves one `index.html` for every address. Ours carries the title of the page, and tells
the script where the server is: left to itself, the script would first look for one under each deep
link, and log the 404s as errors.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

from streamlit.file_util import get_static_dir

from components.page_list import PAGES, SERVICE, PageEntry

_WHERE_THE_SERVER_IS = "window.__streamlit = { BACKEND_BASE_URL: window.location.origin };"
# The map's library compiles a decoder of meshes as it loads, which no map here uses. Where there
# is no WebAssembly it does without, and the content security policy need not allow any.
_NO_WEB_ASSEMBLY = "delete window.WebAssembly;"
_NEEDS_JAVASCRIPT = f"{SERVICE}: this dashboard needs JavaScript."
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", flags=re.DOTALL)


@cache
def html(entry: PageEntry) -> str:
    """The start page of one page of the dashboard."""
    changes = {
        r'<html lang="en">': '<html lang="en-GB">',
        r"<title>.*?</title>": f"<title>{escape(entry.title)}</title>",
        r"<script>": f"<script>\n      {_WHERE_THE_SERVER_IS} {_NO_WEB_ASSEMBLY}",
        # The font of Streamlit's own themes: ours downloads none.
        r'<link\s[^>]*as="font"[^>]*>': "",
        # Of an interface that is switched off.
        r'<!--[^>]*-->\s*<link rel="service-desc"[^>]*>': "",
        r"<noscript>.*?</noscript>": f"<noscript><p>{_NEEDS_JAVASCRIPT}</p></noscript>",
    }
    page = _streamlits_own()
    for pattern, ours in changes.items():
        page, found = re.subn(pattern, lambda _match, ours=ours: ours, page, flags=re.DOTALL)
        if found != 1:
            raise RuntimeError(f"Streamlit's start page has {found} places like {pattern!r}.")
    return page


def inline_scripts() -> list[str]:
    """Content security policy sources that allow the inline scripts sent, and no others."""
    pages = (_streamlits_own(), html(PAGES[0]))
    scripts = {script for page in pages for script in _INLINE_SCRIPT.findall(page)}
    digests = (hashlib.sha256(script.encode()).digest() for script in sorted(scripts))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


@cache
def _streamlits_own() -> str:
    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
