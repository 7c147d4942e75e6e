"""Make a guide an edition for one audience: what is marked for others is left out.

It runs when blocks have their ids, which are therefore the same in every edition, and before anything is numbered.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import fields, replace

from guidepress import model
from guidepress.errors import Problem, Span, did_you_mean
from guidepress.model import Block, Chapter, EasyReadRow, Entry, Figure, Guide, InlinePicture, Part, Phrase, Place, Todo
from guidepress.walk import Changes, rewrite, walk

_HOLDING = ("blocks", "items")  # fields that hold other blocks: a block that has none left in them is left out too
_BLOCKS = [
    kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Block) and kind is not Block
]


def make_edition(guide: Guide, problems: list[Problem]) -> Guide:
    """Leave out what is for others than the edition's audience; a guide that is no edition stays whole."""
    if not guide.edition:
        return guide
    if guide.edition not in guide.audiences:
        place = guide.places.get(("audiences",), Span("source/guide.yaml"))
        hint = did_you_mean(guide.edition, guide.audiences) or "Declare it under audiences: in guide.yaml."
        problems.append(Problem(place, "unknown-audience", f"there is no audience '{guide.edition}'", hint))
        return guide
    front, parts = tuple(_chapters(guide.front, guide.edition)), tuple(_parts(guide))
    if not any(part.chapters for part in parts):
        place, hint = guide.places.get(("audiences", guide.edition), Span("source/guide.yaml")), "Make the whole guide."
        problems.append(Problem(place, "empty-edition", f"no chapter is for '{guide.edition}'", hint))
        return guide
    edition = replace(guide, identifier=identifier_of(guide), front=front, parts=parts)
    gone = _pictures(guide) - _pictures(edition) - {guide.cover.picture, guide.cover.mark}
    pictures = {path: picture for path, picture in guide.pictures.items() if path not in gone}
    return replace(edition, pictures=pictures, left_out=frozenset(_places(guide)) - frozenset(_places(edition)))


def _pictures(guide: Guide) -> set[str]:
    nodes = walk((*guide.front, *guide.chapters))
    return {node.path for node in nodes if isinstance(node, Figure | InlinePicture | EasyReadRow)}


def identifier_of(guide: Guide) -> str:
    """Give an edition an identifier of its own that is always the same: a UUID of version 5 (RFC 9562, 5.5) of the guide's."""
    name = guide.identifier.removeprefix("urn:uuid:")
    try:
        return f"urn:uuid:{uuid.uuid5(uuid.UUID(name), guide.edition)}"
    except ValueError:
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{guide.identifier}#{guide.edition}')}"


def leave_out_entries(guide: Guide, _problems: list[Problem]) -> Guide:
    """Leave out of an edition's register what is for others, unless the edition itself links to it."""
    entries = (one for one in guide.entries if one.linked_from or _is_for(one, guide.edition) or not guide.edition)
    return replace(guide, entries=tuple(entries))


def _parts(guide: Guide) -> Iterator[Part]:
    number = 0
    for part in guide.parts:
        if chapters := tuple(_chapters(part.chapters, guide.edition)):
            number += bool(part.title)
            yield replace(part, chapters=chapters, number=number)


def _chapters(chapters: tuple[Chapter, ...], edition: str) -> Iterator[Chapter]:
    """Keep the chapters for an audience; whom they are for goes without saying then."""
    changes: Changes = {kind: lambda block: _kept(block, edition) for kind in _BLOCKS if kind is not Todo}
    for chapter in chapters:
        if _is_for(chapter, edition) and (blocks := rewrite(chapter.blocks, changes)):
            yield replace(chapter, blocks=blocks, audience=())


def _kept(block: Block, edition: str) -> Block | tuple[()]:
    emptied = any(field.name in _HOLDING and not getattr(block, field.name) for field in fields(block))
    if emptied or not _is_for(block, edition):
        return ()
    return replace(block, audience=()) if block.audience else block


def _is_for(written: Block | Chapter | Entry, edition: str) -> bool:
    return not written.audience or edition in written.audience


def _places(guide: Guide) -> Iterator[Place]:
    for chapter in (*guide.front, *guide.chapters):
        yield Place(chapter.key)
        for node in walk(chapter.blocks):
            if isinstance(node, Block | Phrase) and node.id:
                yield Place(chapter.key, node.id)
