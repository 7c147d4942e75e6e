"""Visit and rewrite the trees of the model, whatever their types.

``walk`` yields every block and inline below a node in reading order; ``rewrite`` builds a new tree from changed nodes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from typing import Any, TypeVar, cast

from guidepress.errors import Span

T = TypeVar("T")
Change = Callable[[Any], Any]


@cache
def _branches(kind: Hashable) -> tuple[str, ...]:
    """Name the fields of a node that may hold other nodes."""
    plain = {"id", "span", "text", "path", "alt", "number", "target", "place", "kind", "level", "start", "tight"}
    return tuple(field.name for field in dataclasses.fields(cast("Any", kind)) if field.name not in plain)


def _is_node(value: object) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, Span | type)


def walk(node: object) -> Iterator[Any]:
    """Yield ``node`` and every node below it, in reading order; a tuple is walked item by item."""
    if isinstance(node, tuple):
        for item in node:
            yield from walk(item)
    elif _is_node(node):
        yield node
        for name in _branches(cast("Hashable", type(node))):
            value = getattr(node, name)
            if isinstance(value, tuple) or _is_node(value):
                yield from walk(value)


def rewrite(node: T, change: Change) -> T:
    """Return ``node`` with ``change`` applied to every node in it, the inner ones first.

    ``change`` returns the node itself, another one, or a tuple that takes its place in the tuple around it.
    """
    if isinstance(node, tuple):
        return cast("T", _rewrite_tuple(node, change))
    if not _is_node(node):
        return node
    changes: dict[str, object] = {}
    for name in _branches(cast("Hashable", type(node))):
        value = getattr(node, name)
        if isinstance(value, tuple) or _is_node(value):
            new = rewrite(value, change)
            if new is not value:
                changes[name] = new
    changed = dataclasses.replace(cast("Any", node), **changes) if changes else node
    return cast("T", change(changed))


def _rewrite_tuple(items: tuple[object, ...], change: Change) -> tuple[object, ...]:
    new: list[object] = []
    same = True
    for item in items:
        changed = rewrite(item, change)
        same = same and changed is item
        if isinstance(changed, tuple) and not isinstance(item, tuple):
            new.extend(changed)
        else:
            new.append(changed)
    return items if same else tuple(new)
