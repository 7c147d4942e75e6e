"""Turn a page into a picture. pypdfium2 (PDFium) is at home here: it draws what WeasyPrint lays out, fonts and all."""

from __future__ import annotations

import io

from guidepress.paper.layout import Compositor, Materials

PX_PER_PT = 96 / 72
_LEVEL = 7  # of zlib's nine: the best takes three times as long for a hundredth of the size


def first_page_as_png(pdf: bytes, *, scale: float = 1, see_through: bool = False) -> bytes:
    """Draw the first page of ``pdf`` at 96 px to the inch times ``scale``, as a PNG without date or colour profile."""
    import pypdfium2

    ground = (255, 255, 255, 0) if see_through else (255, 255, 255, 255)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=PX_PER_PT * scale, fill_color=ground).to_pil()
        page.close()
    image = image.convert("RGBA" if see_through else "RGB")
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue()


def page_as_png(html: str, materials: Materials) -> bytes:
    """Lay out a document, and draw its first page. Raises GuideError as a compositor does."""
    return first_page_as_png(Compositor(materials).lay_out(html).draw().pdf)
