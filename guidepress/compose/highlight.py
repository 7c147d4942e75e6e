"""Part code into lines and pieces with a class each, for style sheets to colour.

Goes in: a block of code. Comes out: its lines; a line's number, whether it is emphasised, and its pieces. The colours say nothing
that the words do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guidepress.model import CodeBlock
from guidepress.read.syntaxes import LARGEST, Kind, pieces_of


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line of code, with its end: pieces of class and words."""

    pieces: tuple[tuple[str, str], ...]
    number: int | None = None
    emphasized: bool = False


def lines_of(block: CodeBlock) -> tuple[Line, ...]:
    """Part a block of code into lines; one so large that no page could hold a box for each line stays whole: nothing comes back."""
    if len(block.text) > LARGEST and block.first_number is None and not block.emphasized:
        return ()
    return tuple(_lines(block))


def _lines(block: CodeBlock) -> Iterator[Line]:
    emphasized, first = frozenset(block.emphasized), block.first_number
    for place, pieces in enumerate(_rows(block)):
        yield Line(pieces, None if first is None else first + place, place + 1 in emphasized)


def _rows(block: CodeBlock) -> Iterator[tuple[tuple[str, str], ...]]:
    found = pieces_of(block.text, block.syntax)
    pieces = [(_class_of(kind), words) for kind, words in found] if found else [("", block.text)]
    row: list[tuple[str, str]] = []
    for css_class, words in pieces:
        for part in _parts(words):
            if row and row[-1][0] == css_class:
                row[-1] = (css_class, row[-1][1] + part)
            else:
                row.append((css_class, part))
            if part.endswith("\n"):
                yield tuple(row)
                row = []
    if row:
        yield tuple(row)


def _parts(words: str) -> Iterator[str]:
    """Cut after each line's end."""
    *whole, rest = words.split("\n")
    yield from (f"{part}\n" for part in whole)
    if rest:
        yield rest


@cache
def _classes() -> Mapping[Kind, str]:
    """Name our few classes by Pygments' types; a type has the class of its nearest parent."""
    from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String

    return {
        Comment: "code-comment",
        Generic.Output: "code-comment",
        Keyword: "code-keyword",
        Operator.Word: "code-keyword",
        Generic.Prompt: "code-keyword",
        Generic.Heading: "code-keyword",
        Generic.Subheading: "code-keyword",
        String: "code-string",
        Generic.Inserted: "code-string",
        Literal: "code-number",
        Number: "code-number",
        Name.Constant: "code-number",
        Name.Class: "code-name",
        Name.Function: "code-name",
        Name.Tag: "code-name",
        Name.Decorator: "code-name",
        Name.Namespace: "code-name",
        Name.Builtin: "code-builtin",
        Name.Attribute: "code-builtin",
        Name.Exception: "code-builtin",
        Name.Variable: "code-builtin",
        Generic.Deleted: "code-builtin",
    }


@cache
def _class_of(kind: Kind) -> str:
    classes = _classes()
    parents = (kind[:length] for length in range(len(kind), 0, -1))
    return next((classes[parent] for parent in parents if parent in classes), "")
