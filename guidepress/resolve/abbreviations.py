"""Show what an abbreviation stands for where it first stands in the running words of a chapter.

What only a mouse can reach, ``<abbr title>``, is for nobody who reads on paper, with a finger or with the keyboard. Readers
begin at any chapter, so each counts anew. Titles stay short: they are not counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from guidepress.errors import Problem
from guidepress.model import Abbreviation, Cell, Chapter, Guide, Inlines, Note, Paragraph, words_of
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import rewrite

P = TypeVar("P", Paragraph, Cell)


def explain_abbreviations(guide: Guide, _problems: list[Problem]) -> Guide:
    """Mark the first of each abbreviation in each chapter, and in the glossary."""
    met: set[tuple[str, str]] = set()
    glossary = tuple(replace(term, definition=_explained(term.definition, met)) for term in guide.glossary)
    return map_chapters(replace(guide, glossary=glossary), _explain_chapter)


def _explain_chapter(chapter: Chapter) -> Chapter:
    if not chapter.held({Abbreviation}):
        return chapter
    met: set[tuple[str, str]] = set()

    def explain(block: P) -> P:
        children = _explained(block.children, met)
        return block if children is block.children else replace(block, children=children)

    def explain_note(note: Note) -> Note:
        return replace(note, paragraphs=tuple(_explained(paragraph, met) for paragraph in note.paragraphs))

    blocks = rewrite(chapter.blocks, {Paragraph: explain, Cell: explain})
    return replace(chapter, blocks=blocks, notes=tuple(map(explain_note, chapter.notes)))


def _explained(inlines: Inlines, met: set[tuple[str, str]]) -> Inlines:
    """Show what is not met yet, unless the author says it in the same words: general practitioner (GP)."""
    words = ""

    def explain(abbreviation: Abbreviation) -> Abbreviation:
        nonlocal words
        words = words or words_of(inlines).lower()
        key = (abbreviation.text, abbreviation.expansion)
        is_new = key not in met
        met.add(key)
        return replace(abbreviation, shown=is_new and abbreviation.expansion.lower() not in words)

    return rewrite(inlines, {Abbreviation: explain})
