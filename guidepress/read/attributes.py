"""Read attributes: ``{#id .class lang=cy audience=managers}`` on a line above a block, or right after a part of a line.

Goes in: what stands between the braces, parsed as mdit-py-plugins and MyST do. Comes out: ``Attributes``, which a block or a
phrase can be given, and problems for what they cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.attrs.parse import ParseError, parse

from guidepress.errors import Span, did_you_mean
from guidepress.frozen import quickened
from guidepress.model import Block, IndexTerm
from guidepress.read.names import name_of
from guidepress.walk import altered

TOKEN = "attributes"  # noqa: S105 - the type of a token of the parser
CLASS = re.compile(r"^[A-Za-z][\w-]*$", re.ASCII)
LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")  # the form of a BCP 47 code
BAD_NAME_HINT = "Use small letters, digits and dashes, and begin with a letter: my-name."
BAD_LANGUAGE_HINT = "Write the code of the language: cy for Welsh, fr for French, pt-BR for the Portuguese of Brazil."
# What was meant as attributes: a name, a class or a key with its value. Values may have been given curly quotation marks.
LIKELY = re.compile(r"\{[ \t]*(?:[#.][\w-]|[A-Za-z][\w-]*=)[^{}]*\}")
ON_BLOCKS = ("id", "class", "lang", "audience")
ON_PHRASES = ("id", "class", "lang")
Report = Callable[[Span, str, str, str], None]  # place, code, message, hint
B = TypeVar("B", bound=Block)


@quickened
@dataclass(frozen=True, slots=True)
class Attributes:
    """Hold what an author says of a block or of words in a line; ``index`` is what leads to it from the index."""

    id: str = ""
    language: str = ""
    audience: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    index: tuple[IndexTerm, ...] = ()

    def over(self, other: Attributes) -> Attributes:
        """Join two sets of attributes for one block: classes and marks for the index add up, of others this one's win."""
        if other is NOTHING:
            return self
        return Attributes(
            self.id or other.id,
            self.language or other.language,
            self.audience or other.audience,
            (*other.classes, *(name for name in self.classes if name not in other.classes)),
            (*other.index, *self.index),
        )

    def on(self, block: B) -> B:
        """Give a block what it does not say of itself."""
        if self is NOTHING:
            return block
        own = Attributes(block.id, block.language, block.audience, block.classes, block.index).over(self)
        return altered(
            block, id=own.id, language=own.language, audience=own.audience, classes=own.classes, index=own.index
        )


NOTHING = Attributes()


def attributes_plugin(md: MarkdownIt) -> None:
    """Let a line of attributes above a block be a token of its own."""
    md.block.ruler.before("fence", TOKEN, _rule)


def _rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if state.is_code_block(start) or not line.startswith("{"):
        return False
    try:
        end, found = parse(line)
    except ParseError:
        return False
    if end != len(line) - 1 or not found:
        return False  # words stand after the braces
    if not silent:
        token = state.push(TOKEN, "", 0)
        token.meta, token.map = {"attributes": found}, [start, start + 1]
        state.line = start + 1
    return True


def read_attributes(found: Mapping[str, object], known: tuple[str, ...], span: Span, report: Report) -> Attributes:
    """Check attributes by name; report those that are not known or cannot be so, and leave them out."""
    for key in found.keys() - set(known):
        report(span, "unknown-attribute", f"'{key}' cannot be said here", did_you_mean(key, known))
    values = {key: str(value) for key, value in found.items() if key in known}
    return Attributes(
        name_of(_checked(values.get("id", ""), is_name, span, report)),
        _checked(values.get("lang", ""), is_language, span, report),
        names_in(values.get("audience", "")),
        tuple(name for name in values.get("class", "").split() if is_class(name, span, report)),
    )


def _checked(value: str, check: Callable[[str, Span, Report], bool], span: Span, report: Report) -> str:
    return value if value and check(value, span, report) else ""


def is_name(value: str, span: Span, report: Report) -> bool:
    """Tell whether links can use a name, or report that they cannot."""
    if not name_of(value):
        report(span, "bad-name", f"'{value}' cannot be a name", BAD_NAME_HINT)
    return bool(name_of(value))


def is_class(value: str, span: Span, report: Report) -> bool:
    """Tell whether a style sheet can use a word, or report that it cannot."""
    if not CLASS.match(value):
        hint = "Use letters, digits and dashes, and begin with a letter: my-style."
        report(span, "bad-class", f"'{value}' cannot be a word for the style sheet", hint)
    return bool(CLASS.match(value))


def is_language(value: str, span: Span, report: Report) -> bool:
    """Tell whether a code has the form of a language's, or report that it has not."""
    if not LANGUAGE.match(value):
        report(span, "bad-language", f"'{value}' is no code of a language", BAD_LANGUAGE_HINT)
    return bool(LANGUAGE.match(value))


def names_in(words: str) -> tuple[str, ...]:
    """Part names that stand in one line, with commas or spaces between them."""
    return tuple(words.replace(",", " ").split())
