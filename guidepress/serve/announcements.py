"""Tell open pages that something has changed: server-sent events, one a version.

Goes in: versions, with the places of the last edit. Comes out: for each open page a stream of events, of which the last one is all that counts.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from guidepress.serve.edits import Places

STILL_HERE = 15.0  # seconds; what is silent for longer may be taken for dead on the way


class Announcements:
    """Hold the version of which all pages are told, until ``close``."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self.version = ""
        self._places: Places = {}
        self._news = asyncio.Event()
        self._closed = False

    def tell(self, version: str, places: Places) -> None:
        """Tell all pages of a version, unless they know it."""
        if version != self.version:
            self.version, self._places = version, places
            self._wake()

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        self._wake()

    async def stream(self, known: str) -> AsyncIterator[str]:
        """Yield events for a page that knows a version: at once if there is another, and then whenever one comes."""
        yield "retry: 1000\n\n"
        while not self._closed:
            news = self._news
            if self.version and self.version != known:
                known = self.version
                yield f"id: {known}\ndata: {json.dumps({'version': known, 'places': self._places})}\n\n"
                continue
            try:
                await asyncio.wait_for(news.wait(), STILL_HERE)
            except TimeoutError:
                yield ": still here\n\n"

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
