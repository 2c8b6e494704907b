"""The facts that the running service shows: the newest valid data package, or the last good one.

The files of the package are looked at, not read, once a second, also when nobody asks. When they
changed, the package is loaded in a thread of its own while visitors go on with what they have. A
package that is valid takes its place; one that is not is refused, the log says so once, and
`current_state` tells the operator. Facts are never borrowed: where there is no valid package at the
start, or it is that of another service than the one that started, there are none.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from data.checks.loading import InvalidData
from data.live.packages import (
    DESCRIPTION,
    Fingerprint,
    digest,
    fingerprint,
    home,
    load_whole,
    steadily,
)
from data.package.catalogue import Catalogue
from data.package.faults import Fault
from data.package.following import follow
from data.package.profile import profile

LOOK_EVERY = 1.0  # seconds

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """What is shown, and why a newer package is not; for the operator.

    `version` and `date` are those of the package shown, None where there is none. `refused` is a
    sentence on the package that was refused last, None when all is well; `faults` counts what is
    wrong with it.
    """

    version: str | None = None
    date: str | None = None
    folder: Path | None = None
    refused: str | None = None
    faults: int = 0


class LastGood:
    """Keeps the last good package of a folder; one object serves all threads.

    `name` is that of the only data to show, as its description has it; without it, any.
    """

    def __init__(
        self, folder: Path, *, name: str | None = None, look_every: float = LOOK_EVERY
    ) -> None:
        self._folder = folder
        self._name = name
        self._look_every = look_every
        self._lock = threading.Lock()  # held by whoever looks at the files or loads them
        self._thread: threading.Thread | None = None
        self._next_look = float("-inf")
        self._seen: Fingerprint | None = None
        self._digest: str | None = None
        self._refused: str | None = None
        self._catalogue: Catalogue | None = None
        self._invalid: InvalidData | None = None
        self._state = State()

    def current(self) -> Catalogue:
        """Return the facts. Raises InvalidData where there never was a valid package.

        Nobody waits here for a package to load, but those who come before there is any.
        """
        if self._catalogue is None:
            with self._lock:
                self._begin()
        elif self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        if self._catalogue is None:
            raise InvalidData(self._invalid.faults)
        return self._catalogue

    def state(self) -> State:
        """Return what is shown and what was refused; looks at the files as `current` does."""
        with contextlib.suppress(InvalidData):  # the state says so
            self.current()
        return self._state

    def watch(self, ended: threading.Event) -> None:
        """Look for a new package again and again until told, so that the first to ask gets it."""
        while not ended.wait(self._look_every):
            self.state()

    def settle(self) -> None:
        """Wait until a package that is being loaded is in its place, or refused."""
        if self._thread is not None:
            self._thread.join()

    def _begin(self) -> None:
        """Load the first package; while there is none, only again when the files changed."""
        if self._catalogue is not None or not self._changed():
            return
        self._load()

    def _look(self) -> None:
        """Have a package loaded in the background if its files changed; at most one at a time."""
        busy = self._thread is not None and self._thread.is_alive()
        if not busy and self._changed():
            self._thread = threading.Thread(target=self._load, name="data package", daemon=True)
            self._thread.start()

    def _changed(self) -> bool:
        """Look at the files, unless that was done a moment ago, and remember what they are like."""
        now = time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + self._look_every
        found = fingerprint(self._folder)
        changed, self._seen = found != self._seen, found
        return changed

    def _load(self) -> None:
        """Load the package and show it, or refuse it; a thread must not end in an exception."""
        found = None
        try:
            found = steadily(self._folder, digest)
            if found == self._digest:
                self._state = replace(self._state, refused=None, faults=0)
            elif found != self._refused:
                catalogue = load_whole(self._folder)
                self._is_ours(catalogue)
                self._digest = found
                self._take(catalogue)
        except InvalidData as invalid:
            self._refused = found
            self._refuse(invalid)
        except Exception as error:
            self._refused = found
            message = f"the package cannot be read: {type(error).__name__}"
            self._refuse(InvalidData([Fault(DESCRIPTION, None, None, "file", None, message)]))

    def _is_ours(self, catalogue: Catalogue) -> None:
        """Raise InvalidData for a package of other data: pages have the names of this one."""
        name = catalogue.descriptor["name"]
        if self._name not in (None, name):
            message = "this is a package of other data: restart the service to show it"
            raise InvalidData([Fault(DESCRIPTION, None, None, "name", name, message)])

    def _take(self, catalogue: Catalogue) -> None:
        self._state = State(
            version=catalogue.version,
            date=catalogue.date,
            folder=self._folder,
        )
        self._catalogue = catalogue
        said = {"event": "data_loaded", "data_version": catalogue.version}
        _log.info("Data version %s is shown now.", catalogue.version, extra=said)

    def _refuse(self, invalid: InvalidData) -> None:
        """Keep what is shown, if anything is, and say which of the two."""
        first, count = invalid.faults[0], len(invalid.faults)
        if self._catalogue is not None:
            stays = f"version {self._state.version} stays"
        else:
            stays = "there is no other"
        sentence = f"A data package was refused, and {stays}. Faults: {count}. The first: {first}"
        self._invalid = invalid
        self._state = replace(self._state, refused=sentence, faults=count)
        said = {"event": "data_refused", "data_version": self._state.version, "faults": count}
        _log.error("%s", sentence, extra=said)


_last_good: LastGood | None = None
_making = threading.Lock()


def last_good() -> LastGood:
    """Return the keeper of the facts of this process, made when it is first asked for."""
    global _last_good
    with _making:
        if _last_good is None:
            _last_good = LastGood(home(), name=profile().slug)
        return _last_good


def current() -> Catalogue:
    """Return the facts that are shown now. Raises `data.InvalidData` where there are none."""
    return last_good().current()


def current_state() -> State:
    """Return what is shown and since when, and what was refused; for the operator."""
    return last_good().state()


def _shown() -> Catalogue | None:
    with contextlib.suppress(InvalidData):  # who asks for the facts themselves is told
        return current()
    return None


follow(_shown)
