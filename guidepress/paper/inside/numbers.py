"""Put other numbers of pages into a document that has been laid out, where that moves nothing.

Laying out takes most of a build's time, and what page everything stands on is known after it only. A number that is as wide as
the one in its place can be exchanged: no line is set otherwise. What stands in the margins is made anew, as WeasyPrint makes it last
of all and nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from guidepress.paper.gatherings import NUMBER_OF

TOLERANCE = 0.01  # px


@dataclass(slots=True)
class Margins:
    """Remember what the margins of each page were made from: the layout's context, the page's box, the state of its counters."""

    made: list[tuple[Any, Any, Any]] = field(default_factory=list)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch WeasyPrint make the margins while it lays out a document."""
        import weasyprint.layout

        original = weasyprint.layout.make_margin_boxes

        def make(context: Any, page: Any, state: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
            self.made.append((context, page, state))
            yield from original(context, page, state)

        weasyprint.layout.make_margin_boxes = make
        try:
            yield
        finally:
            weasyprint.layout.make_margin_boxes = original

    def renumber(self, first: int) -> None:
        """Make the margins anew, for pages that are counted from ``first``."""
        from weasyprint.formatting_structure.boxes import MarginBox
        from weasyprint.layout import make_margin_boxes
        from weasyprint.layout.background import layout_box_backgrounds

        for place, (context, page, state) in enumerate(self.made):
            state[1]["page"] = [first + place]
            context.current_page = place + 1
            kept = [child for child in page.children if not isinstance(child, MarginBox)]
            margins = list(make_margin_boxes(context, page, state))
            for box in margins:
                layout_box_backgrounds(page, box, context.get_image_from_uri)
            page.children = (*kept, *margins)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Name a box of words, what is to stand in it, and how wide that is in px."""

    box: Any
    words: str
    width: float

    @property
    def fits(self) -> bool:
        return bool(abs(self.width - self.box.width) < TOLERANCE)


def exchange(document: Any, root: Any, labels: Mapping[str, str]) -> bool:  # noqa: ANN401 - WeasyPrint has no types
    """Put ``labels`` into the words of a document; do nothing, and say so, where one would take more or less room.

    What was laid out without a number has no box for one.
    """
    found = [_exchange(box, labels.get(box.element.get(NUMBER_OF), "")) for box in _numbers(document)]
    elements = {element for element in root.iter() if element.get(NUMBER_OF)}
    if elements != {one.box.element for one in found} or not all(one.fits for one in found):
        return False
    for one in found:
        one.box.text = one.box.pango_layout.text = one.box.element.text = one.words
    return True


def _numbers(document: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    from weasyprint.formatting_structure.boxes import TextBox

    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001 - there is no other way to the boxes
            if isinstance(box, TextBox) and box.element is not None and box.element.get(NUMBER_OF):
                yield box


def _exchange(box: Any, words: str) -> _Exchange:  # noqa: ANN401 - as above
    from weasyprint.text.line_break import create_layout, line_size

    if box.text == words:
        return _Exchange(box, words, box.width)
    layout = create_layout(words, box.style, None, None, 0)  # lines live as long as their layout
    line, _ = layout.get_first_line()
    return _Exchange(box, words, line_size(line, box.style)[0])
