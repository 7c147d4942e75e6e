"""Say what drawing a gathering gave: its pages, and all that is needed to bind them with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guidepress.model import Begin


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Name an entry of the outline: its level from 1, its words, its page (from 0) there, and the point in pt from the lower left."""

    level: int
    words: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """Say what a glyph stands for, and how wide it is in thousandths of the letters' size."""

    words: str
    width: int


@dataclass(frozen=True, slots=True)
class Typeface:
    """Name a font as a PDF does, and the glyphs that its pages show.

    Attributes:
        name: its key among the PDF's fonts.
        digest: the SHA-256 of the whole font, of which the PDF holds a part; empty where it cannot be shared with other PDFs.
        glyphs: those that the pages show, by their numbers.
        data: the whole font.
    """

    name: str
    digest: str
    glyphs: Mapping[int, Glyph]
    data: bytes = field(repr=False, compare=False, default=b"")


@dataclass(frozen=True, slots=True)
class Printed:
    """Hold a gathering as drawn.

    Attributes:
        pdf: a PDF of its own, tagged, with fonts.
        pages: their number.
        places: the page (from 0) of everything that has an id.
        bookmarks: its headings.
        starts: where each page begins.
        typefaces: its fonts.
    """

    pdf: bytes = field(repr=False)
    pages: int
    places: Mapping[str, int]
    bookmarks: tuple[Bookmark, ...]
    starts: tuple[Begin | None, ...]
    typefaces: tuple[Typeface, ...]
