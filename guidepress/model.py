"""Define the guide as immutable data: what readers produce and renderers consume.

A guide is parts of chapters, a chapter is blocks, a block holds blocks or inlines. There is no markup here: formats
that are not HTML need the structure as much. ``Reference``, ``Term`` without entry and ``Value`` are what an author
wrote; ``resolve`` replaces them by ``Link``, ``Term`` with entry and ``Text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from guidepress.errors import Span

NOWHERE = Span("")

# ---------------------------------------------------------------- targets


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Point outside the guide: http, https, mailto or tel."""

    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """Point into the guide: the page (a chapter's key) and the id of a block on it, or '' for the page itself."""

    page: str
    id: str = ""


Target = WebAddress | Place


# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Hold plain words; ``places`` are the offsets in them at which a line or a piece of the source begins, each with its place."""

    text: str
    places: tuple[tuple[int, Span], ...] = field(compare=False, repr=False, default=())

    def span(self, offset: int) -> Span:
        """Find the place in the source of the letter at ``offset``."""
        start, place = next((one for one in reversed(self.places) if one[0] <= offset), (0, NOWHERE))
        return Span(place.file, place.line, place.column + offset - start)


@dataclass(frozen=True, slots=True)
class Code:
    """Hold words that a machine reads."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """End the line here."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress the words."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Give the words weight."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    """Set the words below the line."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    """Set the words above the line."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Keys:
    """Name a key, or keys to be pressed together."""

    text: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Hold an abbreviation and the words it stands for."""

    text: str
    expansion: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold words in another language (a BCP 47 code)."""

    children: Inlines
    language: str


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """Show a picture in the line, with its text alternative."""

    path: str
    alt: str
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class NoteCall:
    """Call a note by its key within the chapter; ``resolve`` numbers it and gives it an id of its own."""

    key: str
    number: int = 0
    id: str = ""
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold a link as written: words (may be empty) and address."""

    children: Inlines
    address: str
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Link:
    """Lead to a target; ``entry`` is the id of the register's entry that it names, ``kind`` that entry's kind."""

    children: Inlines
    target: Target
    kind: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a word of the glossary: the words shown, the term meant and, once resolved, its place."""

    children: Inlines
    term: str
    place: Place | None = None
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Value:
    """Stand for a declared value, as ``{{ version }}``."""

    name: str
    span: Span = field(compare=False, default=NOWHERE)


Inline = (
    Text | Code | LineBreak | Emphasis | Strong | Subscript | Superscript | Keys | Abbreviation | Phrase | InlinePicture
    | NoteCall | Reference | Link | Term | Value
)  # fmt: skip
Inlines = tuple[Inline, ...]


def words_of(inlines: Inlines) -> str:
    """Return the plain words of inlines, with those of pictures; calls of notes are left out."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text) | Code(text) | Keys(text) | Abbreviation(text):
                words.append(text)
            case LineBreak():
                words.append(" ")
            case InlinePicture(alt=alt):
                words.append(alt)
            case Emphasis() | Strong() | Subscript() | Superscript() | Phrase() | Reference() | Link() | Term():
                words.append(words_of(inline.children))
            case Value() | NoteCall():
                pass
    return "".join(words)


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Carry what all blocks have.

    ``id`` is the same in every format, ``span`` the place it was read from. ``language`` is a BCP 47 code when it is not the
    guide's, ``audience`` the keys of those it is for ('()' means everybody), ``classes`` are for style sheets.
    """

    id: str = ""
    language: str = ""
    audience: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    span: Span = field(compare=False, default=NOWHERE)


Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Block):
    """Hold a heading and what stands under it; level 2 is the first below the chapter's title."""

    level: int
    title: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Hold a paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem(Block):
    """Hold one item of a list; ``done`` says whether a task is, and is nothing when it is no task."""

    blocks: Blocks
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList(Block):
    """Hold items in no order; a tight list has no space between them."""

    items: tuple[ListItem, ...]
    tight: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList(Block):
    """Hold items in order, counted from ``start``."""

    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Block):
    """Pair one or more terms with what they mean."""

    terms: tuple[Inlines, ...]
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionList(Block):
    """Hold definitions; those of a ``glossary`` can be linked to by their terms."""

    items: tuple[Definition, ...]
    glossary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockQuote(Block):
    """Hold words quoted without a named source."""

    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Block):
    """Hold lines that a machine reads; ``syntax`` names their language, as 'python'."""

    text: str
    syntax: str = ""
    title: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider(Block):
    """Mark a change of subject."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one cell of a table; align is '', 'left', 'center' or 'right'."""

    children: Inlines
    align: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Hold a table: one row of headers, then rows; the first ``stubs`` cells of a row are headers too."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Inlines = ()
    stubs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """Show a picture with its text alternative ('' when it is decorative) and a caption."""

    path: str
    alt: str
    caption: Blocks = ()
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech(Block):
    """Let a mascot speak: its key, the pose's key, the words."""

    mascot: str
    pose: str
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(Block):
    """Set words apart; kind is one of MyST's admonitions: 'note', 'tip', 'warning' and their kin."""

    kind: str
    title: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy(Block):
    """Tell a case study; ``illustration`` says that the story is made up."""

    title: Inlines
    level: int
    illustration: bool
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Block):
    """Describe something for a group to do."""

    title: Inlines
    level: int
    time: str
    group: str
    materials: tuple[str, ...]
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """Quote somebody, by name; ``source`` holds one link once resolved, or nothing."""

    attribution: str
    source: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Block):
    """Hold items with boxes to tick."""

    title: Inlines
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoints(Block):
    """Hold what is to be remembered."""

    title: Inlines
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropdown(Block):
    """Hold words that a reader on a screen may open; on paper they are always there."""

    title: Inlines
    open: bool
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab(Block):
    """Hold one of several sides of a thing, under a title."""

    title: Inlines
    level: int
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class TabSet(Block):
    """Hold tabs; they stand one below the other, each under its title."""

    items: tuple[Tab, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Block):
    """Hold a few words under a title, which may link somewhere (one link, or nothing)."""

    title: Inlines
    link: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Block):
    """Hold cards, side by side where there is room."""

    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonLink(Block):
    """Hold one link that stands out."""

    link: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingLines(Block):
    """Give room to write by hand: a number of lines, below words that say what for."""

    title: Inlines
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TickBoxes(Block):
    """Ask a question whose answers have boxes to tick."""

    title: Inlines
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet(Block):
    """Hold what a person or a group fills in."""

    title: Inlines
    level: int
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAudience(Block):
    """Hold blocks that are for some readers only; who they are stands in ``audience``."""

    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyReadRow(Block):
    """Pair a picture with a short sentence that says the same."""

    path: str
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyRead(Block):
    """Hold rows of picture and sentence."""

    items: tuple[EasyReadRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(Block):
    """Begin a new page on paper; on screens it is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo(Block):
    """Hold what the author has still to do; it is left out of what is published."""

    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend(Block):
    """Stand for the symbols of links, with their meanings."""


# ---------------------------------------------------------------- the guide


@dataclass(frozen=True, slots=True)
class Note:
    """Hold a note: paragraphs only, because it stands at a page's foot."""

    key: str
    paragraphs: tuple[Inlines, ...]
    number: int = 0
    id: str = ""
    calls: tuple[str, ...] = ()
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Waiver:
    """Allow what a rule warns of, for a reason: in all files or one, in all its lines or those from ``first`` to ``last``."""

    code: str
    reason: str
    file: str = ""
    first: int = 0
    last: int = 0
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Hold a chapter: its key (the file's name without ending) names its page in every format."""

    key: str
    title: Inlines
    blocks: Blocks
    promise: str = ""
    audience: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    number: int | None = None
    waivers: tuple[Waiver, ...] = ()
    promise_span: Span = field(compare=False, default=NOWHERE)
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Part:
    """Group chapters; a part without title has no opening page."""

    title: str
    chapters: tuple[Chapter, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """Register a case study or resource: where it is, and which blocks link to it."""

    id: str
    kind: str
    title: str
    target: Target
    publisher: str = ""
    author: str = ""
    year: str = ""
    summary: str = ""
    audience: tuple[str, ...] = ()
    linked_from: tuple[Place, ...] = ()
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """Explain a word."""

    id: str
    term: str
    definition: Inlines
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Mascot:
    """Describe a speaker: name, how it looks in words, a picture for each pose, and its voice (1 to 4: a colour)."""

    key: str
    name: str
    description: str
    poses: Mapping[str, str]
    voice: int


@dataclass(frozen=True, slots=True)
class LinkKind:
    """Describe a kind of link: its symbol's picture, the label that is spoken, its plural and its meaning."""

    key: str
    symbol: str
    label: str
    plural: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture's bytes; its type is told by its content. Width and height are in px, as drawn."""

    path: str
    media_type: str
    data: bytes = field(repr=False)
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Publisher:
    """Say who publishes the guide and how to reach them."""

    name: str
    email: str
    phone: str = ""
    address: str = ""
    website: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """Name the licence of the guide's words."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Hold the title artwork and its text alternative."""

    picture: str
    alt: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """Hold a whole guide.

    ``unread`` names the files (below source/) that could not be read, in whole or in part; ``places`` tells where the values of
    guide.yaml stand, by their paths in it.
    """

    slug: str
    identifier: str
    title: str
    subtitle: str
    description: str
    version: str
    date: date
    language: str
    authors: tuple[str, ...]
    publisher: Publisher
    licence: Licence
    cover: Cover
    front: tuple[Chapter, ...]
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    mascots: Mapping[str, Mascot] = field(default_factory=dict)
    link_kinds: Mapping[str, LinkKind] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    unread: tuple[str, ...] = ()
    places: Mapping[tuple[str | int, ...], Span] = field(compare=False, repr=False, default_factory=dict)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """List the chapters of all parts, in order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def stem(self) -> str:
        """Name the guide's files: slug and version."""
        return f"{self.slug}-{self.version}"


@dataclass(frozen=True, slots=True)
class Artifact:
    """Hold one finished file: its path below the output folder, its bytes, and its pages where it has any."""

    path: str
    data: bytes = field(repr=False)
    pages: int | None = None
