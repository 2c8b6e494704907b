"""What is photographed: every page of the app, and one of each kind of page beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from components.page_list import PAGES

# Beside the app; they are made for a light ground, or follow the device as the app does.
BESIDE = {
    "screen-money": "money?view=present",
    "one-area": "map?area=medway-swale",
    "one-place": "find-my-area?place=ME13-8",
    "embed-list": "embed/",
    "embed-map": "embed/map",
    "embed-money": "embed/money",
    "briefings": "briefing/",
    "open-data": "open-data",
}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The window that a page is seen in, and whether it is seen in the dark look."""

    name: str
    width: int
    height: int
    look: str


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One picture: the file it has, without its ending, and the address it shows."""

    name: str
    path: str
    frame: Frame


FRAMES = (
    Frame(name="desk-light", width=1280, height=900, look="light"),
    Frame(name="desk-dark", width=1280, height=900, look="dark"),
    Frame(name="phone-light", width=360, height=740, look="light"),
)


def scenes(only: str = "") -> Iterator[Scene]:
    """Every picture, frame after frame; `only` keeps those with such letters in their name.

    Several are parted by commas.
    """
    wanted = only.split(",")
    for frame in FRAMES:
        paths = {page.path or "overview": page.path for page in PAGES}
        if frame.look == "light":
            paths |= BESIDE
        for name, path in paths.items():
            if any(letters in f"{name}-{frame.name}" for letters in wanted):
                yield Scene(name=f"{name}-{frame.name}", path=path, frame=frame)
