"""Read the comments that allow what a rule warns of: ``<!-- allow: CODE because REASON -->``.

On a line of its own it is about the block below it; inside a line, about that line. In the lists of resources.yaml and
glossary.yaml it is written ``# allow: CODE because REASON``, and is about the entry that it stands in or above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guidepress.errors import Span
from guidepress.model import Waiver
from guidepress.read.markdown import Locator
from guidepress.read.tree import Node

_WAIVER = re.compile(r"<!--\s*allow:\s*(?P<code>[^\s>]*?)\s*(?:\bbecause\b\s*(?P<reason>.*?))?\s*-->", re.DOTALL)

_IN_YAML = re.compile(r"^\s*#\s*allow:\s*(?P<code>\S*?)\s*(?:\bbecause\b\s*(?P<reason>.*?))?\s*$")
_ITEM = re.compile(r"^ *-(?: |$)")


def read_waivers(root: Node, where: Locator) -> Iterator[Waiver]:
    """Yield the waivers of a chapter, in order."""
    if not any("allow:" in line for line in where.lines):
        return
    for parent in (root, *root.blocks()):
        for number, node in enumerate(parent.children):
            if node.type == "html_block" and (found := _WAIVER.match(node.content.strip())):
                yield _waiver(found, where.block(node), *_lines_below(node, parent.children[number + 1 :], where))
            elif node.type == "inline":
                yield from _waivers_in_line(node, where)


def read_waivers_in_list(text: str, file: str) -> Iterator[Waiver]:
    """Yield the waivers in the comments of a YAML file that holds a list."""
    lines = text.split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines if _ITEM.match(line)]
    begins = [at for at, line in enumerate(lines) if _ITEM.match(line) and line.index("-") == min(indents)]
    for at, line in enumerate(lines):
        if found := _IN_YAML.match(line):
            span = Span(file, at + 1, line.index("#") + 1)
            first, last = _entry_around(lines, begins, at)
            yield _waiver(found, span, first + 1, last)


def _entry_around(lines: list[str], begins: list[int], comment: int) -> tuple[int, int]:
    """Find the lines of the entry that a comment stands in, or of the one right below it."""
    below = (at for at in range(comment, len(lines)) if lines[at].strip() and not lines[at].lstrip().startswith("#"))
    here = next(below, comment)
    first = max((begin for begin in begins if begin <= here), default=here)
    return first, min((begin for begin in begins if begin > here), default=len(lines))


def _waivers_in_line(line: Node, where: Locator) -> Iterator[Waiver]:
    for node in line.below():
        if node.type == "html_inline" and (found := _WAIVER.match(node.content)):
            span = where.inline(line, node.meta.get("pos", 0))
            yield _waiver(found, span, span.line, span.line)


def _waiver(found: re.Match[str], span: Span, first: int, last: int) -> Waiver:
    reason = " ".join((found["reason"] or "").split())
    return Waiver(found["code"], reason, span.file, first, last, span)


def _lines_below(comment: Node, siblings: Sequence[Node], where: Locator) -> tuple[int, int]:
    """Find the first and the last line of the block below a comment, or the comment's own when there is none."""
    below = next((node for node in siblings if node.type != "html_block"), None)
    if below is not None and below.map:
        return below.map[0] + 1 + where.offset, below.map[1] + 1 + where.offset
    after = comment.map[1] if comment.map else 0
    return _next_paragraph(where, after)


def _next_paragraph(where: Locator, after: int) -> tuple[int, int]:
    """Find the next lines that are not empty, as those of a note, which stands elsewhere in the tree."""
    filled = (number for number in range(after, len(where.lines)) if where.lines[number].strip())
    first = next(filled, after)
    last = first
    while last + 1 < len(where.lines) and where.lines[last + 1].strip():
        last += 1
    return first + 1 + where.offset, last + 1 + where.offset
