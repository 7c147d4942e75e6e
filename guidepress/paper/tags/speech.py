"""Say words that are written from the right in the order in which they are read: they are drawn from the left.

ISO 32000-1, 14.9.4: ``ActualText`` stands for what is drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from guidepress.paper.inside.boxes import Page
from guidepress.paper.tags.roles import Sources

_FROM_THE_RIGHT = {"R", "AL"}  # Unicode's classes of letters


def in_order_of_speech(pages: Sequence[Page], sources: Sources, artifacts: frozenset[Any]) -> dict[Any, str]:
    """Give the words of boxes that are drawn in another order than they are read."""
    found: dict[Any, str] = {}
    for box in (box for page in pages for box in page.box if box.kind == "text" and box.source is not None):
        if box.drawn in artifacts:
            continue
        direction = next((own for one in sources.line(box.source) if (own := one.get("dir"))), "ltr")
        if direction == "rtl" or (not box.words.isascii() and _has_letters_from_the_right(box.words)):
            found[box.drawn] = box.words
    return found


def _has_letters_from_the_right(words: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in words)
