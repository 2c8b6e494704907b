"""The pages there are: one table for the navigation, the routes and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from data.package.profile import profile

SERVICE = profile().service
STORY = profile().story


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page: its name in the navigation, its address and its module in `pages/`.

    Those of a `section` stand in the menu of `MORE` under that name, so that the bar holds all of
    them; the others stand in the bar itself. One that `looks_up` finds the place of its address,
    or of what is typed, before it is made; one that `marks` finds that of its address alone.
    """

    name: str
    path: str
    module: str
    section: str = ""
    looks_up: bool = False
    marks: bool = False

    @property
    def key(self) -> str:
        """The name of the page in addresses of its files, its pictures and a deck."""
        return self.path or self.name.lower()

    @property
    def title(self) -> str:
        """The title of the page in the browser."""
        return f"{self.name} – {SERVICE}"


MORE = "More pages"  # the menu that holds all sections
MEETINGS, AREAS, PLAN = "For meetings", "Areas and need", "Plan and contract"
PAPERS, HELP = "The papers", "Help and printing"

# What a paper of an earlier time says; only there where the profile of the ICB has a story.
_STORY = (
    (PageEntry(name=STORY.name, path=STORY.path, module="background", section=PAPERS),)
    if STORY
    else ()
)

# In the order of the navigation: those in use most stand in the bar, few enough for a tablet and
# for who goes by keys; those of a section stand together. A new page is one more line here and one
# file in `pages/`.
PAGES = (
    PageEntry(name="Overview", path="", module="overview"),
    PageEntry(name="Find my area", path="find-my-area", module="find", looks_up=True),
    PageEntry(name="Services", path="services", module="services"),
    PageEntry(name="Money", path="money", module="money"),
    PageEntry(name="Scrutiny", path="scrutiny", module="scrutiny"),
    PageEntry(name="Promises", path="promises", module="promises", section=MEETINGS),
    PageEntry(name="Decisions", path="decisions", module="decisions", section=MEETINGS),
    PageEntry(name="Open questions", path="questions", module="questions", section=MEETINGS),
    PageEntry(name="My meeting", path="meeting", module="meeting", section=MEETINGS, marks=True),
    PageEntry(name="Map", path="map", module="map", section=AREAS, marks=True),
    PageEntry(name="Compare", path="compare", module="compare", section=AREAS),
    PageEntry(name="Need", path="need", module="need", section=AREAS),
    PageEntry(name="Waiting", path="waiting", module="waiting", section=AREAS),
    PageEntry(name="Contract", path="contract", module="contract", section=PLAN),
    PageEntry(name="Timeline", path="timeline", module="timeline", section=PLAN),
    PageEntry(name="Engagement", path="engagement", module="engagement", section=PLAN),
    PageEntry(name="Programme", path="programme", module="programme", section=PLAN),
    PageEntry(name="What if", path="scenario", module="scenario", section=PLAN),
    PageEntry(name="Where papers disagree", path="disagree", module="disagree", section=PAPERS),
    PageEntry(name="What changed", path="changes", module="changes", section=PAPERS),
    *_STORY,
    PageEntry(name="Data and sources", path="sources", module="sources", section=PAPERS),
    PageEntry(name="Easy read", path="easy-read", module="easy_read", section=HELP),
    PageEntry(name="Glossary", path="glossary", module="glossary", section=HELP),
    PageEntry(name="Accessibility", path="accessibility", module="accessibility", section=HELP),
)
BRIEFINGS = "Briefings to print"  # ends the navigation; they are no page of the app
