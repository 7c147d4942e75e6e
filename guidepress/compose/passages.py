"""Part a guide into passages that a reader's search finds: what stands under one heading, without what stands under those below it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guidepress.compose.pages import Page
from guidepress.model import (
    Abbreviation,
    Activity,
    Block,
    CaseStudy,
    Cell,
    Chapter,
    Code,
    CodeBlock,
    Figure,
    Formula,
    FormulaBlock,
    Guide,
    InlinePicture,
    Keys,
    LineBreak,
    ListItem,
    Place,
    Section,
    Target,
    Text,
    Worksheet,
    words_of,
)
from guidepress.walk import BRANCHES

_HEADED = (Section, CaseStudy, Activity, Worksheet)
_APART = (Block, ListItem, Cell)  # words in one of these are not joined to those before
_WORDS = {
    Text: "text", Code: "text", Formula: "text", Keys: "text", Abbreviation: "text", InlinePicture: "alt",
    Figure: "alt", CodeBlock: "text", FormulaBlock: "text",
}  # fmt: skip
_GAP = LineBreak()


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold what stands under one heading: its place, the heading, the title of its page, the words."""

    place: Place
    title: str
    page: str
    words: str


def passages_of(guide: Guide, pages: tuple[Page, ...]) -> tuple[Passage, ...]:
    """Part the chapters, the register and the glossary of a guide into passages, in its order."""
    titles = {page.key: page.title for page in pages}
    found = [one for page in pages if page.chapter for one in _of_chapter(page.chapter, page.title)]
    for entry in guide.entries:
        place = Place("register", f"register.{entry.kind}.{entry.id}")
        words = ". ".join(filter(None, (entry.author, entry.publisher, entry.summary)))
        found.append(Passage(place, entry.title, titles["register"], words))
    found += [
        Passage(Place("glossary", term.id), term.term, titles["glossary"], words_of(term.definition))
        for term in guide.glossary
    ]
    return tuple(found)


def passages_as_json(passages: tuple[Passage, ...], href: Callable[[Target], str]) -> str:
    """Write passages for the page's script: a list for each, of address, heading, title of the page and words.

    It may stand inside a ``script`` element: no ``<`` is in it.
    """
    rows = [(href(one.place), one.title, one.page, one.words) for one in passages]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _of_chapter(chapter: Chapter, title: str) -> Iterator[Passage]:
    gathered: list[tuple[str, str, list[str]]] = [("", title, [chapter.promise, " "])]
    notes = [part for note in chapter.notes for paragraph in note.paragraphs for part in (_GAP, *paragraph)]
    _gather((chapter.blocks, *notes), gathered, gathered[0][2])
    for identity, heading, words in gathered:
        yield Passage(Place(chapter.key, identity), heading, title, " ".join("".join(words).split()))


def _gather(nodes: tuple[object, ...], gathered: list[tuple[str, str, list[str]]], words: list[str]) -> None:
    """Add the words of nodes to those of the passage that they stand in; a heading begins another, which follows."""
    for node in nodes:
        kind = type(node)
        if kind is tuple:
            _gather(node, gathered, words)  # type: ignore[arg-type] # mypy does not see that it is a tuple
            continue
        if isinstance(node, _HEADED):
            own: list[str] = []
            gathered.append((node.id, words_of(node.title), own))
            _gather(node.blocks, gathered, own)
            continue
        if isinstance(node, _APART) or node == _GAP:
            words.append(" ")
        if name := _WORDS.get(kind):
            words.append(getattr(node, name))
        if fields := BRANCHES.get(kind):
            _gather(tuple(getattr(node, field) for field in fields), gathered, words)
