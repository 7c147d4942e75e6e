"""Read a PDF's structure tree, and what else the file says of itself to those who do not see its pages.

Goes in: a PDF's path. Comes out: the tree with its words, as plain data. ISO 32000-1 is the source: 14.7 for the tree, 12.5.6.5 for
links, 12.4.2 for page labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from guidepress.check.drawn import Piece, read_pieces

Area = tuple[float, ...]
Key = tuple[int, int]  # the number and generation of an object of the file
DEEPEST = 200  # a tree that goes on deeper leads back into itself
_WORDS = ("Alt", "ActualText", "E", "Lang", "ID")


@dataclass(frozen=True, slots=True)
class Content:
    """Name a piece of a page that an element holds: what it says, and how far from the left edge it begins."""

    page: int
    number: int
    words: str
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Annotation:
    """Describe an annotation: ``owner`` is the element that the parent tree leads to from it."""

    key: Key
    page: int
    kind: str
    words: str
    target: str
    area: Area
    owner: Key | None


@dataclass(frozen=True, slots=True)
class Element:
    """Describe an element of the structure: ``role`` as written, ``standard`` as the role map says."""

    key: Key
    role: str
    standard: str
    attributes: Mapping[str, str]
    kids: tuple[Element | Content | Annotation, ...]
    page: int | None = None

    def __iter__(self) -> Iterator[Element]:
        """Yield the element and those in it, in the document's order."""
        yield self
        for kid in self.elements:
            yield from kid

    @property
    def elements(self) -> tuple[Element, ...]:
        """Return the elements that it holds."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    @property
    def words(self) -> str:
        """Return all that it says."""
        return joined(self.contents())

    def contents(self) -> Iterator[Content]:
        """Yield the pieces that it and those in it hold."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.contents()

    @property
    def first_page(self) -> int | None:
        """Return the page, from 0, on which it begins."""
        pages = [kid.first_page if isinstance(kid, Element) else kid.page for kid in self.kids]
        return next((page for page in pages if page is not None), self.page)


def joined(contents: Iterable[Content]) -> str:
    """Join the words of pieces; a line's end parts words, though no space is drawn there."""
    words, before = "", None
    for one in contents:
        is_new_line = before is not None and (one.page != before.page or one.left <= before.left)
        words += (" " if is_new_line and words and words[-1] not in " -" else "") + one.words
        before = one
    return words


@dataclass(frozen=True, slots=True)
class Structure:
    """Hold what a PDF says of itself.

    Attributes:
        elements: those of the tree, in the document's order, the outermost first; none when there are no tags.
        pieces: what is drawn.
        annotations: those that the pages list.
        owners: which element the parent tree leads to, from each piece of marked content.
        names: the names of elements that can be looked up, or none when there is no such list.
        labels: what each page is called, or none when the file does not say.
        sizes: width and height of each page.
        bookmarks: how many bookmarks there are.
        unordered: pages, from 0, whose links are not followed in the order of the tags.
        language: that of the document.
        metadata: the document's metadata as XML.
    """

    elements: tuple[Element, ...]
    pieces: tuple[Piece, ...]
    annotations: tuple[Annotation, ...]
    owners: Mapping[tuple[int, int], Key]
    names: frozenset[str] | None
    labels: tuple[str, ...] | None
    sizes: tuple[tuple[float, float], ...]
    bookmarks: int
    unordered: tuple[int, ...] = ()
    language: str = ""
    metadata: str = ""


def read_structure(path: Path) -> Structure:
    """Read a PDF's structure.

    Raises:
        pikepdf.PdfError: the file is no PDF.
    """
    pieces = read_pieces(path)
    with pikepdf.open(path) as document:
        return _Reader(document, _contents(pieces)).read(pieces)


def _contents(pieces: Iterable[Piece]) -> dict[tuple[int, int], Content]:
    """Gather what is drawn by the marked content it belongs to."""
    found: dict[tuple[int, int], Content] = {}
    for piece in pieces:
        if piece.number is not None and (piece.kind == "words" or (piece.page, piece.number) not in found):
            before = found.get((piece.page, piece.number))
            words = before.words if before else ""
            left = before.left if before and words else piece.left
            found[piece.page, piece.number] = Content(piece.page, piece.number, words + piece.words, left)
    return found


@dataclass(slots=True)
class _Reader:
    """Read one document."""

    document: pikepdf.Pdf
    contents: Mapping[tuple[int, int], Content]
    pages: dict[Key, int] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    parents: dict[int, Any] = field(default_factory=dict)
    in_groups: dict[tuple[int, int], Key] = field(default_factory=dict)

    def read(self, pieces: tuple[Piece, ...]) -> Structure:
        catalog, pages = self.document.Root, self.document.pages
        root = catalog.get(Name.StructTreeRoot, Dictionary())
        self.pages = {page.obj.objgen: number for number, page in enumerate(pages)}
        self.roles = {str(name)[1:]: str(role)[1:] for name, role in root.get(Name.RoleMap, Dictionary()).items()}
        self.parents = dict(_numbers(root.get(Name.ParentTree)))
        outermost = [kid for kid in _listed(root.get(Name.K)) if _is_element(kid)]
        labels = catalog.get(Name.PageLabels)
        return Structure(
            elements=tuple(self._element(outermost[0], None, DEEPEST)) if outermost else (),
            pieces=pieces,
            annotations=tuple(self._annotations()),
            owners=dict(self._owners()) | self.in_groups,
            names=frozenset(_names(root.IDTree)) if Name.IDTree in root else None,
            labels=tuple(str(page.label) for page in pages) if labels is not None else None,
            sizes=tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in pages),
            bookmarks=_count(catalog.get(Name.Outlines)),
            unordered=tuple(number for number, page in enumerate(pages) if page.get(Name.Tabs) != Name.S),
            language=str(catalog.get(Name.Lang, "")),
            metadata=catalog.Metadata.read_bytes().decode("utf-8", "replace") if Name.Metadata in catalog else "",
        )

    def _element(self, element: Any, page: int | None, deepest: int) -> Element:  # noqa: ANN401 - pikepdf's objects are of many types
        page = self._page(element, page)
        role = str(element.S)[1:]
        attributes = {name: str(element[f"/{name}"]) for name in _WORDS if f"/{name}" in element}
        for more in _listed(element.get(Name.A)):
            if isinstance(more, Dictionary):
                attributes |= {str(name)[1:]: _as_text(value) for name, value in more.items() if name != "/O"}
        kids = tuple(self._kids(element, page, deepest - 1)) if deepest else ()
        return Element(element.objgen, role, self._standard(role), attributes, kids, page)

    def _standard(self, role: str) -> str:
        for _ in range(DEEPEST):
            if role not in self.roles:
                break
            role = self.roles[role]
        return role

    def _page(self, item: Any, page: int | None) -> int | None:  # noqa: ANN401 - as above
        return self.pages.get(item.Pg.objgen) if Name.Pg in item else page

    def _kids(self, element: Any, page: int | None, deepest: int) -> Iterator[Element | Content | Annotation]:  # noqa: ANN401 - as above
        for kid in _listed(element.get(Name.K)):
            if isinstance(kid, int):
                yield from self._content(page, kid)
            elif _is_element(kid):
                yield self._element(kid, page, deepest)
            elif isinstance(kid, Dictionary) and Name.MCID in kid:
                self._note_owner(kid, self._page(kid, page))
                yield from self._content(self._page(kid, page), int(kid.MCID))
            elif isinstance(kid, Dictionary) and Name.Obj in kid:
                yield self._annotation(kid.Obj, self._page(kid, page) or 0)

    def _content(self, page: int | None, number: int) -> Iterator[Content]:
        if page is not None:
            yield self.contents.get((page, number)) or Content(page, number, "")

    def _note_owner(self, kid: Any, page: int | None) -> None:  # noqa: ANN401 - as above
        """Note which element the parent tree leads to from contents that are drawn in a group (14.7.4.2)."""
        if Name.Stm not in kid or page is None:
            return
        owners = dict(enumerate(_listed(self.parents.get(int(kid.Stm.get(Name.StructParents, -1))))))
        owner: Any = owners.get(int(kid.MCID))
        if _is_element(owner):
            self.in_groups[page, int(kid.MCID)] = owner.objgen

    def _annotations(self) -> Iterator[Annotation]:
        for number, page in enumerate(self.document.pages):
            for one in _listed(page.get(Name.Annots)):
                yield self._annotation(one, number)

    def _annotation(self, one: Any, page: int) -> Annotation:  # noqa: ANN401 - as above
        owner: Any = self.parents.get(int(one.get(Name.StructParent, -1)))
        action = one.get(Name.A, Dictionary())
        target = one.get(Name.Dest, action.get(Name.URI, action.get(Name.D, "")))
        area = tuple(round(float(number), 2) for number in one.get(Name.Rect, ()))
        words, kind = str(one.get(Name.Contents, "")), str(one.get(Name.Subtype, "/"))[1:]
        return Annotation(
            one.objgen, page, kind, words, str(target), area, owner.objgen if _is_element(owner) else None
        )

    def _owners(self) -> Iterator[tuple[tuple[int, int], Key]]:
        for number, page in enumerate(self.document.pages):
            owners = self.parents.get(int(page.get(Name.StructParents, -1)))
            for content, owner in enumerate(_listed(owners)):
                if _is_element(owner):
                    yield (number, content), owner.objgen


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value.as_list()) if isinstance(value, Array) else [value]


def _is_element(item: object) -> bool:
    return isinstance(item, Dictionary) and Name.S in item


def _as_text(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, Array):
        return " ".join(_as_text(one) for one in value.as_list())
    return str(value)[1:] if isinstance(value, Name) else str(value)


def _numbers(tree: Any, deepest: int = DEEPEST) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - as above
    """Read a tree of numbers (7.9.7)."""
    if not isinstance(tree, Dictionary) or not deepest:
        return
    flat = _listed(tree.get(Name.Nums))
    yield from ((int(number), value) for number, value in zip(flat[::2], flat[1::2], strict=False))
    for kid in _listed(tree.get(Name.Kids)):
        yield from _numbers(kid, deepest - 1)


def _names(tree: Any, deepest: int = DEEPEST) -> Iterator[str]:  # noqa: ANN401 - as above
    """Read the names of a tree of names (7.9.6)."""
    if not isinstance(tree, Dictionary) or not deepest:
        return
    yield from (str(name) for name in _listed(tree.get(Name.Names))[::2])
    for kid in _listed(tree.get(Name.Kids)):
        yield from _names(kid, deepest - 1)


def _count(outlines: Any) -> int:  # noqa: ANN401 - as above
    return abs(int(outlines.get(Name.Count, 0))) if isinstance(outlines, Dictionary) else 0
