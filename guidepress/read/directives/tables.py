"""Read tables with captions: Markdown's own, lists of lists, and comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from guidepress.errors import Span
from guidepress.model import Block, BulletList, Cell, Inlines, ListItem, NumberedList, Paragraph, Table
from guidepress.read.directives.form import Directive, Form
from guidepress.read.markdown import TooDeepError, WordsLocator, parse_line

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

Row = tuple[Cell, ...]


def _table(directive: Directive) -> Block:
    blocks = directive.blocks
    if len(blocks) != 1 or not isinstance(blocks[0], Table):
        _report(directive, "not-a-table", "'table' holds one table and no more", "Write its rows as | a | b |.")
        return _made(directive, [])
    return replace(blocks[0], id=directive.name, span=directive.span, title=directive.title)


def _list_table(directive: Directive) -> Block:
    blocks = directive.blocks
    outer = blocks[0] if len(blocks) == 1 else None
    rows = [_row(directive, item) for item in outer.items] if isinstance(outer, BulletList | NumberedList) else []
    if not rows:
        hint = "Write a row as '* - first cell' and below it, indented, '  - second cell'."
        _report(directive, "not-a-table", "'list-table' holds a list of lists", hint)
    return _made(directive, rows)


def _row(directive: Directive, item: ListItem) -> Row:
    inner = item.blocks[0] if item.blocks else None
    if not isinstance(inner, BulletList | NumberedList):
        _report(directive, "not-a-table", "a row of the table is no list", "Begin each row with '* - '.")
        return ()
    return tuple(Cell(_words(directive, cell)) for cell in inner.items)


def _words(directive: Directive, cell: ListItem) -> Inlines:
    if any(not isinstance(block, Paragraph) for block in cell.blocks) or len(cell.blocks) > 1:
        hint = "Say it in one paragraph, or use headings and lists in place of a table."
        _report(directive, "cell-content", "a cell holds one paragraph of words", hint)
    return next((block.children for block in cell.blocks if isinstance(block, Paragraph)), ())


def _csv_table(directive: Directive) -> Block:
    reader, head = directive.reader, directive.head
    delimiter = {"tab": "\t", "space": " "}.get(
        directive.options.get("delim", ","), directive.options.get("delim", ",")
    )
    lines = (
        [directive.options["header"], *head.text.splitlines()]
        if "header" in directive.options
        else head.text.splitlines()
    )
    begin = directive.span.line + 1 + len(head.options)
    places = [directive.place("header")] * ("header" in directive.options)
    places += [Span(directive.span.file, begin + number, 1) for number in range(len(head.text.splitlines()) + 1)]
    rows: list[tuple[Span, list[str]]] = []
    try:
        table = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, skipinitialspace=True)
        while (row := next(table, None)) is not None:
            rows.append((places[table.line_num - 1], row))
    except (csv.Error, TypeError) as error:
        _report(
            directive, "not-a-table", f"these are no comma-separated values: {error}", "Look at the quotation marks."
        )
        rows = []
    return _made(directive, [tuple(_csv_cell(reader, place, cell) for cell in row) for place, row in rows if row])


def _csv_cell(reader: BlockReader, row: Span, words: str) -> Cell:
    """Read the words of a cell in the ``row`` that ends at a line."""
    line = reader.where.lines[row.line - 1]
    place = Span(row.file, row.line, max(line.find(words.rsplit("\n", maxsplit=1)[-1]), row.column - 1) + 1)
    where = WordsLocator(row.file, (), places=((0, place),))
    inlines = replace(reader.inlines, where=where, notes=False)
    try:
        return Cell(inlines.read(parse_line(words, inlines.language).children))
    except TooDeepError:
        reader.report(
            place,
            "too-deep",
            "words stand inside too many marks here",
            "Take some of the stars, underscores or brackets away.",
        )
        return Cell(())


def _made(directive: Directive, rows: list[Row]) -> Table:
    """Make a table of rows, the first of which holds the headings; report rows of another length."""
    width = max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            message = f"row {number} has {len(row)} cells, others {width}"
            _report(directive, "row-length", message, "Give every row the same number of cells.")
    if directive.options.get("header-rows", "1") != "1":
        _report(directive, "header-rows", "a table has one row of headings", "Write :header-rows: 1")
    stubs = directive.options.get("stub-columns", "0")
    if not stubs.isdecimal() or int(stubs) > width:
        _report(directive, "bad-number", f"'{stubs}' is no number of columns", "Write :stub-columns: 1")
        stubs = "0"
    return Table(
        id=directive.name, span=directive.span, title=directive.title, stubs=int(stubs),
        head=rows[0] if rows else (), rows=tuple(rows[1:]),
    )  # fmt: skip


def _report(directive: Directive, code: str, message: str, hint: str) -> None:
    directive.reader.report(directive.span, code, message, hint)


FORMS: Mapping[str, Form] = {
    "table": Form("Give it a caption: :::{table} Who decides what", _table, options=("align", "width", "widths")),
    "list-table": Form(
        "Give it a caption: :::{list-table} Who decides what", _list_table,
        options=("header-rows", "stub-columns", "widths", "width", "align"),
    ),
    "csv-table": Form(
        "Give it a caption: :::{csv-table} Who decides what", _csv_table,
        options=("header", "header-rows", "stub-columns", "delim", "widths", "width", "align"),
    ),
}  # fmt: skip
