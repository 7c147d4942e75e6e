"""Say what is wrong with a PDF's structure, one function for each side of it.

Goes in: the structure as read from the file. Comes out: faults. The sources are ISO 32000-1 (14.7, 14.8), ISO 14289-1 and the
Matterhorn Protocol 1.1, and the practice of screen readers where those leave a choice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from guidepress.check.drawn import Piece
from guidepress.check.structure import Annotation, Content, Element, Structure

_SHOWN = 40  # letters of an element's words that a finding shows
_BLANK_ALLOWED = {"TD", "TH"}
_STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)  # ISO 32000-1, 14.8.4
_KIDS = {
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"}, "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
}  # fmt: skip
_BLOCKS = {
    "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "Table", "Sect", "Part", "Div", "BlockQuote", "TOC", "Index", "Note"
}  # fmt: skip
_HOLDS_INLINE = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Link", "Span", "Quote", "Code", "Reference"}
_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp|avif|tiff?|bmp)", re.IGNORECASE)
_CLAIMS = {
    "pdfuaid:part": "PDF/UA", "pdfaid:part": "PDF/A", "xmpMM:VersionID": "the version",
}  # fmt: skip
_FEWEST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Describe what is wrong: its code, the words for it, where in the document it is, and whether it is sure."""

    code: str
    message: str
    where: str
    is_sure: bool = True


Audit = Callable[[Structure], Iterable[Fault]]
AUDITS: list[Audit] = []


def _audit(function: Audit) -> Audit:
    AUDITS.append(function)
    return function


def _where(element: Element) -> str:
    """Tell where an element is: its page, its type and how it begins."""
    page, words = element.first_page, " ".join(element.words.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    place = f"page {page + 1}, " if page is not None else ""
    return f"{place}{element.role}{f': {shown}' if shown else ''}"


def _at(element: Element, code: str, message: str) -> Fault:
    return Fault(code, message, _where(element))


def _on(page: int, code: str, message: str, words: str = "") -> Fault:
    return Fault(code, message, f"page {page + 1}{f': {words.strip()[:_SHOWN]}' if words.strip() else ''}")


@_audit
def contents(structure: Structure) -> Iterator[Fault]:
    """Hold what is drawn against what the tree holds: nothing is left out, nothing comes twice."""
    pieces = (kid for element in structure.elements for kid in element.kids if isinstance(kid, Content))
    held = Counter((one.page, one.number) for one in pieces)
    for piece in structure.pieces:
        if piece.number is None and not piece.is_artifact:
            yield _on(piece.page, "untagged", f"These {piece.kind} are neither tagged nor an artifact.", piece.words)
    drawn = {(piece.page, piece.number): piece for piece in reversed(structure.pieces) if piece.number is not None}
    for place, piece in sorted(drawn.items()):
        if place not in held:
            yield _on(piece.page, "orphan", "No element of the structure holds these contents.", piece.words)
    for (page, number), times in held.items():
        if times > 1:
            yield _on(page, "held-twice", f"Elements of the structure hold marked content {number} {times} times.")


@_audit
def running(structure: Structure) -> Iterator[Fault]:
    """Find what looks like a head or foot and is tagged, so that it would be read in the middle of a sentence.

    Words that begin or end most pages at the same height may be right all the same, so a person has to judge.
    """
    outermost = list(_outermost(structure.pieces))
    often = Counter((piece.words.strip(), piece.bottom) for piece in outermost)
    for piece in outermost:
        pages = often.pop((piece.words.strip(), piece.bottom), 0)
        if pages >= _FEWEST_PAGES and pages > len(structure.sizes) / 2:
            message = (
                f"Is this a head or foot? It stands on {pages} pages and is tagged; it would have to be an artifact."
            )
            yield Fault("running", message, f"page {piece.page + 1}: {piece.words.strip()[:_SHOWN]}", is_sure=False)


def _outermost(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the tagged words on the first and on the last line of each page."""
    by_page: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.number is not None and piece.words.strip():
            by_page.setdefault(piece.page, []).append(piece)
    for words in by_page.values():
        heights = {max(one.bottom for one in words), min(one.bottom for one in words)}
        yield from (one for one in words if one.bottom in heights)


@_audit
def parents(structure: Structure) -> Iterator[Fault]:
    """Follow the way back from contents and annotations to their elements, which programs take that start at a place on a page."""
    for element in structure.elements:
        for kid in element.kids:
            if isinstance(kid, Content) and structure.owners.get((kid.page, kid.number)) != element.key:
                yield _at(element, "parent-tree", "The parent tree does not lead from these contents to their element.")
            elif isinstance(kid, Annotation) and kid.owner != element.key:
                yield _at(element, "parent-tree", "The parent tree does not lead from this annotation to its element.")


@_audit
def nesting(structure: Structure) -> Iterator[Fault]:
    """Look at what stands in what."""
    for element in structure.elements:
        if element.standard not in _STANDARD:
            yield _at(
                element, "unknown-type", f"{element.role} is no standard type, and no role map says what it stands for."
            )
        allowed = _KIDS.get(element.standard)
        for kid in element.kids if allowed is not None else ():
            if isinstance(kid, Content) and kid.words.strip():
                yield _at(element, "loose-words", f"{element.role} holds words directly.")
            elif isinstance(kid, Element) and kid.standard not in (allowed or ()):
                yield _at(kid, "misplaced", f"{kid.role} stands in {element.role}.")
        if element.standard in _HOLDS_INLINE:
            yield from (
                _at(kid, "misplaced", f"{kid.role} stands in {element.role}.")
                for kid in element.elements
                if kid.standard in _BLOCKS
            )
        if element.standard == "Link" and any(kid.standard == "Link" for one in element.elements for kid in one):
            yield _at(element, "misplaced", "A link stands in a link.")


@_audit
def headings(structure: Structure) -> Iterator[Fault]:
    """Hold each heading to stand at most one level under the one before (ISO 14289-1, 7.4.2)."""
    found = [(int(one.standard[1]), one) for one in structure.elements if re.fullmatch("H[1-6]", one.standard)]
    for (before, _), (level, element) in pairwise(found):
        if level > before + 1:
            yield _at(element, "heading-skips", f"{element.role} follows a heading of level {before}.")


@_audit
def emptiness(structure: Structure) -> Iterator[Fault]:
    """Find elements that say nothing, which readers stop at for nothing."""
    drawn = {(piece.page, piece.number) for piece in structure.pieces if piece.kind != "words"}
    says: set[int] = set()  # the elements that say something
    for element in reversed(structure.elements):  # the inner ones first
        if any(_says(kid, says, drawn) for kid in element.kids):
            says.add(id(element))
        elif element.standard not in _BLANK_ALLOWED:
            yield _at(element, "empty", f"{element.role} holds nothing, or only spaces.")


def _says(kid: Element | Content | Annotation, says: set[int], drawn: set[tuple[int, int | None]]) -> bool:
    if isinstance(kid, Content):
        return bool(kid.words.strip()) or (kid.page, kid.number) in drawn
    return isinstance(kid, Annotation) or id(kid) in says


@_audit
def lists(structure: Structure) -> Iterator[Fault]:
    """Look at lists: readers say how many items there are, and skip labels when asked to."""
    for element in structure.elements:
        if element.standard == "L" and "ListNumbering" not in element.attributes:
            yield _at(element, "list-numbering", "The list does not say how it is numbered (ListNumbering).")
        if element.standard == "LI" and not any(kid.standard == "LBody" for kid in element.elements):
            yield _at(element, "no-lbody", "The list's item has no body (LBody).")


@_audit
def notes(structure: Structure) -> Iterator[Fault]:
    """Look at notes: each has a name and a label, and stands after the reference to it."""
    called: set[str] = set()  # what the references say
    for element in structure.elements:
        if element.standard == "Reference":
            called.add(_sign(element))
        if element.standard != "Note":
            continue
        if not element.attributes.get("ID"):
            yield _at(element, "note-id", "The note has no ID.")
        marks = {_sign(kid) for kid in element.elements if kid.standard == "Lbl"}
        if not marks:
            yield _at(element, "note-label", "The note has no label (Lbl).")
        elif not marks & called:
            yield _at(element, "note-reference", "No reference before the note says its label.")


def _sign(element: Element) -> str:
    """Give the number or sign that a call and its note share, without what is set around it."""
    return element.words.strip().strip(".:)([] ")


@_audit
def names(structure: Structure) -> Iterator[Fault]:
    """Look at names of elements: each is given once, can be looked up, and headings of cells are among them."""
    given = Counter(element.attributes["ID"] for element in structure.elements if "ID" in element.attributes)
    if given and structure.names is None:
        yield Fault("no-id-tree", "Elements have names (ID), but no list of them (IDTree).", "the document")
    for element in structure.elements:
        name = element.attributes.get("ID")
        if name is not None and given[name] > 1:
            yield _at(element, "id-twice", f"The ID {name} is given {given[name]} times.")
        if name is not None and structure.names is not None and name not in structure.names:
            yield _at(element, "id-not-listed", f"The ID {name} is not in the list of names (IDTree).")
        unknown = [one for one in element.attributes.get("Headers", "").split() if one not in given]
        if unknown:
            yield _at(element, "unknown-header", f"The cell names headings that are not there: {', '.join(unknown)}.")


@_audit
def tables(structure: Structure) -> Iterator[Fault]:
    """Look at tables: readers say a cell's headings with it."""
    for element in structure.elements:
        if element.standard == "TH" and "Scope" not in element.attributes:
            yield _at(
                element, "no-scope", "The heading does not say of what it is one: of its column or its row (Scope)."
            )
        if element.standard == "Table" and not any(one.standard == "TH" for one in element):
            yield _at(element, "no-headings", "The table has no headings (TH).")


@_audit
def figures(structure: Structure) -> Iterator[Fault]:
    """Look at pictures: each has words instead of it, and a place on its page."""
    for element in structure.elements:
        if element.standard not in {"Figure", "Formula"}:
            continue
        words = element.attributes.get("Alt", "") or element.attributes.get("ActualText", "")
        if not words.strip():
            yield _at(element, "no-alternative", "The picture has no words instead of it (Alt).")
        elif _FILE_NAME.fullmatch(words.strip()):
            yield _at(element, "file-name", f"The words instead of the picture are a file's name: {words.strip()}.")
        yield from _place(structure, element)


def _place(structure: Structure, element: Element) -> Iterator[Fault]:
    numbers = [float(one) for one in element.attributes.get("BBox", "").split()]
    if len(numbers) != len(("left", "bottom", "right", "top")):
        yield _at(element, "no-bbox", "The picture does not say where it is (BBox).")
        return
    page = element.first_page
    left, bottom, right, top = numbers
    width, height = structure.sizes[page] if page is not None else (0.0, 0.0)
    if not (-1 <= left < right <= width + 1 and -1 <= bottom < top <= height + 1):
        yield _at(element, "bbox-outside", "The picture says that it is outside its page (BBox).")


@_audit
def links(structure: Structure) -> Iterator[Fault]:
    """Look at links: each annotation is in one Link, says the link's words, and comes once."""
    held = Counter(one.key for element in structure.elements for one in element.kids if isinstance(one, Annotation))
    for element in structure.elements:
        if element.standard == "Link" and not any(isinstance(kid, Annotation) for kid in element.kids):
            yield _at(element, "no-annotation", "The link cannot be followed: it has no annotation.")
    shown = {  # an address has no spaces, but line ends
        element.key: "".join(element.words.split()) for element in structure.elements if element.standard == "Link"
    }
    seen: set[tuple[object, ...]] = set()
    for one in structure.annotations:
        if held[one.key] != 1:
            message = f"The annotation is in the structure {held[one.key]} times; it must be there once."
            yield _on(one.page, "annotation-in-tree", message, one.words)
        if one.kind != "Link":
            continue
        if not one.words.strip():
            yield _on(
                one.page, "no-contents", "The link's annotation does not say where it leads (Contents).", one.target
            )
        elif one.words == one.target and (one.owner is None or shown.get(one.owner) != one.words):
            yield _on(
                one.page, "contents-address", "The link's annotation says an address, not the link's words.", one.words
            )
        place = (one.page, one.target, one.area)
        if place in seen:
            yield _on(
                one.page, "annotation-twice", "Two annotations lead from the same place to the same place.", one.words
            )
        seen.add(place)


@_audit
def spans(structure: Structure) -> Iterator[Fault]:
    """Find spans that tell nothing."""
    for element in structure.elements:
        if element.standard == "Span" and not {"Lang", "E", "ActualText", "Alt"} & set(element.attributes):
            yield _at(
                element, "idle-span", "The Span says nothing of its words: no language, no expansion, no other words."
            )


@_audit
def document(structure: Structure) -> Iterator[Fault]:
    """Look at what the file says of itself as a whole."""
    where = "the document"
    outermost = structure.elements[0]
    if outermost.standard != "Document":
        yield _at(outermost, "no-document", f"The outermost element is {outermost.role}, not Document.")
    if not structure.language:
        yield Fault("no-language", "The document does not say its language (Lang).", where)
    if not structure.bookmarks and any(re.fullmatch("H[1-6]", one.standard) for one in structure.elements):
        yield Fault("no-bookmarks", "The document has headings, but no bookmarks (Outlines).", where)
    for claim, what in _CLAIMS.items():
        if not re.search(rf"<{claim}>\s*\S|\b{claim}=[\"']\S", structure.metadata):
            yield Fault("no-claim", f"The metadata does not state {what} ({claim}).", where)
    for page in structure.unordered:
        yield _on(page, "tab-order", "Links are not followed in the order of the tags (Tabs).")


@_audit
def labels(structure: Structure) -> Iterator[Fault]:
    """Hold the pages' labels against the numbers printed in heads and feet."""
    if structure.labels is None:
        yield Fault(
            "no-page-labels", "The document does not say how its pages are called (PageLabels).", "the document"
        )
        return
    printed: dict[int, set[str]] = {}
    for piece in structure.pieces:
        words = piece.words.strip()
        if piece.is_artifact and re.fullmatch(r"[0-9]+|[ivxlc]+", words):
            printed.setdefault(piece.page, set()).add(words)
    for page, numbers in printed.items():
        if structure.labels[page] not in numbers:
            message = (
                f"The page is called {structure.labels[page]}, but {' and '.join(sorted(numbers))} is printed on it."
            )
            yield _on(page, "page-label", message)
