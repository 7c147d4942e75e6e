"""Define the index at a guide's back: entries under letters, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass, field

from guidepress.errors import Span
from guidepress.model.inlines import NOWHERE, Place

INDEX_PAGE = "book-index"  # index.html is where a website begins


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """Lead from an entry to a place: that of a mark, or a section that is about the thing as a ``whole``.

    ``section`` is what the place stands in, ``title`` its title and ``chapter`` that of the page.
    """

    place: Place
    section: Place
    title: str
    chapter: str
    main: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class IndexLink:
    """Lead from an entry to another, by its words and its id."""

    words: str
    id: str


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """Hold an entry: its words, its places in reading order, the entries to see in its stead or as well, its subentries.

    ``span`` is where it was first written.
    """

    id: str
    words: str
    places: tuple[IndexPlace, ...] = ()
    see: tuple[IndexLink, ...] = ()
    see_also: tuple[IndexLink, ...] = ()
    entries: tuple[IndexEntry, ...] = ()
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Gather the entries that begin with one letter."""

    id: str
    title: str
    entries: tuple[IndexEntry, ...]
