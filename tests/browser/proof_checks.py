"""What is checked of a page for the proof of accessibility; each check gives what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from tests.browser.visitor import Visitor
from tests.components.test_theme import contrast

AUDIT, STEPS = (
    (Path(__file__).parent / name).read_text(encoding="utf-8").strip()
    for name in ("proof.js", "proof_steps.js")
)
MOST_STOPS = 250
MARK = 3  # times as light or dark as what was there before (WCAG 2.4.13 and 1.4.11)

Amiss = dict[str, list[str]]

_SPACED = """*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""


def version(page: Page) -> str:
    """The version of axe in the page."""
    return page.evaluate("axe.version")


def resize(visitor: Visitor, width: int, height: int = 900) -> None:
    """Give the window another size and wait until the page has followed."""
    visitor.page.set_viewport_size({"width": width, "height": height})
    _step(visitor.page, "comesToRest", width)


def audit(page: Page, *, only: Iterable[str] = ()) -> Amiss:
    """What the page's own look at itself finds, by check; see proof.js."""
    found: Mapping[str, list[str]] = page.evaluate(AUDIT)
    wanted = set(only)
    return {check: lines for check, lines in found.items() if not wanted or check in wanted}


def at_twice_the_text(page: Page) -> Amiss:
    """Words cut or pushed out with text of 200%, and with the spacing of WCAG 1.4.12."""
    found: Amiss = {}
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.evaluate("size => document.documentElement.style.fontSize = size + 'px'", 2 * size)
    found |= _cut(page, "at 200% text")
    page.evaluate("document.documentElement.style.fontSize = ''")
    _step(page, "addStyle", _SPACED)
    found |= _cut(page, "with spaced text")
    page.evaluate("document.adoptedStyleSheets = []")
    return found


def _cut(page: Page, how: str) -> Amiss:
    """What is cut or too wide once the page has come to rest."""
    _step(page, "comesToRest", page.viewport_size["width"])
    return {f"{check} {how}": lines for check, lines in audit(page, only=("reflow", "cut")).items()}


def in_forced_colours(page: Page) -> Amiss:
    """What is drawn by a background alone and goes when the device forces its colours."""
    _step(page, "notePainted")
    page.emulate_media(forced_colors="active")
    _step(page, "quiet")
    gone = _step(page, "gone")
    page.emulate_media(forced_colors="none")
    return {"forced colours": gone} if gone else {}


def at_rest(page: Page) -> Amiss:
    """What moves although the visitor asked for no motion."""
    page.emulate_media(reduced_motion="reduce")
    moving = _step(page, "inMotion")
    page.emulate_media(reduced_motion="no-preference")
    return {"reduced motion": moving} if moving else {}


def on_paper(page: Page) -> Amiss:
    """Grounds and words, those in pictures included, that are not dark on white in print."""
    page.emulate_media(media="print")
    _step(page, "quiet")
    found = _step(page, "onPaper") + audit(page).get("words in pictures", [])
    page.emulate_media(media="screen")
    return {"print": found} if found else {}


def by_keyboard(visitor: Visitor, *, kinds: set[str]) -> tuple[Amiss, int]:
    """Walk through all stops of Tab: each is seen, marked and left again, and none is left out.

    `kinds` are those whose mark was looked at before. Gives the number of stops too.
    """
    page, amiss, stops = visitor.page, {}, 0
    _step(page, "toTheTop")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = _step(page, "stop")
        if stop and stop.get("isInFrame"):
            continue
        if stop is None or stop["again"] == 0:
            break
        if stop["again"] is not None:
            amiss.setdefault("keyboard", []).append(f"comes back before the end: {stop['name']}")
            break
        stops += 1
        if not stop["isOnTop"]:
            amiss.setdefault("keyboard", []).append(f"hidden under something: {stop['name']}")
        if stop["kind"] not in kinds:
            kinds.add(stop["kind"])
            if not _is_marked(page, stop):
                amiss.setdefault("focus mark", []).append(f"{stop['kind']}: {stop['name']}")
    else:  # such as a page within the page that keeps the focus
        amiss.setdefault("keyboard", []).append(f"no end after {MOST_STOPS} stops")
    left_out = _step(page, "leftOut")
    if left_out:
        amiss.setdefault("keyboard", []).extend(f"not reached: {one}" for one in left_out)
    return amiss, stops


def _is_marked(page: Page, stop: Mapping[str, Any]) -> bool:
    """Whether a line of 2 px along one side of the stop changes by 3:1 when it has the focus."""
    with_focus = _picture(page, stop["box"])
    page.evaluate("window.stop = document.activeElement; window.stop.blur()")
    without = _picture(page, stop["box"])
    page.evaluate("window.stop.focus({preventScroll: true})")
    if with_focus is None or without is None:
        return False
    pairs = zip(without.get_flattened_data(), with_focus.get_flattened_data(), strict=True)
    changed = sum(1 for pair in pairs if pair[0] != pair[1] and contrast(*map(_hex, pair)) >= MARK)
    return changed >= 2 * min(without.width, without.height)


def _picture(page: Page, box: Mapping[str, float]) -> Image.Image | None:
    """A stop and a few pixels around it, as far as it is in the window."""
    size = page.viewport_size
    left, top = max(box["x"] - 6, 0), max(box["y"] - 6, 0)
    right = min(box["x"] + box["width"] + 6, size["width"])
    bottom = min(box["y"] + box["height"] + 6, size["height"])
    if right - left < 4 or bottom - top < 4:
        return None
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    shot = page.screenshot(clip=clip, animations="disabled", caret="hide")
    return Image.open(BytesIO(shot)).convert("RGB")


def _hex(pixel: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*pixel)


def _step(page: Page, name: str, *given: str | int) -> Any:
    """What one of the steps in proof_steps.js gives."""
    return page.evaluate(f"given => {STEPS}.{name}(...given)", list(given))
