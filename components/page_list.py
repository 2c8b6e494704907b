"""The pages there are: one table for the navigation, the routes and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from data.profile import profile

SERVICE = profile().service
STORY = profile().story


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page: its name in the navigation, its address and its module in `pages/`.

    Pages of a `section` stand in a menu of that name, so that the bar holds all of them. One that
    `looks_up` finds the place of its address, or of what is typed, before it is made.
    """

    name: str
    path: str
    module: str
    section: str = ""
    looks_up: bool = False

    @property
    def title(self) -> str:
        """The title of the page in the browser."""
        return f"{self.name} – {SERVICE}"


PAPERS = "Papers and sources"

# What a paper of an earlier time says; only there where the profile of the ICB has a story.
_STORY = (
    (PageEntry(name=STORY.name, path=STORY.path, module="background", section=PAPERS),)
    if STORY
    else ()
)

# In the order of the navigation. A new page is one more line here and one file in `pages/`.
PAGES = (
    PageEntry(name="Overview", path="", module="overview"),
    PageEntry(name="Find my area", path="find-my-area", module="find", looks_up=True),
    PageEntry(name="Map", path="map", module="map"),
    PageEntry(name="Services", path="services", module="services"),
    PageEntry(name="Money", path="money", module="money"),
    PageEntry(name="Engagement", path="engagement", module="engagement"),
    PageEntry(name="Compare", path="compare", module="compare"),
    PageEntry(name="Timeline", path="timeline", module="timeline"),
    PageEntry(name="Scrutiny", path="scrutiny", module="scrutiny"),
    PageEntry(name="Programme", path="programme", module="programme", section=PAPERS),
    PageEntry(name="Where papers disagree", path="disagree", module="disagree", section=PAPERS),
    PageEntry(name="Open questions", path="questions", module="questions", section=PAPERS),
    PageEntry(name="What changed", path="changes", module="changes", section=PAPERS),
    *_STORY,
    PageEntry(name="Glossary", path="glossary", module="glossary", section=PAPERS),
    PageEntry(name="Data and sources", path="sources", module="sources", section=PAPERS),
    PageEntry(name="Accessibility", path="accessibility", module="accessibility", section=PAPERS),
)
