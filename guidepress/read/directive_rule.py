"""Teach markdown-it the MyST form of blocks: ``:::{name} argument``, options, words, ``:::``.

Goes in: the parser's state at a line. Comes out: ``directive_open``, the argument as an inline, the body's own tokens (with
their true lines) and ``directive_close``. The body is parsed in place, as the container plugin of mdit-py-plugins does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from guidepress.frozen import quickened

_OPENING = re.compile(r"(?P<fence>:{3,}|`{3,})\{(?P<name>[A-Za-z][\w:-]*)\}[ \t]*(?P<argument>(?:.*[^ \t])?)[ \t]*$")
_OPTION = re.compile(r":(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>(?:.*[^ \t])?)[ \t]*$")
# Directives whose body is no Markdown.
LITERAL = frozenset(
    {"code-block", "code", "csv-table", "math", "index", "eval-rst", "raw", "mermaid", "myst", "graphviz", "plantuml"}
)
_CLOSING = re.compile(r"(?P<fence>:{3,}|`{3,})[ \t]*$")


@quickened
@dataclass(frozen=True, slots=True)
class Option:
    """Hold one option as written; line counts from 0 in the Markdown text, column from 1."""

    key: str
    value: str
    line: int
    column: int


@quickened
@dataclass(frozen=True, slots=True)
class Head:
    """Hold what a directive says before its words.

    ``nested_at`` is the line of an inner block with as many colons; ``text`` the body as written, where it is no Markdown,
    and ``text_line`` the line (from 0) on which it begins.
    """

    name: str
    argument: str
    argument_column: int
    options: tuple[Option, ...]
    closed: bool
    nested_at: int | None
    fence: str
    text: str = ""
    text_line: int = 0


def directive_plugin(md: MarkdownIt) -> None:
    """Add the rule before fenced code, so that ```` ```{note} ```` is a directive as well."""
    interrupts = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    md.block.ruler.before("fence", "directive", _rule, {"alt": interrupts})


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _column(state: StateBlock, number: int) -> int:
    """Return the column (from 1) at which the words of a line begin, after the marks of quotes and lists around them."""
    start = state.bMarks[number] + state.tShift[number]
    return start - state.src.rfind("\n", 0, start)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.is_code_block(start):
        return False
    opening = _OPENING.match(_line(state, start))
    if not opening:
        return False
    if silent:
        return True
    literal = opening["name"] in LITERAL
    close, closed, nested_at = _find_close(state, start, end, opening["fence"])
    options, body = _options(state, start + 1, close)
    head = Head(
        name=opening["name"],
        argument=opening["argument"],
        argument_column=_column(state, start) + opening.start("argument"),
        options=options,
        closed=closed,
        nested_at=None if literal else nested_at,
        fence=opening["fence"],
        text=state.getLines(body, close, state.sCount[start], keepLastLF=True) if literal else "",
        text_line=body,
    )
    _push(state, head, start, close if literal else body, close)
    state.line = close + 1 if closed else close
    return True


def _find_close(state: StateBlock, start: int, end: int, fence: str) -> tuple[int, bool, int | None]:
    """Return the line where the body ends, whether a fence closes it, and the first inner fence that is too long."""
    nested_at = None
    for number in range(start + 1, end):
        line = _line(state, number)
        if line and state.sCount[number] < state.blkIndent:
            return number, False, nested_at
        closing = _CLOSING.match(line)
        if closing and closing["fence"][0] == fence[0] and len(closing["fence"]) >= len(fence):
            return number, True, nested_at
        inner = _OPENING.match(line)
        if inner and nested_at is None and inner["fence"][0] == fence[0] and len(inner["fence"]) >= len(fence):
            nested_at = number
    return end, False, nested_at


def _options(state: StateBlock, start: int, end: int) -> tuple[tuple[Option, ...], int]:
    """Read the lines of the form ``:key: value``; return them and the line where the words begin."""
    options = []
    number = start
    while number < end and (found := _OPTION.match(_line(state, number))):
        options.append(Option(found["key"], found["value"], number, _column(state, number)))
        number += 1
    return tuple(options), number


def _push(state: StateBlock, head: Head, start: int, body: int, close: int) -> None:
    token = state.push("directive_open", "div", 1)
    token.map = [start, close]
    token.meta = {"head": head}
    if head.argument:
        state.push("directive_argument_open", "p", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = head.argument, [start, start + 1], []
        state.push("directive_argument_close", "p", -1)
    old = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "container", close, state.sCount[start]
    state.md.block.tokenize(state, body, close)
    state.parentType, state.lineMax, state.blkIndent = old
    state.push("directive_close", "div", -1)
