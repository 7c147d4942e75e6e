"""Write the outline: the headings of all gatherings, nested as they are in the guide (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import OutlineItem, PageLocation, Pdf

from guidepress.paper.printed import Bookmark


def write_outline(pdf: Pdf, bookmarks: Iterable[Bookmark]) -> None:
    """Write the outline; the pages of ``bookmarks`` are those of ``pdf``, and their levels may leave some out."""
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for one in bookmarks:
            while above[-1][0] >= one.level:
                above.pop()
            item = OutlineItem(one.words, one.page, PageLocation.XYZ, left=one.x, top=one.y, zoom=0)
            above[-1][1].append(item)
            above.append((one.level, item.children))
