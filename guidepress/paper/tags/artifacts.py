"""Tell which boxes are no part of the document: running feet, repeated heads of tables, decoration (ISO 32000-1, 14.8.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from guidepress.paper.inside.boxes import Box, Page
from guidepress.paper.tags.roles import PARTS_ONLY, Sources, is_decoration

Properties = Mapping[str, Any]
DECORATION: Properties = {}
REPEATED: Properties = {"Type": "/Pagination"}
_SUBTYPES = {"Top": "/Header", "Bottom": "/Footer"}


def find_artifacts(pages: Sequence[Page], sources: Sources) -> dict[Any, Properties]:
    """Give what is drawn but not said, each with what the mark of an artifact says of it."""
    found: dict[Any, Properties] = {}
    seen: set[Element] = set()  # the heads and feet of tables, and what is fixed, that came on earlier pages
    for page in pages:
        for box, properties in _outermost(page.box, seen):
            found.update((one.drawn, properties) for one in box)
    blank = _blank(pages, sources)
    found.update((drawn, DECORATION) for drawn in blank if drawn not in found)
    return found


def _outermost(box: Box, seen: set[Element]) -> Iterator[tuple[Box, Properties]]:
    properties = _properties(box, seen)
    if properties is not None:
        yield box, properties
        return
    for child in box.children:
        yield from _outermost(child, seen)


def _properties(box: Box, seen: set[Element]) -> Properties | None:
    """Say what kind of artifact a box is; it is none when it is part of the document."""
    if box.kind == "margin":
        subtype = {"Subtype": _SUBTYPES[box.side]} if box.side in _SUBTYPES else {}
        return {"Type": "/Pagination", **subtype, "Attached": pydyf.Array([f"/{box.side}"])}
    if box.kind == "leader" or (box.source is not None and is_decoration(box.source)):
        return DECORATION
    if box.kind == "recurring" and box.source is not None:
        if box.source in seen:
            return REPEATED
        seen.add(box.source)
    return None


def _blank(pages: Sequence[Page], sources: Sources) -> Iterator[Any]:
    """Yield boxes of mere spaces that would be all that an element of the structure holds."""
    with_words: set[Element] = set()
    spaces: list[Box] = []
    for box in (box for page in pages for box in page.box):
        if box.kind not in {"text", "picture"} or box.source is None:
            continue
        if box.kind == "text" and not box.words.strip():
            spaces.append(box)
            continue
        for element in sources.line(box.source):
            if element in with_words:
                break
            with_words.add(element)
    for box in spaces:
        owner = sources.owner(box.source) if box.source is not None else None
        if owner is None or owner not in with_words or sources.role(owner) in PARTS_ONLY - {"LI"}:
            yield box.drawn
        elif box.source is not None and any(sources.role(child) == "P" for child in box.source):
            yield box.drawn  # a space between blocks parts no words
