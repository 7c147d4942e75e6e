"""Note for each entry of the register where the guide links to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guidepress.errors import Problem
from guidepress.model import Block, Chapter, Guide, Link, ListItem, Paragraph, Place
from guidepress.walk import routes_to

_TO_LINKS = routes_to(frozenset({Link}))
_LEADING = frozenset((Link, tuple, *(kind for kind, fields in _TO_LINKS.items() if fields)))


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


def _links(node: object, block: str) -> Iterator[tuple[Link, str]]:
    """Yield the links to entries below ``node`` with the id of the block each stands in.

    The words of a list's item carry the item's id, and none of their own when the list is tight.
    """
    stack: list[tuple[object, str, bool]] = [(node, block, False)]
    while stack:
        item, here, in_list_item = stack.pop()
        if isinstance(item, tuple):
            stack += [(one, here, in_list_item) for one in item[::-1]]
        elif isinstance(item, Link):
            if item.entry:
                yield item, here
        elif fields := _TO_LINKS.get(type(item)):
            if isinstance(item, Block) and not (in_list_item and isinstance(item, Paragraph)):
                here = item.id
            in_list_item = isinstance(item, ListItem)
            for name in fields[::-1]:
                value = getattr(item, name)
                if type(value) is not tuple or not _LEADING.isdisjoint(map(type, value)):  # most lines are words alone
                    stack.append((value, here, in_list_item))
