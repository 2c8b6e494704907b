"""Light pages for other websites: one finding each with what proves it, in one request."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup

from components import blocks
from components.choices import PLACE, Asked
from components.findings.find.find import example
from components.findings.find.means_card import inside_html
from components.findings.places.places import names
from components.found_place import FoundPlace
from components.markup import Files
from components.page_list import PAGES, SERVICE
from components.page_model import Block, Page, Prose
from components.style_sheets import properties
from data.package.catalogue import Catalogue
from data.package.kept import keeping
from geo.areas import areas
from geo.lookup.postcode import LONGEST
from web.embeds.chosen import Chosen, each, place_of
from web.embeds.find import Found, describe
from web.embeds.listing import FIND, Embed, all_embeds
from web.embeds.sent import rules, script
from web.kit import social
from web.kit.explained import explained
from web.kit.site import SERVED, Site
from web.kit.writing import Written, render
from web.plain.look_up import NotFound
from web.plain.writer import Writer

UNTOLD_HEIGHT = 640  # px of a frame that no script gives the height of what is in it
PHONE, WIDE = 320, 600  # px that a chart is drawn at: for phones, and from 36rem on


@dataclass(frozen=True)
class EmbedPage:
    """An embed as HTML, and the content security policy that lets it work and nothing else."""

    html: str
    policy: str


def page(
    catalogue: Catalogue,
    path: str,
    *,
    today: dt.date,
    look: str = "",
    chosen: Chosen = (),
    site: Site = SERVED,
    answer: FoundPlace | NotFound | None = None,
) -> EmbedPage:
    """Write an embed; `look` is `light`, `dark` or empty for that of the device.

    `chosen` are choices that the embed takes, each of a value that is known; `answer` is what a
    look-up found, for Find my area. Raises KeyError for an unknown path.
    """
    embed = all_embeds(catalogue)[path]
    # What may be where somebody lives is kept nowhere.
    write = _body if PLACE in dict(chosen) else _kept_body
    body = write(catalogue, path, today, site, chosen)
    found = describe(catalogue, answer) if isinstance(answer, FoundPlace) else None
    shown = found.page if found else body
    written = _written(
        "embed/content.html",
        title=f"{embed.name} – {SERVICE}",
        description=shown.finding,
        look=look,
        site=site,
        style=(*embed.style,),
        scripts=("show", "find") if path == FIND else (),
        canonical=_canonical(embed, site),
        example=example(),
        head=head_markup(embed, shown),
        body=body.html,
        finder=path == FIND,
        finder_page=site.page(FIND),
        action=f"?look={look}" if look else FIND,
        folder=site.folder,
        longest=LONGEST,
        problem=answer if isinstance(answer, NotFound) else None,
        found=found_markup(catalogue, found, site, today=today) if found else "",
        marked=" ".join(found.areas) if found else "",
    )
    html = explained(catalogue, written.html, glossary=site.page("glossary"))
    return replace(written, html=html)


def found_markup(catalogue: Catalogue, found: Found, site: Site, *, today: dt.date) -> str:
    """What stands under the box when a place was found.

    In an export the script puts what it means for residents under it, a fold for each area, and
    fetches what that holds when it is opened.
    """
    held = (
        {}
        if site.is_exported
        else {one: means_markup(catalogue, one, site, today=today) for one in found.areas}
    )
    return render(
        "embed/found.html",
        told=site.outward(_writer(catalogue).blocks(found.page.body), page=FIND),
        offers=found.offers,
        more=site.page(found.address),
        folds=[(names(catalogue)[area], inside) for area, inside in held.items()],
    )


def means_markup(catalogue: Catalogue, area: str, site: Site, *, today: dt.date) -> str:
    """What the fold holds that tells what it means to live in an HCP area."""
    return site.outward(inside_html(catalogue, area, today=today), page=FIND)


def head_markup(embed: Embed, shown: Page | Written) -> str:
    """The head of what is shown: of the embed's own page, or of a place that was found."""
    return blocks.head_html(embed.name, shown.finding, shown.standfirst)


def fault(heading: str, sentence: str, *, at: str = "", site: Site = SERVED) -> EmbedPage:
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


def index(catalogue: Catalogue, *, address: str, site: Site = SERVED) -> EmbedPage:
    """The page of embed code; `address` stands before the path of each embed, slash included."""
    embeds = all_embeds(catalogue)
    frame = script("frame")

    def entry(embed: Embed) -> dict[str, Any]:
        whole = f"{address}{site.embed(embed.path)}"
        told = {"address": whole, "title": f"{embed.name} – {SERVICE}", "height": UNTOLD_HEIGHT}
        code = render("embed/code.html", **told)
        return {
            **{name: getattr(embed, name) for name in ("path", "name", "about")},
            "address": whole,
            "href": site.embed(embed.path),
            "choices": [
                (words, href, f"{address}{href}")
                for words, chosen in each(catalogue, embed.path)
                for href in (site.embed(embed.path, chosen),)
            ],
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
        exported=site.is_exported,
        canonical=address,
        service=SERVICE,
        main=main,
        script_code=f"<script>\n{frame}\n</script>",
        message="community-services-height",
        dashboard=site.page(""),
    )


def _body(catalogue: Catalogue, path: str, today: dt.date, site: Site, chosen: Chosen) -> Written:
    """What an embed says at its head, and all of it below that: made once, written into many."""
    embed = all_embeds(catalogue)[path]
    address = dict(parse_qsl(embed.page.partition("?")[2]))
    page = f"{embed.page}?{urlencode(chosen)}" if chosen else embed.page
    address |= dict(chosen)
    asked = Asked(address=address, look="css", today=today, place=place_of(chosen))
    shown = embed.make(catalogue, asked)
    more = f"See {escape(_page_name(embed))} on the full dashboard"
    on = f'<a href="/{escape(page)}">{more}</a>. {blocks.ACCESSIBILITY}'
    body = (
        _writer(catalogue, shown.sources).blocks(
            (*shown.body, *_related(catalogue, embed, site, chosen))
        )
        + blocks.unknown_html(shown)
        + blocks.where_from_html(
            catalogue,
            shown.sources,
            shown.attributions,
            ends=on if site.dashboard is not None else "",
        )
    )
    return Written(
        finding=shown.finding,
        standfirst=shown.standfirst,
        html=site.outward(body, page=embed.page),
    )


_kept_body = keeping(128)(_body)


def _writer(catalogue: Catalogue, sources: Sequence[str] = ()) -> Writer:
    return Writer(catalogue, Files(sources=tuple(sources)), wide=WIDE, phone=PHONE)


def _related(catalogue: Catalogue, embed: Embed, site: Site, chosen: Chosen) -> Iterator[Block]:
    """Links to the embeds of single lots or areas on the one of all, and the way back on these."""
    embeds = all_embeds(catalogue)
    found = [e for e in embeds.values() if e.within == embed.path]
    found += [embeds[embed.within]] if embed.within else []
    if found:
        here = site.embed(embed.path, chosen)
        links = [(one.name, site.embed(one.path, at=here)) for one in found]
        yield Prose(render("embed/related.html", title=embed.name, links=links))


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
) -> EmbedPage:
    wanted = tuple("find_exported" if n == "find" and site.is_exported else n for n in scripts)
    first = [script("look")] if site.is_exported else []
    own = [*map(script, wanted)]
    # As one, since the page names each of its scripts in its policy too.
    own = [Markup("\n").join(own)] if own and site.is_exported else own
    last = [*own, *([] if frames else [script("height")])]
    policy = _policy((*first, *last), asks=bool(scripts) and not frames, frames=frames)
    html = render(
        template,
        title=title,
        description=description,
        look=look,
        policy=Markup(policy) if site.is_exported else "",
        canonical=canonical,
        first_scripts=first,
        scripts=last,
        style=Markup("STYLE-GOES-HERE"),
        **values,
    )
    # Asked for on no other page: one that says that the data is missing needs none of it.
    sheets = rules(("base", *style), tuple(areas().hcp_areas) if "find" in style else ())
    return EmbedPage(html.replace("STYLE-GOES-HERE", properties(sheets + html) + sheets, 1), policy)


def _policy(scripts: Iterable[str], *, asks: bool, frames: bool) -> str:
    digests = (hashlib.sha256(one.encode()).digest() for one in scripts)
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
