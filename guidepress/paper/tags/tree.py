"""Build a document's structure: one element for each of the HTML's, on however many pages it stands.

Goes in: the pages as boxes, the HTML, and what drawing made of the boxes. Comes out: the tree, its elements in the HTML's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from guidepress.paper.inside.boxes import Area, Box, Drawn, Page
from guidepress.paper.tags.roles import GROUPING, INLINE, Sources


@dataclass(frozen=True, slots=True)
class Content:
    """Name a piece of a page: marked content, by its number there, and the group that it is drawn in, if any."""

    page: int
    number: int
    group: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Annotated:
    """Name a link's annotation on a page."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Node:
    """Hold an element of the structure while it grows from page to page.

    Attributes:
        role: its structure type.
        source: the HTML's element, unless the structure asks for more elements than HTML.
        parent: what it stands in.
        kids: what it holds, in order.
        notes: footnotes whose calls are in it, which follow it, or come last in it.
        place: where in the HTML its source is, or that of the first thing that it holds.
        area: where its picture is.
        numbering: how a list is numbered, as CSS calls it.
    """

    role: str
    source: Element | None
    parent: Node | None
    place: int
    kids: list[Node | Content | Annotated] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)
    area: Area | None = None
    numbering: str = ""

    def elements(self) -> Iterator[Node]:
        """Yield the elements that it holds."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def __iter__(self) -> Iterator[Node]:
        """Yield the element and those in it, in the document's order."""
        yield self
        for kid in self.elements():
            yield from kid


def build(pages: Sequence[Page], sources: Sources, drawn: Sequence[Drawn], artifacts: Sequence[Any]) -> Node:
    """Build the structure of a document."""
    builder = _Builder(sources, frozenset(artifacts))
    for number, (page, made) in enumerate(zip(pages, drawn, strict=True)):
        builder.add_page(number, page.box, made)
    for element, numbering in builder.numberings.items():
        if element in builder.homes:
            builder.homes[element].numbering = numbering
    _arrange(builder.document)
    return builder.document


class _Builder:
    """Put each piece of the pages where its element is; elements are made when the first piece of them comes."""

    def __init__(self, sources: Sources, artifacts: frozenset[Any]) -> None:
        self.sources, self.artifacts = sources, artifacts
        self.document = Node("Document", None, None, 0)
        self.homes: dict[Element, Node] = {}
        self.labels: dict[tuple[Element, str], Node] = {}
        self.numberings: dict[Element, str] = {}

    def add_page(self, number: int, box: Box, made: Drawn) -> None:
        if box.drawn in self.artifacts:
            return
        if box.kind == "cell" and box.source is not None and box.source.tag in {"td", "th"}:
            self.home(box.source)  # a cell without words is a cell all the same
        if box.numbering and box.source is not None:
            self.numberings[box.source] = box.numbering
        annotation = made.annotations.get(box.drawn)
        if annotation is not None and box.source is not None:
            self.home(self.sources.links.get(box.source, box.source)).kids.append(Annotated(number, annotation))
        if box.drawn in made.numbers and box.source is not None:
            content = Content(number, made.numbers[box.drawn], made.groups.get(box.drawn))
            self._add_content(box, box.source, content)
        for child in box.children:
            self.add_page(number, child, made)

    def _add_content(self, box: Box, source: Element, content: Content) -> None:
        match box.pseudo:
            case "marker" | "footnote-marker":
                home = self._label(source, box.pseudo)
            case "footnote-call":
                home = self._call(source)
            case _:
                home = self.home(source)
        if box.kind == "picture":
            figure = self._figure(home)
            figure.area = box.area
            home = home if home.role == "Link" else figure  # a picture that leads somewhere stays in its link
        self._place_for(home, "", self.sources.places[source]).kids.append(content)

    def _figure(self, home: Node) -> Node:
        """Find the figure that a picture is in: its own, or the one that it is the picture of."""
        node: Node | None = home
        while node is not None and node.role not in {"Figure", "Formula"}:
            node = node.parent
        return node or home

    def home(self, element: Element) -> Node:
        """Give the element of the structure that holds the words of an element of the HTML."""
        found = self.homes.get(element)
        if found is None:
            found = self.homes[element] = self._make(element)
        return found

    def _make(self, element: Element) -> Node:
        above = self.sources.parents.get(element)
        if above is None:
            return self.document
        parent, role = self.home(above), self.sources.role(element)
        match role:
            case "":
                return parent
            case "LI":
                return self._new("LBody", None, self._new("LI", element, parent))
            case "Lbl" | "LBody":
                return self._new(role, element, self._definition(element, role, parent))
            case "Note":
                return self._note(element, parent)
        place = self._place_for(parent, role, self.sources.places[element])
        if element.get("role") == "doc-noteref":  # to a note that has been called before
            place = self._new("Reference", None, place)
            place.place = self.sources.places[element]
        return self._new(role, element, place)

    def _new(self, role: str, source: Element | None, parent: Node) -> Node:
        place = parent.place if source is None else self.sources.places[source]
        node = Node(role, source, parent, place)
        parent.kids.append(node)
        return node

    def _place_for(self, parent: Node, role: str, place: int) -> Node:
        """Give what may hold a role, or words, directly: words among blocks need a paragraph, those in contents a reference."""
        if role and role not in INLINE and not (role == "Figure" and parent.role == "TOCI"):
            return parent
        if parent.role in GROUPING:
            return self._implied("P", parent, place)
        if parent.role == "TOCI":
            has_link = role == "Link" or any(kid.role == "Reference" for kid in parent.elements())
            return self._implied("Reference" if has_link else "Lbl", parent, place)
        return parent

    def _implied(self, role: str, parent: Node, place: int) -> Node:
        """Go on with the element that has no source of its own, or begin one."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.source is None and last.role == role:
            return last
        node = self._new(role, None, parent)
        node.place = max(place, last.place) if isinstance(last, Node) else place
        return node

    def _definition(self, element: Element, role: str, parent: Node) -> Node:
        """Give the item of a list of definitions: terms that follow each other share it with what they mean."""
        items = list(parent.elements())
        last = items[-1] if items and items[-1].role == "LI" else None
        if last is None or (role == "Lbl" and any(kid.role == "LBody" for kid in last.elements())):
            last = self._new("LI", None, parent)
            last.place = self.sources.places[element]
        return last

    def _label(self, element: Element, pseudo: str) -> Node:
        """Give the label of a list's item or a note, which comes first in it."""
        key = element, pseudo
        if key not in self.labels:
            home = self.home(element)
            parent = home.parent if home.role == "LBody" and home.parent is not None else home
            label = Node("Lbl", None, parent, parent.place)
            parent.kids.insert(0, label)
            self.labels[key] = label
        return self.labels[key]

    def _call(self, element: Element) -> Node:
        """Give the reference to a note, where the note is called, and see that the note comes after it."""
        key = element, "footnote-call"
        if key not in self.labels:
            parent, place = self.home(self.sources.parents[element]), self.sources.places[element]
            reference = self._new("Reference", None, self._place_for(parent, "Reference", place))
            reference.place = place
            self.labels[key] = reference
            self.home(element)
        return self.labels[key]

    def _note(self, element: Element, parent: Node) -> Node:
        """Make a note, which follows the block that calls it: a note within a paragraph would part its words."""
        block = self._place_for(parent, "Span", self.sources.places[element])
        while block.role in INLINE and block.parent is not None:
            block = block.parent
        note = Node("Note", element, block, self.sources.places[element])
        block.notes.append(note)
        return note


def _arrange(node: Node) -> None:
    """Put what an element holds into the HTML's order, and the notes where they are read."""
    _sort(node)
    kids: list[Node | Content | Annotated] = []
    for kid in node.kids:
        kids.append(kid)
        if isinstance(kid, Node) and _is_followed_by_notes(kid):
            kids += kid.notes
    node.kids = kids if _is_followed_by_notes(node) else [*kids, *node.notes]
    for kid in node.elements():
        if kid.role == "Note" and kid.parent is not None and _is_followed_by_notes(kid.parent):
            kid.parent = node
        _arrange(kid)


def _is_followed_by_notes(node: Node) -> bool:
    """Tell whether the notes of an element come after it, not in it."""
    return node.role == "P" or (node.role[:1] == "H" and node.role[1:].isdigit())


def _sort(node: Node) -> None:
    """Sort what stands in another order on the page than in the HTML; words go with the element before them."""
    keys: list[int] = []
    for kid in node.kids:
        keys.append(kid.place if isinstance(kid, Node) else keys[-1] if keys else -1)
    if any(one > other for one, other in pairwise(keys)):
        order = sorted(range(len(keys)), key=keys.__getitem__)
        node.kids = [node.kids[index] for index in order]
