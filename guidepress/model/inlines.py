"""Define what stands in a line: words, marks on them, links and where these lead."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter

from guidepress.errors import Span

NOWHERE = Span("")
_START = itemgetter(0)
Places = tuple[
    tuple[int, Span], ...
]  # the offsets in words at which a line or a piece of the source begins, each with its place


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


@dataclass(frozen=True, slots=True)
class Text:
    """Hold plain words; ``places`` are the offsets in them at which a line or a piece of the source begins, each with its place.

    The last may be behind the words, where these end a line of the source: what follows has its place there.
    """

    text: str
    places: Places = field(compare=False, repr=False, default=())

    def span(self, offset: int) -> Span:
        """Find the place in the source of the letter at ``offset``."""
        begun = bisect_right(self.places, offset, key=_START)
        start, place = self.places[begun - 1] if begun else (0, NOWHERE)
        return Span(place.file, place.line, place.column + offset - start)


@dataclass(frozen=True, slots=True)
class Code:
    """Hold words that a machine reads."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """Hold a formula: its LaTeX, the same in plain text, and whether it stands on a line of its own."""

    tex: str
    text: str
    display: bool = False
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """End the line here; ``span`` is where the next one begins in the source."""

    span: Span = field(compare=False, repr=False, default=NOWHERE)


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
    """Hold an abbreviation and the words it stands for; they are ``shown`` where it first stands in a chapter."""

    text: str
    expansion: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold words that something is said of: their language (a BCP 47 code), a name that links use, words for style sheets."""

    children: Inlines
    language: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """Show a picture in the line, with its text alternative; its size, if it has one of its own, is a length of CSS."""

    path: str
    alt: str
    span: Span = field(compare=False, default=NOWHERE)
    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """Call a note by its key within the chapter; ``resolve`` numbers it and gives it an id of its own."""

    key: str
    number: int = 0
    id: str = ""
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold a link as written: words (may be empty) and address; ``as_number`` asks for a formula's number alone, as its words."""

    children: Inlines
    address: str
    span: Span = field(compare=False, default=NOWHERE)
    as_number: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Lead to a target; ``entry`` is the id of the register's entry that it names, ``kind`` that entry's kind."""

    children: Inlines
    target: Target
    kind: str = ""
    entry: str = ""
    span: Span = field(compare=False, repr=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a word of the glossary: the words shown, the term meant and, once resolved, its place."""

    children: Inlines
    term: str
    place: Place | None = None
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """Say what a mark puts into the index: an entry, or an entry and its subentry, by their words.

    Its ``kind`` is '' when it leads to the place of the mark, and 'see' or 'seealso' when it leads to the entry ``target``. A ``main``
    place says most about the thing; when a section as a ``whole`` is about it, the place goes on to the section's end.
    """

    path: tuple[str, ...]
    kind: str = ""
    target: str = ""
    main: bool = False
    whole: bool = False
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class IndexMark:
    """Hold words that the index leads to, and what it says of them; ``resolve`` gives it an id of its own."""

    children: Inlines
    terms: tuple[IndexTerm, ...]
    id: str = ""
    span: Span = field(compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Value:
    """Stand for the words that an expression over declared values gives: ``{{ version }}``, ``{{ price * 2 }}``."""

    expression: str
    span: Span = field(compare=False, default=NOWHERE)


Inline = (
    Text | Code | Formula | LineBreak | Emphasis | Strong | Subscript | Superscript | Keys | Abbreviation | Phrase | InlinePicture
    | NoteCall | Reference | Link | Term | IndexMark | Value
)  # fmt: skip
Inlines = tuple[Inline, ...]


def words_of(inlines: Inlines) -> str:
    """Return the plain words of inlines, with those of pictures; calls of notes are left out."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text) | Code(text) | Formula(text=text) | Keys(text) | Abbreviation(text):
                words.append(text)
            case LineBreak():
                words.append(" ")
            case InlinePicture(alt=alt):
                words.append(alt)
            case (
                Emphasis()
                | Strong()
                | Subscript()
                | Superscript()
                | Phrase()
                | Reference()
                | Link()
                | Term()
                | IndexMark()
            ):
                words.append(words_of(inline.children))
            case Value() | NoteCall():
                pass
    return "".join(words)
