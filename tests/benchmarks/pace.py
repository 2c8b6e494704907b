"""How fast this machine runs Python at the moment, to compare times that were measured on it."""

from __future__ import annotations

import time

STEPS = 10_000_000


def pace(*, part: float = 1) -> float:
    """Seconds of processor time for `STEPS` additions in Python: what a core is worth now.

    Machines shared with others change by a factor of ten and more within minutes. With a `part` of
    the steps it is guessed from these, so that it can be asked in the middle of something.
    """
    start, total = time.thread_time(), 0
    for step in range(int(STEPS * part)):
        total += step
    return (time.thread_time() - start) / part
