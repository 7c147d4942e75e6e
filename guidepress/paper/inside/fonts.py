"""Tell which fonts a document was drawn with, so that several documents can share them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from guidepress.paper.printed import Glyph, Typeface

WORD_JOINER = "\u2060"


@contextmanager
def named_glyphs() -> Iterator[None]:
    """Let WeasyPrint say what each glyph stands for, also of those that are only a part of a letter, such as Arabic dots.

    The standards ask for a letter (ISO 14289-1, 7.21.7; ISO 19005-3, 6.2.11.7.2). A word joiner is one that nobody sees or hears.
    """
    import weasyprint.pdf

    original = weasyprint.pdf.build_fonts_dictionary

    def build(pdf: Any, fonts: Any, *more: Any) -> Any:  # noqa: ANN401 - WeasyPrint has no types
        for font in fonts.values():
            font.to_unicode.update((number, WORD_JOINER) for number, words in font.to_unicode.items() if not words)
        return original(pdf, fonts, *more)

    weasyprint.pdf.build_fonts_dictionary = build
    try:
        yield
    finally:
        weasyprint.pdf.build_fonts_dictionary = original


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
