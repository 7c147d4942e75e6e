"""Behave well towards hosts: one request at a time, a rest after each, and no request where a host asks for peace.

A host is a name without its port. Threads share one ``Manners``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0  # when, by the monotonic clock, the next request may begin


class Manners:
    """Let requests to a host begin one after the other, ``pause`` seconds after the one before ended."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._guard = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for this host's next turn, and keep everybody else waiting until it is over."""
        one = self._host(host)
        with one.lock:
            time.sleep(max(0.0, one.free - time.monotonic()))
            try:
                yield
            finally:
                one.free = max(one.free, time.monotonic() + self._pause)

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for some seconds from now."""
        one = self._host(host)
        one.free = max(one.free, time.monotonic() + seconds)

    def wait(self, host: str) -> float:
        """Tell for how many seconds from now a host is not to be asked."""
        return max(0.0, self._host(host).free - time.monotonic())

    def _host(self, host: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(host, _Host())
