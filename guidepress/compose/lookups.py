"""Answer the questions that page templates ask about a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from guidepress.compose.addresses import dialled, feedback_form, feedback_on
from guidepress.compose.index_pages import locators, section_links
from guidepress.compose.pages import Page
from guidepress.model import (
    Chapter,
    Entry,
    Figure,
    Guide,
    Inlines,
    Link,
    Note,
    NoteCall,
    Paragraph,
    Place,
    Section,
    Text,
)
from guidepress.walk import find


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
        "figures": figures_of(guide),
        "dialled": dialled,
        "feedback_form": feedback_form,
        "feedback_on": feedback_on,
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


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """Name a figure that has a number: where it is, its number, and the first paragraph of its caption."""

    place: Place
    number: int
    caption: Inlines


def figures_of(guide: Guide) -> tuple[ListedFigure, ...]:
    """List the figures that have numbers, in the guide's order."""
    return tuple(
        ListedFigure(Place(chapter.key, figure.id), figure.number, first_paragraph(figure))
        for chapter in (*guide.front, *guide.chapters)
        for figure in find(chapter, Figure)
        if figure.number
    )


def first_paragraph(figure: Figure) -> Inlines:
    """Return the first paragraph of a figure's caption."""
    return next((block.children for block in figure.caption if isinstance(block, Paragraph)), ())


def sections_of(chapter: Chapter) -> tuple[Section, ...]:
    """Return the chapter's own sections, without those inside them."""
    return tuple(block for block in chapter.blocks if isinstance(block, Section))
