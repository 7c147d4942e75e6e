"""Read the directive ``index``, which says what leads to the block below it from the index.

It is no block, but says something of one, as a name or attributes do.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from guidepress.errors import Span
from guidepress.model import Block, IndexTerm, Paragraph
from guidepress.read.attributes import NOTHING, Attributes
from guidepress.read.directives.form import COMMON, Directive, Form, read_directive
from guidepress.read.index_marks import Line, read_line
from guidepress.read.names import name_of
from guidepress.read.tree import Node

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

NAME = "index"
_OWN = ("name", "label", "section")


def _no_block(directive: Directive) -> Block:
    return Paragraph(children=(), span=directive.span)  # never asked for: the reader of blocks takes it for a mark


FORM = Form("Write: :::{index} tea; green", _no_block, flags=("section",), needs_words=False)
FORMS: Mapping[str, Form] = {NAME: FORM}


def is_index_mark(node: Node) -> bool:
    """Tell whether a node is the directive."""
    return node.type == "directive" and node.meta["head"].name == NAME


def is_about_section(node: Node) -> bool:
    """Tell whether it is about the section that it stands in, as a whole."""
    return is_index_mark(node) and any(option.key == "section" for option in node.meta["head"].options)


def read_index_mark(reader: BlockReader, node: Node) -> Attributes:
    """Return what it says of the block below it, or report what is wrong with it."""
    directive = read_directive(reader, node, FORM)
    if directive is None:
        return NOTHING
    for option in directive.head.options:
        if option.key in COMMON and option.key not in _OWN:
            place, hint = reader.where.line(option.line, option.column), "Say it of the block below."
            reader.report(place, "unknown-option", f"'{NAME}' has no option '{option.key}'", hint)
    terms = tuple(_terms(reader, node, whole="section" in directive.options))
    if not any(line.words for line in _lines(reader, node)):
        hint = "Write what readers will look for: :::{index} tea; green"
        reader.report(directive.span, "index-empty", "this mark says nothing for the index", hint)
    return Attributes(id=name_of(directive.options.get("name", "")), index=terms)


def _lines(reader: BlockReader, node: Node) -> Iterator[Line]:
    """Yield what stands on the first line, and the lines below the options."""
    head, first = node.meta["head"], reader.where.block(node)
    yield Line(_curly(reader, head.argument), Span(first.file, first.line, head.argument_column))
    for number, words in enumerate(map(str.strip, head.text.split("\n")), start=head.text_line):
        if words:
            column = (
                max(reader.where.lines[number].find(words), 0) + 1
            )  # not found where the parser wrote a tab as spaces
            yield Line(_curly(reader, words), reader.where.line(number, column))


def _curly(reader: BlockReader, words: str) -> str:
    """Make quotation marks curly; most lines have none, and asking the parser takes longer than all else here."""
    return reader.inlines.typographic(words) if "'" in words or '"' in words else words


def _terms(reader: BlockReader, node: Node, *, whole: bool) -> Iterator[IndexTerm]:
    for line in _lines(reader, node):
        for term in read_line(line, reader.report, listed=True):
            yield replace(term, whole=whole and not term.kind)


def placeless(index: Iterable[IndexTerm]) -> tuple[IndexTerm, ...]:
    """Return the terms that need no place, as they only lead to other entries."""
    return tuple(term for term in index if term.kind)


def leading(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Part the marks at a chapter's head that are about all of it from the other nodes."""
    marks = list(itertools.takewhile(is_index_mark, nodes))
    own = [mark for mark in marks if is_about_section(mark)]
    return own, [*(mark for mark in marks if mark not in own), *nodes[len(marks) :]]
