"""What is photographed: every page, one of each kind beside them, and the layers of the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from components.findings.places import care
from components.maps.shows import SHOWS
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


# What the map can show, on one sheet for each width and look; drawn from the same scenes, the
# painted map needs no sheet of its own.
LAYERS = (
    *(f"map?plain&show={show}" for show in SHOWS),
    "map?plain&cohort=children",
    *(f"map?plain&places={which}" for which in care.KINDS),
    "map?plain&service=community-nursing&area=east-kent",
)
MAP = ".st-key-lot-map .picture:visible svg"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The window that a page is seen in, and whether it is seen in the dark look."""

    name: str
    width: int
    height: int
    look: str


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One picture: the file it has, without its ending, and the address it shows.

    With a `part` it is a sheet of that part of each of several addresses.
    """

    name: str
    paths: tuple[str, ...]
    frame: Frame
    part: str = ""


FRAMES = (
    Frame(name="desk-light", width=1280, height=900, look="light"),
    Frame(name="desk-dark", width=1280, height=900, look="dark"),
    Frame(name="phone-light", width=360, height=740, look="light"),
)
SHEETS = tuple(
    Frame(name=f"{name}-{look}", width=width, height=900, look=look)
    for name, width in (("desk", 1280), ("tablet", 768), ("phone", 360))
    for look in ("light", "dark")
)


def scenes(only: str = "") -> Iterator[Scene]:
    """Every picture, frame after frame; `only` keeps those with such letters in their name.

    Several are parted by commas.
    """
    wanted = only.split(",")
    for scene in (*_pages(), *_sheets()):
        if any(letters in scene.name for letters in wanted):
            yield scene


def _pages() -> Iterator[Scene]:
    for frame in FRAMES:
        paths = {page.path or "overview": page.path for page in PAGES}
        if frame.look == "light":
            paths |= BESIDE
        for name, path in paths.items():
            yield Scene(name=f"{name}-{frame.name}", paths=(path,), frame=frame)


def _sheets() -> Iterator[Scene]:
    for frame in SHEETS:
        yield Scene(name=f"map-layers-{frame.name}", paths=LAYERS, frame=frame, part=MAP)
