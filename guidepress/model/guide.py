"""Define the guide around its chapters, and the files made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from guidepress.errors import Span
from guidepress.model.blocks import Blocks
from guidepress.model.index import IndexGroup
from guidepress.model.inlines import NOWHERE, IndexTerm, Inlines, Place, Places, Target
from guidepress.model.paging import PageMap


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
    """Hold a chapter: its key (the file's name without ending) names its page in every format.

    ``index`` is what leads to the chapter as a whole from the index.
    ``kinds`` are the types of what stands in it, and maybe of what stood there: a guide is gone through many times, mostly for what few
    chapters have. Nothing means that nobody has looked.
    """

    key: str
    title: Inlines
    blocks: Blocks
    promise: str = ""
    audience: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    number: int | None = None
    waivers: tuple[Waiver, ...] = ()
    index: tuple[IndexTerm, ...] = ()
    promise_span: Span = field(compare=False, default=NOWHERE)
    promise_places: Places = field(compare=False, repr=False, default=())
    audience_span: Span = field(compare=False, repr=False, default=NOWHERE)
    span: Span = field(compare=False, default=NOWHERE)
    kinds: frozenset[type] | None = field(compare=False, repr=False, default=None)

    def held(self, kinds: Iterable[type]) -> frozenset[type]:
        """Return those types of which something may stand in the chapter."""
        return frozenset(kinds) if self.kinds is None else self.kinds.intersection(kinds)


@dataclass(frozen=True, slots=True)
class Part:
    """Group chapters; a part without title has no opening page."""

    title: str
    chapters: tuple[Chapter, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """Register a case study or resource: where it is, and which blocks link to it.

    ``archived`` is the address of a copy that an archive keeps; ``places`` tells where the entry's values stand, by their names.
    """

    id: str
    kind: str
    title: str
    target: Target
    publisher: str = ""
    author: str = ""
    year: str = ""
    summary: str = ""
    archived: str = ""
    audience: tuple[str, ...] = ()
    linked_from: tuple[Place, ...] = ()
    summary_places: Places = field(compare=False, repr=False, default=())
    places: Mapping[str, Span] = field(compare=False, repr=False, default_factory=dict)
    span: Span = field(compare=False, default=NOWHERE)

    def place(self, name: str) -> Span:
        """Find where a value of the entry stands, or the entry itself where that is not known."""
        return self.places.get(name, self.span)


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
    """Say who publishes the guide and how to reach them.

    ``feedback`` may hold ``{version}`` and ``{section}``, which ``compose.addresses`` fills in.
    """

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
class Evaluation:
    """Say who has evaluated the e-book by hand, when, and to which standard it was found to conform."""

    evaluator: str
    date: date
    standard: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Hold the title artwork and its text alternative."""

    picture: str
    alt: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """Hold a whole guide.

    ``edition`` is the key of the audience that this edition is for ('' in the whole guide), ``left_out`` what it lacks.
    ``web_address`` is the folder in which the website will stand, with a slash at its end, or nothing.
    ``unread`` names the files (below source/) that could not be read, and the items of lists, ``glossary.yaml#carer``; ``places`` tells where the values of
    guide.yaml stand, by their paths in it. ``digest`` is that of all files that the guide was read from.
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
    index: tuple[IndexGroup, ...] = ()
    mascots: Mapping[str, Mascot] = field(default_factory=dict)
    link_kinds: Mapping[str, LinkKind] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    two_sided: bool = False
    drawings_as_png: bool = False
    evaluation: Evaluation | None = None
    web_address: str = ""
    edition: str = ""
    left_out: frozenset[Place] = field(repr=False, default=frozenset())
    unread: tuple[str, ...] = ()
    places: Mapping[tuple[str | int, ...], Span] = field(compare=False, repr=False, default_factory=dict)
    digest: str = field(compare=False, repr=False, default="")

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """List the chapters of all parts, in order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def release(self) -> str:
        """Identify this version, and in an edition its audience, among all that come out of the guide, as a URN."""
        return f"urn:x-guide:{':'.join(filter(None, (self.slug, self.version, self.edition)))}"

    @property
    def pdf_release(self) -> str:
        """Identify the PDF of this version, to which the e-book's numbers of pages belong."""
        return f"{self.release}:pdf"

    @property
    def stem(self) -> str:
        """Name the guide's files: slug, version and, in an edition, its audience."""
        return "-".join(filter(None, (self.slug, self.version, self.edition)))


@dataclass(frozen=True, slots=True)
class Artifact:
    """Hold one finished file: its path below the output folder, its bytes, and the map of its pages where it has any."""

    path: str
    data: bytes = field(repr=False)
    pages: PageMap | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Download:
    """Say what a reader gets who takes a format along.

    Attributes:
        format: the format's name.
        file: the file's name, below the guide's output folder.
        size: its bytes; nothing where it is not made yet.
        pages: how many pages it has; nothing where it has none of its own, as what flows on screens.
    """

    format: str
    file: str
    size: int | None = None
    pages: int | None = None
