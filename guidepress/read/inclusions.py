"""Read what stands in other files of the guide: words that several chapters share, and listings.

Goes in: an ``include`` directive and the reader of the file it stands in. Comes out: the nodes of the file it names, with a reader of their
own, so that every problem in them is told at its own file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from guidepress.model import Block, CodeBlock
from guidepress.read.directives.code import LISTED, emphasized, first_number
from guidepress.read.directives.form import COMMON, Directive, Form, read_directive
from guidepress.read.markdown import Locator, parse
from guidepress.read.tree import Node, UnreadableError

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

MOST = 200  # inclusions in a chapter: files that include each other twice would else grow without end
LARGEST = 4_000_000  # letters that a chapter includes: ten long novels
_LISTED = ("code", "language", *LISTED)
_SELECTING = ("start-line", "end-line", "start-after", "end-before")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Hold a file as parsed: the reader of its nodes, its tree, and markdown-it's record of notes and link definitions."""

    reader: BlockReader
    root: Node
    record: Mapping[str, Any]

    @property
    def nodes(self) -> list[Node]:
        """List the nodes that stand for words."""
        return [node for node in self.root.children if node.type not in {"front_matter", "footnote_block"}]


def is_inclusion(node: Node) -> bool:
    """Tell whether a node stands for the blocks of another file."""
    head = node.meta["head"] if node.type == "directive" else None
    return head is not None and head.name == "include" and all(option.key != "literal" for option in head.options)


def expanded(reader: BlockReader, nodes: Iterable[Node]) -> Iterator[tuple[BlockReader, Node]]:
    """Yield nodes with their readers, and those of included files in the place of what includes them."""
    for node in nodes:
        if not is_inclusion(node):
            yield reader, node
        elif included := include(reader, node):
            yield from expanded(included.reader, included.nodes)


def include(reader: BlockReader, node: Node) -> Inclusion | None:
    """Parse the file that a directive names, or report why it cannot be had."""
    directive = read_directive(reader, node, FORM)
    if directive is None or not directive.head.argument:
        return None
    _report_common(directive)
    path = reader.inlines.file(directive.head.argument)
    if path in reader.chain:
        hint = "Take one of the blocks 'include' away."
        way = "" if path == reader.chain[-1] else ", by way of other files"
        reader.report(directive.span, "include-circle", f"'{path}' includes itself{way}", hint)
        return None
    if len(reader.inclusions) >= MOST:
        hint = f"A chapter may include {MOST} files. Do files include each other many times?"
        reader.report(directive.span, "include-many", "too many files are included", hint)
        return None
    text = _text(directive, path)
    return None if text is None else _parsed(directive, path, text)


def _report_common(directive: Directive) -> None:
    for option in directive.head.options:
        if option.key in (*COMMON, *_LISTED):
            place = directive.reader.where.line(option.line, option.column)
            hint = "Give it to a block in the file that is included, or show the file as code: :literal:"
            message = f"'{option.key}' says nothing of words that are included"
            directive.reader.warn(place, "meaningless-option", message, hint)


def _parsed(directive: Directive, path: str, text: str) -> Inclusion | None:
    outer = directive.reader
    where = Locator(f"source/{path}", tuple(text.split("\n")))
    prefix = f"{len(outer.inclusions) + 1}:{path}:"
    reader = replace(
        outer,
        inlines=replace(outer.inlines, where=where, note_prefix=prefix),
        chain=(*outer.chain, path),
        heading_offset=outer.heading_offset + _number(directive, "heading-offset"),
    )
    try:
        included = Inclusion(reader, *parse(text, outer.inlines.language))
    except UnreadableError as error:
        reader.report_unreadable(error)
        return None
    outer.inclusions.append(included)
    return included


def _text(directive: Directive, path: str) -> str | None:
    """Return the file's text, with lines that are not asked for left empty, so that the others keep their numbers."""
    folder = directive.reader.folder
    text = folder.text(path, directive.span) if folder is not None else None
    if text is not None and not _fits(directive, text):
        return None
    if text is None or not directive.options.keys() & set(_SELECTING):
        return text
    lines = text.split("\n")
    faults = len(directive.reader.inlines.problems)
    first, last = _bounds(directive, lines)
    if faults == len(directive.reader.inlines.problems) and not any(line.strip() for line in lines[first:last]):
        hint = "Look at its options: they choose lines of which none holds words."
        directive.reader.report(directive.span, "include-nothing", f"nothing of '{path}' is left to include", hint)
    return "\n".join(line if first <= number < last else "" for number, line in enumerate(lines))


def _fits(directive: Directive, text: str) -> bool:
    """Tell whether a file's text is not too much beside what the chapter includes already, or report that it is."""
    sizes = directive.reader.included_sizes
    sizes.append(len(text))
    if sum(sizes) > LARGEST:
        hint = "Does a large file stand there many times? Link to it, or part the chapter."
        message = f"a chapter cannot include more than {LARGEST // 1_000_000} million letters"
        directive.reader.report(directive.span, "include-many", message, hint)
    return sum(sizes) <= LARGEST


def _bounds(directive: Directive, lines: list[str]) -> tuple[int, int]:
    """Return the first line (from 0) that is asked for, and the first below them."""
    first = _number(directive, "start-line")
    last = min(_number(directive, "end-line", len(lines)), len(lines))
    if mark := directive.options.get("start-after"):
        first = max(first, _line_with(directive, mark, lines[first:last]) + first + 1)
    if mark := directive.options.get("end-before"):
        last = _line_with(directive, mark, lines[first:last]) + first
    return first, last


def _line_with(directive: Directive, mark: str, lines: list[str]) -> int:
    found = next((number for number, line in enumerate(lines) if mark in line), None)
    if found is None:
        hint = "Write words that stand in one of its lines; that line itself is not included."
        message = f"no line of '{directive.head.argument}' holds '{mark}'"
        directive.reader.report(directive.span, "include-mark", message, hint)
        return len(lines)
    return found


def _number(directive: Directive, option: str, missing: int = 0) -> int:
    words = directive.options.get(option, "")
    if not words:
        return missing
    if not (words.isascii() and words.isdecimal()) or len(words) > len("100000"):
        hint = f"Write a number: :{option}: 2. Lines are counted from 0, as MyST counts them."
        directive.reader.report(directive.span, "bad-number", f"'{words}' is no number", hint)
        return missing
    return int(words)


def _listing(directive: Directive) -> Block:
    """Show the file as it is written."""
    text = _text(directive, directive.reader.inlines.file(directive.head.argument)) or ""
    text = text.strip("\n") + "\n"
    options = directive.options
    return CodeBlock(
        id=directive.name,
        span=directive.span,
        text=text,
        syntax=options.get("code") or options.get("language", ""),
        title=directive.reader.inlines.plain(options.get("caption", ""), directive.span),
        file=options.get("filename", ""),
        first_number=first_number(directive),
        emphasized=emphasized(directive, text.count("\n")),
    )


FORM = Form(
    "Name the file: :::{include} shared/consent.md",
    _listing,
    argument="needed",
    options=("heading-offset", *_LISTED, *_SELECTING),
    flags=("literal", "linenos"),
    either=("number-lines",),
    needs_words=False,
    meaningless=dict.fromkeys(
        ("lines", "start-at", "end-at", "lineno-match"),
        "Choose lines by :start-line: and :end-line:, or by :start-after: and :end-before:.",
    ),
)
LISTING = replace(FORM, example="Name the file: :::{literalinclude} shared/consent.py", options=(*_LISTED, *_SELECTING))
