"""Tell where each page of a document begins: in which block, and after how many of its letters.

Goes in: the pages as boxes, and the HTML. Comes out: what EPUBs and websites need to mark where the printed pages begin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from guidepress.model import Begin
from guidepress.paper.gatherings import NUMBER_OF
from guidepress.paper.inside.boxes import Box, Page
from guidepress.paper.tags.roles import Sources

_ON_PAPER_ONLY = {"data-on-paper", NUMBER_OF}  # on elements whose words other formats have no need of
_NOTE = "doc-footnote"
_NO_LETTERS = str.maketrans("", "", "\u00ad\u2060\u200b")  # hints for breaking lines


def page_starts(pages: Sequence[Page], sources: Sources, artifacts: frozenset[Any]) -> tuple[Begin | None, ...]:
    """Give the beginning of each page; a page on which no words of a block stand has none."""
    starts = _Starts(sources, artifacts)
    return tuple(starts.of(page) for page in pages)


class _Starts:
    """Go through the pages, and remember how many letters of each block have been seen."""

    def __init__(self, sources: Sources, artifacts: frozenset[Any]) -> None:
        self.sources, self.artifacts = sources, artifacts
        self.seen: Counter[Element] = Counter()

    def of(self, page: Page) -> Begin | None:
        words = [(box, block) for box in self._said(page.box) if (block := self._block(box)) is not None]
        first = min(words, key=lambda one: self.sources.places[one[1]], default=None)
        begin = Begin(first[1].get("id", ""), self.seen[first[1]]) if first else None
        for box, block in words:
            self.seen[block] += letters(box.words)
        return begin

    def _said(self, box: Box) -> Iterator[Box]:
        """Yield the words and pictures that the author wrote, in their order."""
        if box.drawn in self.artifacts or (box.source is not None and box.source in self._left_out):
            return
        if box.kind in {"text", "picture"} and not box.pseudo:
            yield box
        for child in box.children:
            yield from self._said(child)

    def _block(self, box: Box) -> Element | None:
        """Find the nearest element with an id that words stand in: that is their block, or a part of it."""
        return next((one for one in self.sources.line(box.source) if one.get("id")), None)

    @cached_property
    def _left_out(self) -> frozenset[Element]:
        """Gather notes, which stand elsewhere in other formats, and what is on paper only."""
        root = self.sources.root
        return frozenset(
            one for one in root.iter() if one.get("role") == _NOTE or not _ON_PAPER_ONLY.isdisjoint(one.keys())
        )


def letters(words: str) -> int:
    """Count the letters of words, without spaces and what is not seen."""
    return len("".join(words.translate(_NO_LETTERS).split()))
