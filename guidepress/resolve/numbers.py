"""Number chapters, notes, figures and formulas."""

from __future__ import annotations

import itertools
from dataclasses import replace

from guidepress.errors import Problem
from guidepress.model import Chapter, Figure, FormulaBlock, Guide, Note, NoteCall
from guidepress.read.names import NAME
from guidepress.resolve.chapters import map_chapters
from guidepress.resolve.identities import slug
from guidepress.walk import Changes, rewrite


def number(guide: Guide, _problems: list[Problem]) -> Guide:
    """Count the chapters of the parts, the notes of each chapter, and the guide's figures and formulas that have a name, from 1."""
    counted = itertools.count(1)
    parts = tuple(
        replace(part, chapters=tuple(replace(chapter, number=next(counted)) for chapter in part.chapters))
        for part in guide.parts
    )
    figures = itertools.count(1)

    def number_figure(figure: Figure) -> Figure:
        return replace(figure, number=next(figures)) if figure.caption else figure

    formulas = itertools.count(1)

    def number_formula(formula: FormulaBlock) -> FormulaBlock:
        return replace(formula, number=next(formulas)) if NAME.match(formula.id) else formula

    changes: Changes = {Figure: number_figure, FormulaBlock: number_formula}
    numbered = map_chapters(replace(guide, parts=parts), _number_notes)
    return map_chapters(numbered, lambda chapter: rewrite(chapter, changes))


def _number_notes(chapter: Chapter) -> Chapter:
    """Number the notes in the order in which they are first called, and give each call an id."""
    if not chapter.notes:
        return chapter
    numbers: dict[str, int] = {}
    names = _names(chapter)
    calls: dict[str, list[str]] = {}

    def number_call(call: NoteCall) -> NoteCall:
        found = numbers.setdefault(call.key, len(numbers) + 1)
        places = calls.setdefault(call.key, [])
        places.append(f"{chapter.key}_call-{names.get(call.key, '')}" + (f"_{len(places) + 1}" if places else ""))
        return replace(call, number=found, id=places[-1])

    blocks = rewrite(chapter.blocks, {NoteCall: number_call})

    def number_note(note: Note) -> Note:
        identity = f"{chapter.key}_note-{names[note.key]}"
        return replace(note, number=numbers[note.key], id=identity, calls=tuple(calls[note.key]))

    notes = sorted((number_note(note) for note in chapter.notes if note.key in numbers), key=lambda note: note.number)
    return replace(chapter, blocks=blocks, notes=tuple(notes))


def _names(chapter: Chapter) -> dict[str, str]:
    """Name each note for use in ids: by its key, with a number where another has that name."""
    names: dict[str, str] = {}
    for note in chapter.notes:
        name = slug(note.key)
        names[note.key] = name if name and name not in names.values() else f"{name}_n{len(names) + 1}"
    return names
