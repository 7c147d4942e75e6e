"""Find the headings of a table's cells (HTML 4.9.12.2, without what our tables do not have)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

_DIRECTIONS: Mapping[str, str] = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}

MOST = 1000  # columns or rows that a cell goes over (HTML 4.9.11)

Place = tuple[int, int]  # row and column


def direction(heading: Element, *, in_head: bool) -> str:
    """Tell of which cells an element ``th`` is the heading: those of its ``Column`` or its ``Row``."""
    return _DIRECTIONS.get(heading.get("scope", ""), "Column" if in_head else "Row")


def headings(table: Element) -> Mapping[Element, tuple[Element, ...]]:
    """Give the headings of each cell of a table: those of its rows, then those of its columns."""
    heads = {cell for head in table.iter("thead") for cell in head.iter("th")}
    places = dict(_places(table))
    by_row: dict[int, list[Element]] = {}
    by_column: dict[int, list[Element]] = {}
    for cell, covered in places.items():
        if cell.tag == "th":
            axis, along = (by_column, 1) if direction(cell, in_head=cell in heads) == "Column" else (by_row, 0)
            for number in dict.fromkeys(place[along] for place in covered):
                axis.setdefault(number, []).append(cell)
    found: dict[Element, tuple[Element, ...]] = {}
    for cell, covered in places.items():
        if cell.tag == "td":
            rows = [one for row, _ in covered for one in by_row.get(row, ())]
            columns = [one for _, column in covered for one in by_column.get(column, ())]
            found[cell] = tuple(dict.fromkeys([*rows, *columns]))
    return found


def _places(table: Element) -> Iterator[tuple[Element, list[Place]]]:
    """Yield each cell with the places that it covers."""
    taken: set[Place] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            covered = [
                (row + down, column + on) for down in range(span(cell, "row")) for on in range(span(cell, "col"))
            ]
            taken.update(covered)
            yield cell, covered


def span(cell: Element, along: str) -> int:
    """Tell over how many rows (``row``) or columns (``col``) a cell goes."""
    number = cell.get(f"{along}span", "1")
    return min(max(int(number), 1), MOST) if number.isdecimal() else 1
