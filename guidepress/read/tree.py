"""Make markdown-it's row of tokens a tree.

markdown-it has a tree of its own, whose every look at a token goes through several properties; with this one, which holds what a reader
asks for, a long guide is read in two thirds of the time (benchmarks/reading.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

# Blocks inside blocks, marks inside marks. markdown-it leaves out what stands in deeper blocks, which the chapter's reader reports.
DEEPEST = 20


@dataclass(slots=True, eq=False)
class Node:
    """Hold one element of a text: that of a token, or of a pair of them and what stands between.

    ``type`` is the token's without ``_open``; ``meta`` what plug-ins say of it; ``map`` the lines (from 0, the second is the first below it).
    """

    type: str
    token: Token
    meta: dict[Any, Any]
    children: list[Node] = field(default_factory=list)
    content: str = ""
    map: list[int] | None = None

    @property
    def tag(self) -> str:
        """Return the name of the HTML element that the token stands for."""
        return self.token.tag

    @property
    def attrs(self) -> dict[str, str | int | float]:
        """Return the attributes of that element."""
        return self.token.attrs

    @property
    def info(self) -> str:
        """Return what stands behind the opening of a fence."""
        return self.token.info

    @property
    def hidden(self) -> bool:
        """Tell whether this is the paragraph of a tight list."""
        return self.token.hidden

    @property
    def level(self) -> int:
        """Return how many others this stands in."""
        return self.token.level

    def below(self) -> Iterator[Node]:
        """Yield all nodes below this one, in reading order."""
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            yield node
            stack += node.children[::-1]

    def blocks(self) -> Iterator[Node]:
        """Yield the blocks below this one, in reading order, and lines of words, but nothing that stands in a line."""
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            yield node
            if node.type != "inline":
                stack += node.children[::-1]


class UnreadableError(Exception):
    """Say at which line (from 0) words cannot be read, and why."""

    code = message = hint = ""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class TooDeepError(UnreadableError):
    """Say at which line words stand inside too many marks."""

    code = "too-deep"
    message = "words stand inside too many marks here"
    hint = "Take some of the stars, underscores or brackets away."


class TooManySignsError(UnreadableError):
    """Say at which line a paragraph with too many signs begins."""

    code = "too-many-signs"
    message = "this paragraph holds more signs than anybody means"
    hint = "Delete what is damaged. If you mean all of it, divide the paragraph with empty lines."


def tree_of(tokens: Sequence[Token]) -> Node:
    """Make a tree of tokens, under a root without words; raise TooDeepError if it is deeper than what later stages can walk."""
    token = Token("root", "", 0)
    root = Node("root", token, token.meta)
    _grow(root, tokens)
    return root


def _grow(parent: Node, tokens: Sequence[Token]) -> None:
    open_nodes = [parent]
    children = parent.children
    for token in tokens:
        nesting, below = token.nesting, token.children
        if nesting < 0:
            open_nodes.pop()
            children = open_nodes[-1].children
            continue
        kind = token.type.removesuffix("_open") if nesting else token.type
        node = Node(kind, token, token.meta, [], token.content, token.map)
        children.append(node)
        if nesting:
            open_nodes.append(node)
            children = node.children
            if len(open_nodes) > DEEPEST + 1 and parent.type == "inline":
                raise TooDeepError(parent.map[0] if parent.map else 0)
        elif below and len(below) == 1 and not below[0].children:  # as most lines, which are words alone
            only = below[0]
            node.children.append(Node(only.type, only, only.meta, [], only.content, only.map))
        elif below:
            _grow(node, below)
