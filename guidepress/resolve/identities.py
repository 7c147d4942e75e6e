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
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
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
    FormulaBlock,
    GlossaryTerm,
    Grid,
    Guide,
    KeyPoints,
    Legend,
    ListItem,
    Mascots,
    NumberedList,
    PageBreak,
    Paragraph,
    Phrase,
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
from guidepress.read.names import is_own_page
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import BRANCHES, altered_by, find

_KEY = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_SHORT: dict[type[Block], str] = {
    Paragraph: "p", BulletList: "list", NumberedList: "list", ListItem: "item", DefinitionList: "list",
    Definition: "item", BlockQuote: "quote", Quote: "quote", CodeBlock: "code", Divider: "divider", Table: "table",
    Figure: "figure", Speech: "speech", Callout: "callout", CaseStudy: "case", Activity: "activity",
    Checklist: "checklist", KeyPoints: "points", Legend: "legend", Dropdown: "dropdown", TabSet: "tabs", Tab: "tab",
    Grid: "grid", Card: "card", ButtonLink: "button", Worksheet: "worksheet", WritingLines: "lines", TickBoxes: "boxes",
    ForAudience: "for", EasyRead: "easy", EasyReadRow: "row", PageBreak: "break", Mascots: "mascots", Todo: "todo",
    FormulaBlock: "formula",
}  # fmt: skip
# The fields of each block that hold other blocks.
_KINDS: tuple[type[Block], ...] = (Section, *_SHORT)
_BLOCKS_INSIDE = {kind: tuple(sorted({"blocks", "items", "caption"} & set(BRANCHES[kind]))) for kind in _KINDS}


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
        if not _KEY.match(chapter.key):
            message = "a chapter's file name holds small letters, digits and dashes only, and begins with a letter"
            problems.append(Problem(Span(chapter.span.file), "file-name", message, hint))


def _check_unique(guide: Guide, problems: list[Problem]) -> None:
    chapters = {chapter.key: chapter for chapter in (*guide.front, *guide.chapters)}
    blocks = tuple(node for node in find(tuple(chapters.values()), Block, Phrase) if node.id)
    names = {block.id for block in blocks}
    pages = {name for name in names if name in chapters or is_own_page(name)}
    if pages or len(names) < len(blocks):
        _report_names(blocks, pages, problems)
    terms = Counter(term.term.lower() for term in guide.glossary)
    problems.extend(
        Problem(term.span, "term-twice", f"'{term.term}' is explained twice", "Keep one of the two.")
        for term in guide.glossary
        if terms[term.term.lower()] > 1
    )


def _report_names(blocks: Iterable[Block | Phrase], pages: AbstractSet[str], problems: list[Problem]) -> None:
    places: dict[str, Span] = {}
    bad: set[str] = set()
    for block in blocks:
        if block.id.rpartition("_")[0] in bad:  # what stands inside has its name from the block around it
            bad.add(block.id)
        elif block.id in pages:
            bad.add(block.id)
            message = f"'{block.id}' is the name of a page"
            problems.append(Problem(block.span, "name-taken", message, "Choose another name."))
        elif block.id in places:
            bad.add(block.id)
            hint = f"It is used at {places[block.id]} already; choose another."
            if places[block.id] == block.span:
                hint = "The file is included more than once; take the name away."
            problems.append(Problem(block.span, "name-twice", f"the name '{block.id}' stands twice", hint))
        places.setdefault(block.id, block.span)


def _identify_chapter(chapter: Chapter) -> Chapter:
    return replace(chapter, blocks=_identify_all(chapter.blocks, chapter.key, chapter.key, {}))


def _free(identity: str, taken: dict[str, int]) -> str:
    """Return the id, or the first with a number behind it that no section has, and take it."""
    free = identity
    if identity in taken:
        number = next(n for n in itertools.count(taken[identity]) if f"{identity}-{n}" not in taken)
        taken[identity] = number + 1
        free = f"{identity}-{number}"
    taken[free] = 2
    return free


def _identify_all(blocks: tuple[Any, ...], parent: str, chapter: str, taken: dict[str, int]) -> tuple[Any, ...]:
    """Give ids to sibling blocks: sections by heading, others by kind and place.

    ``taken`` holds the ids of sections, each with the first number that may be free for another of its words.
    """
    places: dict[str, int] = {}
    identified = []
    for block in blocks:
        kind = type(block)
        if kind is Section:
            identity = block.id or f"{chapter}.{slug(words_of(block.title)) or 'section'}"
            identity = _free(identity, taken)
        else:
            short = _SHORT[kind]
            places[short] = number = places.get(short, 0) + 1
            identity = block.id or f"{parent}_{short}{number}"
        changed: dict[str, object] = {"id": identity}
        for name in _BLOCKS_INSIDE[kind]:
            changed[name] = _identify_all(getattr(block, name), identity, chapter, taken)
        identified.append(altered_by(block, changed))
    return tuple(identified)
