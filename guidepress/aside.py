"""Do one thing in a process of its own while this one goes on.

Goes in: what is to be done. Comes out, when it is asked for: what came of it, or what it raised.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar, cast

from guidepress.errors import GuideError, ProcessEnded

T = TypeVar("T")
Item = TypeVar("Item")
Done = TypeVar("Done")
_MANY = 20  # pages or chapters, for which another process is worth its beginning
Method = Literal["fork", "forkserver"]
_THREADS = Path("/proc/self/task")  # where Linux lists the threads of a process, those of libraries too


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def safe_method() -> Method:
    """Say how a process is to be started: by a fork, which is the quickest way, unless this one has threads, which a fork would tear."""
    try:
        threads = len(os.listdir(_THREADS))  # noqa: PTH208 - only their number is asked for
    except OSError:
        threads = threading.active_count()
    return "fork" if threads == 1 else "forkserver"


def start(
    work: Callable[[Connection], object], inherited: Sequence[Connection] = (), method: Method = "fork"
) -> tuple[Connection, Any]:
    """Start a process that does ``work``, given its end of a pipe; return this one's end, and the process.

    ``inherited`` are this process's ends of other pipes: open in the new one too, they would keep others from ever ending.
    """
    context: Any = multiprocessing.get_context(method)
    pipe, end = context.Pipe()
    not_for_it = (pipe, *inherited) if method == "fork" else ()
    process = context.Process(target=_work, args=(end, not_for_it, work))
    process.start()
    end.close()
    return pipe, process


def end(pipe: Connection, process: Any) -> None:  # noqa: ANN401 - what a context of multiprocessing starts
    """End a process, whatever it does."""
    pipe.close()
    process.kill()
    process.join()
    process.close()


def _work(pipe: Connection, not_for_this: Sequence[Connection], work: Callable[[Connection], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the program with a key stops the one that began this
    for one in not_for_this:
        one.close()
    with suppress(BrokenPipeError, ConnectionResetError):  # who waited for it has gone
        work(pipe)


class Aside(Generic[T]):
    """Do one thing in a process of its own. Use it in ``with``, which ends the process whatever it does."""

    def __init__(self, call: Callable[[], T], standby: Standby | None = None, method: Method = "fork") -> None:
        """Begin; what stands by begins at once, another process is started."""
        answer = partial(_answer, call=call)
        self._process: Any = None
        if standby:
            self.pipe = standby.give(answer)
        else:
            self.pipe, self._process = start(answer, method=method)

    def __enter__(self) -> Self:
        """Give what holds the process."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the process; one that stood by is ended by who had it stand by."""
        if self._process:
            end(self.pipe, self._process)

    def result(self) -> T:
        """Wait for what comes of it. Raises what it raised, and ProcessEnded when it was killed."""
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessEnded from error
        if isinstance(answer, BaseException):
            raise answer
        return cast("T", answer)


def _answer(pipe: Connection, call: Callable[[], object]) -> None:
    answer: object
    try:
        answer = call()
    except (GuideError, MemoryError, TimeoutError, ProcessEnded) as error:
        answer = error
    except Exception as error:  # noqa: BLE001 - a fault of ours, to be raised where the answer is waited for
        error.add_note("".join(traceback.format_exception(error)))
        answer = error
    pipe.send(answer)


def in_two(work: Callable[[Sequence[Item]], Sequence[Done]], items: Sequence[Item]) -> Sequence[Done]:
    """Do half of much work here and half meanwhile in another process, where there are cores; return what came of it, in order."""
    if len(items) < _MANY or cores() == 1:
        return work(items)
    done: list[Any] = [None] * len(items)
    try:
        with Aside(partial(work, items[1::2])) as others:  # every other one, as long ones often stand together
            done[::2] = work(items[::2])
            done[1::2] = others.result()
    except GuideError:
        return work(items)  # of several faults the first is told, as where there is one core
    return done


class Standby:
    """Have a process get ready for work that is not known yet. Use it in ``with``, which ends the process whatever it does."""

    def __init__(self, get_ready: Callable[[], object]) -> None:
        """Begin to get ready."""
        self.pipe, self._process = start(partial(_stand_by, get_ready=get_ready))

    def __enter__(self) -> Self:
        """Give what stands by."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the process."""
        end(self.pipe, self._process)

    def give(self, work: Callable[[Connection], object]) -> Connection:
        """Send the work, which can be done once, in this process or one that was forked from it; return the pipe to who does it."""
        try:
            self.pipe.send(work)
        except OSError as error:
            raise ProcessEnded from error
        return self.pipe


def _stand_by(pipe: Connection, get_ready: Callable[[], object]) -> None:
    get_ready()
    try:
        work = pipe.recv()
    except EOFError:  # there was nothing to do
        return
    work(pipe)
