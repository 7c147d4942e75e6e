"""Name pictures in the files that a format makes."""

from __future__ import annotations

import base64
import re

from guidepress.model import Picture

ENDINGS = {"image/svg+xml": (".svg",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}
_ODD = re.compile(r"[^a-z0-9./-]")


def file_name(picture: Picture) -> str:
    """Name a picture's file by its path and its true type: ``images/ladder.svg``, in letters that every address may have.

    Capitals are not among them: for some machines, and for EPUB, ``A.svg`` and ``a.svg`` are one name.
    """
    name = _ODD.sub(lambda odd: f"_{ord(odd[0]):x}_", picture.path)
    return name if name.endswith(ENDINGS[picture.media_type]) else f"{name}_{ENDINGS[picture.media_type][0]}"


def data_address(media_type: str, data: bytes) -> str:
    """Write a file's content as an address that needs no fetching (RFC 2397)."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
