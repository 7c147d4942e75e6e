"""Say what is known of an element of the structure besides its type: words for it, its language, its layout, its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from guidepress.paper.tags.roles import Sources, alternative
from guidepress.paper.tags.tables import direction, headings, span
from guidepress.paper.tags.tree import Node

Value = str | int | tuple[float, ...] | tuple[str, ...]

_NUMBERINGS: Mapping[str, str] = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha", "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attributes:
    """Hold what is known of an element.

    Attributes:
        words: ``Alt``, ``E``, ``Lang``, which are text (ISO 32000-1, table 323).
        name: its ``ID``, for elements that others refer to.
        owner: whose attributes the others are: ``List``, ``Table`` or ``Layout`` (14.8.5).
        others: those; a string is a name, a tuple of strings names elements.
    """

    words: Mapping[str, str]
    name: str = ""
    owner: str = ""
    others: Mapping[str, Value] | None = None


class Attributing:
    """Work out the attributes of a document's elements."""

    def __init__(self, document: Node, sources: Sources) -> None:
        """Number what others refer to: headings of tables, and notes."""
        self.sources = sources
        self.names: dict[Element, str] = {}
        self.headings: dict[Element, tuple[Element, ...]] = {}
        counts: Counter[str] = Counter()
        for node in document:
            if node.source is None or node.role not in {"Table", "Note"}:
                continue
            owner = sources.named(node.source)
            if node.role == "Table":
                self.headings.update(headings(node.source))
                for cell in node.source.iter("th"):
                    self.names[cell] = _numbered(f"{owner}-heading", counts)
            else:
                self.names[node.source] = _numbered(f"{owner}-note", counts)

    def of(self, node: Node) -> Attributes:
        """Give the attributes of an element."""
        words = dict(self._words(node))
        name = self.names.get(node.source, "") if node.source is not None else ""
        match node.role:
            case "L":
                return Attributes(words, name, "List", {"ListNumbering": self._numbering(node)})
            case "TH" | "TD":
                return Attributes(words, name, "Table", dict(self._cell(node)))
            case "Figure" | "Formula":
                return Attributes(words, name, "Layout", dict(_figure(node)))
        source = node.source
        if source is not None and source.get("dir") == "rtl":
            return Attributes(words, name, "Layout", {"WritingMode": "RlTb"})
        return Attributes(words, name)

    def _words(self, node: Node) -> Iterator[tuple[str, str]]:
        if node.source is None:
            return
        if language := self.sources.own_language(node.source):
            yield "Lang", language
        if node.role in {"Figure", "Formula"}:
            picture = self.sources.picture_of(node.source) if node.source.tag == "figure" else node.source
            yield "Alt", alternative(picture if picture is not None else node.source)
        elif node.role == "Span" and node.source.tag == "abbr":
            yield "E", node.source.get("title", "")

    @staticmethod
    def _numbering(node: Node) -> str:
        has_labels = any(kid.role == "Lbl" for item in node.elements() for kid in item.elements())
        return _NUMBERINGS.get(node.numbering, "None") if has_labels else "None"

    def _cell(self, node: Node) -> Iterator[tuple[str, Value]]:
        cell = node.source
        if cell is None:
            return
        for name, along in (("ColSpan", "col"), ("RowSpan", "row")):
            if (number := span(cell, along)) > 1:
                yield name, number
        if node.role == "TH":
            head = node.parent.parent if node.parent is not None else None
            yield "Scope", direction(cell, in_head=head is not None and head.role == "THead")
        named = tuple(self.names[one] for one in self.headings.get(cell, ()) if one in self.names)
        if named:
            yield "Headers", named


def _numbered(name: str, counts: Counter[str]) -> str:
    """Number equal names. The HTML's ids are those of one guide, so names that begin with one are no other gathering's."""
    counts[name] += 1
    return f"{name}-{counts[name]}"


def _figure(node: Node) -> Iterator[tuple[str, Value]]:
    if node.area is not None:
        yield "BBox", node.area
    if node.parent is not None and node.parent.role not in {"P", "Link"}:
        yield "Placement", "Block"
