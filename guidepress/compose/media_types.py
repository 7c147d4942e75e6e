"""Tell media types by the endings of our own styles' files; the machine's table is not asked, it differs."""

from __future__ import annotations

from pathlib import PurePosixPath

from guidepress.errors import GuideError, Problem, Span

_TYPES = {
    ".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff", ".woff2": "font/woff2", ".css": "text/css",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
}  # fmt: skip


def media_type(name: str) -> str:
    """Return the media type of a file that a style sheet refers to; raises GuideError for kinds we do not carry."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _TYPES:
        hint = f"Use one of: {', '.join(sorted(_TYPES))}."
        raise GuideError((Problem(Span(f"styles/{name}"), "style-file", "this kind of file cannot be carried", hint),))
    return _TYPES[suffix]
