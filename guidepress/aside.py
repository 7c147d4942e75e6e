"""Do one thing in a process of its own while this one goes on.

Goes in: what is to be done. Comes out, when it is asked for: what came of it, or the problem that it raised.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, Self, TypeVar, cast

from guidepress.errors import GuideError, ProcessEnded

T = TypeVar("T")


class Aside(Generic[T]):
    """Hold the process. Use it in ``with``, which ends it whatever it does."""

    def __init__(self, call: Callable[[], T]) -> None:
        """Begin; a fork gives the process all that it needs, and sends back only what comes of it."""
        context = multiprocessing.get_context("fork")
        self._pipe, end = context.Pipe(duplex=False)
        self._process: Any = context.Process(target=_do, args=(end, call), daemon=True)
        self._process.start()
        end.close()

    def __enter__(self) -> Self:
        """Give what holds the process."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def result(self) -> T:
        """Wait for what comes of it. Raises what it raised, and ProcessEnded when it was killed."""
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessEnded from error
        if isinstance(answer, BaseException):
            raise answer
        return cast("T", answer)


def _do(pipe: Connection, call: Callable[[], object]) -> None:
    try:
        answer: object = call()
    except (GuideError, MemoryError, TimeoutError, ProcessEnded) as error:
        answer = error
    pipe.send(answer)
