"""Tell how slow the machine is that tests run on, so that bounds of time hold on all of them."""

from __future__ import annotations

import time
from functools import cache

USUAL = 0.03  # seconds that the loop below takes on a machine of the year 2024


@cache
def slowness() -> float:
    """Return how many times longer this machine takes for plain work than the usual one; a faster one counts as usual."""
    return max(1.0, min(_seconds() for _ in range(5)) / USUAL)


def _seconds() -> float:
    start = time.process_time()
    counts: dict[str, int] = {}
    for number in range(200_000):
        word = str(number % 1000)
        counts[word] = counts.get(word, 0) + 1
    return time.process_time() - start
