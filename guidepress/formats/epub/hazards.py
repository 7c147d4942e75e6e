"""Look for what in an e-book could flash, move or sound (schema.org's accessibilityHazard)."""

from __future__ import annotations

from guidepress.compose.broken_claims import MOVING_STYLE
from guidepress.formats.epub.book import Book

HAZARDS = ("Flashing", "MotionSimulation", "Sound")
_PLAYERS = ("audio", "video", "object", "embed", "iframe", "canvas", "script")
_STILL = {"image/png": (b"acTL",), "image/jpeg": (), "image/svg+xml": (b"<animate", b"<set", b"@keyframes", b"<script")}


def hazards(book: Book) -> tuple[str, ...]:
    """Name the hazards that the book is known to be free of: ``none`` when it is of all, else each by itself.

    Whether something that moves or plays is harmful cannot be told from its file, so it makes the answer ``unknown``.
    """
    plays = any(True for _ in book.elements(*_PLAYERS)) or any(
        file.media_type.startswith(("audio/", "video/")) for file in book.files
    )
    moves = plays or MOVING_STYLE.search(book.styles) is not None or _has_moving_pictures(book)
    unknown = {"Flashing": moves, "MotionSimulation": moves, "Sound": plays}
    if not any(unknown.values()):
        return ("none",)
    return tuple(f"unknown{name}Hazard" if unknown[name] else f"no{name}Hazard" for name in HAZARDS)


def _has_moving_pictures(book: Book) -> bool:
    """Tell whether a picture has more than one image, or is of a kind that we cannot tell it of."""
    pictures = [file for file in book.files if file.media_type.startswith("image/")]
    return any(
        file.media_type not in _STILL or any(sign in file.data for sign in _STILL[file.media_type]) for file in pictures
    )
