"""Lay out and draw gatherings in processes of their own, as many as there are cores.

A process keeps what it has laid out until it is drawn: the numbers of pages are known only when all is laid out, and most can be
exchanged then. The same process draws it; which one that is makes no difference to what comes out.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Self

from guidepress.aside import Standby, end, start
from guidepress.errors import GuideError, Problem, ProcessEnded
from guidepress.paper.gatherings import Gathering, Setting
from guidepress.paper.layout import Compositor, LaidOut, Materials
from guidepress.paper.printed import Printed

_AHEAD = 2  # how many judgements a process is asked for at once, so that it need not wait for the next
Judge = Callable[[bytes, str], tuple[Problem, ...]]  # finds what is wrong with a gathering's PDF, given its key


@dataclass(frozen=True, slots=True)
class Extent:
    """Say how many pages a gathering has, and on which of them (from 0) everything is that has an id."""

    pages: int
    places: Mapping[str, int]


class Press:
    """Hold the processes. Use it in ``with``, which ends them; they are started when there is work."""

    def __init__(self, materials: Materials, judge: Judge, jobs: int, standby: Standby | None = None) -> None:
        """Have at most ``jobs`` processes, which hold what they drew against ``judge``; what stands by is the first of them."""
        self.materials, self.judging, self.jobs, self.standby = materials, judge, max(jobs, 1), standby
        self.workers: list[_Worker] = []
        self.homes: dict[str, _Worker] = {}  # which process has laid out a gathering
        self.waiting: deque[tuple[Gathering, Setting]] = deque()
        self.unjudged: deque[tuple[str, str, bytes]] = deque()
        self.sound: deque[str] = deque()
        self.problems: list[Problem] = []

    def __enter__(self) -> Self:
        """Give the press."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the processes, whatever they do."""
        for worker in self.workers:
            worker.end()

    def prepare(self, number: int) -> None:
        """Start so many processes now: they get ready while the first gathering is being written."""
        while len(self.workers) < min(number, self.jobs):
            self._start()

    def _start(self) -> _Worker:
        work = partial(_work, materials=self.materials, judge=self.judging)
        if self.standby:
            worker = _Worker(self.standby.give(work))
            self.standby = None
        else:
            worker = _Worker(*start(work, [one.pipe for one in self.workers]))
        self.workers.append(worker)
        return worker

    def lay_out(self, gathering: Gathering, setting: Setting) -> None:
        """Ask for a gathering to be laid out; ``extents`` waits for it."""
        home = self.homes.get(gathering.key)
        if home is None:
            self.waiting.append((gathering, setting))
        else:
            home.ask("set", gathering.key, gathering, setting)
        self._occupy()

    def extents(self) -> dict[str, Extent]:
        """Give what was laid out since, by the gatherings' keys. Raises GuideError with all that is wrong with them."""
        found = {key: extent for key, extent in self._answers("set") if isinstance(extent, Extent)}
        self._fail()
        return found

    def draw(self, keys: Sequence[str]) -> Iterator[tuple[str, Printed]]:
        """Begin to draw gatherings that are laid out; yield each when it is done. Raises GuideError in the end, if any is at fault."""
        for key in keys:
            self.homes.pop(key).ask("draw", key)
        return self._drawn()

    def _drawn(self) -> Iterator[tuple[str, Printed]]:
        for key, answer in self._answers("draw"):
            if isinstance(answer, Printed):
                yield key, answer
        self._fail()

    def judge(self, name: str, key: str, pdf: bytes) -> None:
        """Have a gathering's PDF judged by whoever has nothing else to do; ``judged`` tells of it by the name."""
        self.unjudged.append((name, key, pdf))
        self._occupy()

    def judged(self) -> Iterator[str]:
        """Wait for all that is judged, and yield the names of what is sound. Raises GuideError in the end, if anything is not."""
        for _ in self._answers("judge"):
            pass
        while self.sound:
            yield self.sound.popleft()
        self._fail()

    def _occupy(self) -> None:
        """Give work to those that have none: what is to be laid out comes before what is to be judged, as others wait for it."""
        while self.waiting:
            idle = next((worker for worker in self.workers if not worker.asked), None)
            if idle is None:
                if len(self.workers) >= self.jobs:
                    return
                idle = self._start()
            gathering, setting = self.waiting.popleft()
            self.homes[gathering.key] = idle
            idle.ask("set", gathering.key, gathering, setting)
        for worker in self.workers:
            while self.unjudged and len(worker.asked) < _AHEAD:
                worker.ask("judge", *self.unjudged.popleft())

    def _answers(self, wanted: str) -> Iterator[tuple[str, object]]:
        """Yield the answers to one kind of task as they come, until none is owed; take note of others that come between."""
        while self._is_owed(wanted):
            busy = {worker.pipe: worker for worker in self.workers if worker.asked}
            for pipe in wait(list(busy)):
                task, key, answer = busy[pipe].answer()  # type: ignore[index]  # wait is typed for sockets too
                self._occupy()
                if isinstance(answer, GuideError):
                    self.problems += answer.problems
                elif isinstance(answer, BaseException):
                    raise answer
                elif task == "judge":
                    self.sound.append(key)
                if task == wanted:
                    yield key, answer

    def _is_owed(self, task: str) -> bool:
        waiting = {"set": self.waiting, "judge": self.unjudged}.get(task)
        return bool(waiting) or any(task in worker.asked for worker in self.workers)

    def _fail(self) -> None:
        """Raise what is wrong, if anything is, with what judging finds besides."""
        if self.problems:
            for _ in self._answers("judge"):
                pass
            raise GuideError(tuple(self.problems))


@dataclass(slots=True, eq=False)
class _Worker:
    """Hold the pipe to one process, the process if the press started it, and the tasks whose answers it owes, in their order."""

    pipe: Connection
    process: Any = None
    asked: deque[str] = field(default_factory=deque)

    def ask(self, task: str, *about: object) -> None:
        self.asked.append(task)
        try:
            self.pipe.send((task, *about))
        except OSError as error:
            raise ProcessEnded from error

    def answer(self) -> tuple[str, str, object]:
        try:
            key, answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessEnded from error
        return self.asked.popleft(), key, answer

    def end(self) -> None:
        if self.process:
            end(self.pipe, self.process)


def _work(pipe: Connection, materials: Materials, judge: Judge) -> None:
    """Do what is asked for through the pipe until its other end is closed."""
    # What is laid out lives until it is drawn, and then goes by itself; looking for garbage takes a tenth of the time.
    gc.freeze()
    gc.disable()
    bench = _Bench(materials, judge)
    bench.prepare()
    while True:
        try:
            task, key, *rest = pipe.recv()
        except EOFError:
            return
        try:
            answer = getattr(bench, task)(key, *rest)
        except (GuideError, MemoryError, TimeoutError) as error:
            answer = error
        pipe.send((key, answer))


class _Bench:
    """Lay out and draw in this process."""

    def __init__(self, materials: Materials, judge: Judge) -> None:
        self.materials, self.judging = materials, judge
        self.compositor: Compositor | None = None
        self.laid_out: dict[str, tuple[Gathering, LaidOut]] = {}

    def prepare(self) -> None:
        """Read the style sheet before anything is asked; what is wrong with it is told when something is."""
        with suppress(GuideError):
            self.compositor = Compositor(self.materials)

    def set(self, key: str, gathering: Gathering, setting: Setting) -> Extent:
        """Lay out a gathering, or give other numbers to one that is laid out."""
        was, laid_out = self.laid_out.get(key, (None, None))
        if laid_out is None or was != gathering or not laid_out.renumber(setting.first, setting.labels):
            self.compositor = self.compositor or Compositor(self.materials)
            laid_out = self.compositor.lay_out(gathering.filled(setting.labels), setting.first)
            self.laid_out[key] = gathering, laid_out
        return Extent(laid_out.pages, laid_out.places)

    def draw(self, key: str) -> Printed:
        """Draw a gathering, and let go of it."""
        _, laid_out = self.laid_out.pop(key)
        return laid_out.draw()

    def judge(self, _name: str, key: str, pdf: bytes) -> None:
        """Raise GuideError if a gathering's PDF is not sound."""
        if problems := self.judging(pdf, key):
            raise GuideError(problems)
