"""Read lines of code, and glossaries within a chapter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from guidepress.model import Block, CodeBlock, Definition, DefinitionList
from guidepress.read.directives.form import Directive, Form
from guidepress.read.inlines import written_words
from guidepress.read.syntaxes import first_misfit, is_known, nearest

if TYPE_CHECKING:
    from guidepress.read.blocks import BlockReader

_RANGE = re.compile(r"(?P<first>[0-9]{1,6})(?:\s*-\s*(?P<last>[0-9]{1,6}))?")
_LONGEST_NUMBER = 7


def _code(directive: Directive) -> Block:
    reader, options = directive.reader, directive.options
    text = directive.head.text.lstrip("\n")
    block = CodeBlock(
        id=directive.name,
        span=directive.span,
        text=text,
        syntax=directive.head.argument,
        title=reader.inlines.plain(options.get("caption", ""), directive.span),
        file=options.get("filename", ""),
        first_number=first_number(directive),
        emphasized=emphasized(directive, text.rstrip("\n").count("\n") + 1),
    )
    check_syntax(reader, block, directive.end - text.count("\n"), force="force" in options)
    return block


def check_syntax(reader: BlockReader, block: CodeBlock, first: int, *, force: bool = False) -> None:
    """Warn of a language that nobody knows, and of code that is none in it; its first line is line ``first`` (from 0)."""
    if not is_known(block.syntax):
        reader.warn(block.span, "unknown-syntax", f"'{block.syntax}' is no language of code", nearest(block.syntax))
    elif not force and (misfit := first_misfit(block.text, block.syntax)) is not None:
        hint = "Look for a slip, or name another language. To keep it as it is, add a line :force: to a {code-block}."
        place = reader.where.line(first + misfit)
        reader.warn(place, "code-syntax", f"this line has a fault, or is no {block.syntax}", hint)


def first_number(directive: Directive) -> int | None:
    """Return the first line's number, or nothing if lines are not to be numbered."""
    options = directive.options
    value = options.get("lineno-start") or options.get("number-lines") or "1"
    if not {"lineno-start", "number-lines", "linenos"} & options.keys():
        return None
    if not (value.isdecimal() and len(value) < _LONGEST_NUMBER):
        key = "lineno-start" if options.get("lineno-start") else "number-lines"
        hint = f"Write :{key}: 1"
        directive.reader.report(directive.place(key), "bad-number", f"'{value}' is no number of a line", hint)
        return 1
    return int(value)


def emphasized(directive: Directive, count: int) -> tuple[int, ...]:
    """Read the lines to be emphasised, as 1,3-5; they are counted from 1, whatever number the first is given."""
    found: set[int] = set()
    for part in directive.options.get("emphasize-lines", "").split(","):
        if not part.strip():
            continue
        span = _RANGE.fullmatch(part.strip())
        first = int(span["first"]) if span else 0
        last = int(span["last"] or first) if span else 0
        if not 1 <= first <= last <= count:
            place = directive.place("emphasize-lines")
            message = f"'{part.strip()}' names no lines of this code, which has {count}"
            directive.reader.report(place, "line-range", message, "Count from 1, and write: :emphasize-lines: 1,3-5")
            continue
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _glossary(directive: Directive) -> Block:
    blocks = directive.blocks
    if len(blocks) == 1 and isinstance(blocks[0], DefinitionList):
        items = blocks[0].items
        if "sorted" in directive.options:
            items = _sorted(items)
        return replace(blocks[0], id=directive.name, span=directive.span, items=items, glossary=True)
    hint = "Write each word on a line, and below it a line that begins with a colon and says what it means."
    directive.reader.report(
        directive.span, "not-a-glossary", "'glossary' holds words with their meanings and no more", hint
    )
    return DefinitionList(id=directive.name, span=directive.span, items=(), glossary=True)


def _sorted(items: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Sort words; a further meaning of one, which names no word itself, stays behind the first."""
    groups: list[tuple[str, list[Definition]]] = []
    for item in items:
        if item.terms or not groups:
            groups.append((sorting_key(written_words(item.terms[0])) if item.terms else "", []))
        groups[-1][1].append(item)
    return tuple(item for _, group in sorted(groups, key=lambda group: group[0]) for item in group)


def sorting_key(words: str) -> str:
    """Put words in the order of a dictionary: without regard to capitals and to marks on letters, on every machine alike."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


LISTED = ("caption", "lineno-start", "emphasize-lines", "filename")
_FLAGS = ("linenos", "force")
FORMS: Mapping[str, Form] = {
    "code-block": Form(":::{code-block} python", _code, options=LISTED, flags=_FLAGS, either=("number-lines",)),
    "code": Form(":::{code} python", _code, options=LISTED, flags=_FLAGS, either=("number-lines",)),
    "glossary": Form("Write :::{glossary} alone.", _glossary, argument="none", flags=("sorted",)),
}
