"""Garbage collection at moments when nobody waits for it.

Streamlit would collect all garbage after every run of a page, which takes longer than drawing most
pages and holds up everyone else's (`runner.postScriptGC` switches that off). Python's own way, to
collect all of it whenever enough has piled up, would do so in the middle of somebody's page. So
young garbage is left to Python, and all of it is collected here: when no page is being drawn, and
now and then even if there always is one.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import time
from collections.abc import AsyncIterator, Callable

LOOK_EVERY = 0.5  # seconds
SOONEST, LATEST = 5.0, 30.0  # seconds between collections: if it is quiet, and if it never is
SHARE = 0.01  # of the time, at most, goes into collecting; with many visitors one takes longer

# Objects made until Python collects the young ones; so many in the middle of one page's run stay
# young that most die so. The last number puts off for good what `GcScheduler` does.
YOUNG, MIDDLE, NEVER = 20_000, 20, 1_000_000

_DRAWS_A_PAGE = "ScriptRunner."  # begins the name of each thread in which Streamlit runs a page


def nobody_waits() -> bool:
    """Whether no page is being drawn at this moment."""
    return not any(thread.name.startswith(_DRAWS_A_PAGE) for thread in threading.enumerate())


class GcScheduler:
    """Collects all garbage when it is time; `quiet` says whether nobody waits."""

    def __init__(
        self,
        *,
        quiet: Callable[[], bool] = nobody_waits,
        clock: Callable[[], float] = time.monotonic,
        collect: Callable[[], int] = gc.collect,
    ) -> None:
        self._quiet, self._clock, self._collect = quiet, clock, collect
        self._last, self._soonest = clock(), SOONEST

    def look(self) -> bool:
        """Collect if it is time; tells whether it did. Costs nothing while nobody visits."""
        since = self._clock() - self._last
        if since < self._soonest or not any(gc.get_count()[1:]):
            return False
        if since < LATEST and not self._quiet():
            return False
        began = self._clock()
        self._collect()
        self._last = self._clock()
        self._soonest = min(max(SOONEST, (self._last - began) / SHARE), LATEST)
        return True

    async def go_on(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.look()


@contextlib.asynccontextmanager
async def gc_scheduler() -> AsyncIterator[None]:
    """Take what is loaded out of all collecting, for it stays for good; then see to the rest."""
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, MIDDLE, NEVER)
    task = asyncio.create_task(GcScheduler().go_on(), name="garbage")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        gc.set_threshold(*before)
        gc.unfreeze()
