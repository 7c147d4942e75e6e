"""Say on which page of the printed guide everything stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_NO_LETTERS = str.maketrans("", "", "\u00ad\u2060\u200b")  # hints for breaking lines


@dataclass(frozen=True, slots=True)
class Begin:
    """Name the block in whose text a page begins.

    ``offset`` counts the letters of the block's text, spaces left out, that stand on earlier pages: 0 where the page begins with
    the block. Spaces are left out because a page's lines, and each format, set them as they like.
    """

    block: str
    offset: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Name a page as its foot does (``12``, ``iv``), and say where it begins; a page without words begins nowhere."""

    label: str
    begin: Begin | None = None


@dataclass(frozen=True, slots=True)
class PageMap:
    """Hold the pages of a PDF in their order, and the page (from 0) of everything that has an id."""

    pages: tuple[PrintedPage, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def label(self, identity: str) -> str:
        """Name the page on which something begins; nothing where it is not in the PDF."""
        page = self.places.get(identity)
        return self.pages[page].label if page is not None else ""


def letters(words: str) -> int:
    """Count the letters of words, without spaces and what is not seen."""
    return len("".join(words.translate(_NO_LETTERS).split()))
