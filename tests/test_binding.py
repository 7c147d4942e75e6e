"""Parts become one PDF: each font and picture is in it once, pages are called as they are numbered, and headings nest."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from conftest import REPOSITORY, Built

from guidepress.check import pdfua, tags
from guidepress.errors import GuideError
from guidepress.paper.binding.book import Book
from guidepress.paper.binding.labels import Run, write_labels
from guidepress.paper.layout import Resource, lay_out
from guidepress.paper.printed import Printed

FONTS = REPOSITORY / "styles/fonts"
HTML = """<html lang="en"><head><title>Words</title><style>
@page {{ size: 80mm 60mm; margin: 10mm; @bottom-left {{ content: counter(page); font-family: "Atkinson Hyperlegible Next" }} }}
body {{ font-family: "Atkinson Hyperlegible Next" }}</style></head><body><main>{}</main></body></html>"""
PICTURE = Resource("image/png", (Path(__file__).parents[1] / "docs/pictures/cover.png").read_bytes())


def part(body: str) -> Printed:
    """Lay out and draw a part."""
    return lay_out(HTML.format(body), {"guide:picture.png": PICTURE}, FONTS, b"identifier")


def bound(*parts: Printed) -> pikepdf.Pdf:
    """Bind parts, numbered one after the other, and open what comes out."""
    book, first = Book(), 1
    for one in parts:
        book.add(one, "decimal", first)
        first += one.pages
    out = io.BytesIO()
    book.bound().save(out)
    return pikepdf.open(out)


def streams(pdf: pikepdf.Pdf, key: str) -> Iterator[bytes]:
    """Yield the font files, or whatever has such a key, of all objects."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and key in item:
            yield item[key].read_bytes()


ONE = '<h1 id="one">One</h1><p><a href="#two">abc</a> <img src="guide:picture.png" alt="A cover" style="width: 5mm" /></p>'
TWO = '<h2 id="two">Two</h2><p><a href="#one">xyz</a> <img src="guide:picture.png" alt="A cover" style="width: 5mm" /></p>'


def test_each_font_is_there_once() -> None:
    """A font that two parts use is in the PDF once, with the glyphs of both."""
    pdf = bound(part(ONE), part(TWO))
    files = [*streams(pdf, "/FontFile2")]
    assert len(files) == len(set(files)) == 2  # regular and bold
    fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
    maps = [font.ToUnicode.read_bytes().decode() for font in fonts.values()]
    assert any(all(f"<{ord(letter):04x}>" in one for letter in "abcxyz") for one in maps)


def test_each_picture_is_there_once() -> None:
    """A picture that two parts show is in the PDF once."""
    pdf = bound(part(ONE), part(TWO))
    pictures = {
        drawn.objgen for page in pdf.pages for drawn in page.Resources.XObject.values() if drawn.Subtype == "/Image"
    }
    assert len(pictures) == 1


def test_words_stay_what_they_are() -> None:
    """Bound pages say the words of their parts."""
    import pypdfium2

    out = io.BytesIO()
    bound(part(ONE), part(TWO)).save(out)
    with pypdfium2.PdfDocument(out) as document:
        said = [page.get_textpage().get_text_bounded().split() for page in document]
    assert said == [["One", "abc", "1"], ["Two", "xyz", "1"]]


def test_links_between_parts() -> None:
    """A link to what is in another part leads to its place there."""
    pdf = bound(part(ONE), part(TWO))
    places = pikepdf.NameTree(pdf.Root.Names.Dests)
    pages = [page.obj.objgen for page in pdf.pages]
    led = [pages.index(places[str(one.Dest)][0].objgen) for page in pdf.pages for one in page.Annots]
    assert led == [1, 0]


def test_link_to_nothing() -> None:
    """A link to what is on no page is told, with what it asks for."""
    with pytest.raises(GuideError, match="'two', which is on no page"):
        bound(part(ONE))


def test_heading_that_skips_a_level() -> None:
    """A part whose first heading stands too deep under the one before is told."""
    with pytest.raises(GuideError, match="the heading 'Three' has level 3, but the one before it 1"):
        bound(part("<h1>One</h1>"), part("<h3>Three</h3>"))


def test_headings_nest() -> None:
    """The outline nests headings of later parts under those of earlier ones."""
    pdf = bound(part("<h1>One</h1>"), part("<h2>Two</h2><h3>Three</h3>"), part("<h2>Four</h2>"), part("<h1>Five</h1>"))
    with pdf.open_outline() as outline:
        found = [
            (one.title, [(two.title, [three.title for three in two.children]) for two in one.children])
            for one in outline.root
        ]
    assert found == [("One", [("Two", ["Three"]), ("Four", [])]), ("Five", [])]


@pytest.mark.parametrize(
    ("runs", "labels"),
    [
        ([Run(2, "decimal", 1), Run(2, "decimal", 3)], ["1", "2", "3", "4"]),
        ([Run(2, "lower-roman", 1), Run(2, "decimal", 1)], ["i", "ii", "1", "2"]),
        ([Run(1, "decimal", 7), Run(1, "decimal", 9)], ["7", "9"]),
    ],
    ids=["on", "anew", "with-a-gap"],
)
def test_labels(runs: list[Run], labels: list[str]) -> None:
    """Pages are called as they are numbered."""
    pdf = pikepdf.new()
    for _ in labels:
        pdf.add_blank_page()
    write_labels(pdf, runs)
    assert [str(page.label) for page in pdf.pages] == labels


def test_real_guide_is_whole(built: Built) -> None:
    """The real guide, bound, is clean: PDF/UA-1, PDF/A-3a, and its tags, each id and each font once."""
    assert [*pdfua.check([built.pdf], profiles=("ua1", "3a")), *tags.check([built.pdf])] == []
    with pikepdf.open(built.pdf) as pdf:
        files = [*streams(pdf, "/FontFile2")]
        assert len(files) == len(
            {bytes(one.FontName) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one}
        )
