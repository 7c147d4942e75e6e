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
from guidepress.read.folder import ODD

DEEPEST = 30
_WORDS = "tag:yaml.org,2002:str"
_OPENERS = "-?:[{"  # what can begin a list or a group
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
    """Hold the data of a YAML file and the places of its values.

    ``keys`` are the places of the keys of values, where they are plain words; ``written`` are values of one line as they stand in
    the file, with their quotation marks.
    """

    file: str
    data: Any
    spans: Mapping[Path, Span]
    keys: Mapping[Path, Span] = field(default_factory=dict)
    written: Mapping[Path, str] = field(default_factory=dict)

    def span(self, path: Path) -> Span:
        """Find the place of the value at ``path``, or of the nearest thing around it."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path, Span(self.file, 1, 1))


def read_yaml(text: str, file: str, problems: list[Problem], first_line: int = 1) -> Values | None:
    """Parse ``text``; report faults and return nothing when it is no YAML.

    ``first_line`` is the line of the file that the text begins on. Anchors and tags are refused: they are not needed, and
    a few lines of anchors can grow into gigabytes.
    """
    try:
        deep = _first_too_deep(text) if sum(map(text.count, _OPENERS)) > DEEPEST else None
        if deep:
            span = Span(file, deep.line + first_line, deep.column + 1)
            problems.append(
                Problem(span, "yaml-deep", "this stands inside too many others", "Look at the indentation.")
            )
            return None
        node = yaml.compose(text, LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(file, mark.line + first_line, mark.column + 1) if mark else Span(file)
        problems.append(Problem(span, "yaml", f"this is not YAML: {error.problem or error.context}", _hint(error)))
        return None
    except yaml.YAMLError as error:
        problems.append(Problem(Span(file), "yaml", f"this is not YAML: {error}", "Remove the odd character."))
        return None
    builder = _Builder(file, first_line, problems, text.split("\n"))
    data = builder.value(node, ()) if node is not None else None
    return Values(file, data, builder.spans, builder.keys, builder.written)


def _first_too_deep(text: str) -> Any:  # noqa: ANN401 - a mark of the parser in C, or of that in Python
    """Find the first list or group that stands too deep in others: the parser in C would not survive thousands."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            return event.start_mark
    return None


def _hint(error: yaml.MarkedYAMLError) -> str:
    words = f"{error.problem} {error.context}"
    if "mapping values" in words:
        return 'Put quotation marks around a value that holds a colon: title: "One: two".'
    if "tab" in words or "\\t" in words:
        return "Indent with spaces; tabs are not allowed."
    if "cannot start any token" in words:
        return (
            "Indent with spaces, not with tabs; put quotation marks around a value that begins with @, % or a backtick."
        )
    if "alias" in words or "anchor" in words:
        return "Put quotation marks around a value that begins with & or *."
    return "Look at the indentation, and for a missing quotation mark or bracket, on this line and the one above."


def _number(words: str) -> int | Decimal | str:
    """Return a number as it stands, 2.50 with both places; what only YAML 1.1 takes for one (0123, 12:30, 1_000) stays words."""
    if not _PLAIN_NUMBER.match(words):
        return words
    return Decimal(words) if "." in words else int(words)


class _Builder:
    """Turn nodes into values, noting places and faults."""

    def __init__(self, file: str, first_line: int, problems: list[Problem], lines: list[str]) -> None:
        self.file, self.first_line, self.problems, self.lines = file, first_line, problems, lines
        self.loader = yaml.SafeLoader("")
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.written: dict[Path, str] = {}
        self.open: list[int] = []
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Span:
        mark = node.start_mark
        return Span(self.file, mark.line + self.first_line, mark.column + 1)

    def value(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - YAML holds any plain value
        self.spans.setdefault(path, self.place(node))
        if id(node) in self.seen:
            hint = "Write the value out again; anchors (& and *) are not allowed."
            self.problems.append(Problem(self.place(node), "yaml-anchor", "this repeats another value", hint))
            return None
        self.seen.add(id(node))
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
        except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            self.problems.append(
                Problem(
                    self.place(node),
                    "yaml-value",
                    f"this value cannot be read: {error}",
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
            span = self.place(key_node)
            if key in values:
                hint = "Keep one of the two."
                self.problems.append(Problem(span, "yaml-twice", f"'{key}' stands here twice", hint))
            if not getattr(key_node, "style", None):
                self.keys[*path, key] = span
            values[key] = self.value(value_node, (*path, key))
            if not isinstance(value_node, yaml.ScalarNode) or not value_node.value:
                self.spans[(*path, key)] = span
        return values
