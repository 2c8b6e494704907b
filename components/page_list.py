"""The pages there are: one table for the navigation, the routes and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from data.profile import profile

SERVICE = profile().service
STORY = profile().story


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page: its name in the navigation, its address and its file in `pages/`.

    Pages of a `section` stand in a menu of that name, so that the bar holds all of them. Those
    `on_screen` can be shown to a room, without anything to press.
    """

    name: str
    path: str
    script: str
    section: str = ""
    on_screen: bool = False

    @property
    def title(self) -> str:
        """The title of the page in the browser."""
        return f"{self.name} – {SERVICE}"


PAPERS = "Papers and sources"

# What a paper of an earlier time says; only there where the profile of the ICB has a story.
_STORY = (
    (PageEntry(name=STORY.name, path=STORY.path, script="background.py", section=PAPERS),)
    if STORY
    else ()
)

# In the order of the navigation. A new page is one more line here and one file in `pages/`.
PAGES = (
    PageEntry(name="Overview", path="", script="overview.py"),
    PageEntry(name="Find my area", path="find-my-area", script="find.py"),
    PageEntry(name="Map", path="map", script="map.py", on_screen=True),
    PageEntry(name="Services", path="services", script="services.py"),
    PageEntry(name="Money", path="money", script="money.py", on_screen=True),
    PageEntry(name="Engagement", path="engagement", script="engagement.py", on_screen=True),
    PageEntry(name="Compare", path="compare", script="compare.py"),
    PageEntry(name="Timeline", path="timeline", script="timeline.py"),
    PageEntry(name="Scrutiny", path="scrutiny", script="scrutiny.py"),
    PageEntry(name="Programme", path="programme", script="programme.py", section=PAPERS),
    PageEntry(name="Where papers disagree", path="disagree", script="disagree.py", section=PAPERS),
    PageEntry(name="Open questions", path="questions", script="questions.py", section=PAPERS),
    PageEntry(name="What changed", path="changes", script="changes.py", section=PAPERS),
    *_STORY,
    PageEntry(name="Glossary", path="glossary", script="glossary.py", section=PAPERS),
    PageEntry(name="Data and sources", path="sources", script="sources.py", section=PAPERS),
    PageEntry(
        name="Accessibility", path="accessibility", script="accessibility.py", section=PAPERS
    ),
)
