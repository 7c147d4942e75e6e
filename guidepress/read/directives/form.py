"""Say what a directive is and what it may hold; turn one into a block, or report why that cannot be."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from guidepress.errors import Span, did_you_mean
from guidepress.frozen import quickened
from guidepress.model import Block, Blocks, Inlines
from guidepress.read.attributes import is_class, is_language, is_name, names_in
from guidepress.read.directive_rule import Head
from guidepress.read.fixes import longer_fences, respelt, without_words
from guidepress.read.lengths import read_length
from guidepress.read.markdown import parse_line
from guidepress.read.names import name_of
from guidepress.read.tree import Node
from guidepress.walk import altered

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

COMMON = ("name", "label", "class", "lang", "audience")
# What MyST and sphinx-design say about looks, and the style sheets of a guide decide.
LOOKS = dict.fromkeys(
    (
        "animate",
        "chevron",
        "color",
        "outline",
        "shadow",
        "margin",
        "padding",
        "text-align",
        "icon",
        "expand",
        "click-parent",
    ),
    "How it looks is up to the style sheets; a :class: names it for them.",
)
_CHECKS = {"name": is_name, "class": is_class, "lang": is_language}
_UNMARKED = re.compile(r"(?P<lead>:)?(?P<key>[A-Za-z][\w-]*)(?(lead)(?P<end>:)?|:)[ \t]")
MOST_OPTIONS = 30
NOT_AT_FAULT = -1
_LATE_OPTION = re.compile(r"^:[A-Za-z][\w-]*:(\s|$)")
Build = Callable[["Directive"], Block]


@quickened
@dataclass(frozen=True, slots=True)
class Directive:
    """Hold one directive as read: options by name, the title (its argument as inlines), the words, the line that ends it (from 0)."""

    reader: BlockReader
    head: Head
    span: Span
    options: Mapping[str, str]
    title: Inlines
    nodes: tuple[Node, ...]
    end: int = 0

    @property
    def name(self) -> str:
        """Return the id that the author gave, or nothing."""
        return name_of(self.options.get("name", ""))

    @property
    def blocks(self) -> Blocks:
        """Read the words inside."""
        return self.reader.read(self.nodes)

    def option(self, name: str) -> str:
        """Return the words of an option, with curly quotation marks, or nothing."""
        return self.reader.inlines.typographic(self.options.get(name, ""))

    def words(self, name: str) -> Inlines:
        """Return the words of an option as Markdown."""
        inlines = self.reader.inlines
        place = self.place(name)
        where = replace(
            inlines.where, lines=(self.options.get(name, ""),), offset=place.line - 1, column=place.column - 1
        )
        line = parse_line(self.options.get(name, ""), inlines.language)
        return replace(inlines, where=where, notes=False).read(line.children) if name in self.options else ()

    def length(self, name: str) -> str:
        """Return an option that is a length, or nothing."""
        return read_length(self.options.get(name, ""), name, self.place(name), self.reader.report)

    def choice(self, name: str, *known: str) -> str:
        """Return an option that is one of several words, or report that it is another and return nothing."""
        value = self.options.get(name, "")
        if value and value not in known:
            message = f"'{value}' cannot be the '{name}' of a block"
            self.reader.report(self.place(name), "bad-choice", message, did_you_mean(value, known))
        return value if value in known else ""

    def numbers(self, name: str, words: str, most: int) -> tuple[int, ...]:
        """Return whole numbers from 0 to ``most`` that stand in one line, or report that they are none and return nothing."""
        found = words.replace(",", " ").split()
        if all(word.isdecimal() and int(word) <= most for word in found):
            return tuple(map(int, found))
        hint = f"Write whole numbers up to {most}, with spaces between them."
        self.reader.report(self.place(name), "bad-number", f"'{words}' are no numbers for '{name}'", hint)
        return ()

    def place(self, name: str) -> Span:
        """Find the value of an option in the source, or the block when it has no such option."""
        for option in self.head.options:
            if option.key == name:
                where, behind = self.reader.where, option.column + len(option.key) + 1
                at = where.lines[option.line].find(option.value, behind) if option.value else behind
                return where.line(option.line, max(at, behind) + 1)
        return self.span

    def inner(self) -> Blocks:
        """Read the words inside, under the block's own heading."""
        return self.reader.at_level(self.reader.level + 1).read(self.nodes)


@dataclass(frozen=True, slots=True)
class Form:
    """Say what a directive may hold: how it is written (for hints), options, and what builds the block.

    ``meaningless`` are options that mean something elsewhere only, each with what to do instead;
    ``own_classes`` words in ``class`` that say what the block is, and are none for style sheets.
    """

    example: str
    build: Build
    argument: str = "optional"
    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    either: tuple[str, ...] = ()  # options that may stand alone or have a value
    required: tuple[str, ...] = ()
    needs_words: bool = True
    meaningless: Mapping[str, str] = field(default_factory=dict)
    own_classes: tuple[str, ...] = ()


def build_block(reader: BlockReader, node: Node, forms: Mapping[str, Form]) -> Block | None:
    """Build the block of a directive, or report why it cannot be built."""
    name = node.meta["head"].name
    form = forms.get(name)
    if form is None:
        span = reader.where.block(node)
        fix = respelt(reader.where, span, f"{node.meta['head'].fence}{{{{{{}}}}}}", name, forms)
        reader.report(span, "unknown-block", f"there is no block '{name}'", did_you_mean(name, forms), fix)
        return None
    directive = read_directive(reader, node, form)
    return _with_common(form.build(directive), form, directive) if directive else None


def read_directive(reader: BlockReader, node: Node, form: Form) -> Directive | None:
    """Read what a directive says, or report why it does not fit its form."""
    head: Head = node.meta["head"]
    span = reader.where.block(node)
    children = list(node.children)
    title = reader.inlines.read(children.pop(0).children) if head.argument else ()
    options = _options(reader, head, form)
    end = node.map[1] if node.map else 0
    directive = Directive(reader, head, span, options, title, tuple(children), end)
    sound = _check_fences(reader, head, span) and _check(directive, form)
    return directive if sound else None


def _places(directive: Directive) -> tuple[tuple[str, Span], ...]:
    """List where the argument and the options stand."""
    where, head, span = directive.reader.where, directive.head, directive.span
    options = ((option.key, where.line(option.line, option.column)) for option in head.options)
    return ("argument", Span(span.file, span.line, head.argument_column)), *options


def _with_common(block: Block, form: Form, directive: Directive) -> Block:
    """Give a block what every directive may say of it, and the places where it says so."""
    options = directive.options
    changes: dict[str, object] = {
        "language": options.get("lang", ""),
        "audience": names_in(options.get("audience", "")),
        "classes": (
            *block.classes,
            *(name for name in options.get("class", "").split() if name not in form.own_classes),
        ),
        "places": _places(directive),
    }
    return altered(block, **{name: value for name, value in changes.items() if value})


def _options(reader: BlockReader, head: Head, form: Form) -> dict[str, str]:
    known = {*COMMON, *form.options, *form.flags, *form.either}
    unused = known - {option.key for option in head.options}
    options: dict[str, str] = {}
    for written in head.options:
        option = replace(written, key="name") if written.key == "label" else written  # MyST's newer word
        place = reader.where.line(option.line, option.column)
        if instead := _instead(form, option.key):
            message = f"the option '{option.key}' means nothing in a guide"
            reader.warn(place, "meaningless-option", message, instead)
            continue
        if option.key not in known:
            message = f"'{head.name}' has no option '{option.key}'"
            fix = respelt(reader.where, place, ":{}:", option.key, unused)
            reader.report(place, "unknown-option", message, did_you_mean(option.key, known), fix)
        elif option.key in options:
            reader.report(place, "option-twice", f"the option '{written.key}' stands twice", "Keep one of the two.")
        elif option.key in form.flags and option.value.lower() == "false":
            continue
        elif option.key in form.flags and option.value.lower() not in {"", "true"}:
            hint = f"Write :{option.key}: alone, or take the line away if it is not so."
            fix = without_words(reader.where, place, option.key, option.value)
            reader.report(place, "flag-value", f"the option '{option.key}' takes no words", hint, fix)
        elif not option.value and option.key not in (*form.flags, *form.either):
            reader.report(place, "empty-option", f"the option '{option.key}' is empty", f"Write: :{option.key}: …")
        elif option.key in _CHECKS:
            for word in option.value.split() if option.key == "class" else [option.value]:
                _CHECKS[option.key](word, place, reader.report)
        options[option.key] = option.value
    return options


def _instead(form: Form, key: str) -> str:
    """Say what to do in place of an option that means nothing in a guide."""
    return form.meaningless.get(key, "") or (LOOKS["color"] if key.startswith("class-") else "")


def _check_fences(reader: BlockReader, head: Head, span: Span) -> bool:
    if head.nested_at is not None:
        place = reader.where.line(head.nested_at)
        hint = (
            f"Begin and end the outer '{head.name}' with {head.fence + head.fence[0]}, one more than the inner block."
        )
        message = "a block inside a block needs fewer colons than the one around it"
        reader.report(place, "nested-block", message, hint, longer_fences(reader.where, span))
        return False
    if not head.closed:
        hint = f"Put a line with {head.fence} where the block ends."
        reader.report(span, "unclosed-block", f"the block '{head.name}' is never closed", hint)
        return False
    return True


def _unmarked(directive: Directive, form: Form) -> dict[str, int]:
    """Find options that were taken for words, because they or one above lack a colon; give the line (from 0) of each that lacks one."""
    head = directive.head
    if head.text:
        return {}
    known = {*form.options, *form.flags, *form.either}
    number = head.options[-1].line + 1 if head.options else directive.span.line - directive.reader.where.offset
    found: dict[str, int] = {}
    for line in itertools.islice(directive.reader.where.lines, number, number + MOST_OPTIONS):
        option = _UNMARKED.match(line.strip())
        if not option or option["key"] not in known:
            break
        found[option["key"]] = NOT_AT_FAULT if option["end"] else number + len(found)
    return found


def _report_unmarked(directive: Directive, form: Form) -> None:
    for key, number in _unmarked(directive, form).items():
        if number == NOT_AT_FAULT:
            continue
        place = directive.reader.where.line(number)
        hint = f"Write it between two colons: :{key}: …"
        directive.reader.report(place, "late-option", f"the option '{key}' stands among the words", hint)


def _check(directive: Directive, form: Form) -> bool:
    reader, head, span = directive.reader, directive.head, directive.span
    unmarked = _unmarked(directive, form)
    missing = [name for name in form.required if name not in {*directive.options, *unmarked}]
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
    _report_unmarked(directive, form)
    first = directive.nodes[0] if directive.nodes else None
    if first is not None and first.type == "paragraph" and _LATE_OPTION.match(first.children[0].content):
        hint = "Put it right below the block's first line, without an empty line between them."
        reader.report(reader.where.block(first), "late-option", "an option stands among the words", hint)
    return True
