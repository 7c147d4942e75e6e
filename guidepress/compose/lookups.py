"""Answer the questions that page templates ask about a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from guidepress.compose.addresses import dialled
from guidepress.compose.index_pages import locators, section_links
from guidepress.compose.pages import Page
from guidepress.model import Chapter, Entry, Guide, Inlines, Link, Note, NoteCall, Place, Section, Text


def lookups(guide: Guide, pages: tuple[Page, ...]) -> Mapping[str, Any]:
    """Return what page templates see beside the guide: the pages, and functions that find things."""
    return {
        "pages": pages,
        "place": Place,
        "note_of": _note_finder(guide),
        "title_of": {page.key: page.title for page in pages}.__getitem__,
        "link_to": link_to,
        "first_mentions": first_mentions,
        "sections_of": sections_of,
        "told_here": told_here,
        "dialled": dialled,
        "locators": locators,
        "section_links": section_links(guide.index),
    }


def _note_finder(guide: Guide) -> Callable[[NoteCall], Note]:
    notes = {call: note for chapter in (*guide.front, *guide.chapters) for note in chapter.notes for call in note.calls}
    return lambda call: notes[call.id]


def link_to(entry: Entry) -> Inlines:
    """Make the link to an entry of the register, with its title as words."""
    return (Link((Text(entry.title),), entry.target, entry.kind, entry.id),)


def first_mentions(entry: Entry) -> tuple[Place, ...]:
    """Return the first place on each page that links to the entry."""
    first: dict[str, Place] = {}
    for place in entry.linked_from:
        first.setdefault(place.page, place)
    return tuple(first.values())


def told_here(entry: Entry) -> bool:
    """Tell whether an entry of the register is told in the guide itself."""
    return isinstance(entry.target, Place)


def sections_of(chapter: Chapter) -> tuple[Section, ...]:
    """Return the chapter's own sections, without those inside them."""
    return tuple(block for block in chapter.blocks if isinstance(block, Section))
