"""Hold YAML values against a schema, and put Pydantic's findings into words an editor understands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from guidepress.errors import Edit, Fix, Problem, did_you_mean, nearest
from guidepress.read.yaml_values import Path, Values

T = TypeVar("T")
_BROKEN = {
    "odd-character",
    "yaml-anchor",
    "yaml-tag",
    "yaml-value",
}  # what is told already of a value that has become another

_ONE_ITEM = re.compile(r"[A-Za-z][\w ./-]*$")  # nothing that means something else between the brackets of a list
_PATTERNS = {
    "slug": ("small letters, digits and dashes only", "For example: co-production-guide."),
    "id": ("small letters, digits and dashes only", "For example: kitchen-table."),
    "identifier": ("urn:… or https://…", "For example: urn:uuid:1f0c…, the same in every version."),
    "version": ("numbers with dots", 'For example: version: "1.0".'),
    "language": ("a language code", "For example: en-GB, cy or fr."),
    "email": ("an e-mail address", "For example: hello@example.org."),
    "address": ("a web address", "For example: https://example.org/page."),
    "archived": ("a web address", "For example: https://web.archive.org/web/2024/https://example.org/page."),
    "phone": ("a phone number", "Use digits, spaces, +, brackets and dashes only: +44 1632 960 000."),
    "website": ("a web address", "For example: https://example.org."),
    "web_address": ("a web address", "For example: https://example.org/guide/."),
    "feedback": ("a web address", "For example: https://example.org/form."),
}


def validate(values: Values, schema: type[T], problems: list[Problem]) -> T | None:
    """Return ``values`` as ``schema`` (a model, or a list of one), or report all that is wrong and return nothing."""
    try:
        return TypeAdapter(schema).validate_python(values.data)
    except ValidationError as error:
        told = {problem.span for problem in problems if problem.code in _BROKEN}
        found = (_problem(detail, values, schema) for detail in error.errors())
        problems.extend(problem for problem in found if problem.code == "schema-missing" or problem.span not in told)
        return None


def _problem(detail: ErrorDetails, values: Values, schema: object) -> Problem:
    path = cast("Path", tuple(part for part in detail["loc"] if part != "[key]"))
    message, hint = _words(detail, path, schema)
    fix = _fix(detail, path, values, schema)
    span = values.key(path) if detail["type"] == "extra_forbidden" else values.span(path)
    return Problem(span, f"schema-{detail['type'].replace('_', '-')}", message, hint, fix=fix)


def _fix(detail: ErrorDetails, path: Path, values: Values, schema: object) -> Fix:
    """Mend what can only be meant in one way: a slip in a key's name, quotation marks too few or too many, a list of one."""
    kind, found, written = detail["type"], detail.get("input"), values.written.get(path, "")
    if kind == "extra_forbidden":
        return respelt_key(path, values, _known(schema, path[:-1]))
    new = ""
    if kind == "string_type" and isinstance(found, bool | int | Decimal | date) and not set(written) & set("\"'\\"):
        new = f'"{written}"'
    elif kind == "date_type" and isinstance(found, str) and written[:1] in {'"', "'"} and _is_date(found):
        new = found
    elif kind == "list_type" and isinstance(found, str) and written == found and _ONE_ITEM.match(found):
        new = f"[{written}]"
    return (Edit(values.span(path), written, new),) if new and written else ()


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def respelt_key(path: Path, values: Values, known: Iterable[str]) -> Fix:
    """Replace a key that is surely a slip for one that does not stand there already."""
    near = nearest(str(path[-1]), {name for name in known if (*path[:-1], name) not in values.keys})
    return (Edit(values.keys[path], str(path[-1]), near),) if near and values.is_plain_key(path) else ()


def _words(detail: ErrorDetails, path: Path, schema: object) -> tuple[str, str]:  # noqa: PLR0911 - one row a kind
    name = next((part for part in reversed(path) if isinstance(part, str)), "the file")
    kind, found = detail["type"], detail.get("input")
    if kind == "extra_forbidden":
        return f"'{name}' is not known here", did_you_mean(str(name), _known(schema, path[:-1]))
    if kind == "missing":
        under = f" under '{path[-2]}'" if len(path) > 1 and isinstance(path[-2], str) else ""
        return f"'{name}' is missing{under}", f"Add a line: {name}: …"
    if name == "version" and isinstance(found, int | Decimal):
        return "the version must stand in quotation marks", f'Write: version: "{found}"'
    if kind == "string_pattern_mismatch" and "[key]" in detail["loc"]:
        mark = "underscores" if "values" in detail["loc"] else "dashes"
        return f"the name '{found}' cannot be used", f"Use small letters, digits and {mark} only."
    if kind == "string_pattern_mismatch":
        what, hint = _PATTERNS.get(str(name), ("small letters, digits and dashes", ""))
        return f"'{name}' must be {what}, not '{found}'", hint
    if (kind == "too_short" or kind.endswith("_type") or kind == "string_too_short") and not found and found != 0:
        name = name if name == "the file" else f"'{name}'"
        return f"{name} is empty", "Write something after the colon, or remove the line if it is not needed."
    if kind == "string_type":
        return (
            f"'{name}' must be words, not {_shape(found)}",
            "Put quotation marks around it if it is a number or a date.",
        )
    if kind == "date_type":
        return f"'{name}' must be a date", "Write it as year-month-day: 2026-11-23, without quotation marks."
    if kind in {"list_type", "dict_type", "model_type"}:
        wanted = "a list: lines that begin with a dash" if kind == "list_type" else "indented lines of 'name: value'"
        hint = _list_hint(found) if kind == "list_type" and isinstance(found, str) else ""
        name = name if name == "the file" else f"'{name}'"
        return f"{name} must be {wanted}, not {_shape(found)}", hint
    return f"'{name}': {detail['msg']}", ""


def _list_hint(words: str) -> str:
    dashes = words.startswith("-")
    return "Put a space after each dash: - welcome.md" if dashes else f"Write each on a line of its own: - {words}"


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "lines of 'name: value'"
    return "a list" if isinstance(value, list) else f"'{value}'"


def _known(schema: object, path: Path) -> list[str]:
    """List the keys that the model at ``path`` below ``schema`` knows."""
    kinds: list[object] = [schema]
    for part in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [name for model in models for name in model.model_fields]


def _inside(kind: object, part: str | int) -> list[object]:
    """Step from a type to the types found in it at ``part``."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(part))
        return [] if field is None else _unwrap(field.annotation)
    return [inner for argument in getattr(kind, "__args__", ()) for inner in _unwrap(argument)]


def _unwrap(kind: object) -> list[object]:
    """Look through unions to the types themselves."""
    if isinstance(kind, type) or getattr(kind, "__origin__", None) in {list, dict}:
        return [kind]
    return [inner for argument in getattr(kind, "__args__", ()) for inner in _unwrap(argument)]
