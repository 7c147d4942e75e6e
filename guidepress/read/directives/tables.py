"""Read tables with captions: Markdown's own, lists of lists, and comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from guidepress.model import Block, BulletList, Cell, Inlines, ListItem, NumberedList, Paragraph, Table
from guidepress.read.directives.form import Directive, Form
from guidepress.read.markdown import Locator, parse_line
from guidepress.read.tree import UnreadableError

Row = tuple[Cell, ...]
WIDEST = 1000  # share of a column


def _table(directive: Directive) -> Block:
    blocks = directive.blocks
    if len(blocks) != 1 or not isinstance(blocks[0], Table):
        _report(directive, "not-a-table", "'table' holds one table and no more", "Write its rows as | a | b |.")
        return _made(directive, [])
    return _measured(directive, replace(blocks[0], id=directive.name, span=directive.span, title=directive.title))


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
    lines = _written(directive)
    rows: list[Row] = []
    if "header" in directive.options:
        place = directive.place("header")
        rows += _rows(directive, Locator(place.file, (directive.options["header"],), place.line - 1, place.column - 1))
    return _made(directive, rows + (_rows(directive, lines) if lines else []))


def _written(directive: Directive) -> Locator | None:
    """Return the lines of values, those of the file if one is named, with their places."""
    where, head, folder = directive.reader.where, directive.head, directive.reader.folder
    if "file" not in directive.options:
        if not head.text.strip() and "header" not in directive.options:
            hint = "Write its rows before the closing colons, or name a file: :file: data/costs.csv"
            _report(directive, "empty-block", "the block 'csv-table' is empty", hint)
        return Locator(where.file, tuple(head.text.splitlines()), where.offset + head.text_line)
    if head.text.strip():
        hint = "Keep the file, or the lines below."
        directive.reader.report(directive.place("file"), "table-twice", "the values stand here and in a file", hint)
    name = directive.options["file"]
    text = folder.text(name, directive.place("file")) if folder else None
    return Locator(f"source/{name}", tuple(text.splitlines())) if text else None


def _rows(directive: Directive, lines: Locator) -> list[Row]:
    """Read comma-separated values; a cell that goes on in the next line is in quotation marks."""
    name = directive.options.get("delim", ",")
    delimiter = {"tab": "\t", "space": " "}.get(name, name)
    quote, escape = directive.options.get("quote", '"'), directive.options.get("escape")
    values = io.StringIO("\n".join(lines.lines))
    rows: list[Row] = []
    first = 0
    try:
        reader = csv.reader(
            values, delimiter=delimiter, quotechar=quote, escapechar=escape, skipinitialspace=True, strict=True
        )
        for row in reader:
            here = replace(lines, lines=lines.lines[first : reader.line_num], offset=lines.offset + first)
            rows += [tuple(_cell(directive, cell, here) for cell in row)] if row else []
            first = reader.line_num
    except (csv.Error, TypeError, ValueError) as error:
        message, hint = f"these are no comma-separated values: {error}", "Look at the quotation marks and at :delim:."
        directive.reader.report(lines.line(first), "not-a-table", message, hint)
    return rows


def _cell(directive: Directive, cell: str, where: Locator) -> Cell:
    """Read the words of a cell of the row that stands at ``where``."""
    inlines = replace(directive.reader.inlines, where=where, notes=False)
    try:
        return Cell(inlines.read(parse_line(cell, inlines.language).children))
    except UnreadableError as error:
        directive.reader.report(where.line(0), error.code, error.message, error.hint)
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
    table = Table(
        id=directive.name, span=directive.span, title=directive.title, stubs=int(stubs),
        head=rows[0] if rows else (), rows=tuple(rows[1:]),
    )  # fmt: skip
    return _measured(directive, table)


def _measured(directive: Directive, table: Table) -> Table:
    """Give a table the width, the place and the columns' shares that the author asks for."""
    asked = directive.options.get("widths", "auto")
    widths = () if asked in {"auto", "grid"} else directive.numbers("widths", asked, WIDEST)
    if widths and (len(widths) != len(table.head) or 0 in widths):
        hint = (
            f"The table has {len(table.head)} columns; give each a number: :widths: {' '.join(['1'] * len(table.head))}"
        )
        directive.reader.report(directive.place("widths"), "bad-number", "these are no widths of the columns", hint)
        widths = ()
    align = directive.choice("align", "left", "center", "right")
    return replace(table, width=directive.length("width"), align=align, widths=widths)


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
        options=("header", "header-rows", "stub-columns", "file", "delim", "quote", "escape", "widths", "width", "align"),
        needs_words=False,
        meaningless={
            "url": "Nothing is fetched: save the file below source/ and name it with :file:.",
            "encoding": "Save the file in UTF-8.", "keepspace": "Spaces around words are never shown.",
        },
    ),
}  # fmt: skip
