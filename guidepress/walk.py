"""Visit and rewrite the trees of the model, whatever their types.

``walk`` yields every node below a node in reading order, ``find`` those of some types; ``rewrite`` builds a new tree from changed nodes.
A guide is gone through many times. So which fields of a type hold nodes is worked out once, from its annotations, and so is which of them
can lead to the types that are looked for: whoever looks for figures does not go through every line of words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args, overload

from guidepress import model
from guidepress.errors import Span
from guidepress.frozen import copier

T = TypeVar("T")
Changes = Mapping[type, Callable[[Any], Any]]
Routes = Mapping[type, tuple[str, ...]]

_OTHERS = (model.Cell, model.Note, model.Chapter, model.Part, model.Entry, model.GlossaryTerm)
_KINDS = [kind for kind in vars(model).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
_INLINES = get_args(model.Inline)
_BLOCKS = tuple(kind for kind in _KINDS if issubclass(kind, model.Block))
_NODES = {kind.__name__: (kind,) for kind in (*_BLOCKS, *_INLINES, *_OTHERS)} | {"Inlines": _INLINES, "Blocks": _BLOCKS}
_NAME = re.compile(r"\b\w+\b")


def _named(field: dataclasses.Field[Any]) -> frozenset[type]:
    """List the types of nodes that a field's annotation names."""
    return frozenset(kind for name in _NAME.findall(str(field.type)) for kind in _NODES.get(name, ()))


# By type and by field: the types of nodes that stand in it.
_INSIDE: Mapping[type, Mapping[str, frozenset[type]]] = {
    kind: {field.name: found for field in dataclasses.fields(kind) if (found := _named(field))}
    for kind in _KINDS
    if kind is not Span
}
BRANCHES: Routes = {kind: tuple(fields) for kind, fields in _INSIDE.items()}


@cache
def _below(kind: type) -> frozenset[type]:
    """List the types of all nodes that can stand below one of a type."""
    found: set[type] = set()
    waiting = [kind]
    while waiting:
        new = frozenset().union(*_INSIDE.get(waiting.pop(), {}).values()) - found
        found |= new
        waiting += new
    return frozenset(found)


@cache
def routes_to(wanted: frozenset[type]) -> Routes:
    """Name for each type of node the fields that hold, or lead to, nodes of the types wanted."""
    leading = {kind for kind in _INSIDE if kind in wanted or wanted & _below(kind)}
    return {
        kind: tuple(name for name, inside in fields.items() if inside & leading) for kind, fields in _INSIDE.items()
    }


@cache
def _with_subtypes(kinds: tuple[type, ...]) -> frozenset[type]:
    return frozenset(kind for kind in _KINDS if issubclass(kind, kinds))


@cache
def _backwards(wanted: frozenset[type]) -> Routes:
    """Name the fields of ``routes_to`` in the order in which they are put on a stack, and only of types that have some."""
    return {kind: fields[::-1] for kind, fields in routes_to(wanted).items() if fields}


def children_of(node: object) -> Iterator[Any]:
    """Yield the values of a node's fields that hold other nodes, in order."""
    for name in BRANCHES.get(type(node), ()):
        yield getattr(node, name)


def walk(node: object, routes: Routes = BRANCHES) -> Iterator[Any]:
    """Yield ``node`` and every node below it, in reading order; a tuple is walked item by item.

    ``routes`` names the fields to go through; without it all are.
    """
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        if type(item) is tuple:
            stack += item[::-1]
            continue
        branches = routes.get(type(item))
        if branches is None:
            continue
        yield item
        for name in branches[::-1]:
            stack.append(getattr(item, name))


@overload
def find(node: object, kind: type[T], /) -> Iterator[T]: ...


@overload
def find(node: object, /, *kinds: type) -> Iterator[Any]: ...


def find(node: object, /, *kinds: type) -> Iterator[Any]:
    """Yield the nodes of some types, or of types derived from them, at and below ``node``, in reading order."""
    wanted = _with_subtypes(kinds)
    parts = node if type(node) is tuple and node and type(node[0]) is model.Chapter else (node,)
    for part in parts:
        here = part.held(wanted) if type(part) is model.Chapter else wanted
        if here:
            yield from _found(part, here)


def _found(node: object, wanted: frozenset[type]) -> Iterator[Any]:
    routes = _backwards(wanted)
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        kind = type(item)
        if kind is tuple:
            stack += item[::-1]
            continue
        if kind in wanted:
            yield item
        for name in routes.get(kind, ()):
            stack.append(getattr(item, name))


def kinds_in(node: object) -> frozenset[type]:
    """List the types of all nodes at and below ``node``, and of what becomes of them when links are resolved."""
    found: set[type] = set()
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        kind = type(item)
        if kind is tuple:
            stack += item
            continue
        found.add(kind)
        for name in BRANCHES.get(kind, ()):
            stack.append(getattr(item, name))
    return frozenset(found | {model.Text, model.Link})


_COPIERS: Mapping[type, Callable[[Any], Any]] = {kind: copier(kind) for kind in _KINDS}


def altered(node: T, **changes: object) -> T:
    """Return ``node`` with other values in some fields, as ``dataclasses.replace`` does, in a third of the time."""
    return altered_by(node, changes)


def altered_by(node: T, changes: Mapping[str, object]) -> T:
    """Do as ``altered``, with changes by the names of fields."""
    made: T = _COPIERS[type(node)](node)
    for name, value in changes.items():
        object.__setattr__(made, name, value)
    return made


@dataclasses.dataclass(frozen=True, slots=True)
class _Rewriting:
    """Hold what ``rewrite`` changes, the fields that lead there, and the types that it stops at (``tuple`` is one)."""

    changes: Changes
    routes: Routes
    concerned: frozenset[type]


def rewrite(node: T, changes: Changes) -> T:
    """Return ``node`` with its nodes of the given types changed, the inner ones first.

    A change returns the node itself, another one, or a tuple that takes its place in the tuple around it.
    """
    wanted = node.held(changes) if isinstance(node, model.Chapter) else frozenset(changes)
    if not wanted:
        return node
    return cast("T", _rewritten(node, _Rewriting(changes, routes_to(wanted), _concerned(wanted))))


@cache
def _concerned(wanted: frozenset[type]) -> frozenset[type]:
    return frozenset((*wanted, tuple, *_backwards(wanted)))


def _rewritten(node: Any, how: _Rewriting) -> Any:  # noqa: ANN401 - a node or a tuple of them
    kind = type(node)
    if kind is tuple:
        return _rewritten_tuple(node, how)
    changed: dict[str, object] | None = None
    for name in how.routes.get(kind, ()):
        value = getattr(node, name)
        if type(value) is tuple and how.concerned.isdisjoint(map(type, value)):
            continue  # as most lines, which are words alone
        new = _rewritten(value, how)
        if new is not value:
            changed = changed or {}
            changed[name] = new
    if changed:
        node = altered_by(node, changed)
    change = how.changes.get(kind)
    return change(node) if change else node


def _rewritten_tuple(items: tuple[Any, ...], how: _Rewriting) -> tuple[Any, ...]:
    new: list[object] = []
    same = True
    for item in items:
        kind = type(item)
        changed = _rewritten(item, how) if kind in how.concerned else item
        same = same and changed is item
        if type(changed) is tuple and kind is not tuple:
            new += changed
        else:
            new.append(changed)
    return items if same else tuple(new)
