"""Tell which block of the guide an object of a PDF belongs to.

Goes in: a PDF and the number of an object. Comes out: the id of the block that begins last above the object's place on its page, or
nothing. Every block's id is a named destination of the PDF, with a page and a point on it. An annotation has a place of its own; the
place of a structure element is that of its first content: text or a picture that the page marks with the element's number.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

NEAR = 1.0  # in points: a block's first letters may stand a little above its own edge
DEEPEST = 200
_Matrix = tuple[float, float, float, float, float, float]
_START: _Matrix = (1, 0, 0, 1, 0, 0)
_WRITES = frozenset({"Tj", "TJ", "'", '"'})
_DRAWS = frozenset({"Do", "S", "f", "f*", "B", "sh"})


class Point(NamedTuple):
    """Name a place: a page from 0, and points from its left and lower edge."""

    page: int
    x: float
    y: float


@dataclass
class PdfPlaces:
    """Look up objects of an open PDF; what is worked out once is kept."""

    document: pikepdf.Pdf
    _marked: dict[int, Mapping[int, Point]] = field(default_factory=dict)

    def ids_at(self, number: int, generation: int = 0) -> tuple[str, ...]:
        """Give the id of the block at an object, the nearest first; nothing where the object has no place."""
        thing = self.document.get_object(number, generation)
        point = self._point(thing) or self._point_before(thing)
        return self._blocks_at(point) if point else ()

    @cached_property
    def _pages(self) -> Mapping[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.document.pages)}

    @cached_property
    def _destinations(self) -> Sequence[tuple[Point, str]]:
        """List the named destinations with their places, in the order of reading."""
        names = self.document.Root.get(Name.Names, Dictionary()).get(Name.Dests)
        found = pikepdf.NameTree(names).items() if names is not None else ()
        points = ((self._destination(value), str(name)) for name, value in found)
        known = [(point, name) for point, name in points if point]
        return sorted(known, key=lambda one: (one[0].page, -one[0].y, one[0].x, len(one[1])))

    def _destination(self, value: Any) -> Point | None:  # noqa: ANN401 - pikepdf's objects have no narrower type
        target = value.get(Name.D) if isinstance(value, Dictionary) else value
        if not isinstance(target, Array) or len(target) < 4 or target[1] != Name.XYZ:  # noqa: PLR2004 - page, XYZ, left, top
            return None
        page = self._pages.get(target[0].objgen)
        return None if page is None else Point(page, float(target[2]), float(target[3]))

    def _blocks_at(self, point: Point) -> tuple[str, ...]:
        """Choose the destinations that begin last before a point: on its page above it, or else at the end of the page before."""
        before = [one for one, _ in self._destinations if _is_before(one, point)]
        if not before:
            return ()
        last = max(before, key=lambda one: (one.page, -one.y, one.x))
        names = (name for one, name in self._destinations if one == last)
        return tuple(sorted(names, key=len, reverse=True))

    def _point(self, thing: Any, deep: int = 0) -> Point | None:  # noqa: ANN401 - as above
        """Find where an annotation, a page or a structure element stands."""
        if not isinstance(thing, Dictionary) or deep > DEEPEST:
            return None
        if thing.objgen in self._pages:
            return Point(self._pages[thing.objgen], 0, float(thing.get(Name.MediaBox, [0, 0, 0, 0])[3]))
        if Name.Rect in thing:
            return self._of_annotation(thing)
        kids = thing.get(Name.K)
        page = thing.get(Name.Pg)
        for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
            point = self._of_kid(kid, page, deep)
            if point:
                return point
        return None

    def _point_before(self, element: Any) -> Point | None:  # noqa: ANN401 - as above
        """Find where the last content before an empty structure element stands, in the element around it."""
        parent = element.get(Name.P) if isinstance(element, Dictionary) and Name.S in element else None
        kids = parent.get(Name.K) if isinstance(parent, Dictionary) else None
        if not isinstance(parent, Dictionary) or not isinstance(kids, Array):
            return None
        before = itertools.takewhile(
            lambda kid: not isinstance(kid, Dictionary) or kid.objgen != element.objgen, kids.as_list()
        )
        points = [point for kid in before if (point := self._of_kid(kid, parent.get(Name.Pg), 0))]
        return points[-1] if points else self._point(parent)

    def _of_kid(self, kid: Any, page: Any, deep: int) -> Point | None:  # noqa: ANN401 - as above
        if isinstance(kid, int):
            return self._of_content(kid, page)
        if not isinstance(kid, Dictionary):
            return None
        if Name.MCID in kid:
            return self._of_content(int(kid.MCID), kid.get(Name.Pg, page))
        return self._point(kid.Obj if Name.Obj in kid else kid, deep + 1)

    def _of_annotation(self, annotation: Any) -> Point | None:  # noqa: ANN401 - as above
        for number, page in enumerate(self.document.pages):
            found = page.get(Name.Annots)
            if isinstance(found, Array) and any(one.objgen == annotation.objgen for one in found.as_list()):
                x1, y1, x2, y2 = (float(side) for side in annotation.Rect.as_list())
                return Point(number, min(x1, x2), min(y1, y2))
        return None

    def _of_content(self, mark: int, page: Any) -> Point | None:  # noqa: ANN401 - as above
        number = self._pages.get(page.objgen) if page is not None else None
        if number is None:
            return None
        if number not in self._marked:
            found: dict[int, Point] = {}
            for known, x, y in _marked_places(self.document.pages[number]):
                found.setdefault(known, Point(number, x, y))
            self._marked[number] = found
        return self._marked[number].get(mark)


def _is_before(one: Point, point: Point) -> bool:
    if one.page != point.page:
        return one.page < point.page
    return one.y >= point.y - NEAR and one.x <= point.x + NEAR


@dataclass
class _Pen:
    """Follow where a page's content is drawn: the matrices of the page and of its text (ISO 32000-1, 8.4.2 and 9.4.2)."""

    page: _Matrix = _START
    text: _Matrix = _START
    kept: list[_Matrix] = field(default_factory=list)

    def move(self, operator: str, operands: Sequence[Any]) -> None:
        """Take in one instruction; those that move nothing change nothing."""
        match operator:
            case "q":
                self.kept.append(self.page)
            case "Q" if self.kept:
                self.page = self.kept.pop()
            case "cm":
                self.page = _times(_numbers(operands), self.page)
            case "BT":
                self.text = _START
            case "Tm":
                self.text = _numbers(operands)
            case "Td" | "TD":
                self.text = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.text)
            case _:
                pass

    def place(self, operator: str) -> tuple[float, float]:
        """Return where an instruction that draws does so."""
        matrix = _times(self.text, self.page) if operator in _WRITES else self.page
        return matrix[4], matrix[5]


def _marked_places(page: pikepdf.Page) -> Iterator[tuple[int, float, float]]:
    """Yield the numbers of marked contents with the places at which they are drawn (ISO 32000-1, 14.6)."""
    pen, marks = _Pen(), list[int]()
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        pen.move(operator, operands)
        if operator in {"BDC", "BMC"}:
            marks.append(_mark(operands))
        elif operator == "EMC" and marks:
            marks.pop()
        elif operator in _WRITES | _DRAWS and marks and marks[-1] >= 0:
            yield marks[-1], *pen.place(operator)


def _mark(operands: Sequence[Any]) -> int:
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) and Name.MCID in properties else -1


def _numbers(operands: Sequence[Any]) -> _Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    """Multiply two matrices as PDF writes them (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def ids_of(path: Path, number: int, generation: int = 0) -> tuple[str, ...]:
    """Look up one object of the PDF at ``path``."""
    try:
        with pikepdf.open(path) as document:
            return PdfPlaces(document).ids_at(number, generation)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return ()  # what is wrong with such a file, the checker tells
