"""Garbage is collected when nobody waits, at the latest after a while, and not for nothing."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.scriptrunner import script_runner

from web.streamlit_host import gc_scheduler
from web.streamlit_host.gc_scheduler import LATEST, SOONEST, GcScheduler


class Tended:
    """A scheduler whose clock and quiet are set by hand."""

    def __init__(self):
        self.now, self.quiet, self.collected, self.takes = 0.0, True, 0, 0.0
        self.scheduler = GcScheduler(
            quiet=lambda: self.quiet, clock=lambda: self.now, collect=self.collect
        )

    def collect(self) -> int:
        self.collected += 1
        self.now += self.takes
        return 0

    def look(self, now: float, *, quiet: bool) -> bool:
        self.now, self.quiet = now, quiet
        return self.scheduler.look()


@pytest.fixture
def tended(monkeypatch):
    monkeypatch.setattr(gc, "get_count", lambda: (0, 3, 1))
    return Tended()


def test_it_waits_for_a_quiet_moment(tended):
    assert not tended.look(SOONEST - 1, quiet=True)
    assert not tended.look(SOONEST + 1, quiet=False)
    assert tended.look(SOONEST + 2, quiet=True)
    assert tended.collected == 1


def test_it_does_not_collect_all_the_time(tended):
    assert tended.look(SOONEST, quiet=True)
    assert not tended.look(SOONEST + 1, quiet=True)
    assert tended.look(2 * SOONEST, quiet=True)


def test_the_longer_it_takes_the_less_often_it_is_done(tended):
    tended.takes = 2 * SOONEST * gc_scheduler.SHARE
    assert tended.look(SOONEST, quiet=True)
    after = tended.now
    assert not tended.look(after + 2 * SOONEST - 1, quiet=True)
    assert tended.look(after + 2 * SOONEST, quiet=True)


def test_even_if_it_takes_long_it_is_done_at_the_latest(tended):
    tended.takes = 10 * LATEST * gc_scheduler.SHARE
    assert tended.look(LATEST, quiet=False)
    after = tended.now
    assert not tended.look(after + LATEST - 1, quiet=True)
    assert tended.look(after + LATEST, quiet=False)


def test_it_does_not_wait_for_ever(tended):
    assert not tended.look(LATEST - 1, quiet=False)
    assert tended.look(LATEST, quiet=False)


def test_where_nobody_visits_nothing_is_done(monkeypatch):
    monkeypatch.setattr(gc, "get_count", lambda: (500, 0, 0))
    assert not Tended().look(LATEST, quiet=True)


def test_a_page_that_is_being_drawn_is_seen():
    assert gc_scheduler.nobody_waits()
    done = threading.Event()
    drawing = threading.Thread(target=done.wait, name="ScriptRunner.scriptThread")
    drawing.start()
    try:
        assert not gc_scheduler.nobody_waits()
    finally:
        done.set()
        drawing.join()
    assert gc_scheduler.nobody_waits()


def test_streamlit_still_names_its_threads_so():
    source = Path(script_runner.__file__).read_text(encoding="utf-8")
    assert 'name="ScriptRunner.scriptThread"' in source


def test_streamlit_leaves_the_garbage_to_us():
    assert config.get_option("runner.postScriptGC") is False


class Knot:
    """Garbage that only a collection finds."""

    def __init__(self):
        self.self = self


def test_old_garbage_goes_while_the_service_runs(monkeypatch):
    monkeypatch.setattr(gc_scheduler, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(gc_scheduler, "SOONEST", 0.0)

    async def serve() -> bool:
        async with gc_scheduler.gc_scheduler():
            assert gc.get_threshold()[2] == gc_scheduler.NEVER
            knot = Knot()
            gone = weakref.ref(knot)
            gc.collect(0)  # it grows old
            gc.collect(1)
            del knot
            monkeypatch.setattr(gc, "get_count", lambda: (0, 1, 1))
            async with asyncio.timeout(5):
                while gone() is not None:
                    await asyncio.sleep(0.01)
            return True

    before = gc.get_threshold()
    assert asyncio.run(serve())
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
