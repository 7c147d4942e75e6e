"""List the pages of a guide: what follows what, in every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidepress.model import Chapter, Guide, Part, words_of
from guidepress.model.index import INDEX_PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """Name one page: its key (and file name), its kind (which template makes it), its title, and what it shows.

    ``nesting`` is the number of headings above its own: a chapter of a titled part stands under the part's.
    """

    key: str
    kind: str
    title: str
    chapter: Chapter | None = None
    part: Part | None = None
    nesting: int = 0


def pages_of(guide: Guide) -> tuple[Page, ...]:
    """List all pages in reading order, from cover to colophon."""
    return tuple(_pages(guide))


def _pages(guide: Guide) -> Iterator[Page]:
    words = guide.words
    yield Page("cover", "cover", words["cover"])
    for chapter in guide.front:
        yield Page(chapter.key, "chapter", words_of(chapter.title), chapter)
    yield Page("contents", "contents", words["contents"])
    for part in guide.parts:
        if part.title:
            yield Page(f"part-{part.number}", "part", part.title, part=part)
        for chapter in part.chapters:
            yield Page(chapter.key, "chapter", words_of(chapter.title), chapter, part, int(bool(part.title)))
    if guide.entries:
        yield Page("register", "register", words["register"])
    if guide.glossary:
        yield Page("glossary", "glossary", words["glossary"])
    if guide.index:
        yield Page(INDEX_PAGE, "index", words["index"])
    yield Page("other-formats", "other-formats", words["other_formats"])
    yield Page("colophon", "colophon", words["colophon"])
