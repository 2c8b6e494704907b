"""Light pages for other websites: one finding each with what proves it, in one request."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from components.cards import Card, foot_html, heading_html
from components.findings.embeds import Content
from components.findings.find import example
from components.page_list import PAGES, SERVICE
from data.catalogue import Catalogue
from data.sources import named
from embed import social
from embed.embed_list import FIND, Embed, all_embeds
from embed.explained import explained
from embed.find import Found, NotFound
from embed.looks import properties
from embed.pictures import picture
from embed.site import SERVED, Site
from embed.writing import render
from geo.areas import areas
from geo.postcode import LONGEST

STATIC = Path(__file__).parent / "static" / "embed"
UNTOLD_HEIGHT = 640  # px of a frame that no script gives the height of what is in it
NARROW, WIDE = 320, 600  # px that a chart is drawn at: for phones, and from 36rem on

_GAPS = re.compile(r"\s*([{};,>])\s*|\s+")


@dataclass(frozen=True)
class Page:
    """A page as HTML, and the content security policy that lets it work and nothing else."""

    html: str
    policy: str


@dataclass(frozen=True)
class ShownCard:
    """A card in parts: head, pictures from narrow to wide with their alternative, foot."""

    head: Markup
    pictures: tuple[Markup, ...]
    alt: str
    foot: Markup


def page(
    catalogue: Catalogue,
    path: str,
    *,
    today: dt.date,
    look: str = "",
    site: Site = SERVED,
    answer: Found | NotFound | None = None,
) -> Page:
    """Write an embed; `look` is `light`, `dark` or empty for that of the device.

    `answer` is what a look-up found, for Find my area. Raises KeyError for an unknown path.
    """
    embed = all_embeds(catalogue)[path]
    content, cards, gaps, sources = _material(catalogue, path, today, site)
    found = answer if isinstance(answer, Found) else None
    written = _written(
        "embed/content.html",
        title=f"{embed.name} – {SERVICE}",
        description=found.heading if found else content.heading,
        look=look,
        site=site,
        style=(*embed.style,),
        scripts=("show", "find") if path == FIND else (),
        canonical=_canonical(embed, site),
        embed=embed,
        example=example(),
        content=content,
        heading=found.heading if found else content.heading,
        standfirst=found.standfirst if found else content.standfirst,
        cards=cards,
        gaps=gaps,
        sources=sources,
        related=_related(catalogue, embed, site),
        more=site.page(embed.page),
        page_name=_page_name(embed),
        accessibility=site.page("accessibility"),
        version=catalogue.version,
        when=catalogue.when,
        finder=path == FIND,
        finder_page=site.page(FIND),
        action=f"?look={look}" if look else FIND,
        folder=site.folder,
        longest=LONGEST,
        problem=answer if isinstance(answer, NotFound) else None,
        found=found_markup(found, site) if found else None,
        marked=" ".join(found.areas) if found else None,
    )
    html = explained(catalogue, written.html, glossary=site.page("glossary"))
    return replace(written, html=html)


def found_markup(found: Found, site: Site) -> Markup:
    """What stands under the box when a place was found."""
    parts = [replace(part, doubt=site.outward(part.doubt, page=FIND)) for part in found.parts]
    turned = replace(found, parts=tuple(parts))
    return Markup(render("embed/found.html", answer=turned, more=site.page(found.page)).strip())


def head_markup(found: Found) -> Markup:
    """The finding of a place, which takes the place of the page's own."""
    head = render("embed/head.html", heading=found.heading, standfirst=found.standfirst)
    return Markup(head.strip())


def fault(heading: str, sentence: str, *, at: str = "", site: Site = SERVED) -> Page:
    """A page that says in one sentence what is wrong."""
    return _written(
        "embed/fault.html",
        title=f"{heading} – {SERVICE}",
        description=sentence,
        site=site,
        heading=heading,
        sentence=sentence,
        home=site.home(at=at),
    )


def index(catalogue: Catalogue, *, address: str, site: Site = SERVED) -> Page:
    """The page of embed code; `address` stands before the path of each embed, slash included."""
    embeds = all_embeds(catalogue)
    frame = (STATIC / "frame.js").read_text(encoding="utf-8").strip()

    def entry(embed: Embed) -> dict[str, str]:
        whole = f"{address}{embed.path}{site.ending}"
        told = {"address": whole, "title": f"{embed.name} – {SERVICE}", "height": UNTOLD_HEIGHT}
        code = render("embed/code.html", **told)
        return {
            **{name: getattr(embed, name) for name in ("path", "name", "about")},
            "address": whole,
            "href": site.embed(embed.path, at=""),
            "code": code.strip(),
        }

    main = [
        entry(embed) | {"others": [entry(e) for e in embeds.values() if e.within == embed.path]}
        for embed in embeds.values()
        if not embed.within
    ]
    return _written(
        "embed/index.html",
        title=f"Embed code – {SERVICE}",
        description="Parts of this dashboard for other websites",
        site=site,
        style=("index",),
        scripts=("frame",),
        frames=True,
        canonical=address,
        service=SERVICE,
        main=main,
        script_code=f"<script>\n{frame}\n</script>",
        message="community-services-height",
        dashboard=site.page(""),
    )


@lru_cache(maxsize=128)
def _material(
    catalogue: Catalogue, path: str, today: dt.date, site: Site
) -> tuple[Content, tuple[ShownCard, ...], list[dict], list[dict]]:
    """What an embed shows: made once, and written into many pages."""
    embed = all_embeds(catalogue)[path]
    shown = embed.content(catalogue, "css", today)
    cards = tuple(
        _shown(catalogue, embed, site, card, open_table=card.slug in shown.open_tables)
        for card in shown.cards
    )
    sources = named(catalogue, shown.source_ids).rows(named=True)
    return shown, cards, shown.gaps.rows(named=True), sources


def _shown(
    catalogue: Catalogue, embed: Embed, site: Site, card: Card, *, open_table: bool
) -> ShownCard:
    foot = foot_html(catalogue, card, open_table=open_table)
    return ShownCard(
        head=Markup(site.outward(heading_html(card), page=embed.page)),
        pictures=tuple(_pictures(card.slug, card.spec)),
        alt=card.alt,
        foot=Markup(site.outward(foot, page=embed.page)),
    )


def _pictures(name: str, spec: Mapping[str, Any] | None) -> Iterable[Markup]:
    """The picture at its own width, or at two for a chart that fits the width of its place."""
    if spec is None:
        return
    fits = spec.get("width", "container") == "container"
    for width in (NARROW, WIDE) if fits else (spec["width"],):
        yield Markup(picture(spec, width=width, name=f"{name}-{width}"))


def _related(catalogue: Catalogue, embed: Embed, site: Site) -> list[tuple[str, str]]:
    """The embeds of single lots or areas on the one of all, and the way back on these."""
    embeds = all_embeds(catalogue)
    found = [e for e in embeds.values() if e.within == embed.path]
    found += [embeds[embed.within]] if embed.within else []
    return [(e.name, site.embed(e.path, at=embed.path)) for e in found]


def _canonical(embed: Embed, site: Site) -> str | None:
    """The page of the dashboard that tells more, where its address is known."""
    page = site.page(embed.page.partition("?")[0])
    return page if page is None or site.is_exported else social.canonical(page)


def _page_name(embed: Embed) -> str:
    return next(page.name for page in PAGES if page.path == embed.page.partition("?")[0])


def _written(
    template: str,
    *,
    title: str,
    description: str,
    site: Site,
    look: str = "",
    style: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    frames: bool = False,
    canonical: str | None = None,
    **values: Any,
) -> Page:
    names = tuple("find_exported" if n == "find" and site.is_exported else n for n in scripts)
    first = [_script("look")] if site.is_exported else []
    last = [*map(_script, names), *([] if frames else [_script("height")])]
    policy = _policy((*first, *last), asks=bool(scripts) and not frames, frames=frames)
    html = render(
        template,
        title=title,
        description=description,
        look=look,
        policy=policy if site.is_exported else "",
        canonical=canonical,
        first_scripts=first,
        scripts=last,
        style=Markup("STYLE-GOES-HERE"),
        **values,
    )
    # Asked for on no other page: one that says that the data is missing needs none of it.
    rules = _rules(("base", *style), tuple(areas().hcp_areas) if "find" in style else ())
    return Page(html.replace("STYLE-GOES-HERE", properties(rules + html) + rules, 1), policy)


def _policy(scripts: Iterable[str], *, asks: bool, frames: bool) -> str:
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            *(["connect-src 'self'"] if asks else []),
            *(["frame-src 'self'"] if frames else []),
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


@cache
def _script(name: str) -> Markup:
    return Markup((STATIC / f"{name}.js").read_text(encoding="utf-8").strip())


@cache
def _rules(names: tuple[str, ...], chosen_areas: tuple[str, ...]) -> str:
    sheets = "".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in names)
    short = _GAPS.sub(lambda found: found[1] or " ", sheets)
    chosen = (
        f".picture[data-chosen~={area}] path[data-id={area}]"
        "{fill-opacity:.85;stroke:var(--text);stroke-width:1.75}"
        for area in chosen_areas
    )
    return short + "".join(chosen)
