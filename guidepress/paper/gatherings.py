"""Part a guide into gatherings: what is laid out by itself, beginning on a page of its own.

A gathering's HTML has slots where the numbers of pages will stand, so that it can be written before they are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Numbering = Literal["decimal", "lower-roman"]

SCHEME = "guide:"
NUMBER_OF = "data-page-of"  # on an element that holds the number of a page and nothing else: names what begins there
ELSEWHERE = f"{SCHEME}elsewhere#"  # before the id of what is not in the document that links to it

# What no text may hold (Unicode 23.7, noncharacters) stands around the id of what a slot asks the page of.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SLOT = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MARKUP = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip


def slot(identity: str) -> str:
    """Hold a place in the HTML for the number of the page on which something begins."""
    return f"{_OPEN}{identity}{_CLOSE}"


def label(number: int, numbering: Numbering) -> str:
    """Write a page's number as its foot does."""
    if numbering == "decimal":
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


@dataclass(frozen=True, slots=True)
class Gathering:
    """Hold what is laid out by itself.

    Attributes:
        key: the name of its page in the other formats, or of the first of them.
        html: its document, with slots for the numbers of pages.
        numbering: how its pages are numbered; where that changes, numbers begin anew.
        recto: whether it begins on a right-hand page, as WeasyPrint takes the first one to be; then the page before may be blank.
    """

    key: str
    html: str
    numbering: Numbering = "decimal"
    recto: bool = False

    @property
    def letters(self) -> int:
        """Count the letters of its document, spaces with them, without its markup."""
        return len(_MARKUP.sub("", self.html))

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """Name everything that has an id, with its place in the HTML, in letters."""
        return tuple((found[1], found.start()) for found in _ID.finditer(self.html))

    @property
    def wanted(self) -> tuple[str, ...]:
        """Name what its pages print the number of, each once."""
        return tuple(dict.fromkeys(_SLOT.findall(self.html)))

    def filled(self, labels: Mapping[str, str]) -> str:
        """Write its document with the numbers in it; what is not known is left out."""
        return _SLOT.sub(lambda found: labels.get(found[1], ""), self.html)


def first_pages(gatherings: Sequence[Gathering], counts: Mapping[str, int]) -> dict[str, int]:
    """Give the number of each gathering's first page: they count on from each other while they are numbered alike.

    Right-hand pages have odd numbers, so where a page stays blank its number is passed over.
    """
    found: dict[str, int] = {}
    due, before = 1, None
    for one in gatherings:
        if one.numbering != before:
            due, before = 1, one.numbering
        if one.recto and due % 2 == 0:
            due += 1
        found[one.key] = due
        due += counts.get(one.key, 1)
    return found


@dataclass(frozen=True, slots=True)
class Setting:
    """Say what a gathering is to be laid out with: the number of its first page, and the numbers that its words print."""

    first: int
    labels: Mapping[str, str]
