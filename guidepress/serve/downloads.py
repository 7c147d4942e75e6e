"""Make the other formats when they are asked for, in a process of its own, and keep them until the source changes.

Goes in: a format and the version that is wanted. Comes out: the file, or the problems that kept it from being made.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from guidepress.compose.resources import PACKAGE
from guidepress.serve.answer import Answer, failure
from guidepress.write import in_words


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
            if task:
                task.cancel()  # nobody wants what it makes now, and it may go on for ever
            task = asyncio.create_task(self._make(name))
            self._made[name] = version, task
        try:
            return await asyncio.shield(task)  # one who goes away does not take it from the others
        except asyncio.CancelledError:
            if task.cancelled():
                return failure(name, "the guide was changed meanwhile, or the preview has ended")
            raise

    async def close(self) -> None:
        """End what is being made."""
        tasks = [task for _, task in self._made.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, name: str) -> Answer:
        # What is ended cannot clear up what it put into the folder for such things, so it gets one of its own.
        async with self._turn:
            try:
                with tempfile.TemporaryDirectory(prefix="guidepress-", ignore_cleanup_errors=True) as place:
                    return await self._made_by_program(name, place)
            except OSError as error:  # the disk is full, say
                return failure(name, in_words(error))

    async def _made_by_program(self, name: str, place: str) -> Answer:
        paths = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "guidepress.serve.one_format", str(self._root), self._edition, name,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths, "TMPDIR": place}, start_new_session=True,
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
