"""Pages that are laid out again, because page numbers in them have changed, change nothing on the pages after them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
import weasyprint.layout
import weasyprint.layout.page
from conftest import REPOSITORY
from weasyprint.layout import block
from weasyprint.layout.absolute import AbsolutePlaceholder

from guidepress.paper.inside.repetition import sound_repetition
from guidepress.paper.layout import Resource, lay_out

HTML = """<html lang="en"><head><title>Words</title><style>
@page {{ size: 100mm 60mm; margin: 5mm }}
body {{ font: 10pt/5mm "Atkinson Hyperlegible Next" }}
p, h2 {{ margin: 0; font-size: 10pt }}
h2 {{ break-before: page }}
a::after {{ content: target-counter(attr(href), page) }}
.note {{ float: footnote }}
.box {{ position: relative; break-inside: avoid }}
.face {{ position: absolute; left: 40mm; top: 0 }}
</style></head><body><p><a href="#last">To page</a></p>{filler}{body}<h2 id="last">Last</h2></body></html>"""
NOTES = (
    '<p>Called<span class="note">First note</span></p><p>Again<span class="note">Second note</span></p><p>More</p>'
    '<h2>Between</h2><h2><a href="#last">To page</a></h2>'
)
BOX = '<div class="box"><img class="face" src="guide:face.svg" alt="Face" /><p>One</p><p>Two</p><p>Three</p></div>'
FACE = Resource(
    "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14"><path d="M0 0h14v14h-14z"/></svg>'
)


def pieces(body: str, lines: int) -> Iterator[tuple[int, str, float]]:
    """Lay a document out, with so many lines at its beginning; yield its words with their page and height."""
    html = HTML.format(filler="<p>Line</p>" * lines, body=body)
    made = pypdfium2.PdfDocument(
        lay_out(html, {"guide:face.svg": FACE}, REPOSITORY / "styles/fonts", b"identifier").pdf
    )
    for number, page in enumerate(made):
        told = page.get_textpage()
        for item in page.get_objects(textpage=told):
            left, bottom, *_ = item.get_bounds()
            words = item.extract() if isinstance(item, pypdfium2.PdfTextObj) else "Face" if left > 100 else ""
            yield number, words, round(item.get_matrix().f if words not in {"Face", ""} else bottom)


@pytest.mark.parametrize("lines", range(2, 10))
def test_notes_come_once(lines: int) -> None:
    """A note that has no room on the page of its call stands on the next page, and nowhere else."""
    words = [words for _, words, _ in pieces(NOTES, lines)]
    assert (words.count("First note"), words.count("Second note")) == (1, 1)


@pytest.mark.parametrize("lines", range(4, 10))
def test_boxes_keep_their_places(lines: int) -> None:
    """What is placed in a box stands in it, though the box was tried at the foot of the page before."""
    places = {words: (page, height) for page, words, height in pieces(BOX, lines)}
    assert places["One"] == places["Face"]


def test_wholly_undone() -> None:
    """WeasyPrint is as it was afterwards."""

    def patched() -> tuple[Any, ...]:
        return weasyprint.layout.make_all_pages, weasyprint.layout.page.remake_page, AbsolutePlaceholder.__init__

    before = patched()
    with sound_repetition():
        assert all(one is not other for one, other in zip(before, patched(), strict=True))
    assert before == patched()


# ---------------------------------------------------------------- what it relies on inside WeasyPrint 70


def test_pages_are_made_again_when_they_are_marked() -> None:
    """A page is made again when the last of what is known of it says content_changed; it is taken from context.page_maker."""
    source = inspect.getsource(weasyprint.layout.page.make_all_pages)
    assert "remake_state = context.page_maker[i][-1]" in source
    assert "remake_state['content_changed']" in source
    assert "page, resume_at = remake_page(i, context, root_box, html)" in source


def test_pages_are_made_by_name() -> None:
    """Both functions are looked up when they are called."""
    assert "make_all_pages(context, root_box, html, pages)" in inspect.getsource(weasyprint.layout.layout_document)


def test_notes_wait_in_the_context() -> None:
    """Notes for the next page are in context.reported_footnotes."""
    assert "context.reported_footnotes" in inspect.getsource(weasyprint.layout.page.make_page)


def test_placed_boxes_are_not_copied() -> None:
    """A box that is placed is the one of the document, not a copy: if WeasyPrint copies it some day, we need not."""
    assert "AbsolutePlaceholder(child)" in inspect.getsource(block)
