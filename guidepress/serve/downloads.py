"""Make the other formats when they are asked for, in a process of its own, and keep them until the source changes.

Goes in: a format and the version that is wanted. Comes out: the file, or the problems that kept it from being made.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from contextlib import suppress
from pathlib import Path

from guidepress.compose.resources import PACKAGE
from guidepress.serve.answer import Answer, failure


class Downloads:
    """Hold what was made for the guide in ``root``; one format is made at a time, as each may take all cores."""

    def __init__(self, root: Path, edition: str) -> None:
        """Begin with nothing made."""
        self._root, self._edition = root, edition
        self._made: dict[str, tuple[str, asyncio.Task[Answer]]] = {}
        self._turn = asyncio.Lock()

    async def get(self, name: str, version: str) -> Answer:
        """Give a format as it is in a version, made now or before; who asks while it is made waits for the same."""
        known, task = self._made.get(name, ("", None))
        if task is None or known != version or task.cancelled():
            task = asyncio.create_task(self._make(name))
            self._made[name] = version, task
        try:
            return await asyncio.shield(task)  # one who goes away does not take it from the others
        except asyncio.CancelledError:
            if task.cancelled():
                return failure(name, "the preview has ended")
            raise

    async def close(self) -> None:
        """End what is being made."""
        tasks = [task for _, task in self._made.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, name: str) -> Answer:
        async with self._turn:
            paths = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "guidepress.serve.one_format", str(self._root), self._edition, name,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths}, start_new_session=True,
            )  # fmt: skip
            try:
                told, _ = await process.communicate()
            finally:
                with suppress(ProcessLookupError):  # it has ended, and so have those that it began
                    os.killpg(process.pid, signal.SIGKILL)
            if process.returncode != 0:
                return failure(name)
            answer: Answer = pickle.loads(told)  # noqa: S301 - our own process wrote it
            return answer
