"""A visitor in Chromium who notices what a page must never do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from components.page_list import MORE, PAGES, PageEntry

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}
# Axe says the same in a third of the time where it reads each colour once, not thousands of times
# in a page, and where what it notes of an object stands on the object, not in a WeakMap.
QUICK_AXE = """(() => {
  class Notes {
    #name = Symbol();
    has(one) { return Object.hasOwn(Object(one), this.#name); }
    get(one) { return one?.[this.#name]; }
    set(one, note) { one[this.#name] = note; return this; }
    add(one) { return this.set(one, true); }
    delete(one) { return this.has(one) && delete one[this.#name]; }
  }
  const WeakMap = Notes, WeakSet = Notes;
  AXE_SCRIPT;
  const known = new Map(), colour = axe.commons.color.Color.prototype, read = colour.parseString;
  colour.parseString = function (words) {
    if (known.has(words)) return Object.assign(this, known.get(words));
    const { r, g, b, alpha } = read.call(this, words);
    known.set(words, { r, g, b, alpha });
    return this;
  };
})()""".replace("AXE_SCRIPT", AXE_SCRIPT)
LOCAL_SCHEMES = ("data", "blob", "about", "chrome-error")
# What drawing without a graphics card says of its own speed, as the map is asked what is where.
SLOW_DRAWING = "GL Driver Message (OpenGL, Performance, GL_CLOSE_PATH_NV, High): GPU stall"
PATIENCE = 60_000  # ms; a slow machine is no fault


@dataclass
class Visitor:
    """One browser page on one server, with all that went wrong on it.

    `strangers` are requests to other hosts, `complaints` what the console and scripts reported.
    """

    page: Page
    home: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self._note_host(request.url))
        self.page.on("websocket", lambda socket: self._note_host(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._note_message)

    def go(self, path: str = "", **params: str) -> Visitor:
        """Open a path of the app and wait until it is drawn."""
        query = "&".join(f"{key}={value}" for key, value in params.items())
        self.page.goto(f"{self.home}/{path}{'?' + query if query else ''}")
        return self.settled()

    def settled(self) -> Visitor:
        """Wait until Streamlit has run the page, drawn what it sent, and stands there alone."""
        if self.page.locator("html[data-alone]").count():
            return self  # it stays as it came
        self.sent()
        expect(self.page.locator("#plain")).to_have_count(0, timeout=PATIENCE)
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=PATIENCE)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=PATIENCE)
        return self

    def sent(self) -> Visitor:
        """Wait until all of a page has come, style sheets too; libraries of pictures may not."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(
            state="attached"
        )
        return self

    def heading(self) -> Locator:
        """The one h1 of the page."""
        return self.page.get_by_role("heading", level=1)

    def entry(self, entry: PageEntry) -> Locator:
        """The link of a page on a desk; the menu it stands in is opened first."""
        if not entry.section:
            return self.link(entry.name)
        menu = self.menu()
        if menu.get_attribute("aria-expanded") == "false":
            menu.click()
        return self.page.get_by_role("menuitem", name=entry.name, exact=True)

    def turn_to(self, name: str) -> None:
        """Turn to the page of a name by the navigation of a desk."""
        self.entry(next(entry for entry in PAGES if entry.name == name)).click()

    def menu(self) -> Locator:
        """The button that opens the menu of the sections on a desk."""
        return self.page.get_by_role("button", name=MORE, exact=True)

    def link(self, name: str) -> Locator:
        """A link of the navigation that stands in no closed menu."""
        pages = self.page.get_by_role("navigation", name="App pages")
        return pages.get_by_role("link", name=name, exact=True)

    def unfold(self) -> Visitor:
        """Open all that opens on demand."""
        self.page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        return self

    def overflow(self) -> int:
        """By how many px the content is wider than the window; 0 or less if it fits."""
        return self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, "
            "document.querySelector('main')?.scrollWidth ?? 0) - innerWidth"
        )

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and good practice, a line for each rule."""
        return [f"{rule}: {words}" for rule, words in axe(self.page)]

    def leave(self) -> None:
        """Close the page, and fail if it asked another host for anything or anything was amiss.

        To be done while the server still runs: a page whose server goes away complains.
        """
        self.page.close()
        assert not self.strangers, f"requests to other hosts: {self.strangers}"
        assert not self.complaints, f"the browser complained: {self.complaints}"

    def _note_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != urlsplit(self.home).netloc:
            self.strangers.append(url)

    def _note_message(self, message) -> None:
        if message.type in ("error", "warning") and SLOW_DRAWING not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")


def axe(page: Page, *, only: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """What axe finds: for each rule its name, and its words with the places.

    The script is put into each document once; `only` names single rules.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(QUICK_AXE)
    options = {"runOnly": {"type": "rule", "values": [*only]}} if only else AXE
    found = page.evaluate("options => axe.run(document, options)", options)
    for rule in found["violations"]:
        places = [" ".join(map(str, node["target"])) for node in rule["nodes"]][:5]
        yield rule["id"], f"{rule['help']}: {places}"
