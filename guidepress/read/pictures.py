"""Read pictures; their type is told by their content, never by the file's name.

An SVG is refused when it could run code or fetch something: scripts, event attributes, outward addresses, foreign objects.
"""

from __future__ import annotations

import io
import math
import re
import warnings

from guidepress.errors import Span
from guidepress.model import Picture
from guidepress.read.folder import Folder

_NUMBER = re.compile(
    r"^\s*+([0-9]++(?:\.[0-9]++)?|\.[0-9]++)\s*+(px)?\s*+$"
)  # possessive: digits are gone through once
_FORBIDDEN = {"script", "foreignObject", "iframe", "audio", "video", "set", "handler"}
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)
_ROOT = "{http://www.w3.org/2000/svg}svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"


class _BadPictureError(Exception):
    """Say why a picture cannot be used, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def read_picture(folder: Folder, path: str, asked: Span) -> Picture | None:
    """Read ``source/PATH``; report at ``asked`` what is wrong and return nothing if it cannot be used."""
    if re.match(r"^[a-z][a-z0-9+.-]*:", path, re.IGNORECASE) or path.startswith("//"):
        hint = "Save the picture in source/images/ and write its name: images/ladder.svg."
        folder.report(asked, "remote-picture", f"'{path}' is not a file of this guide", hint)
        return None
    data = folder.data(path, asked)
    if data is None:
        return None
    try:
        picture = _svg(path, data) if b"<svg" in data[:4096] else _raster(path, data)
        if not (0 < picture.width < math.inf and 0 < picture.height < math.inf):
            message = "has no size: its width or its height is 0, or beyond counting"
            raise _BadPictureError(message, "Save it again, with a width and a height.")  # noqa: TRY301 - told as the others
    except _BadPictureError as error:
        folder.report(asked, "bad-picture", f"source/{path} {error.message}", error.hint)
        return None
    return picture


def _svg(path: str, data: bytes) -> Picture:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"is not a sound SVG: {error.msg}"
        raise _BadPictureError(message, "Save it again from the drawing program as plain SVG.") from error
    if root.tag != _ROOT:
        message = 'is no drawing: it does not begin with <svg xmlns="http://www.w3.org/2000/svg" …>'
        raise _BadPictureError(message, "Save it again from the drawing program as plain SVG.")
    for element in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        _check_svg_element(element)
    box = [_NUMBER.match(number) for number in root.get("viewBox", "").replace(",", " ").split()]
    width, height = _NUMBER.match(root.get("width", "")), _NUMBER.match(root.get("height", ""))
    if width and height:
        return Picture(path, "image/svg+xml", data, float(width[1]), float(height[1]))
    if len(box) == 4 and box[2] and box[3] and not box[2][2] and not box[3][2]:  # noqa: PLR2004 - x, y, width, height
        return Picture(path, "image/svg+xml", data, float(box[2][1]), float(box[3][1]))
    message = "does not say how large it is"
    raise _BadPictureError(message, 'Give its first element a viewBox: <svg viewBox="0 0 640 400" …>.')


def _check_svg_element(element: object) -> None:
    tag = getattr(element, "tag", None)
    if not isinstance(tag, str):  # a comment or a processing instruction
        if type(element).__name__ in {"_Entity", "_ProcessingInstruction"}:
            message = "holds an entity or an instruction for programs"
            raise _BadPictureError(message, "Save it again from the drawing program as plain SVG.")
        return
    attributes: dict[str, str] = dict(element.attrib)  # type: ignore[attr-defined]  # lxml's element, untyped here
    name = tag.rsplit("}", 1)[-1]
    hint = "Save it again from the drawing program as plain SVG, with everything inside it."
    if name in _FORBIDDEN or name.startswith("animate") or any(key.lower().startswith("on") for key in attributes):
        message = f"holds code or moving parts (<{name}>)"
        raise _BadPictureError(message, hint)
    for address in filter(None, (attributes.get("href"), attributes.get(_XLINK))):
        if not address.startswith(("#", "data:image/png", "data:image/jpeg")):
            message = f"points outside itself: {address[:60]}"
            raise _BadPictureError(message, hint)
    styles = [*attributes.values(), "".join(element.itertext()) if name == "style" else ""]  # type: ignore[attr-defined]  # as above
    if any(_OUTWARD.search(style) for style in styles if "(" in style or "@" in style):  # which most, as paths, are not
        message = "fetches something by its style"
        raise _BadPictureError(message, hint)


def _raster(path: str, data: bytes) -> Picture:
    from PIL import Image

    hint = "Save it as SVG, PNG or JPEG."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on damage that it can live with
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")) as image:
                kind, size = image.format, image.size
                image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        message = "is no picture, or a damaged one"
        raise _BadPictureError(message, hint) from error
    if kind not in {"PNG", "JPEG"}:
        message = f"is a {kind} picture, which not every reader can show"
        raise _BadPictureError(message, hint)
    return Picture(path, f"image/{kind.lower()}", data, *map(float, size))
