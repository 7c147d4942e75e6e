"""Read what people fill in, and what is for some readers only: worksheets, Easy Read, audiences, page breaks, things to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guidepress.model import (
    Block,
    EasyRead,
    EasyReadRow,
    ForAudience,
    PageBreak,
    TickBoxes,
    Todo,
    Worksheet,
    WritingLines,
)
from guidepress.read.attributes import names_in
from guidepress.read.directives.form import Directive, Form
from guidepress.read.directives.lists import list_items
from guidepress.read.directives.screens import only

MOST_LINES = 40


def _worksheet(directive: Directive) -> Block:
    level = directive.reader.level + 1
    return Worksheet(
        id=directive.name, span=directive.span, title=directive.title, level=level, blocks=directive.inner()
    )


def _lines(directive: Directive) -> Block:
    count = directive.options.get("count", "3")
    if not count.isdecimal() or not 1 <= int(count) <= MOST_LINES:
        hint = f"Write a number from 1 to {MOST_LINES}: :count: 4"
        directive.reader.report(directive.span, "bad-number", f"'{count}' is no number of lines", hint)
        count = "3"
    return WritingLines(id=directive.name, span=directive.span, title=directive.title, count=int(count))


def _tick_boxes(directive: Directive) -> Block:
    return TickBoxes(id=directive.name, span=directive.span, title=directive.title, items=list_items(directive))


def _for_audience(directive: Directive) -> Block:
    audience = names_in(directive.head.argument)
    return ForAudience(id=directive.name, span=directive.span, audience=audience, blocks=directive.blocks)


def _row(directive: Directive) -> Block:
    return EasyReadRow(
        id=directive.name,
        span=directive.span,
        path=directive.reader.inlines.file(directive.head.argument),
        blocks=directive.blocks,
    )


def _easy_read(directive: Directive) -> Block:
    rows = tuple(replace(row) for row in only(directive, EasyReadRow, "row"))
    return EasyRead(id=directive.name, span=directive.span, items=rows)


def _page_break(directive: Directive) -> Block:
    return PageBreak(id=directive.name, span=directive.span)


def _todo(directive: Directive) -> Block:
    return Todo(id=directive.name, span=directive.span, blocks=directive.blocks)


FORMS: Mapping[str, Form] = {
    "worksheet": Form("Give it a title: ::::{worksheet} My plan", _worksheet, argument="needed"),
    "lines": Form(
        "Say what is to be written: :::{lines} What I will do", _lines, options=("count",), needs_words=False
    ),
    "tick-boxes": Form("Ask something: :::{tick-boxes} When can you come?", _tick_boxes),
    "audience": Form("Name the readers: :::{audience} managers", _for_audience, argument="needed"),
    "row": Form("Name the picture: :::{row} images/tea.svg", _row, argument="needed"),
    "easy-read": Form("Write ::::{easy-read} alone.", _easy_read, argument="none"),
    "page-break": Form("Write :::{page-break} alone.", _page_break, argument="none", needs_words=False),
    "todo": Form(":::{todo}", _todo),
}  # fmt: skip
