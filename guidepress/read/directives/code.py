"""Read lines of code, and glossaries within a chapter."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from guidepress.model import Block, CodeBlock, DefinitionList
from guidepress.read.directives.form import Directive, Form
from guidepress.read.inlines import written_words


def _code(directive: Directive) -> Block:
    reader = directive.reader
    title = reader.inlines.plain(directive.options.get("caption", ""), directive.span)
    return CodeBlock(
        id=directive.name,
        span=directive.span,
        text=directive.head.text.lstrip("\n"),
        syntax=directive.head.argument,
        title=title,
    )


def _glossary(directive: Directive) -> Block:
    blocks = directive.blocks
    if len(blocks) == 1 and isinstance(blocks[0], DefinitionList):
        items = blocks[0].items
        if "sorted" in directive.options:
            items = tuple(sorted(items, key=lambda item: sorting_key(written_words(item.terms[0]))))
        return replace(blocks[0], id=directive.name, span=directive.span, items=items, glossary=True)
    hint = "Write each word on a line, and below it a line that begins with a colon and says what it means."
    directive.reader.report(
        directive.span, "not-a-glossary", "'glossary' holds words with their meanings and no more", hint
    )
    return DefinitionList(id=directive.name, span=directive.span, items=(), glossary=True)


def sorting_key(words: str) -> str:
    """Put words in the order of a dictionary: without regard to capitals and to marks on letters, on every machine alike."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_LISTED = ("caption", "lineno-start", "emphasize-lines", "filename")
FORMS: Mapping[str, Form] = {
    "code-block": Form(":::{code-block} python", _code, options=_LISTED, flags=("linenos", "number-lines", "force")),
    "code": Form(":::{code} python", _code, options=_LISTED, flags=("linenos", "number-lines")),
    "glossary": Form("Write :::{glossary} alone.", _glossary, argument="none", flags=("sorted",)),
}
