"""Work that is done beside the serving."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable


def start_thread(name: str, work: Callable[[], None], *, rank: int = 0) -> None:
    """Do `work` in a thread of that name, which ends with the process at the latest.

    A `rank` up to 19 lets all other threads go first. It is for work that nobody waits for.
    """

    def ranked() -> None:
        # Only Linux gives a thread a rank of its own.
        with contextlib.suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), rank)
        work()

    threading.Thread(target=ranked, name=name, daemon=True).start()
