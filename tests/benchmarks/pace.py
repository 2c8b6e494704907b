"""How fast this machine runs Python at the moment, to compare times that were measured on it."""

from __future__ import annotations

import time

STEPS = 10_000_000


def pace() -> float:
    """Seconds of processor time for `STEPS` additions in Python: what a core is worth now.

    Machines shared with others change by a factor of three and more within minutes.
    """
    start, total = time.process_time(), 0
    for step in range(STEPS):
        total += step
    return time.process_time() - start
