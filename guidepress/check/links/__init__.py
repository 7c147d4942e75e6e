"""Ask every address outside the guide whether it is still there. Only ``check --links`` does; nothing else reaches the network.

Goes in: a resolved guide and its folder. Comes out: each address with what became of it, in the order of the guide.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from guidepress.check.links.answer import Answer, Asked, Bounds
from guidepress.check.links.forms import fault_of_form
from guidepress.check.links.gather import gather
from guidepress.check.links.memory import Memory
from guidepress.model import Guide

Tell = Callable[[int, int], None]
USUAL = Bounds()
_LATE = Answer("untested", 0, "there was no time left to ask")


def check_links(
    guide: Guide,
    root: Path,
    bounds: Bounds = USUAL,
    *,
    allow_private: bool = False,
    tell: Tell = lambda _done, _of: None,
) -> tuple[Asked, ...]:
    """Test every outward address; good answers of the last days, kept in the guide's folder, are believed.

    ``tell`` is called with the number of addresses that are done, and of all. ``allow_private`` is for tests.
    """
    links = gather(guide)
    memory = Memory(root, bounds.keep, time.time())
    known: dict[str, Answer] = {link.address: _formal(link.address) for link in links if not _is_web(link.address)}
    remembered = memory.recall()
    known |= {link.address: remembered[link.address] for link in links if link.address in remembered}
    asking = _Round(bounds, allow_private, tell)
    try:
        asking.ask([link.address for link in links if link.address not in known])
    finally:
        memory.keep(asking.answers)  # also what was found before somebody stopped it
    answers = {**known, **asking.answers}
    return tuple(Asked(link, answers[link.address]) for link in links)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _formal(address: str) -> Answer:
    fault = fault_of_form(address)
    return Answer("form" if fault else "fine", 0, fault, asked=_today())


class _Round:
    """Ask addresses, host by host, many hosts at once, until all are done or the time is up."""

    def __init__(self, bounds: Bounds, allow_private: bool, tell: Tell) -> None:  # noqa: FBT001 - handed on
        self.bounds, self.allow_private, self.tell = bounds, allow_private, tell
        self.end = time.monotonic() + bounds.in_all
        self.answers: dict[str, Answer] = {}
        self.answered: queue.Queue[tuple[str, Answer]] = queue.Queue()
        self.waiting: queue.Queue[list[str]] = queue.Queue()

    def ask(self, addresses: list[str]) -> None:
        """Fill ``answers``. The threads are daemons: one that a server keeps busy for ever holds nobody up."""
        for group in _by_host(addresses):
            self.waiting.put(group)
        self.start(min(self.bounds.hosts, self.waiting.qsize()))
        while len(self.answers) < len(addresses):
            try:
                address, answer = self.answered.get(timeout=max(0.0, self.end - time.monotonic()))
            except queue.Empty:
                break
            self.answers[address] = replace(answer, asked=_today())
            self.tell(len(self.answers), len(addresses))
        for address in addresses:
            self.answers.setdefault(address, replace(_LATE, asked=_today()))

    def start(self, number: int) -> None:
        if not number:
            return
        from guidepress.check.links.ask import Asker
        from guidepress.check.links.manners import Manners

        asker = Asker(self.bounds, Manners(self.bounds.pause), self.allow_private)
        for _ in range(number):
            threading.Thread(target=self.work, args=(asker.ask,), daemon=True).start()

    def work(self, ask: Callable[[str], Answer]) -> None:
        while time.monotonic() < self.end:
            try:
                group = self.waiting.get_nowait()
            except queue.Empty:
                return
            for address in group:
                if time.monotonic() < self.end:
                    self.answered.put((address, _asked(ask, address)))


def _asked(ask: Callable[[str], Answer], address: str) -> Answer:
    """Ask; a fault of ours becomes an answer too, so that nobody waits for a thread that has died."""
    try:
        return ask(address)
    except Exception as error:  # noqa: BLE001 - a thread's last resort; the answer says what happened
        return Answer("untested", 0, f"asking it failed ({type(error).__name__}: {error})")


def _by_host(addresses: Iterable[str]) -> list[list[str]]:
    """Group addresses by their hosts, the largest group first, because it takes longest."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        groups.setdefault((urlsplit(address).hostname or "").lower(), []).append(address)
    return sorted(groups.values(), key=len, reverse=True)
