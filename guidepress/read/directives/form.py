"""Say what a directive is and what it may hold; turn one into a block, or report why that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from guidepress.errors import Span, did_you_mean
from guidepress.model import Block, Blocks, Inlines
from guidepress.read.directive_rule import Head

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

COMMON = ("name", "class", "lang", "audience")
NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_LATE_OPTION = re.compile(r"^:[A-Za-z][\w-]*:(\s|$)")
Build = Callable[["Directive"], Block]


@dataclass(frozen=True, slots=True)
class Directive:
    """Hold one directive as read: options by name, the title (its argument as inlines), the words."""

    reader: BlockReader
    head: Head
    span: Span
    options: Mapping[str, str]
    title: Inlines
    nodes: tuple[SyntaxTreeNode, ...]

    @property
    def name(self) -> str:
        """Return the id that the author gave, or nothing."""
        return self.options.get("name", "")

    def place(self, name: str) -> Span:
        """Find where an option stands."""
        found = next((option for option in self.head.options if option.key == name), None)
        return self.reader.where.line(found.line, found.column) if found else self.span

    @property
    def blocks(self) -> Blocks:
        """Read the words inside."""
        return self.reader.read(self.nodes)

    def option(self, name: str) -> str:
        """Return the words of an option, with curly quotation marks, or nothing."""
        return self.reader.inlines.typographic(self.options.get(name, ""))

    def inner(self) -> Blocks:
        """Read the words inside, under the block's own heading."""
        return self.reader.at_level(self.reader.level + 1).read(self.nodes)


@dataclass(frozen=True, slots=True)
class Form:
    """Say what a directive may hold: how it is written (for hints), options, and what builds the block."""

    example: str
    build: Build
    argument: str = "optional"
    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    needs_words: bool = True


def build_block(reader: BlockReader, node: SyntaxTreeNode, forms: Mapping[str, Form]) -> Block | None:
    """Build the block of a directive, or report why it cannot be built."""
    head: Head = node.meta["head"]
    span = reader.where.block(node)
    form = forms.get(head.name)
    if form is None:
        reader.report(span, "unknown-block", f"there is no block '{head.name}'", did_you_mean(head.name, forms))
        return None
    children = list(node.children)
    title = reader.inlines.read(children.pop(0).children) if head.argument else ()
    options = _options(reader, head, form)
    directive = Directive(reader, head, span, options, title, tuple(children))
    sound = _check_fences(reader, head, span) and _check(directive, form)
    return _with_common(form.build(directive), options, _places(reader, head, span)) if sound else None


def _places(reader: BlockReader, head: Head, span: Span) -> tuple[tuple[str, Span], ...]:
    """List where the argument and the options stand."""
    options = ((option.key, reader.where.line(option.line, option.column)) for option in head.options)
    return ("argument", Span(span.file, span.line, head.argument_column)), *options


def _with_common(block: Block, options: Mapping[str, str], places: tuple[tuple[str, Span], ...]) -> Block:
    """Give a block what every directive may say of it, and the places where it says so."""
    changes: dict[str, object] = {
        "language": options.get("lang", ""),
        "audience": tuple(options.get("audience", "").replace(",", " ").split()),
        "classes": tuple(options.get("class", "").split()),
        "places": places,
    }
    return replace(block, **{name: value for name, value in changes.items() if value})  # type: ignore[arg-type]  # by name


def _options(reader: BlockReader, head: Head, form: Form) -> dict[str, str]:
    known = {*COMMON, *form.options, *form.flags}
    options: dict[str, str] = {}
    for option in head.options:
        place = reader.where.line(option.line, option.column)
        if option.key not in known:
            message = f"'{head.name}' has no option '{option.key}'"
            reader.report(place, "unknown-option", message, did_you_mean(option.key, known))
        elif option.key in options:
            reader.report(place, "option-twice", f"the option '{option.key}' stands twice", "Keep one of the two.")
        elif option.key == "name" and not NAME.match(option.value):
            hint = "Use small letters, digits and dashes, and begin with a letter: my-name."
            reader.report(place, "bad-name", f"'{option.value}' cannot be a name", hint)
        elif option.value and option.key in form.flags:
            hint = f"Write :{option.key}: alone, or take the line away if it is not so."
            reader.report(place, "flag-value", f"the option '{option.key}' takes no words", hint)
        elif not option.value and option.key not in form.flags:
            reader.report(place, "empty-option", f"the option '{option.key}' is empty", f"Write: :{option.key}: …")
        options[option.key] = option.value
    return options


def _check_fences(reader: BlockReader, head: Head, span: Span) -> bool:
    if head.nested_at is not None:
        place = reader.where.line(head.nested_at)
        hint = (
            f"Begin and end the outer '{head.name}' with {head.fence + head.fence[0]}, one more than the inner block."
        )
        reader.report(place, "nested-block", "a block inside a block needs fewer colons than the one around it", hint)
        return False
    if not head.closed:
        hint = f"Put a line with {head.fence} where the block ends."
        reader.report(span, "unclosed-block", f"the block '{head.name}' is never closed", hint)
        return False
    return True


def _check(directive: Directive, form: Form) -> bool:
    reader, head, span = directive.reader, directive.head, directive.span
    missing = [name for name in form.required if name not in directive.options]
    for name in missing:
        message = f"the block '{head.name}' has no '{name}'"
        reader.report(span, f"missing-{name}", message, f"Add a line after the first: :{name}: …")
    if form.argument == "needed" and not head.argument:
        reader.report(span, "missing-title", f"the block '{head.name}' needs more on its first line", form.example)
    if form.argument == "none" and head.argument:
        reader.report(span, "no-title", f"the block '{head.name}' takes no title", form.example)
    if form.needs_words and not directive.nodes and not head.text.strip():
        reader.report(
            span, "empty-block", f"the block '{head.name}' is empty", "Write its words before the closing colons."
        )
    first = directive.nodes[0] if directive.nodes else None
    if first is not None and first.type == "paragraph" and _LATE_OPTION.match(first.children[0].content):
        hint = "Put it right below the block's first line, without an empty line between them."
        reader.report(reader.where.block(first), "late-option", "an option stands among the words", hint)
    return True
