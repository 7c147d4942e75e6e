"""Give every block an id that is the same in every format and survives edits elsewhere.

A block's id is the author's own name for it, or its place under the nearest heading: ``welcome.purpose_p2`` is the second
paragraph under the heading "Purpose" in welcome.md. A heading's id has a dot, a place an underscore. Names and the words of
headings can hold neither, so the three kinds never meet.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from guidepress.errors import Problem, Span
from guidepress.model import (
    Activity,
    Block,
    BlockQuote,
    BulletList,
    ButtonLink,
    Callout,
    Card,
    CaseStudy,
    Chapter,
    Checklist,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Dropdown,
    EasyRead,
    EasyReadRow,
    Figure,
    ForAudience,
    GlossaryTerm,
    Grid,
    Guide,
    KeyPoints,
    Legend,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Speech,
    Tab,
    Table,
    TabSet,
    TickBoxes,
    Todo,
    Worksheet,
    WritingLines,
    words_of,
)  # fmt: skip
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import BRANCHES, walk

RESERVED = frozenset(
    {
        "index",
        "cover",
        "nav",
        "contents",
        "register",
        "glossary",
        "other-formats",
        "colophon",
        "assets",
        "words",
        "landmarks",
    }
)
_INSIDE = frozenset({"blocks", "items", "caption"})
_KEY = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_PART = re.compile(r"^part-[0-9]+$")
_SHORT: dict[type[Block], str] = {
    Paragraph: "p", BulletList: "list", NumberedList: "list", ListItem: "item", DefinitionList: "list",
    Definition: "item", BlockQuote: "quote", Quote: "quote", CodeBlock: "code", Divider: "divider", Table: "table",
    Figure: "figure", Speech: "speech", Callout: "callout", CaseStudy: "case", Activity: "activity",
    Checklist: "checklist", KeyPoints: "points", Legend: "legend", Dropdown: "dropdown", TabSet: "tabs", Tab: "tab",
    Grid: "grid", Card: "card", ButtonLink: "button", Worksheet: "worksheet", WritingLines: "lines", TickBoxes: "boxes",
    ForAudience: "for", EasyRead: "easy", EasyReadRow: "row", PageBreak: "break", Todo: "todo",
}  # fmt: skip


def slug(words: str) -> str:
    """Turn words into small letters, digits and dashes; letters of other scripts stay."""
    plain = unicodedata.normalize("NFKD", words.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’]", "", plain)
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", plain)).strip("-")


def identify(guide: Guide, problems: list[Problem]) -> Guide:
    """Give ids to all blocks and terms; report names that stand twice or cannot be used."""
    _check_keys(guide, problems)
    guide = map_chapters(guide, _identify_chapter)
    guide = replace(guide, glossary=tuple(_identify_terms(guide)))
    _check_unique(guide, problems)
    return guide


def _identify_terms(guide: Guide) -> Iterator[GlossaryTerm]:
    """Give ids to the terms of the glossary; those of terms that differ in signs alone, as C and C++, get numbers."""
    taken: dict[str, str] = {}
    for term in guide.glossary:
        identity = f"glossary.{slug(term.term) or 'term'}"
        same = (f"{identity}-{number}" for number in itertools.count(2))
        word = term.term.lower()
        identity = next(name for name in itertools.chain((identity,), same) if taken.get(name, word) == word)
        taken[identity] = word
        yield replace(term, id=identity)


def _check_keys(guide: Guide, problems: list[Problem]) -> None:
    for chapter in (*guide.front, *guide.chapters):
        hint = "Rename the file, and its name in guide.yaml."
        if chapter.key in RESERVED or _PART.match(chapter.key):
            message = f"the name '{chapter.key}' is kept for a page that guidepress makes"
            problems.append(Problem(Span(chapter.span.file), "reserved-name", message, hint))
        elif not _KEY.match(chapter.key):
            message = "a chapter's file name holds small letters, digits and dashes only, and begins with a letter"
            problems.append(Problem(Span(chapter.span.file), "file-name", message, hint))


def _check_unique(guide: Guide, problems: list[Problem]) -> None:
    pages = {chapter.key for chapter in (*guide.front, *guide.chapters)} | RESERVED
    chapters = {chapter.key: chapter for chapter in (*guide.front, *guide.chapters)}
    places: dict[str, Span] = {}
    bad: set[str] = set()
    for node in walk(tuple(chapters.values())):
        if isinstance(node, Block) and node.id:
            if node.id.rpartition("_")[0] in bad:  # what stands inside has its name from the block around it
                bad.add(node.id)
            elif node.id in pages or _PART.match(node.id):
                bad.add(node.id)
                hint = "Choose another name."
                problems.append(Problem(node.span, "name-taken", f"'{node.id}' is the name of a page", hint))
            elif node.id in places:
                bad.add(node.id)
                hint = f"It is used at {places[node.id]} already; choose another."
                problems.append(Problem(node.span, "name-twice", f"the name '{node.id}' stands twice", hint))
            places.setdefault(node.id, node.span)
    terms = Counter(term.term.lower() for term in guide.glossary)
    problems.extend(
        Problem(term.span, "term-twice", f"'{term.term}' is explained twice", "Keep one of the two.")
        for term in guide.glossary
        if terms[term.term.lower()] > 1
    )


def _identify_chapter(chapter: Chapter) -> Chapter:
    blocks = tuple(_identify_all(chapter.blocks, chapter.key, chapter.key, set()))
    return replace(chapter, blocks=blocks)


def _identify_all(blocks: tuple[Any, ...], parent: str, chapter: str, taken: set[str]) -> Iterator[Any]:
    """Give ids to sibling blocks: sections by heading, others by kind and place."""
    places: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Section):
            identity = block.id or f"{chapter}.{slug(words_of(block.title)) or 'section'}"
            same = (f"{identity}-{number}" for number in itertools.count(2))
            identity = next(name for name in itertools.chain((identity,), same) if name not in taken)
            taken.add(identity)
        else:
            short = _SHORT[type(block)]
            places[short] += 1
            identity = block.id or f"{parent}_{short}{places[short]}"
        yield _identify(replace(block, id=identity), chapter, taken)


def _identify(block: Any, chapter: str, taken: set[str]) -> Any:  # noqa: ANN401 - any block, returned as its own type
    """Give ids to what stands inside a block."""
    changes = {
        name: tuple(_identify_all(getattr(block, name), block.id, chapter, taken))
        for name in BRANCHES[type(block)]
        if name in _INSIDE
    }
    return replace(block, **changes) if changes else block
