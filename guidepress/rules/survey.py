"""Walk a guide once and keep what the rules ask for: its blocks with their surroundings, its words with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from guidepress.errors import Span
from guidepress.model import (
    Block,
    BlockQuote,
    Blocks,
    Card,
    Cell,
    Chapter,
    Definition,
    Figure,
    Guide,
    Inlines,
    Link,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Section,
    Table,
    Term,
)  # fmt: skip
from guidepress.rules.prose import Prose, prose_of, words_at
from guidepress.walk import children_of, find

B = TypeVar("B", bound=Block)
Node = Block | Cell | Note


@dataclass(frozen=True, slots=True)
class Placed(Generic[B]):
    """Hold a block, its chapter, and the blocks that it stands in, the outermost first."""

    block: B
    chapter: Chapter
    inside: Blocks

    @property
    def parent(self) -> Block | None:
        """Return the block right around it."""
        return self.inside[-1] if self.inside else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold words that are read in one go: a paragraph, a heading, a cell, a term, a note.

    ``quoted`` says that they are somebody else's, an example to copy, or in another language than the guide's; ``inlines`` is
    empty for plain words.
    """

    kind: str
    prose: Prose
    chapter: Chapter | None
    inside: Blocks = ()
    inlines: Inlines = ()
    quoted: bool = False


@dataclass(frozen=True)
class Survey:
    """Answer what a guide holds; each answer is worked out once."""

    guide: Guide

    def place(self, *path: str | int) -> Span:
        """Find where a value of guide.yaml stands."""
        return self.guide.places.get(path, Span("source/guide.yaml"))

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """List all chapters, those of the front matter too."""
        return (*self.guide.front, *self.guide.chapters)

    @cached_property
    def blocks(self) -> tuple[Placed[Block], ...]:
        """List all blocks of the chapters in reading order."""
        return tuple(one for chapter in self.chapters for one in _blocks(chapter.blocks, chapter, ()))

    def of(self, kind: type[B]) -> Iterator[Placed[B]]:
        """Yield the blocks of a type."""
        for one in self.blocks:
            if isinstance(one.block, kind):
                yield one  # type: ignore[misc]  # its block was just seen to be of that type

    @cached_property
    def rows(self) -> tuple[tuple[Chapter, Blocks], ...]:
        """List the blocks that stand one below the other, each row once."""
        inner = [(one.chapter, one.block.blocks) for one in self.blocks if hasattr(one.block, "blocks")]
        return (*((chapter, chapter.blocks) for chapter in self.chapters), *inner)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """List the words of the chapters in reading order."""
        return tuple(self._passages())

    @cached_property
    def own(self) -> tuple[Passage, ...]:
        """List the words that the guide itself says: those of the chapters that are not quoted, and of its YAML files."""
        written = [one for one in self.passages if not one.quoted]
        return (*written, *self._plain())

    def _passages(self) -> Iterator[Passage]:
        for chapter in self.chapters:
            yield _passage("title", chapter.title, chapter.span, chapter, ())
            if chapter.promise:
                yield Passage(
                    "promise", words_at(chapter.promise, chapter.promise_span, chapter.promise_places), chapter
                )
            for one in _blocks(chapter.blocks, chapter, ()):
                yield from _passages_of(one)
            for note in chapter.notes:
                for words in note.paragraphs:
                    yield _passage("note", words, note.span, chapter, ())

    def _plain(self) -> Iterator[Passage]:
        for entry in self.guide.entries:
            if entry.summary:
                yield Passage("summary", words_at(entry.summary, entry.place("summary"), entry.summary_places), None)
        for term in self.guide.glossary:
            yield Passage("definition", prose_of(term.definition, term.span), None)

    @cached_property
    def links(self) -> tuple[tuple[Link, Span, Chapter], ...]:
        """List the links of the chapters, each with the place of its first word."""
        return tuple(
            (link, _place(link, passage), passage.chapter)
            for passage in self.passages
            if passage.chapter
            for link in find(passage.inlines, Link)
        )

    @cached_property
    def compounds(self) -> frozenset[str]:
        """List the words that stand somewhere with a hyphen, without it."""
        words = {word.plain for one in self.own for word in one.prose.words if "-" in word.plain}
        return frozenset(word.replace("-", "") for word in words)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """List the words that are linked to the glossary, in chapters and in the glossary itself."""
        within = (*(passage.inlines for passage in self.passages), *(term.definition for term in self.guide.glossary))
        return tuple(find(within, Term))


def _place(link: Link, passage: Passage) -> Span:
    """Find the first word of a link, or the words before it when the link has none of its own."""
    return prose_of(link.children, passage.prose.span(0)).span(0)


def _blocks(blocks: Blocks, chapter: Chapter, inside: Blocks) -> Iterator[Placed[Block]]:
    for block in blocks:
        yield Placed(block, chapter, inside)
        for below in children_of(block):
            yield from _blocks(tuple(one for one in below if isinstance(one, Block)), chapter, (*inside, block))


def _passage(kind: str, inlines: Inlines, at: Span, chapter: Chapter, inside: Blocks) -> Passage:
    quoted = any(isinstance(block, BlockQuote | Quote) or getattr(block, "language", "") for block in inside)
    return Passage(kind, prose_of(inlines, at), chapter, inside, inlines, quoted)


def _passages_of(one: Placed[Block]) -> Iterator[Passage]:
    """Yield the words that stand in a block itself, not in the blocks below it."""
    block, chapter, inside = one.block, one.chapter, (*one.inside, one.block)
    if title := getattr(block, "title", ()):
        kind = "heading" if isinstance(block, Section) else "box-title"
        yield _passage(kind, title, block.span, chapter, inside)
    if isinstance(block, Paragraph):
        yield _passage(_kind(one.parent), block.children, block.span, chapter, inside)
    elif isinstance(block, Table):
        for cell in (*block.head, *(cell for row in block.rows for cell in row)):
            yield _passage("cell", cell.children, block.span, chapter, inside)
    elif isinstance(block, Definition):
        for term in block.terms:
            yield _passage("term", term, block.span, chapter, inside)
    elif isinstance(block, Card):
        for words in filter(None, (block.header, block.footer)):
            yield _passage("paragraph", words, block.span, chapter, inside)
    if link := getattr(block, "link", ()):
        yield _passage("link", link, block.span, chapter, inside)


def _kind(parent: Block | None) -> str:
    """Name a paragraph by what it stands in."""
    if isinstance(parent, Figure):
        return "caption"
    return "item" if isinstance(parent, ListItem) else "paragraph"
