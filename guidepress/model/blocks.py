"""Define blocks: paragraphs, lists, boxes and all else that stands below another in a chapter."""

from __future__ import annotations

from dataclasses import dataclass, field

from guidepress.errors import Span
from guidepress.model.inlines import NOWHERE, IndexTerm, Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Carry what all blocks have.

    ``id`` is the same in every format, ``span`` the place it was read from. ``language`` is a BCP 47 code when it is not the
    guide's, ``audience`` the keys of those it is for ('()' means everybody), ``classes`` are for style sheets, ``index`` is what leads to
    it from the index. ``places`` tells where its options stand, and what follows its name on its first line ('argument').
    """

    id: str = ""
    language: str = ""
    audience: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    index: tuple[IndexTerm, ...] = ()
    span: Span = field(compare=False, default=NOWHERE)
    places: tuple[tuple[str, Span], ...] = field(compare=False, repr=False, default=())

    def place(self, name: str) -> Span:
        """Find where an option stands, or the block when it has none of that name."""
        return dict(self.places).get(name, self.span)


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
    """Hold lines that a machine reads; ``syntax`` names their language, as 'python', ``file`` the file that they are from.

    ``first_number`` is the number of the first line, or nothing when lines have none; ``emphasized`` are places from 1.
    """

    text: str
    syntax: str = ""
    title: Inlines = ()
    file: str = ""
    first_number: int | None = None
    emphasized: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaBlock(Block):
    """Hold a formula between paragraphs: its LaTeX, the same in plain text, how it is said in words ('' if nobody wrote it)."""

    tex: str
    text: str
    alt: str = ""
    number: int = 0


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
    """Hold a table: one row of headers, then rows; the first ``stubs`` cells of a row are headers too.

    ``width`` is a length, ``align`` where a narrow table stands ('left', 'center' or 'right'), ``widths`` the columns' shares.
    """

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Inlines = ()
    stubs: int = 0
    width: str = ""
    align: str = ""
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """Show a picture with its text alternative ('' when it is decorative) and a caption.

    ``width`` and ``height`` are the picture's, ``room`` is the width of picture and caption together: lengths, or nothing. One that
    stands at the 'left' or 'right' has words beside it where there is room. ``link`` holds one link, or nothing; ``description`` one
    that leads to a long description.
    """

    path: str
    alt: str
    caption: Blocks = ()
    number: int = 0
    width: str = ""
    height: str = ""
    room: str = ""
    align: str = ""
    link: Inlines = ()
    description: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech(Block):
    """Let a mascot speak: its key, the pose's key, the words."""

    mascot: str
    pose: str
    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(Block):
    """Set words apart; kind is one of MyST's admonitions: 'note', 'tip', 'warning' and their kin.

    One that ``folds`` begins closed on screens, unless it is ``open``.
    """

    kind: str
    title: Inlines
    blocks: Blocks
    folds: bool = False
    open: bool = False


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
    """Hold one of several sides of a thing, under a title; the one that is ``selected`` shows first on screens."""

    title: Inlines
    level: int
    blocks: Blocks
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TabSet(Block):
    """Hold tabs; they stand one below the other, each under its title."""

    items: tuple[Tab, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Block):
    """Hold a few words under a title, which may link somewhere (one link, or nothing), with words above and below them."""

    title: Inlines
    link: Inlines
    blocks: Blocks
    header: Inlines = ()
    footer: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Block):
    """Hold cards, side by side where there is room.

    ``columns`` and ``gutters`` (the space between, 0 to 5) are for phones, small, middling and large screens; () leaves it to us.
    """

    items: tuple[Card, ...]
    columns: tuple[int, ...] = ()
    gutters: tuple[int, ...] = ()


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
class Mascots(Block):
    """Stand for the guide's mascots, with their pictures, names and descriptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend(Block):
    """Stand for the symbols of links, with their meanings."""
