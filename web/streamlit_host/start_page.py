"""The HTML page that Streamlit's script starts from, made our own.

Streamlit serves one `index.html` for every address. Ours carries the title of the page and the
beginning of it, and tells the script where the server is: left to itself, the script would first
look for one under each deep link, and log the 404s as errors.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from html import escape
from typing import Literal

from components.page_list import PAGES, SERVICE, PageEntry
from components.theme import DARK, FONT, LIGHT, MONO, Look
from web.kit import social
from web.kit.writing import Written, render
from web.streamlit_host.insides import Moved, static_folder

AskedLook = Literal["", "light", "dark"]
# In the order in which they run.
SCRIPTS = (
    "streamlit_host/mend_frame",
    "plain/form",
    "streamlit_host/take_over",
    "streamlit_host/load_later",
)

# The map's library compiles a decoder of meshes as it loads, which no map here uses. Where there
# is no WebAssembly it does without, and the content security policy need not allow any.
_NO_WEB_ASSEMBLY = "delete window.WebAssembly;"
_NEEDS_JAVASCRIPT = f"<p>{SERVICE}: this dashboard needs JavaScript.</p>"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", flags=re.DOTALL)
_ROOT = '<div id="root"></div>'


def html(
    entry: PageEntry,
    written: Written | None,
    *,
    card: str = "",
    look: AskedLook = "",
    site: str = "",
    goes_live: bool = True,
) -> str:
    """The start page of one page of the dashboard, with the page itself if that could be written.

    `card` is the finding that its picture for sharing shows, `look` the one that the address asks
    for; without it the device decides. `site` is the address before each path, as far as it is
    known. What does not go live asks for nothing of Streamlit.
    """
    page = _shell(entry) if goes_live else _alone(entry)
    head = social.head_html(entry, written, card=card, site=site)
    page = page.replace("</title>", f"</title>\n    {head}", 1)
    if written is not None:
        page = re.sub(r"<noscript>.*?</noscript>\s*", "", page, count=1, flags=re.DOTALL)
        page = page.replace(_ROOT, f'<div id="root">{written.html}</div>', 1)
    return page.replace('lang="en-GB"', f'lang="en-GB" data-look="{look}"', 1) if look else page


def inline_scripts() -> list[str]:
    """Content security policy sources that allow the inline scripts sent, and no others."""
    pages = (_streamlits_own(), _shell(PAGES[0]), _alone(PAGES[0]))
    scripts = {script for page in pages for script in _INLINE_SCRIPT.findall(page)}
    return [_digest(script) for script in sorted(scripts)]


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _shell(entry: PageEntry) -> str:
    """The start page without the beginning of the page.

    What Streamlit loads is asked for once the beginning of the page has been shown: a style sheet
    in the head would keep the browser from showing anything until it has come, and scripts would
    take its place on the line and run before the first frame.
    """
    loads = re.search(r'<script type="module".*?(?=\s*</head>)', _streamlits_own(), re.DOTALL)
    if loads is None:
        raise Moved("script in its start page")
    mends, form, take_over, load_later = (
        f"<script>\n{render(f'{name}.js')}    </script>" for name in SCRIPTS
    )
    later = f'<template id="streamlit-loads">\n    {loads[0]}\n    </template>'
    changes = {
        r'<html lang="en">': '<html lang="en-GB">',
        r"<title>.*?</title>": f"<title>{escape(entry.title)}</title>",
        r"<script>": f"<script>\n      {_settings()} {_NO_WEB_ASSEMBLY}",
        # The font of Streamlit's own themes: ours downloads none.
        r'<link\s[^>]*as="font"[^>]*>': "",
        # Of an interface that is switched off.
        r'<!--[^>]*-->\s*<link rel="service-desc"[^>]*>': "",
        r"<noscript>.*?</noscript>": f"<noscript>{_NEEDS_JAVASCRIPT}</noscript>",
        re.escape(loads[0]): "",
        re.escape(_ROOT): "\n    ".join([_ROOT, mends, form, take_over, later, load_later]),
    }
    page = _streamlits_own()
    for pattern, ours in changes.items():
        page, found = re.subn(pattern, lambda _match, ours=ours: ours, page, flags=re.DOTALL)
        if found != 1:
            raise Moved(f"one place like {pattern!r} in its start page, but {found}")
    return page


@cache
def _alone(entry: PageEntry) -> str:
    """The start page of a page that stays as it is."""
    scripts = "\n".join(
        f"<script>\n{render(f'plain/{name}.js')}    </script>" for name in ("form", "room")
    )
    return (
        '<!doctype html>\n<html lang="en-GB" data-alone>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="/favicon.png">\n<title>{escape(entry.title)}</title>\n</head>\n'
        f"<body>\n{_ROOT}\n{scripts}\n</body>\n</html>\n"
    )


def _settings() -> str:
    """What Streamlit's script reads first: where the server is, and the themes to begin with.

    It gets our themes from the server anyway, but later; until then it would load a font.
    """
    themes = json.dumps({"LIGHT_THEME": _theme(LIGHT), "DARK_THEME": _theme(DARK)})
    return (
        "window.__streamlit = { BACKEND_BASE_URL: window.location.origin, "
        f"{themes.removeprefix('{').removesuffix('}')} }};"
    )


def _theme(look: Look) -> dict[str, str]:
    return {
        "primaryColor": look.accent,
        "backgroundColor": look.ground,
        "secondaryBackgroundColor": look.surface,
        "textColor": look.text,
        "bodyFont": FONT,
        "headingFont": FONT,
        "codeFont": MONO,
    }


@cache
def _streamlits_own() -> str:
    page = (static_folder() / "index.html").read_text(encoding="utf-8")
    # Its first comment is the licence, which stands in the package.
    return page.partition("-->\n\n")[2] if page.startswith("<!--") else page
