"""Tell where each page of a document begins: in which block, and after how many of its letters.

Goes in: the pages as boxes, and the HTML. Comes out: what EPUBs and websites need to mark where the printed pages begin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from operator import itemgetter
from typing import Any
from xml.etree.ElementTree import Element

from guidepress.model import Begin
from guidepress.model.paging import letters
from guidepress.paper.gatherings import NUMBER_OF
from guidepress.paper.inside.boxes import Box, Page
from guidepress.paper.tags.roles import Sources

_ON_PAPER_ONLY = {"data-on-paper", NUMBER_OF}  # on elements whose words other formats have no need of
_NOTE = "doc-footnote"


def page_starts(pages: Sequence[Page], sources: Sources, artifacts: frozenset[Any]) -> tuple[Begin | None, ...]:
    """Give the beginning of each page; a page on which no words of a block stand has none."""
    starts = _Starts(sources, artifacts)
    return tuple(starts.of(page) for page in pages)


class _Starts:
    """Go through the pages, and remember how many letters of each block have been seen."""

    def __init__(self, sources: Sources, artifacts: frozenset[Any]) -> None:
        self.sources, self.artifacts = sources, artifacts
        self.left_out = _left_out(sources.root)
        self.order = _Order(sources.root, self.left_out)
        self.seen: Counter[Element] = Counter()

    def of(self, page: Page) -> Begin | None:
        """Find what comes first on a page in the document's order, which is not always the order of its boxes."""
        begins = list[tuple[int, Begin]]()
        for box, block in self._said(page.box):
            seen = self.seen[block]
            place = self.order.of_words(block, seen) if box.kind == "text" else self.order.elements[box.source]  # type: ignore[index]  # it has a block
            begins.append((place, Begin(block.get("id", ""), seen)))
            self.seen[block] += letters(box.words)
        return min(begins, key=itemgetter(0))[1] if begins else None

    def _said(self, box: Box) -> Iterator[tuple[Box, Element]]:
        """Yield the words and pictures that the author wrote, each with its block."""
        if box.drawn in self.artifacts or (box.source is not None and box.source in self.left_out):
            return
        is_said = box.kind in {"text", "picture"} and not box.pseudo
        if is_said and (block := self._block(box.source)) is not None:
            yield box, block
        for child in box.children:
            yield from self._said(child)

    def _block(self, source: Element | None) -> Element | None:
        """Find the nearest element with an id that words stand in: that is their block, or a part of it."""
        return next((one for one in self.sources.line(source) if one.get("id")), None)


class _Order:
    """Know where elements and words stand in a document, counted together from its beginning."""

    def __init__(self, root: Element, left_out: frozenset[Element]) -> None:
        """Go through the document once."""
        self.elements: dict[Element, int] = {}
        self.pieces: defaultdict[Element, list[tuple[int, int]]] = defaultdict(list)  # a block's letters up to each end
        self._left_out, self._next = left_out, count()
        self._note(root, None)

    def of_words(self, block: Element, offset: int) -> int:
        """Give the place of the letter of a block before which ``offset`` others of its own stand."""
        pieces = self.pieces.get(block) or [(0, self.elements[block])]
        return next((place for end, place in pieces if end > offset), pieces[-1][1])

    def _note(self, element: Element, block: Element | None) -> None:
        self.elements[element] = next(self._next)
        block = element if element.get("id") else block
        if element not in self._left_out:
            self._note_words(element.text, block)
        for child in element:
            self._note(child, block)
            if element not in self._left_out:
                self._note_words(child.tail, block)

    def _note_words(self, words: str | None, block: Element | None) -> None:
        if block is not None and words and (number := letters(words)):
            pieces = self.pieces[block]
            pieces.append((number + (pieces[-1][0] if pieces else 0), next(self._next)))


def _left_out(root: Element) -> frozenset[Element]:
    """Gather notes, which stand elsewhere in other formats, and what is on paper only."""
    return frozenset(
        one for one in root.iter() if one.get("role") == _NOTE or not _ON_PAPER_ONLY.isdisjoint(one.keys())
    )
