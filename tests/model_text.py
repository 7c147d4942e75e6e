"""Write any tree of the model as readable text, for goldens.

One node a line: its kind, its id, the place it was read from, its plain fields; what stands in it is indented below.
A field that does not simply hold the node's content is named on a line of its own, as ``.title``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from guidepress.errors import Problem, Span
from guidepress.model import Picture

CONTENT = {"children", "blocks", "items"}
QUIET = {
    "stubs",
    "glossary",
    "folds",
    "open",
    "selected",
    "shown",
    "main",
    "whole",
    "two_sided",
    "drawings_as_png",
}  # shown only where they say something
STEP = "  "


def text_of(node: object) -> str:
    """Return the tree below ``node``, each line ended."""
    return "".join(f"{line}\n" for line in _lines(node))


def problem_text(problem: Problem) -> str:
    """Return a problem on one line: place, code, message, hint."""
    return f"{problem.span} {problem.code} {problem.message} | {problem.hint}"


def _lines(node: object) -> Iterator[str]:
    if isinstance(node, tuple):
        for item in node:
            yield from _lines(item)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        yield from _node_lines(node)
    else:
        yield repr(node)


def _node_lines(node: object) -> Iterator[str]:
    head, inside = [type(node).__name__], list[str]()
    for field in dataclasses.fields(node):  # type: ignore[arg-type]  # a dataclass, as the caller knows
        value = getattr(node, field.name)
        if _is_silent(field, value):
            continue
        if field.name == "id":
            head.insert(1, str(value))
        elif isinstance(value, Span):
            if value.file:
                head.append(f"@{value.line}:{value.column}")
        elif _is_plain(value):
            head.append(f"{field.name}={_plain(value)}")
        elif field.name in CONTENT:
            inside.extend(STEP + line for line in _lines(value))
        else:
            inside.extend(_named(field.name, value))
    yield " ".join(head)
    yield from inside


def _is_silent(field: dataclasses.Field[object], value: object) -> bool:
    """Tell whether a field says nothing that a reader of a golden needs: it is empty, or noted for machines only."""
    is_empty = value is None or (isinstance(value, str | tuple | Mapping) and not value)
    return is_empty or not field.repr or (field.name in QUIET and not value)


def _named(name: str, value: object) -> Iterator[str]:
    """Write a field under its name; a tuple of tuples, as a table's rows, gets a name for each."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _named(f"{name}[{key}]", one) if not _is_plain(one) else [f"{STEP}.{name}[{key}]={_plain(one)}"]
        return
    groups = value if isinstance(value, tuple) and value and isinstance(value[0], tuple) else (value,)
    for group in groups:
        yield f"{STEP}.{name}"
        yield from (STEP + STEP + line for line in _lines(group))


def _is_plain(value: object) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(item, str | int) for item in value)
    return isinstance(value, str | int | float | Decimal | date)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)


def picture_text(picture: Picture) -> str:
    """Return a picture on one line, without its bytes."""
    return f"{picture.path} {picture.media_type} {picture.width:g}x{picture.height:g}\n"
