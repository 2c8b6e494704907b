"""The pages there are: one table for the navigation, the routes and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from data.package.profile import profile

SERVICE = profile().service
STORY = profile().story


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page: its name in the navigation, its address and its module in `pages/`.

    Pages of a `section` stand in a menu of that name, so that the bar holds all of them. One that
    `looks_up` finds the place of its address, or of what is typed, before it is made; one that
    `marks` finds that of its address alone.
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


MORE = "More pages"

# What a paper of an earlier time says; only there where the profile of the ICB has a story.
_STORY = (
    (PageEntry(name=STORY.name, path=STORY.path, module="background", section=MORE),)
    if STORY
    else ()
)

# In the order of the navigation: those in use most stand in the bar, few enough for a tablet and
# for who goes by keys. A new page is one more line here and one file in `pages/`.
PAGES = (
    PageEntry(name="Overview", path="", module="overview"),
    PageEntry(name="Find my area", path="find-my-area", module="find", looks_up=True),
    PageEntry(name="Services", path="services", module="services"),
    PageEntry(name="Money", path="money", module="money"),
    PageEntry(name="Scrutiny", path="scrutiny", module="scrutiny"),
    PageEntry(name="Promises", path="promises", module="promises", section=MORE),
    PageEntry(name="Decisions", path="decisions", module="decisions", section=MORE),
    PageEntry(name="Map", path="map", module="map", section=MORE, marks=True),
    PageEntry(name="Compare", path="compare", module="compare", section=MORE),
    PageEntry(name="Need", path="need", module="need", section=MORE),
    PageEntry(name="Waiting", path="waiting", module="waiting", section=MORE),
    PageEntry(name="Contract", path="contract", module="contract", section=MORE),
    PageEntry(name="Timeline", path="timeline", module="timeline", section=MORE),
    PageEntry(name="Engagement", path="engagement", module="engagement", section=MORE),
    PageEntry(name="Programme", path="programme", module="programme", section=MORE),
    PageEntry(name="What if", path="scenario", module="scenario", section=MORE),
    PageEntry(name="Where papers disagree", path="disagree", module="disagree", section=MORE),
    PageEntry(name="Open questions", path="questions", module="questions", section=MORE),
    PageEntry(name="What changed", path="changes", module="changes", section=MORE),
    PageEntry(name="My meeting", path="meeting", module="meeting", section=MORE, marks=True),
    *_STORY,
    PageEntry(name="Easy read", path="easy-read", module="easy_read", section=MORE),
    PageEntry(name="Glossary", path="glossary", module="glossary", section=MORE),
    PageEntry(name="Data and sources", path="sources", module="sources", section=MORE),
    PageEntry(name="Accessibility", path="accessibility", module="accessibility", section=MORE),
)
BRIEFINGS = "Briefings to print"  # ends the navigation; they are no page of the app
