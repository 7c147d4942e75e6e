"""Write methods of frozen dataclasses that do their work without a search.

A frozen class refuses that its fields are set. So dataclasses sets each by ``object.__setattr__``, which looks for the name in the class
and all above it; what stands behind a slot sets it in half the time, and a guide is read into a hundred thousand fields. The objects are
as frozen as before. As in dataclasses itself, a method is written out, field by field: a loop would take the time that is saved.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")


def quickened(kind: type[T]) -> type[T]:
    """Give a frozen dataclass with slots another ``__init__`` that does the same; one with a factory of defaults keeps its own."""
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]  # a dataclass, as said
    if not fields or any(field.default_factory is not dataclasses.MISSING for field in fields):
        return kind
    defaults = {f"default_{field.name}": field.default for field in fields if field.default is not dataclasses.MISSING}
    first, named = ([_parameter(field) for field in fields if field.kw_only == is_named] for is_named in (False, True))
    head = ", ".join(["self", *first, *(["*", *named] if named else [])])
    body = [f"put_{field.name}(self, {field.name})" for field in fields]
    kind.__init__ = _written("__init__", head, body, _puts(kind) | defaults)  # type: ignore[method-assign]
    return kind


def copier(kind: type[T]) -> Callable[[T], T]:
    """Make a function that copies an object of such a class."""
    body = ["made = new(kind)", *(f"put_{name}(made, node.{name})" for name in names_of(kind)), "return made"]
    return cast(
        "Callable[[T], T]", _written("copy", "node", body, {"new": object.__new__, "kind": kind, **_puts(kind)})
    )


def names_of(kind: type) -> tuple[str, ...]:
    """Name the fields of a dataclass."""
    return tuple(field.name for field in dataclasses.fields(kind))


def _parameter(field: dataclasses.Field[Any]) -> str:
    return field.name if field.default is dataclasses.MISSING else f"{field.name}=default_{field.name}"


def _puts(kind: type) -> dict[str, object]:
    """List what sets the fields, by the names that it has in what is written."""
    return {f"put_{name}": getattr(kind, name).__set__ for name in names_of(kind)}


def _written(name: str, head: str, body: list[str], names: Mapping[str, object]) -> Callable[..., Any]:
    """Make a function of its lines, which hold the names of fields alone."""
    known = dict(names)
    exec("\n ".join([f"def {name}({head}):", *body]), known)  # noqa: S102 - no words of an author come here
    return cast("Callable[..., Any]", known[name])
