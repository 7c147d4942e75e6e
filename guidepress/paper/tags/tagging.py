"""Draw a document with tags of our own.

Goes in: WeasyPrint's document as laid out, and its HTML. Comes out: the bytes of the PDF, and where each of its pages begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from guidepress.model import Begin
from guidepress.paper.inside.boxes import Drawn, drawing, keep_links, read_pages
from guidepress.paper.page_starts import page_starts
from guidepress.paper.tags.artifacts import find_artifacts
from guidepress.paper.tags.attributes import Attributing
from guidepress.paper.tags.links import one_a_page, spoken
from guidepress.paper.tags.roles import Sources
from guidepress.paper.tags.speech import in_order_of_speech
from guidepress.paper.tags.tree import build
from guidepress.paper.tags.write import Writer, finish_annotations


def write_tagged(document: Any, root: Element, **options: object) -> tuple[bytes, tuple[Begin | None, ...]]:  # noqa: ANN401 - WeasyPrint has no types
    """Write a document as a tagged PDF, and tell where its pages begin; ``options`` are those of WeasyPrint's ``write_pdf``."""
    pages, sources = read_pages(document), Sources(root)
    artifacts = find_artifacts(pages, sources)
    areas = {box: group for page in pages for box, group in one_a_page(page, sources).items() if box not in artifacts}
    words = spoken(pages, sources, frozenset(artifacts))
    keep_links(document, pages, set(areas))

    def write(pdf: pydyf.PDF, drawn: Sequence[Drawn]) -> None:
        tree = build(pages, sources, drawn, tuple(artifacts))
        Writer(pdf, Attributing(tree, sources)).write(tree, drawn)
        finish_annotations(drawn, areas, words, sources)

    with drawing(artifacts, in_order_of_speech(pages, sources, frozenset(artifacts)), write):
        data: bytes = document.write_pdf(**options)
    return data, page_starts(pages, sources, frozenset(artifacts))
