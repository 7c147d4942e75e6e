"""Fit pictures for e-readers: none larger than shops and old readers take, and drawings as PNG where a guide asks for it.

Goes in: a picture of the guide. Comes out: the picture as it is put into the book. Its type is that of its bytes, not of its file's name.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from guidepress.compose.pictures import file_name
from guidepress.errors import GuideError, Problem, Span
from guidepress.model import Picture
from guidepress.paper.gatherings import SCHEME
from guidepress.paper.layout import Resource, lay_out
from guidepress.paper.raster import first_page_as_png

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 4 * 1024 * 1024  # bytes: more than any screen shows, and more than some shops and readers take
_WIDTHS = (400.0, 1600.0)  # px: the least and the most that a drawing becomes
_STEP = 0.8  # how much smaller a picture is tried, in length
_QUALITY = 85
_PAGE = (
    "<!DOCTYPE html><html><head><style>@page {{ size: {w}px {h}px; margin: 0 }} body {{ margin: 0 }}"
    " img {{ display: block; width: {w}px; height: {h}px }}</style><title>-</title></head>"
    '<body><img src="{source}" alt="-"></body></html>'
)


def for_readers(picture: Picture, fonts: Path, *, drawings_as_png: bool) -> Picture:
    """Return the picture as e-readers take it. Raises GuideError when it cannot be made small enough."""
    is_drawing = picture.media_type == "image/svg+xml"
    if is_drawing and (drawings_as_png or len(picture.data) > LARGEST):
        picture = _drawn(picture, fonts)
    return small_enough(picture)


def _drawn(picture: Picture, fonts: Path) -> Picture:
    """Draw a drawing as a PNG that one can see through, twice as large as it is, within bounds."""
    source = f"{SCHEME}source/{file_name(picture)}"
    page = _PAGE.format(w=picture.width, h=picture.height, source=source)
    pdf = lay_out(page, {source: Resource(picture.media_type, picture.data)}, fonts, b"drawing").pdf
    least, most = _WIDTHS
    scale = min(max(2 * picture.width, least), most) / picture.width
    return replace(picture, media_type="image/png", data=first_page_as_png(pdf, scale=scale, see_through=True))


def small_enough(picture: Picture) -> Picture:
    """Make a picture smaller until its file is small enough: a photograph that is to be printed has more than screens show."""
    if len(picture.data) <= LARGEST:
        return picture
    from PIL.Image import open as open_picture

    with open_picture(io.BytesIO(picture.data)) as image:
        image.load()
        scale = 1.0
        while min(scale * image.width, scale * image.height) >= 1:
            data = _saved(image, scale)
            if len(data) <= LARGEST:
                return replace(picture, data=data)
            scale *= _STEP
    hint = "Save a smaller copy of it."
    message = f"this picture is larger than {LARGEST // 1024**2} MB, and cannot be made smaller for e-readers"
    raise GuideError((Problem(Span(f"source/{picture.path}"), "too-large", message, hint),))


def _saved(image: Image, scale: float) -> bytes:
    """Save a picture in another size, in its own kind of file."""
    out = io.BytesIO()
    smaller = image.resize((max(round(image.width * scale), 1), max(round(image.height * scale), 1)))
    save = partial(smaller.save, out, image.format)
    if image.format == "JPEG":
        save(quality=_QUALITY, optimize=True)
    else:
        save(optimize=True)
    return out.getvalue()


def as_jpeg(png: bytes) -> bytes:
    """Save a picture without transparent parts as JPEG."""
    from PIL.Image import open as open_picture

    out = io.BytesIO()
    with open_picture(io.BytesIO(png)) as image:
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
