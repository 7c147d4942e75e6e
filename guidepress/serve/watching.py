"""Renew the preview when a file is saved, and tell the open pages. watchfiles tells when.

Goes in: the folders of a guide. Comes out: a preview that is up to date some hundredths of a second after the last of several saves.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch

from guidepress.errors import has_errors
from guidepress.serve.announcements import Announcements
from guidepress.serve.folders import which
from guidepress.serve.preview import Preview

STEP = 15  # ms without another change after which a save is taken for done
LONGEST = 100  # ms after which what is saved again and again is shown nevertheless
MOST_KEPT = 150  # renewals after which what they left is cleared away even if the editor makes no pause
LOOK = 1000  # ms after which we look ourselves: a folder that was deleted and made again, or one on a network, tells nothing
GRACE = 0.1  # seconds in which an error may go by itself: some editors empty a file before they write it, or replace it by another

_LOG = logging.getLogger(__name__)


async def keep_up_to_date(preview: Preview, announcements: Announcements, stop: asyncio.Event) -> None:
    """Watch until ``stop`` is set."""
    waste = _Waste()
    while not stop.is_set():
        watched = which(preview.folders)
        try:
            async with aclosing(_touched(watched, stop)) as rounds:
                async for touched in rounds:
                    await renew(preview, announcements, touched)
                    waste.clear(preview.version)
                    if which(preview.folders) != watched:
                        break
        except (
            OSError,
            ExceptionGroup,
        ):  # a folder went while we began to watch it, or a name is not in UTF-8, which watchfiles cannot tell
            await renew(preview, announcements)  # what was touched meanwhile is found by looking
            await asyncio.sleep(LOOK / 1000)


class _Waste:
    """Clear away what earlier versions left, while nobody waits for a page.

    A site holds itself in circles, by Jinja's environment, so Python must look for it; that takes a tenth of a second for a long guide, and
    left to itself Python would do so in the middle of an edit.
    """

    def __init__(self) -> None:
        self._version, self._renewals = "", 0

    def clear(self, version: str) -> None:
        """Do so in the first moment of rest after edits, and now and then when there is none."""
        is_resting, self._version = version == self._version, version
        self._renewals += not is_resting
        if self._renewals and (is_resting or self._renewals >= MOST_KEPT):
            self._renewals = 0
            gc.collect()


async def _touched(folders: Iterable[Path], stop: asyncio.Event) -> AsyncGenerator[frozenset[str], None]:
    """Yield the paths that were touched, once they rest; nothing at all every now and then."""
    yield frozenset()  # what came between two watches
    changes = awatch(
        *folders,
        watch_filter=None,
        step=STEP,
        debounce=LONGEST,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        ignore_permission_denied=True,
    )
    async for touched in changes:
        yield frozenset(path for _, path in touched)


async def renew(preview: Preview, announcements: Announcements, touched: frozenset[str] = frozenset()) -> None:
    """Renew the preview in a thread, and tell of what came of it. A fault of ours is logged, and what there was goes on."""
    was_good = not has_errors(preview.problems)
    try:
        await asyncio.to_thread(preview.refresh, touched)
        if was_good and has_errors(preview.problems):
            await asyncio.sleep(GRACE)
            await asyncio.to_thread(preview.refresh)
    except Exception:  # noqa: BLE001 - whatever it is, the next save may mend it; it is told with its traceback
        _LOG.exception("The preview could not be renewed. This is a fault of guidepress. What was shown before stays.")
    announcements.tell(preview.version, preview.places)
