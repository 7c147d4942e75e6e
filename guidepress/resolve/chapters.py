"""Apply a change to every chapter of a guide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from guidepress.model import Chapter, Guide


def map_chapters(guide: Guide, change: Callable[[Chapter], Chapter]) -> Guide:
    """Return the guide with each chapter of the front matter and the parts changed, in order."""
    front = tuple(change(chapter) for chapter in guide.front)
    parts = tuple(replace(part, chapters=tuple(change(chapter) for chapter in part.chapters)) for part in guide.parts)
    return replace(guide, front=front, parts=parts)
