"""Tell around which place of a finished page which ids stand.

Goes in: the text of an HTML or XHTML file, however bad its markup. Comes out: the ids of the elements that are open at a line and
column, the innermost first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?P<raw>script|style)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
_ID = re.compile(r"\sid\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)  # HTML, 13.1.2: these have no end
Open = tuple[tuple[str, str], ...]  # the elements that are open, each with its name and id, the innermost last


@dataclass(frozen=True)
class Landmarks:
    """Know a page's tags; each changes which elements are open from its first letter on."""

    text: str = field(repr=False)

    def ids_at(self, line: int, column: int) -> tuple[str, ...]:
        """List the ids around a place, the innermost first; without a column the line's first tag is meant."""
        offset = self._offset(line, column)
        at = bisect_right(self._places, offset) - 1
        return tuple(identity for _, identity in reversed(self._open[at]) if identity) if at >= 0 else ()

    def _offset(self, line: int, column: int) -> int:
        start = self._lines[line - 1] if line <= len(self._lines) else len(self.text)
        if column:
            return start + column - 1
        tag = self.text.find("<", start)
        return tag if tag >= 0 else start

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(end.end() for end in re.finditer("\n", self.text)))

    @cached_property
    def _steps(self) -> tuple[tuple[int, Open], ...]:
        return tuple(_steps(self.text))

    @cached_property
    def _places(self) -> tuple[int, ...]:
        return tuple(place for place, _ in self._steps)

    @cached_property
    def _open(self) -> tuple[Open, ...]:
        return tuple(elements for _, elements in self._steps)


def _steps(text: str) -> Iterator[tuple[int, Open]]:
    """Yield each place at which an element begins or has ended, with the elements that are open from there on."""
    elements: Open = ()
    for tag in _TAG.finditer(text):
        name = (tag["name"] or "").lower()
        if not name:
            continue
        if tag["end"]:
            depth = max((number for number, one in enumerate(elements) if one[0] == name), default=None)
            if depth is not None:  # an end without a beginning closes nothing
                elements = elements[:depth]
                yield tag.end(), elements
            continue
        found = _ID.search(tag["rest"])
        inner = (*elements, (name, (found[1] or found[2] or "") if found else ""))
        yield tag.start(), inner
        if name in _VOID or tag["rest"].endswith("/"):
            yield tag.end(), elements
        else:
            elements = inner
