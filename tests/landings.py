"""Find where the links and bookmarks of a PDF lead to, and the words that stand there on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Name, NameTree
from read_aloud import squeezed

ABOVE = 8  # points: letters may stand out of the block that begins here
NEAR, FAR = 80, 900  # points from where a block begins down to its first words: near by, or after a picture


@dataclass(frozen=True, slots=True)
class Landing:
    """Say what leads somewhere, by the name of its target or a bookmark's title, and where that is: a page (from 0) and a height."""

    name: str
    page: int
    height: float


@dataclass(slots=True)
class Landings:
    """Read one PDF.

    Attributes:
        named: the places that have names.
        links: the names that links lead to.
        bookmarks: the titles of bookmarks and where they lead.
    """

    path: Path
    named: dict[str, Landing] = field(init=False)
    links: set[str] = field(init=False)
    bookmarks: list[Landing] = field(init=False)
    _words: dict[tuple[int, float, int], str] = field(init=False, default_factory=dict)
    _drawn: Any = field(init=False)

    def __post_init__(self) -> None:
        self._drawn = pypdfium2.PdfDocument(self.path)
        with pikepdf.open(self.path) as document:
            pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            named = NameTree(document.Root.Names.Dests).items()
            self.named = {str(name): _landing(str(name), place, pages) for name, place in named}
            self.links = {
                str(one.Dest)
                for page in document.pages
                for one in page.get(Name.Annots, Array()).as_list()
                if Name.Dest in one
            }
            outline = _outline(document.Root.Outlines)
            self.bookmarks = [_landing(str(one.Title), one.Dest, pages) for one in outline]

    def words(self, landing: Landing, below: int = NEAR) -> str:
        """Give the words around a place, without spaces."""
        key = landing.page, landing.height, below
        if key not in self._words:
            page = self._drawn[landing.page]
            bottom, top = max(landing.height - below, 0), landing.height + ABOVE
            words = page.get_textpage().get_text_bounded(0, bottom, page.get_width(), top)
            self._words[key] = squeezed(words.replace("\ufffe", "-"))
        return self._words[key]

    def misses(self, landing: Landing, words: str, below: int = NEAR) -> bool:
        """Tell whether words do not begin where something leads; those from the right may be drawn in either order."""
        around = self.words(landing, below)
        first = [word for words in words.split()[:3] for word in re.findall(r"\w+", squeezed(words))]
        return not all(word in around or word[::-1] in around for word in first)


def _landing(name: str, place: Any, pages: dict[tuple[int, int], int]) -> Landing:
    page, _kind, _left, height, _zoom = place.as_list()
    return Landing(name, pages[page.objgen], float(height))


def _outline(above: Any) -> Iterator[Any]:
    one = above.get(Name.First)
    while one is not None:
        yield one
        yield from _outline(one)
        one = one.get(Name.Next)
