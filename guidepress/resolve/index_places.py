"""Find the marks for the index in a guide, and what each leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from guidepress import model
from guidepress.frozen import quickened
from guidepress.model import (
    Block,
    Chapter,
    Guide,
    IndexMark,
    IndexPlace,
    IndexTerm,
    ListItem,
    NoteCall,
    Paragraph,
    Place,
    words_of,
)  # fmt: skip
from guidepress.resolve.chapters import map_chapters
from guidepress.resolve.identities import slug
from guidepress.walk import rewrite, routes_to

_BLOCKS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Block)]
_ROUTES = routes_to(frozenset({IndexMark, NoteCall, *_BLOCKS}))
_LEADING = frozenset((IndexMark, NoteCall, tuple, *_BLOCKS, *(kind for kind, fields in _ROUTES.items() if fields)))
GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold what one mark puts into the index, and the place that it leads to."""

    term: IndexTerm
    place: IndexPlace


@quickened
@dataclass(frozen=True, slots=True)
class _Here:
    """Say where in a page a walk is: the page, the id of the block, and the section with its title."""

    page: str
    chapter: str
    block: str
    section: str
    title: str
    in_item: bool = False

    def place(self, term: IndexTerm, identity: str) -> IndexPlace:
        """Make the place of a term here."""
        section = Place(self.page, self.section)
        return IndexPlace(Place(self.page, identity), section, self.title, self.chapter, term.main, term.whole)


@dataclass(slots=True)
class _Names:
    """Give ids to marks: by the words of their entry, with a number where another has these."""

    page: str
    taken: dict[str, int] = field(default_factory=dict)

    def name(self, mark: IndexMark) -> IndexMark:
        """Give a mark its id."""
        words = mark.terms[0].path[-1] if mark.terms else words_of(mark.children)
        identity = f"{self.page}_mark-{slug(words) or 'words'}"
        count = self.taken[identity] = self.taken.get(identity, 0) + 1
        return replace(mark, id=f"{identity}_{count}" if count > 1 else identity)


def name_marks(guide: Guide) -> Guide:
    """Give every mark an id of its own."""
    glossary = rewrite(guide.glossary, {IndexMark: _Names(GLOSSARY).name})
    named = map_chapters(guide, lambda chapter: rewrite(chapter, {IndexMark: _Names(chapter.key).name}))
    return replace(named, glossary=glossary)


def find_marked(guide: Guide) -> Iterator[Marked]:
    """Yield what the marks of a guide say, in reading order."""
    for chapter in (*guide.front, *guide.chapters):
        yield from _of_chapter(chapter)
    words = guide.words["glossary"]
    here = _Here(GLOSSARY, words, "", "", words)
    for term in guide.glossary:
        yield from _below(term.definition, replace(here, block=term.id, section=term.id, title=term.term), {})


def _of_chapter(chapter: Chapter) -> Iterator[Marked]:
    title = words_of(chapter.title)
    here = _Here(chapter.key, title, "", "", title)
    calls: dict[str, _Here] = {}
    for term in chapter.index:
        yield Marked(term, here.place(term, ""))
    yield from _below((chapter.title, chapter.blocks), here, calls)
    for note in chapter.notes:
        called = next((calls[call] for call in note.calls if call in calls), here)
        yield from _below(note.paragraphs, called, calls)


def _below(node: object, here: _Here, calls: dict[str, _Here]) -> Iterator[Marked]:
    """Yield the marks below a node; remember for each call of a note where it stands."""
    stack: list[tuple[Any, _Here]] = [(node, here)]
    while stack:
        item, here = stack.pop()
        if isinstance(item, tuple):
            stack += [(one, here) for one in item[::-1]]
            continue
        if isinstance(item, NoteCall):
            calls[item.id] = here
        elif isinstance(item, IndexMark):
            yield from (Marked(term, here.place(term, item.id)) for term in item.terms)
        elif isinstance(item, Block):
            here = _inside(item, here)
            yield from (Marked(term, here.place(term, here.block)) for term in item.index)
        for name in _ROUTES.get(type(item), ())[::-1]:
            value = getattr(item, name)
            if type(value) is not tuple or not _LEADING.isdisjoint(map(type, value)):  # most lines are words alone
                stack.append((value, here))


def _inside(block: Block, here: _Here) -> _Here:
    """Go into a block. A paragraph in a list's item has the item's id; what has a heading is a section."""
    in_item = isinstance(block, ListItem)
    if here.in_item and isinstance(block, Paragraph):
        return here
    if hasattr(block, "level"):
        title = words_of(getattr(block, "title", ()))
        return _Here(here.page, here.chapter, block.id, block.id, title, in_item)
    return _Here(here.page, here.chapter, block.id, here.section, here.title, in_item)
