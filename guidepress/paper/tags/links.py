"""Make one annotation for each link on a page, however many boxes and lines it has there (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from guidepress.paper.inside.boxes import Area, Box, LinkArea, Page
from guidepress.paper.tags.roles import Sources, words_of

TOLERANCE = 0.01  # in points


def one_a_page(page: Page, sources: Sources) -> dict[Any, tuple[LinkArea, ...]]:
    """Gather the areas of each link of a page under the box that its annotation is made for."""
    groups: dict[Element, list[LinkArea]] = {}
    for area in page.links:
        groups.setdefault(sources.links.get(area.source, area.source), []).append(area)
    return {first.drawn: (first, *others) for first, *others in groups.values()}


def own_areas(areas: Sequence[LinkArea]) -> tuple[Area, ...]:
    """Give the areas of a link; one that lies in an area before it adds nothing."""
    found: list[Area] = []
    for one in areas:
        if not any(_is_inside(one.area, other) for other in found):
            found.append(one.area)
    return tuple(found)


def rectangle(areas: Sequence[Area]) -> Area:
    """Give the rectangle around areas."""
    lefts, bottoms, rights, tops = zip(*areas, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def corners(areas: Sequence[Area]) -> tuple[float, ...]:
    """Give the corners of areas in the order that viewers know, which is not the standard's."""
    return tuple(number for x1, y1, x2, y2 in areas for number in (x1, y2, x2, y2, x1, y1, x2, y1))


def _is_inside(area: Area, other: Area) -> bool:
    near = all(mine >= theirs - TOLERANCE for mine, theirs in zip(area[:2], other[:2], strict=True))
    return near and all(mine <= theirs + TOLERANCE for mine, theirs in zip(area[2:], other[2:], strict=True))


def spoken(pages: Sequence[Page], sources: Sources, artifacts: frozenset[Any]) -> dict[Element, str]:
    """Give the words of each link, with what the style sheet adds: the number of the page that it leads to."""
    added: dict[Element, list[str]] = {}
    for page in pages:
        for source, words in _added(page.box, artifacts):
            if source in sources.links:
                added.setdefault(sources.links[source], []).append(words)
    return {
        link: " ".join([link.get("aria-label") or words_of(link), *added.get(link, ())]).strip() or link.get("href", "")
        for link in dict.fromkeys(sources.links.values())
    }


def _added(box: Box, artifacts: frozenset[Any]) -> Iterator[tuple[Element, str]]:
    for one in box:
        if one.kind == "text" and one.pseudo == "after" and one.source is not None and one.drawn not in artifacts:
            yield one.source, " ".join(one.words.split())
