"""Read with PDFium what is drawn on a PDF's pages: the words, and how each piece of the page is marked.

Goes in: a PDF's path. Comes out: the pieces, in the order they are drawn.
"""

from __future__ import annotations

import codecs
import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

_NAME_LENGTH = 32  # bytes: "Artifact" takes 18 in UTF-16

_INSTEAD = b"ActualText"
DEEPEST = 20  # groups in groups
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # so PDFium writes a hyphen at a line's end

Kind = Literal["words", "picture", "drawing"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Describe what is drawn at once.

    Attributes:
        page: the page, from 0.
        kind: words, a picture, or lines and areas.
        number: that of the marked content it belongs to; none when it is not part of the document.
        is_artifact: whether it says that it is no part of the document.
        words: what it says.
        left: how far from the page's left edge it begins, in points.
        bottom: how far above the page's foot its line is, in points.
    """

    page: int
    kind: Kind
    number: int | None
    is_artifact: bool
    words: str = ""
    left: float = 0.0
    bottom: float = 0.0


def read_pieces(path: Path) -> tuple[Piece, ...]:
    """Read all pieces of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return tuple(piece for number, page in enumerate(document) for piece in _of_page(number, page))


def _of_page(number: int, page: Any) -> Iterator[Piece]:  # noqa: ANN401 - pypdfium2 has no types
    words = page.get_textpage()
    replaced: set[int | None] = set()
    for item in page.get_objects(max_depth=1, textpage=words):
        for piece, instead in _pieces(number, page, item, words, DEEPEST):
            if instead:
                yield replace(piece, words="" if piece.number in replaced else instead)
                replaced.add(piece.number)
            else:
                yield piece
    words.close()
    page.close()


def _pieces(number: int, page: Any, item: Any, words: Any, deepest: int) -> Iterator[tuple[Piece, str]]:  # noqa: ANN401 - as above
    """Yield what an object of a page draws, and what is read instead; a group without a mark of its own has marks inside."""
    from pypdfium2 import raw

    kinds: dict[int, Kind] = {raw.FPDF_PAGEOBJ_TEXT: "words", raw.FPDF_PAGEOBJ_IMAGE: "picture"}
    content = raw.FPDFPageObj_GetMarkedContentID(item)
    is_artifact = content < 0 and _is_artifact(item)
    if item.type == raw.FPDF_PAGEOBJ_FORM and content < 0 and not is_artifact and deepest:
        for inner in page.get_objects(max_depth=1, form=item.raw, textpage=words):
            yield from _pieces(number, page, inner, words, deepest - 1)
        return
    said = _words(item) if item.type == raw.FPDF_PAGEOBJ_TEXT else ""
    left, bottom = _place(item)
    kind = kinds.get(item.type, "drawing")
    piece = Piece(number, kind, content if content >= 0 else None, is_artifact, said, left, bottom)
    yield piece, _read_instead(item) if kind == "words" and content >= 0 else ""


def _words(item: Any) -> str:  # noqa: ANN401 - as above
    words: str = item.extract()
    return words.translate(_HYPHENS) or " "  # PDFium says nothing of a space that stands alone


def _place(item: Any) -> tuple[float, float]:  # noqa: ANN401 - as above
    matrix = item.get_matrix()
    return round(matrix.e, 1), round(matrix.f, 1)


def _read_instead(item: Any) -> str:  # noqa: ANN401 - as above
    """Give the words that stand for all that is drawn under a mark (ISO 32000-1, 14.9.4)."""
    from pypdfium2 import raw

    length = ctypes.c_ulong()
    for mark in _marks(item):  # as a string PDFium would take the bytes of UTF-16 for letters
        if raw.FPDFPageObjMark_GetParamBlobValue(mark, _INSTEAD, None, 0, length) and length.value:
            data = (ctypes.c_ubyte * length.value)()
            raw.FPDFPageObjMark_GetParamBlobValue(mark, _INSTEAD, data, length.value, length)
            return bytes(data).decode("utf-16" if bytes(data).startswith(codecs.BOM_UTF16_BE) else "latin-1")
    return ""


def _marks(item: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    from pypdfium2 import raw

    for place in range(raw.FPDFPageObj_CountMarks(item)):
        yield raw.FPDFPageObj_GetMark(item, place)


def _is_artifact(item: Any) -> bool:  # noqa: ANN401 - as above
    from pypdfium2 import raw

    name, length = (ctypes.c_ushort * _NAME_LENGTH)(), ctypes.c_ulong()
    for mark in _marks(item):
        raw.FPDFPageObjMark_GetName(mark, name, _NAME_LENGTH * 2, length)
        if bytes(name)[: length.value].decode("utf-16-le").rstrip("\0") == "Artifact":
            return True
    return False
