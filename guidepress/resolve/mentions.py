"""Note for each entry of the register where the guide links to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from guidepress.errors import Problem
from guidepress.model import Block, Chapter, Guide, Link, ListItem, Paragraph, Place


def collect_mentions(guide: Guide, _problems: list[Problem]) -> Guide:
    """Give every entry the places of the blocks that link to it, in reading order, each once."""
    mentions: dict[tuple[str, str], dict[Place, None]] = {}
    for chapter in (*guide.front, *guide.chapters):
        for link, block in _links(chapter.blocks, chapter.key):
            mentions.setdefault((link.kind, link.entry), {})[Place(chapter.key, block)] = None
        for note in chapter.notes:
            for link, _ in _links(note.paragraphs, chapter.key):
                mentions.setdefault((link.kind, link.entry), {})[_place_of_call(chapter, note.calls[0])] = None
    entries = tuple(
        replace(entry, linked_from=tuple(mentions.get((entry.kind, entry.id), {}))) for entry in guide.entries
    )
    return replace(guide, entries=entries)


def _place_of_call(chapter: Chapter, call: str) -> Place:
    return Place(chapter.key, call)


def _links(node: Any, block: str) -> Iterator[tuple[Link, str]]:  # noqa: ANN401 - any node of the model
    """Yield the links to entries below ``node`` with the id of the block each stands in."""
    if isinstance(node, tuple):
        for item in node:
            yield from _links(item, block)
        return
    if isinstance(node, Link):
        if node.entry:
            yield node, block
        return
    here = node.id if isinstance(node, Block) else block
    if isinstance(node, ListItem):  # the words of an item carry its id, and none of their own when the list is tight
        for child in node.blocks:
            yield from _links(child.children if isinstance(child, Paragraph) else child, here)
        return
    for name in ("title", "terms", "children", "blocks", "items", "head", "rows", "caption", "source"):
        yield from _links(getattr(node, name, ()), here)
