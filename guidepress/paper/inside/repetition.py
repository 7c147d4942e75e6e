"""Mend what goes wrong in WeasyPrint 70 when pages are laid out again because numbers in them have changed.

It makes only those pages again that show such numbers. What a page hands on to the next then is lost or comes twice: notes for which
there was no room, and the places of boxes that were tried at a page's foot. ``tests/test_repetition.py`` says all that this relies on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_CHANGED = "content_changed"  # what WeasyPrint asks of each page before it makes it again


@contextmanager
def sound_repetition() -> Iterator[None]:
    """Let WeasyPrint make the right pages again, and let no page change another one."""
    from weasyprint import layout
    from weasyprint.layout import page
    from weasyprint.layout.absolute import AbsolutePlaceholder

    whole, one, place = layout.make_all_pages, page.remake_page, AbsolutePlaceholder.__init__
    hands_on: dict[Any, set[int]] = {}

    def make_all_pages(context: Any, *more: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
        """Make pages again that handed notes on, and those that got them."""
        indexes = hands_on.setdefault(context, set())
        for index in {after for before in indexes for after in (before, before + 1)}:
            if index < len(context.page_maker) - 1:
                context.page_maker[index][-1][_CHANGED] = True
        indexes.clear()
        return whole(context, *more)  # type: ignore[no-any-return]  # as above

    def remake_page(index: int, context: Any, *more: Any) -> Any:  # noqa: ANN401 - as above
        """Note which pages hand notes on, and make the next page again then."""
        made = one(index, context, *more)
        if context.reported_footnotes:
            hands_on.setdefault(context, set()).add(index)
            context.page_maker[index + 1][-1][_CHANGED] = True
        return made

    def hold(placeholder: AbsolutePlaceholder, box: Any) -> None:  # noqa: ANN401 - as above
        """Place a copy: the box itself is tried at the foot of the page before as well."""
        place(placeholder, box.copy())

    layout.make_all_pages, page.remake_page, AbsolutePlaceholder.__init__ = make_all_pages, remake_page, hold
    try:
        yield
    finally:
        layout.make_all_pages, page.remake_page, AbsolutePlaceholder.__init__ = whole, one, place
