"""Read what WeasyPrint 70 has laid out, and take the place of its tag builder. No other module knows WeasyPrint's inside.

Goes in: WeasyPrint's document. Comes out: its pages as plain boxes. ``tests/test_tags_contract.py`` says all that this relies on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree.ElementTree import Element

import pydyf

PT_PER_PX = 0.75

Area = tuple[float, float, float, float]  # left, bottom, right, top, in points from the page's lower left corner
Kind = Literal["box", "text", "picture", "margin", "recurring", "cell", "leader"]


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """Describe a box of a page.

    Attributes:
        kind: what it is: words, a picture, a page's margin, what recurs on other pages, a cell, dots that lead the eye.
        drawn: WeasyPrint's own box, by which drawing and tagging know each other's.
        source: the element that it was made for, if any.
        pseudo: ``marker``, ``before`` and so on for what the style sheet adds to the element.
        words: what a box of words says.
        side: for a page's margin, where it is: ``Top``, ``Bottom``, ``Left`` or ``Right``.
        area: where a picture is.
        numbering: for an element's own box, how lists in it are numbered, as CSS calls it.
    """

    kind: Kind
    drawn: Any
    source: Element | None
    pseudo: str = ""
    words: str = ""
    side: str = ""
    area: Area | None = None
    numbering: str = ""
    children: tuple[Box, ...] = ()

    def __iter__(self) -> Iterator[Box]:
        """Yield the box and those in it, the outer ones first."""
        yield self
        for child in self.children:
            yield from child


@dataclass(frozen=True, slots=True)
class LinkArea:
    """Say that a link can be followed from an area of a page."""

    drawn: Any
    source: Element
    target: str
    area: Area


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the boxes of a page and the areas of its links, in their order."""

    box: Box
    links: tuple[LinkArea, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Tell what drawing made of a page's boxes: the numbers of marked contents, and the annotations of links.

    ``groups`` are the boxes that were not drawn on the page itself but in a group, such as those that are half transparent.
    """

    numbers: Mapping[Any, int]
    annotations: Mapping[Any, Any]
    groups: Mapping[Any, Any]


Write = Callable[[pydyf.PDF, Sequence[Drawn]], None]


def read_pages(document: Any) -> tuple[Page, ...]:  # noqa: ANN401 - WeasyPrint has no types
    """Read the pages of WeasyPrint's document."""
    return tuple(_page(page) for page in document.pages)


def _page(page: Any) -> Page:  # noqa: ANN401 - as above
    height: float = page.height
    links = tuple(
        LinkArea(box, box.element, target, _area(rectangle, height))
        for kind, target, rectangle, box in page.links
        if kind in {"internal", "external"} and box.element is not None
    )
    return Page(_box(page._page_box, height), links)  # noqa: SLF001 - there is no other way to the boxes


def _area(px: Area, height: float) -> Area:
    """Turn what WeasyPrint counts in px from the upper left corner into points from the lower left one."""
    left, top, right, bottom = px
    x1, y1, x2, y2 = (round(one * PT_PER_PX, 3) for one in (left, height - bottom, right, height - top))
    return x1, y1, x2, y2


def _box(box: Any, height: float) -> Box:  # noqa: ANN401 - as above
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - it stands where the box would be if it were not positioned
    pseudo = (box.element_tag or "").partition("::")[2]
    if isinstance(box, boxes.TextBox):
        return Box("text", box, box.element, pseudo, words=box.text)
    if isinstance(box, boxes.ReplacedBox):
        left, top = box.content_box_x(), box.content_box_y()
        area = _area((left, top, left + box.width, top + box.height), height)
        return Box("picture", box, box.element, pseudo, area=area)
    children = tuple(_box(child, height) for child in box.children)
    if isinstance(box, boxes.MarginBox):
        return Box("margin", box, None, side=_side(box.at_keyword), children=children)
    numbering = str(box.style["list_style_type"]) if box.element_tag in {"ul", "ol"} else ""
    return Box(_kind(box, boxes), box, box.element, pseudo, numbering=numbering, children=children)


def _kind(box: Any, boxes: Any) -> Kind:  # noqa: ANN401 - as above
    if box.is_leader:
        return "leader"
    is_fixed = box.element is not None and box.style["position"] == "fixed"
    if is_fixed or (isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)):
        return "recurring"
    return "cell" if isinstance(box, boxes.TableCellBox) else "box"


def _side(keyword: str) -> str:
    """Tell at which edge a page's margin box is, by CSS's name of it (``@bottom-left``)."""
    return next((side for side in ("Top", "Bottom", "Left", "Right") if side.lower() in keyword), "Top")


def keep_links(document: Any, pages: Sequence[Page], kept: set[Any]) -> None:  # noqa: ANN401 - as above
    """Take out of WeasyPrint's document the links that are not among ``kept``, so that no annotation is made for them."""
    for page, read in zip(document.pages, pages, strict=True):
        gone = {link.drawn for link in read.links} - kept
        page.links[:] = [link for link in page.links if link[3] not in gone]


@contextmanager
def drawing(artifacts: Mapping[Any, Mapping[str, Any]], spoken: Mapping[Any, str], write: Write) -> Iterator[None]:
    """Let WeasyPrint mark ``artifacts`` as such while it draws, and what is ``spoken`` otherwise; let ``write`` make the tags."""
    import weasyprint.pdf
    from weasyprint.pdf.stream import Stream

    marked, add_tags = Stream.marked, weasyprint.pdf.add_tags
    groups: dict[Any, Any] = {}

    @contextmanager
    def mark(stream: Any, box: Any, tag: str) -> Iterator[None]:  # noqa: ANN401 - as above
        if hasattr(stream, "id"):  # groups are named, pages are not
            groups[box] = stream
        if box not in artifacts and box not in spoken:
            with marked(stream, box, tag):
                yield
            return
        if box in spoken:
            number = len(stream._tags)  # noqa: SLF001 - it has no way to add to a mark's properties
            stream._tags[box] = {"tag": tag, "mcid": number}  # noqa: SLF001 - as above
            properties: dict[str, Any] = {"MCID": number, "ActualText": pydyf.String(spoken[box])}
        else:
            tag, properties = "Artifact", dict(artifacts[box])
        pydyf.Stream.begin_marked_content(stream, tag, pydyf.Dictionary(properties) if properties else None)
        try:
            yield
        finally:
            pydyf.Stream.end_marked_content(stream)

    def tag(pdf: pydyf.PDF, document: Any, _version: Any, streams: Sequence[Any]) -> None:  # noqa: ANN401 - as above
        write(pdf, [_drawn(page, stream, groups) for page, stream in zip(document.pages, streams, strict=True)])

    Stream.marked, weasyprint.pdf.add_tags = mark, tag
    try:
        yield
    finally:
        Stream.marked, weasyprint.pdf.add_tags = marked, add_tags


def _drawn(page: Any, stream: Any, groups: Mapping[Any, Any]) -> Drawn:  # noqa: ANN401 - as above
    numbers = {box: mark["mcid"] for box, mark in stream._tags.items()}  # noqa: SLF001 - nothing else tells
    annotations = {link[3]: link[3].link_annotation for link in page.links if link[3].link_annotation}
    return Drawn(numbers, annotations, {box: groups[box] for box in numbers if box in groups})
