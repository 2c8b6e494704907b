"""Everything that the proof of accessibility opens: pages, embeds and briefings in their states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from playwright.sync_api import expect

from components.findings.briefing.briefing import subjects
from components.findings.briefing.link import ALL, briefing_link
from components.findings.papers import disagree
from components.page_list import PAGES, PageEntry
from data.live.current import current
from data.package.profile import profile
from tests.browser.visitor import Visitor
from tests.made import with_hero
from web.embeds.listing import all_embeds

WIDTHS = (320, 768, 1280, 1920)
FACTS = current()
AREAS = FACTS["hcp_areas"].sort("display_order")["hcp_area_id"].to_list()
LOTS = FACTS["lots"].sort("number")["lot_id"].to_list()
COMMITTEES = list(subjects(FACTS)["committee"])
POINTS = [point.subject_id for point in disagree.points(FACTS)]
TERMS = FACTS["glossary"]["term_id"].to_list()
SOURCES = FACTS["sources"]["source_id"].to_list()
SPLIT = FACTS["area_joins"].filter(is_minor_part=True)["lad_code"][0]
POSTCODES = profile().example_postcode.replace(" ", "-")[:-2]  # those that begin like it

OPENING, PLAIN = "as it opens", "as the plain page"


@dataclass(frozen=True, kw_only=True)
class Surface:
    """One page in one state: whose it is, what the state is called, and its address.

    `act` does what an address cannot. A surface that is not drawn by Streamlit `is_document`.
    """

    group: str
    state: str
    address: str
    act: Callable[[Visitor], None] | None = None
    is_document: bool = False

    @property
    def is_opening(self) -> bool:
        """Whether it is a page as it opens, live or plain."""
        return self.state in (OPENING, f"{OPENING}, {PLAIN}")

    @property
    def name(self) -> str:
        """Its name in the results."""
        return f"{self.group}: {self.state}"


def surfaces() -> tuple[Surface, ...]:
    """All of them, in the order of the navigation, then those beside the app."""
    return (*(one for entry in PAGES for one in _page(entry)), *documents())


def groups() -> tuple[str, ...]:
    """The names of the pages and kinds of documents, each once."""
    return tuple(dict.fromkeys(one.group for one in surfaces()))


def _page(entry: PageEntry) -> Iterator[Surface]:
    def at(state: str, query: str, act: Callable[[Visitor], None] | None = None) -> Surface:
        return Surface(group=entry.name, state=state, address=entry.path + query, act=act)

    for state, query in {OPENING: "", **_STATES.get(entry.path, {})}.items():
        yield at(state, query)
        yield replace(
            at(f"{state}, {PLAIN}", f"{query}{'&' if query else '?'}plain"), is_document=True
        )
    if entry.path == "find-my-area":
        yield at("words that are not found", "", _not_found)
    if entry.path in with_hero():
        yield at("shown on a screen", "?view=present")


_STATES = {
    "": {"an unknown value in the address": "?area=nowhere"},
    "find-my-area": {
        "an answer": f"?place={POSTCODES}",
        "a place in two areas": f"?place={SPLIT}",
        "a lot": f"?place={LOTS[-1]}",
    },
    "map": {
        "an area, children": f"?area={AREAS[-1]}&cohort=children",
        "councils": "?show=councils",
        "former CCGs": "?show=former-ccgs",
    },
    "services": {
        "one lot": f"?view=lot&lot={LOTS[0]}",
        "one service": "?view=service",
        "every line, children": "?rows=lines&cohort=children",
        "words that are not found": "?q=zzzz",
    },
    "money": {"an area": f"?area={AREAS[0]}"},
    "compare": {
        "lots for children": "?cohort=children",
        "only rows that differ": "?rows=differ",
    },
    "timeline": {"a lane": "?lane=procurement"},
    "scrutiny": {"a committee": f"?committee={COMMITTEES[0]}"},
    "disagree": {"a point": f"?point={POINTS[0]}"},
    "questions": {"a topic": "?topic=money"},
    "glossary": {"a term": f"?term={TERMS[0]}"},
    "sources": {"a source and a table": f"?source={SOURCES[-1]}&table=events"},
    "changes": {"since a date": "?compare=since"},
}


def _not_found(visitor: Visitor) -> None:
    box = visitor.page.get_by_role("textbox")
    box.first.fill("zzzz")
    box.first.press("Enter")
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    visitor.settled()


def _wrong_words(visitor: Visitor) -> None:
    visitor.page.get_by_role("textbox").fill("zzzz")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".problem")).to_be_visible()


def documents() -> Iterator[Surface]:
    """What stands beside the pages: embeds, briefings, open data, an address that is none."""

    def at(group: str, state: str, address: str, act=None) -> Surface:
        return Surface(group=group, state=state, address=address, act=act, is_document=True)

    for one in all_embeds(FACTS).values():
        yield at("Embeds", one.name, f"embed/{one.path}")
    yield at("Embeds", "words that are not found", "embed/find-my-area", _wrong_words)
    yield at("Embeds", "embed code", "embed/")
    yield at("Briefings", "all briefings", ALL.lstrip("/"))
    for kind, names in subjects(FACTS).items():
        for key in names:
            yield at("Briefings", names[key], briefing_link(kind, key).lstrip("/"))
    yield at("Open data", "open data", "open-data")
    yield at("Page not found", "no such page", "no-such-page")
