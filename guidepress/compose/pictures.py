"""Name pictures in the files that a format makes."""

from __future__ import annotations

import base64

from guidepress.model import Picture

ENDINGS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}


def file_name(picture: Picture) -> str:
    """Name a picture's file by its path and its true type: ``images/ladder.svg``."""
    stem = picture.path.rsplit(".", 1)[0]
    return f"{stem}.{ENDINGS[picture.media_type]}"


def data_address(media_type: str, data: bytes) -> str:
    """Write a file's content as an address that needs no fetching (RFC 2397)."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
