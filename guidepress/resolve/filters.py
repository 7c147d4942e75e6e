"""Define what expressions can do with values: ``{{ name | upper }}``. Names and meanings are Jinja's.

Each is our own, a line or two, so that none can make more than a moment's work of a few letters or reach into an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import Undefined

Words = Callable[[object], str]
TESTS = frozenset({
    "defined", "undefined", "none", "true", "false", "boolean", "number", "integer", "string", "sequence", "mapping", "odd", "even",
    "divisibleby", "in", "eq", "equalto", "==", "ne", "!=", "lt", "lessthan", "<", "le", "<=", "gt", "greaterthan", ">", "ge", ">=",
})  # fmt: skip
PLACES = 6  # after the point, at most
MOST = 10_000  # letters that a filter makes
_PATTERN = re.compile(r"%(?:%|s|d|\.[0-6]f)")


def words_for(spoken: Callable[[date], str]) -> Words:
    """Return what writes a value as words: dates as they are spoken, lists with commas, numbers without needless noughts."""

    def words(value: object) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, int):  # true and false too
            return str(value).lower()
        if isinstance(value, Decimal | float):
            return _decimal(Decimal(str(value)))
        if isinstance(value, date):
            return spoken(value)
        if isinstance(value, list | tuple):
            return ", ".join(map(words, value))
        message = "it gives several values; name one of them" if isinstance(value, Mapping) else "it gives nothing"
        raise ValueError(message)

    return words


def _decimal(number: Decimal) -> str:
    """Write a number as it was written or reckoned: 2.50 stays so, a third has six places."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > PLACES:
        number = round(number, PLACES).normalize()
    return f"{number:f}"


def filters_for(spoken: Callable[[date], str]) -> Mapping[str, Callable[..., Any]]:
    """Return the filters by their names in Jinja."""
    words = words_for(spoken)

    def bounded(made: str) -> str:
        if len(made) > MOST:
            message = "these are too many words"
            raise ValueError(message)
        return made

    def default(value: object, other: object = "", boolean: bool = False) -> object:  # noqa: FBT001, FBT002 - as Jinja has it
        return other if isinstance(value, Undefined) or (boolean and not value) else value

    def replaced(value: object, old: object, new: object) -> str:
        return bounded(words(value).replace(words(old), words(new)) if words(old) else words(value))

    return {
        "upper": lambda value: words(value).upper(),
        "lower": lambda value: words(value).lower(),
        "capitalize": lambda value: words(value).capitalize(),
        "title": lambda value: re.sub(r"[^\W\d_]+['’]?[^\W\d_]*", lambda word: word[0].capitalize(), words(value)),
        "trim": lambda value: words(value).strip(),
        "string": words,
        "replace": replaced,
        "join": lambda value, between="": bounded(words(between).join(map(words, _several(value)))),
        "format": lambda value, *parts: bounded(_format(words(value), parts, words)),
        "default": default,
        "d": default,
        "length": len,
        "count": len,
        "first": lambda value: _several(value)[0],
        "last": lambda value: _several(value)[-1],
        "sort": lambda value: sorted(_several(value)),
        "min": lambda value: min(_several(value)),
        "max": lambda value: max(_several(value)),
        "sum": lambda value: sum(map(number_of, _several(value))),
        "abs": lambda value: abs(number_of(value)),
        "int": lambda value: int(number_of(value)),
        "round": lambda value, places=0: _rounded(number_of(value), places),
    }


def _several(value: object) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        message = "it needs a list"
        raise TypeError(message)
    return value


def number_of(value: object) -> Decimal:
    """Return a number; words that hold one are taken for it."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str) or len(str(value)) > PLACES * 5:
        message = "it needs a number"
        raise TypeError(message)
    return Decimal(str(value).strip())


def _rounded(number: Decimal, places: object) -> Decimal | int:
    if not isinstance(places, int) or not 0 <= places <= PLACES:
        message = f"numbers are rounded to 0 to {PLACES} places"
        raise ValueError(message)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded if places else int(rounded)


def _format(pattern: str, parts: tuple[object, ...], words: Words) -> str:
    """Fill ``%s``, ``%d`` and ``%.2f`` in order; widths, which could be without bound, are not known."""
    if "%" in _PATTERN.sub("", pattern) or sum(mark != "%%" for mark in _PATTERN.findall(pattern)) != len(parts):
        message = "a pattern holds %s, %d or %.2f, one for each value"
        raise ValueError(message)
    left = list(parts)

    def fill(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return "%"
        value = left.pop(0)
        if mark[0] == "%s":
            return words(value)
        return str(_rounded(number_of(value), 0 if mark[0] == "%d" else int(mark[0][2])))

    return _PATTERN.sub(fill, pattern)
