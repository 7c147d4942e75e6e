"""Lay out and draw gatherings in processes of their own, as many as there are cores.

A process keeps what it has laid out until it is drawn: the numbers of pages are known only when all is laid out, and most can be
exchanged then. The same process draws it; which one that is makes no difference to what comes out.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Self

from guidepress.aside import Standby, end, start
from guidepress.errors import GuideError, Problem, ProcessEnded
from guidepress.paper.gatherings import Gathering, Setting
from guidepress.paper.layout import Compositor, LaidOut, Materials
from guidepress.paper.printed import Printed

_SOUND = "sound"  # what a process says of a gathering that it has judged
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
        self.materials, self.judge, self.jobs, self.standby = materials, judge, max(jobs, 1), standby
        self.workers: list[_Worker] = []
        self.homes: dict[str, _Worker] = {}  # which process has laid out a gathering
        self.waiting: deque[tuple[Gathering, Setting]] = deque()
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
        work = partial(_work, materials=self.materials, judge=self.judge)
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
            home.ask(("set", gathering.key, gathering, setting))
        self._occupy()

    def extents(self) -> dict[str, Extent]:
        """Give what was laid out since, by the gatherings' keys. Raises GuideError with all that is wrong with them."""
        found = {key: extent for key, extent in self._answers() if isinstance(extent, Extent)}
        self._fail()
        return found

    def draw(self, keys: Sequence[str]) -> Iterator[tuple[str, Printed | None]]:
        """Begin to draw gatherings that are laid out; yield each when it is done, and its key again when nothing is wrong with it.

        They are judged when all are drawn, and what they were drawn from has gone: that takes less memory. Raises GuideError in the
        end, if any is at fault.
        """
        homes = [(key, self.homes.pop(key)) for key in keys]
        for task in ("draw", "judge"):
            for key, home in homes:
                home.ask((task, key))
        return self._drawn()

    def _drawn(self) -> Iterator[tuple[str, Printed | None]]:
        for key, answer in self._answers():
            if isinstance(answer, Printed):
                yield key, answer
            elif answer == _SOUND:
                yield key, None
        self._fail()

    def _occupy(self) -> None:
        """Give work to those that have none."""
        while self.waiting:
            idle = next((worker for worker in self.workers if not worker.owes), None)
            if idle is None:
                if len(self.workers) >= self.jobs:
                    return
                idle = self._start()
            gathering, setting = self.waiting.popleft()
            self.homes[gathering.key] = idle
            idle.ask(("set", gathering.key, gathering, setting))

    def _answers(self) -> Iterator[tuple[str, object]]:
        """Yield the answers as they come, until none is owed."""
        while busy := {worker.pipe: worker for worker in self.workers if worker.owes}:
            for pipe in wait(list(busy)):
                key, answer = busy[pipe].answer()  # type: ignore[index]  # wait is typed for sockets too
                self._occupy()
                if isinstance(answer, GuideError):
                    self.problems += answer.problems
                elif isinstance(answer, BaseException):
                    raise answer
                yield key, answer

    def _fail(self) -> None:
        if self.problems:
            raise GuideError(tuple(self.problems))


@dataclass(slots=True, eq=False)
class _Worker:
    """Hold the pipe to one process, the process if the press started it, and how many answers it owes."""

    pipe: Connection
    process: Any = None
    owes: int = 0

    def ask(self, task: tuple[Any, ...]) -> None:
        self.owes += 1
        try:
            self.pipe.send(task)
        except OSError as error:
            raise ProcessEnded from error

    def answer(self) -> tuple[str, object]:
        try:
            key, answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessEnded from error
        self.owes -= 1
        return key, answer

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
        self.drawn: dict[str, bytes] = {}
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
        """Draw a gathering, and let go of all but its PDF."""
        _, laid_out = self.laid_out.pop(key)
        printed = laid_out.draw()
        self.drawn[key] = printed.pdf
        return printed

    def judge(self, key: str) -> str:
        """Say that a drawn gathering is sound; one that could not be drawn has been told of."""
        pdf = self.drawn.pop(key, None)
        if pdf is not None and (problems := self.judging(pdf, key)):
            raise GuideError(problems)
        return _SOUND
