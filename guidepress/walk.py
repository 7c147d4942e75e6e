"""Visit and rewrite the trees of the model, whatever their types.

``walk`` yields every node below a node in reading order; ``rewrite`` builds a new tree from changed nodes. Both are asked for
every word of a guide several times, so which fields of a type hold other nodes is worked out once, from its annotations.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast, get_args

from guidepress import model
from guidepress.errors import Span

T = TypeVar("T")
Changes = Mapping[type, Callable[[Any], Any]]

_OTHERS = (model.Cell, model.Note, model.Chapter, model.Part, model.Entry, model.GlossaryTerm)
_KINDS = [kind for kind in vars(model).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
_NODES = [kind for kind in _KINDS if issubclass(kind, (model.Block, *get_args(model.Inline), *_OTHERS))]
_NODE = re.compile(rf"\b(Inlines|Blocks|{'|'.join(kind.__name__ for kind in _NODES)})\b")


def _branches_of(kind: type) -> tuple[str, ...]:
    """Name the fields of a type whose annotations name other nodes."""
    return tuple(field.name for field in dataclasses.fields(kind) if _NODE.search(str(field.type)))


BRANCHES: Mapping[type, tuple[str, ...]] = {kind: _branches_of(kind) for kind in _KINDS if kind is not Span}


def children_of(node: object) -> Iterator[Any]:
    """Yield the values of a node's fields that hold other nodes, in order."""
    for name in BRANCHES.get(type(node), ()):
        yield getattr(node, name)


def walk(node: object) -> Iterator[Any]:
    """Yield ``node`` and every node below it, in reading order; a tuple is walked item by item."""
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        if type(item) is tuple:
            stack.extend(reversed(item))
            continue
        branches = BRANCHES.get(type(item))
        if branches is None:
            continue
        yield item
        stack.extend([getattr(item, name) for name in reversed(branches)])


def rewrite(node: T, changes: Changes) -> T:
    """Return ``node`` with its nodes of the given types changed, the inner ones first.

    A change returns the node itself, another one, or a tuple that takes its place in the tuple around it.
    """
    if isinstance(node, tuple):
        return cast("T", _rewrite_tuple(node, changes))
    branches = BRANCHES.get(type(node))
    if branches is None:
        return node
    changed: dict[str, object] = {}
    for name in branches:
        value = getattr(node, name)
        new = rewrite(value, changes)
        if new is not value:
            changed[name] = new
    if changed:
        node = cast("T", dataclasses.replace(cast("Any", node), **changed))
    change = changes.get(type(node))
    return cast("T", change(node)) if change else node


def _rewrite_tuple(items: tuple[object, ...], changes: Changes) -> tuple[object, ...]:
    new: list[object] = []
    same = True
    for item in items:
        changed = rewrite(item, changes)
        if changed is item:
            new.append(item)
            continue
        same = False
        if type(changed) is tuple and type(item) is not tuple:
            new.extend(changed)
        else:
            new.append(changed)
    return items if same else tuple(new)
