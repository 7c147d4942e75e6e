"""Number a PDF's pages as their feet do, so that "go to page 12" leads where 12 is printed (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidepress.paper.tags.boxes import Box, Page

_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Label(NamedTuple):
    """Name a page: ``D`` for decimal figures or ``r`` for Roman ones, and the number."""

    style: str
    number: int


def ranges(pages: Sequence[Page]) -> dict[int, Label]:
    """Give the label of each page (from 0) where counting begins anew."""
    found: dict[int, Label] = {}
    due = Label("D", 1)
    for place, label in enumerate(_labels(pages)):
        if label != due or not place:
            found[place] = label
        due = Label(label.style, label.number + 1)
    return found


def _labels(pages: Sequence[Page]) -> Iterator[Label]:
    """Yield each page's label; one on which no number is printed is counted on to, or back to from the first that has one."""
    printed = [_printed(page.box) for page in pages]
    first = next((place for place, label in enumerate(printed) if label), None)
    start = printed[first] if first is not None else None
    before = Label(start.style, start.number - first) if start and first is not None else Label("D", 1)
    label = before if before.number > 0 else Label("D", 1)
    for found in printed:
        label = found or label
        yield label
        label = Label(label.style, label.number + 1)


def _printed(page: Box) -> Label | None:
    """Find the number in a page's head or foot: a margin box that holds nothing else."""
    for margin in (child for child in page.children if child.kind == "margin"):
        words = "".join(box.words for box in margin).strip()
        if words.isascii() and words.isdecimal():
            return Label("D", int(words))
        if words and _ROMAN.fullmatch(words):
            return Label("r", _arabic(words))
    return None


def _arabic(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
