"""The answer to an address that is none of ours: a small page of its own that leads on.

Streamlit would answer every unknown address with its start page and status 200, load all its
script, and then say in a dialogue that there is no such page.
"""

from __future__ import annotations

from functools import cache
from html import escape

from starlette.convertors import Convertor, register_url_convertor

from components.page_list import PAGES, SERVICE
from components.theme import DARK, FONT, LIGHT

# Where Streamlit's own routes live; they answer for themselves.
STREAMLITS_OWN = ("_stcore", "media", "component", "static", "auth", "oauth2callback")


class Elsewhere(Convertor[str]):
    """Any path but those of Streamlit's own routes."""

    regex = rf"(?!(?:{'|'.join(STREAMLITS_OWN)})(?:/|$)).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("elsewhere", Elsewhere())


@cache
def html() -> str:
    """The whole page: what is wrong, and a link to every page there is."""
    return page(
        "Page not found", "There is no page at this web address. Check it, or choose a page:"
    )


def page(heading: str, sentence: str) -> str:
    """A page that says what is wrong in a sentence, with a link to every page there is."""
    links = "".join(f'<li><a href="/{page.path}">{escape(page.name)}</a></li>' for page in PAGES)
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)} – {SERVICE}</title>"
        f'<link rel="icon" href="/favicon.png"><style>{_style()}</style></head>'
        f"<body><header><p>{SERVICE}</p></header><main><h1>{escape(heading)}</h1>"
        f"<p>{escape(sentence)}</p>"
        f'<nav aria-label="Pages"><ul>{links}</ul></nav></main></body></html>'
    )


def _style() -> str:
    def both(role: str) -> str:
        return f"light-dark({getattr(LIGHT, role)},{getattr(DARK, role)})"

    return (
        ":root{color-scheme:light dark}@media print{:root{color-scheme:light}}"
        f"body{{margin:2rem auto;max-width:40rem;padding:0 1rem;font:1.0625rem/1.5 {FONT};"
        f"color:{both('text')};background:{both('ground')}}}"
        f"header{{color:{both('muted')}}}li{{margin:.5rem 0}}"
        f"a{{color:{both('link')};display:inline-block;min-height:24px}}"
        f"a:focus-visible{{outline:3px solid transparent;background:{both('focus')};"
        f"color:{both('focus_ink')};box-shadow:0 4px {both('focus_ink')}}}"
    )
