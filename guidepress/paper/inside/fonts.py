"""Tell which fonts a document was drawn with, so that several documents can share them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from guidepress.paper.printed import Glyph, Typeface


def typefaces(document: Any) -> Iterator[Typeface]:  # noqa: ANN401 - WeasyPrint has no types
    """Yield the fonts of a document that has been drawn.

    One that is variable, draws its letters as pictures, or lacks a glyph is its document's own: WeasyPrint makes another font of the
    first two, and numbers what is missing as it comes.
    """
    from weasyprint.text.fonts import get_hb_object_data

    together: dict[str, list[Any]] = {}
    for font in document.fonts.values():
        together.setdefault(font.hash, []).append(font)
    for name, (first, *others) in sorted(together.items()):
        whole = get_hb_object_data(first.hb_face)
        is_odd = any((first.bitmap, first.png, first.svg, first.colr, first.missing, first.index, others))
        glyphs = {
            number: Glyph(first.to_unicode.get(number, ""), width) for number, width in sorted(first.widths.items())
        }
        if is_odd or "fvar" in first.tables:
            yield Typeface(name, "", glyphs)
        else:
            yield Typeface(name, hashlib.sha256(whole).hexdigest(), glyphs, whole)
