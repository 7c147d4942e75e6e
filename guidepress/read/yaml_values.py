"""Read YAML so that every value knows where it stands.

Goes in: the text of a YAML file. Comes out: plain values, and the place of each by its path in the data, as
``("parts", 0, "title")``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from guidepress.errors import Problem, Span
from guidepress.model import Places
from guidepress.read.folder import ODD

DEEPEST = 30
_WORDS = "tag:yaml.org,2002:str"
_OPENERS = "-?:[{"  # what can begin a list or a group
_LOOK = "Look at the indentation, and for a missing quotation mark, colon or bracket, on this line and the one above."
# By the quotation mark around a value: what its letters are not written as. A backslash at a line's end joins it to the next.
_ESCAPES = {'"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.|$)"), "'": re.compile("''")}
_BLOCK_SIGNS = {">", "|"}
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
)
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
LONGEST_NUMBER = 20
_PLAIN_NUMBER = re.compile(r"^[-+]?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?$")
# libyaml is ten times as fast; where it is missing PyYAML reads the same. Neither runs code.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """Hold the data of a YAML file and the places of its values and of their names.

    ``written`` are values of one line as they stand in the file, with their quotation marks; ``ends`` are the lines on which values end,
    ``stops`` the columns behind them; ``lines`` are those of the file.
    """

    file: str
    data: Any
    spans: Mapping[Path, Span]
    keys: Mapping[Path, Span] = field(default_factory=dict)
    written: Mapping[Path, str] = field(default_factory=dict)
    ends: Mapping[Path, int] = field(default_factory=dict)
    stops: Mapping[Path, int] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    def key(self, path: Path) -> Span:
        """Find the place of the name of the value at ``path``."""
        return self.keys.get(path) or self.span(path)

    def is_plain_key(self, path: Path) -> bool:
        """Tell whether the name of the value at ``path`` stands in the file as it is, without quotation marks."""
        span = self.keys.get(path)
        line = self.lines[span.line - 1] if span and span.line <= len(self.lines) else ""
        return span is not None and line[span.column - 1 :].startswith(str(path[-1]))

    def places(self, path: Path, words: str) -> Places:
        """List the offsets in ``words``, those at ``path``, at which a line of the file begins, each with its place.

        Lines stand in a value as they are written, however it is folded or quoted, but for escapes, which part them.
        """
        start = self.span(path)
        sign = self.lines[start.line - 1][start.column - 1 : start.column] if 0 < start.line <= len(self.lines) else ""
        last = self.ends.get(path, start.line)
        found: list[tuple[int, Span]] = []
        after = 0  # what has been found
        for number in range(start.line + (sign in _BLOCK_SIGNS), last + 1):
            column = start.column - 1 if number == start.line else 0
            stop = self.stops.get(path) if number == last and sign not in _BLOCK_SIGNS else None
            for piece in self._pieces(number, column, stop, sign):
                offset, kept = _find(piece, words, after)
                if offset >= 0:
                    at = self.lines[number - 1].index(kept, column)
                    if found and offset > after + 1 and found[-1][1].line < number:  # the line begins with an escape
                        found.append((after, Span(start.file, number, column + 1)))
                    found.append((offset, Span(start.file, number, at + 1)))
                    column, after = at + len(kept), offset + len(kept)
        return tuple(found) if found and found[0][0] == 0 else ((0, start), *found)

    def exact_places(self, path: Path, words: str) -> Places:
        """List the places of words as ``places`` does, or none where a value, ``{{ name }}``, will change the words."""
        return () if "{{" in words else self.places(path, words)

    def _pieces(self, number: int, column: int, stop: int | None, sign: str) -> list[str]:
        """List what stands in a line from a column on to another, but for quotation marks (``sign``) and escapes."""
        line = self.lines[number - 1][column:stop].strip() if 0 < number <= len(self.lines) else ""
        pieces = _ESCAPES[sign].split(line.strip(sign)) if sign in _ESCAPES else [line]
        return [piece for piece in pieces if piece.strip()]

    def span(self, path: Path) -> Span:
        """Find the place of the value at ``path``, or of the nearest thing around it."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path, Span(self.file, 1, 1))


def _find(piece: str, words: str, after: int) -> tuple[int, str]:
    """Find a piece in words, or at least what of it is left where they were stripped of the spaces around them."""
    kept = (piece, piece.rstrip(), piece.lstrip(), piece.strip())
    found = [(offset, one) for one in kept if (offset := words.find(one, after)) >= 0]
    return min(found, key=lambda one: one[0], default=(-1, piece))


def read_yaml(text: str, file: str, problems: list[Problem], first_line: int = 1) -> Values | None:
    """Parse ``text``; report faults and return nothing when it is no YAML.

    ``first_line`` is the line of the file that the text begins on. Anchors and tags are refused: they are not needed, and
    a few lines of anchors can grow into gigabytes.
    """
    try:
        repeated_or_deep = "*" in text or sum(map(text.count, _OPENERS)) > DEEPEST
        deep, repeats = _scan(text) if repeated_or_deep else (None, [])
        if deep:
            span = Span(file, deep.line + first_line, deep.column + 1)
            problems.append(
                Problem(span, "yaml-deep", "this stands inside too many others", "Look at the indentation.")
            )
            return None
        node = yaml.compose(text, LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        lines = text.split("\n")
        number = min(mark.line, len(lines) - 1) if mark else 0  # the parser may stand behind the last line
        column = min(mark.column, len(lines[number])) if mark else 0
        span = Span(file, number + first_line, column + 1)
        problems.append(Problem(span, "yaml", *_told(error, lines[number][column:])))
        return None
    except yaml.YAMLError:
        message = "it holds a character that YAML does not allow"
        problems.append(
            Problem(Span(file, first_line, 1), "yaml", message, "Look for odd characters, and type the line again.")
        )
        return None
    builder = _Builder(file, first_line, problems, text.split("\n"), repeats)
    data = builder.value(node, ()) if node is not None else None
    above = ("",) * (first_line - 1)
    return Values(
        file, data, builder.spans, builder.keys, builder.written, builder.ends, builder.stops, (*above, *builder.lines)
    )


def _scan(text: str) -> tuple[Any, list[Any]]:
    """Find the first list or group that stands too deep in others, and where values repeat others.

    The parser in C would not survive thousands of groups in groups, and its nodes do not tell where they are repeated.
    """
    depth, repeats = 0, []
    for event in yaml.parse(text, LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            repeats.append(event.start_mark)
        if depth > DEEPEST:
            return event.start_mark, repeats
    return None, repeats


# What the parser says, in part; what we say for it, and what to do. The first that fits is taken.
_TOLD = (
    ("mapping values", "a colon stands inside the words", 'Put quotation marks around them: title: "One: two".'),
    ("\\t", "the line begins with a tab", "Indent with spaces; tabs are not allowed."),
    ("cannot start any token", "no value can begin with this sign",
     "Indent with spaces, not with tabs; put quotation marks around a value that begins with @, % or a backtick."),
    ("alias", "a value that begins with a star repeats another, and there is none", "Put quotation marks around it."),
    ("anchor", "a value that begins with & names it, and this cannot be a name", "Put quotation marks around it."),
    ("another document", "a second document begins here", "Remove the line with three dashes or dots, or put quotation marks around it."),
    ("document start", "a second document begins here", "Remove the line with three dashes or dots, or put quotation marks around it."),
    ("escape", "a backslash among quotation marks stands before a letter that it cannot change",
     "Write two backslashes, or use single quotation marks around the words."),
    ("quoted scalar", "a quotation mark is never closed", "Close it, or look for one too many on the lines above."),
    ("flow sequence", "a square bracket is never closed, or a comma is missing",
     "Close it; put quotation marks around words that begin with a bracket."),
    ("flow mapping", "a brace is never closed, or a comma is missing",
     "Close it; put quotation marks around words that begin with a brace."),
    ("flow node", "a value is missing between brackets", "Write one, or take a comma or a bracket away."),
    ("block scalar", "nothing but spaces and a sign can follow | or >", "Write the words on the next line, indented."),
    ("simple key", "a colon is missing after this name, or the words above are not closed", "Look for a quotation mark or bracket."),
    ("tag", "what begins with an exclamation mark is no value", "Put quotation marks around it."),
    ("directive", "a line that begins with a percent sign means something else", "Put quotation marks around the words."),
    ("block sequence", "this does not fit the list above it", _LOOK),
    ("block mapping", "this does not fit the lines of 'name: value' above it", _LOOK),
    ("block collection", "this does not fit the lines of 'name: value' above it", _LOOK),
)  # fmt: skip


def _told(error: yaml.MarkedYAMLError, rest: str) -> tuple[str, str]:
    """Say in our words what the parser found before the ``rest`` of a line, and what to do."""
    tab = "\\t" if rest.startswith("\t") else ""
    words = f"{error.problem} {error.context} {tab}"
    return next(
        ((message, hint) for part, message, hint in _TOLD if part in words), ("this line cannot be understood", _LOOK)
    )


def _number(words: str) -> int | Decimal | str:
    """Return a number as it stands, 2.50 with both places; what only YAML 1.1 takes for one (0123, 12:30, 1_000) stays words."""
    if not _PLAIN_NUMBER.match(words):
        return words
    return Decimal(words) if "." in words else int(words)


class _Builder:
    """Turn nodes into values, noting places and faults."""

    def __init__(
        self, file: str, first_line: int, problems: list[Problem], lines: list[str], repeats: list[Any]
    ) -> None:
        self.file, self.first_line, self.problems, self.lines = file, first_line, problems, lines
        self.loader = yaml.SafeLoader("")
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.written: dict[Path, str] = {}
        self.ends: dict[Path, int] = {}
        self.stops: dict[Path, int] = {}
        self.seen: set[int] = set()
        self.repeats = iter(repeats)

    def place(self, node: yaml.Node) -> Span:
        return self.at(node.start_mark)

    def at(self, mark: Any) -> Span:  # noqa: ANN401 - a mark of the parser in C, or of that in Python
        return Span(self.file, mark.line + self.first_line, mark.column + 1)

    def is_repeat(self, node: yaml.Node, path: Path) -> bool:
        """Report a node that stands for another, ``*name``: the parser gives the other itself, in the order of the file."""
        if id(node) not in self.seen:
            self.seen.add(id(node))
            return False
        self.spans[path] = self.at(next(self.repeats))
        hint = "Write the value out again; anchors (& and *) are not allowed."
        self.problems.append(Problem(self.spans[path], "yaml-anchor", "this repeats another value", hint))
        return True

    def value(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - YAML holds any plain value
        if self.is_repeat(node, path):
            return None
        self.spans[path] = self.place(node)
        self.ends[path], self.stops[path] = node.end_mark.line + self.first_line, node.end_mark.column
        if node.tag not in _TAGS:
            name = node.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "Put quotation marks around a value that begins with an exclamation mark or is an equals sign."
            self.problems.append(Problem(self.place(node), "yaml-tag", f"'{name}' is not known", hint))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        start, end = node.start_mark, node.end_mark
        if start.line == end.line < len(self.lines):
            self.written[path] = self.lines[start.line][start.column : end.column]
        return self.scalar(node)

    def scalar(self, node: yaml.Node) -> Any:  # noqa: ANN401 - YAML holds any plain value
        if node.tag not in _TAGS:
            return str(node.value)
        if node.tag in _NUMBERS:
            if len(str(node.value)) > LONGEST_NUMBER:
                message, hint = "this number is too long to reckon with", "Put quotation marks around it."
                self.problems.append(Problem(self.place(node), "yaml-value", message, hint))
            return _number(str(node.value))
        try:
            value = node.value if node.tag == _WORDS else self.loader.construct_object(node)
        except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self.problems.append(
                Problem(
                    self.place(node),
                    "yaml-value",
                    "this looks like a number or a date, and is none",
                    "Put quotation marks around it.",
                )
            )
            return str(node.value)
        if isinstance(value, str) and (odd := ODD.search(value)):
            message = f"this holds a character that cannot be shown (U+{ord(odd[0]):04X})"
            self.problems.append(Problem(self.place(node), "odd-character", message, "Delete it."))
            return ""
        return value

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            span = self.spans[(*path, key)] if self.is_repeat(key_node, (*path, key)) else self.place(key_node)
            if key in values:
                hint = "Keep one of the two."
                self.problems.append(Problem(span, "yaml-twice", f"'{key}' stands here twice", hint))
            self.keys[*path, key] = span
            is_repeat = id(value_node) in self.seen
            values[key] = self.value(value_node, (*path, key))
            if not is_repeat and not (isinstance(value_node, yaml.ScalarNode) and value_node.value):
                self.spans[*path, key] = span
        return values
