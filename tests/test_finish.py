"""A finished PDF has one annotation for each link, which says the link's words, and one Link in its structure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import REPOSITORY, Built

from guidepress.check import pdfua
from guidepress.model import Guide
from guidepress.paper.binding.book import Book
from guidepress.paper.finish import _end_clearly, finish
from guidepress.paper.layout import Resource, lay_out
from guidepress.paper.printed import Printed
from guidepress.pipeline import load

HTML = """<html lang="en"><head><title>Links</title><style>
@page {{ size: 80mm 120mm; margin: 5mm }}
body {{ font-family: "Atkinson Hyperlegible Next" }}
.block a {{ display: block; position: relative }}
.block a::after {{ content: target-counter(attr(href), page); position: absolute; right: 0; top: 0 }}
{css}</style></head><body>{body}</body></html>"""
BODY = """<h1 id="part-3">Words</h1>
<p>See <a href="https://example.org/a">the first page</a> and <a href="#part-3">the third part</a>.</p>
<ul class="block"><li><a href="#part-3">Part <em>three</em></a></li><li><a href="#part-3">Again</a></li></ul>
<p>Words and <a href="https://example.org/b">a link that is so long that it needs more than one line of this page</a>.</p>
<p><a href="https://example.org/c" aria-label="A label"></a><a href="#part-3"><span style="display: inline-block">In a box</span></a></p>
"""
WORDS = [
    "the first page",
    "the third part",
    "Part three 1",
    "Again 1",
    "a link that is so long that it needs more than one line of this page",
    "A label",
    "In a box",
]
FONTS = REPOSITORY / "styles/fonts"


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Give a guide, whose version is stamped."""
    found, problems = load(Path(__file__).parent / "stock")
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def laid_out() -> Printed:
    """Give the small document as laid out."""
    return lay_out(HTML.format(css="", body=BODY), {}, FONTS, b"identifier")


@pytest.fixture(scope="module")
def pdf(laid_out: Printed, guide: Guide, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the small document, finished."""
    path = tmp_path_factory.mktemp("finish") / "links.pdf"
    path.write_bytes(finished(laid_out, guide))
    return path


def finished(printed: Printed, guide: Guide) -> bytes:
    """Bind and finish one document."""
    book = Book()
    book.add(printed, "decimal", 1)
    return finish(book.bound(), guide)


def annotations_of(document: pikepdf.Pdf) -> list[Any]:
    """List the link annotations."""
    return [one for page in document.pages for one in page.get("/Annots", []) if one.Subtype == "/Link"]


def link_elements(parent: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield the Links of a structure tree, each with the types of what it stands in."""
    kids = parent.get("/K", pikepdf.Array())
    for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S == "/Link":
                yield kid, above
            yield from link_elements(kid, (*above, str(kid.S)))


def test_links_say_their_words(pdf: Path) -> None:
    """Each annotation says the words of its link, inward and outward, and there are as many as links in the text."""
    with pikepdf.open(pdf) as document:
        assert [str(one.Contents) for one in annotations_of(document)] == WORDS


def test_links_do_not_hold_links(pdf: Path) -> None:
    """There is one Link in the structure for each link in the text, none in another."""
    with pikepdf.open(pdf) as document:
        found = list(link_elements(document.Root.StructTreeRoot))
    assert len(found) == len(WORDS)
    assert [above for _, above in found if "/Link" in above] == []


def test_each_link_refers_to_its_annotation(pdf: Path) -> None:
    """A Link holds a reference to one annotation, whose entry in the parent tree leads back to the Link."""
    with pikepdf.open(pdf) as document:
        root = document.Root.StructTreeRoot
        numbers = root.ParentTree.Nums.as_list()
        owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for link, _ in link_elements(root):
            (reference,) = [kid for kid in link.K.as_list() if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            assert owners[reference.Obj.StructParent].objgen == link.objgen


def test_marked_contents_know_their_link(pdf: Path) -> None:
    """The parent tree leads from each piece of a Link's contents to that Link."""
    with pikepdf.open(pdf) as document:
        root = document.Root.StructTreeRoot
        numbers = root.ParentTree.Nums.as_list()
        owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for link, _ in link_elements(root):
            for kid in link.K.as_list():
                if isinstance(kid, int):
                    assert owners[link.Pg.StructParents][kid].objgen == link.objgen


def test_areas_of_a_link_on_two_lines(pdf: Path) -> None:
    """A link on several lines has an area a line, all inside the rectangle of its one annotation."""
    with pikepdf.open(pdf) as document:
        (link,) = [one for one in annotations_of(document) if str(one.Contents) == WORDS[4]]
        left, bottom, right, top = (float(number) for number in link.Rect)
        numbers = [float(number) for number in link.QuadPoints]
    assert len(numbers) >= 16
    assert all(left <= number <= right for number in numbers[::2])
    assert all(bottom <= number <= top for number in numbers[1::2])


def test_finished_pdf_is_accessible(pdf: Path) -> None:
    """The finished PDF keeps PDF/UA-1 and PDF/A-3a."""
    assert pdfua.check([pdf], profiles=["ua1", "3a"]) == []


def test_claims_both_standards_and_the_version(pdf: Path, guide: Guide) -> None:
    """The metadata claims PDF/UA-1 and PDF/A-3a and says the guide's version, as plain text that any program can find."""
    with pikepdf.open(pdf) as document:
        assert "/Filter" not in document.Root.Metadata
        with document.open_metadata() as metadata:
            names = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance", "xmpMM:VersionID")
            assert [metadata[name] for name in names] == ["1", "3", "A", guide.version]


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"x"])
def test_last_byte_of_a_stream_is_clear(ending: bytes) -> None:
    """A stream that ends with a carriage return has a whole line's end after it, and keeps its length, as all else its place."""
    with pikepdf.new() as document:
        stream = document.make_stream(b"words" + ending)
        document.Root.Test = stream
        before = io.BytesIO()
        document.save(before, compress_streams=False, static_id=True)
    after = _end_clearly(before.getvalue())
    assert len(after) == len(before.getvalue())
    assert (b"words\r\r\nendstream" in after) == (ending == b"\r")
    with pikepdf.open(io.BytesIO(after)) as document:
        assert document.Root.Test.read_raw_bytes() == b"words" + ending
        assert document.get_warnings() == []


def test_every_glyph_has_a_letter(guide: Guide, tmp_path: Path) -> None:
    """Glyphs that are only a part of a letter, such as the dots of Arabic ones, stand for something too."""
    font = Resource(
        "font/woff2", (Path(__file__).parent / "torture/styles/fonts/NotoSansArabic-Regular.woff2").read_bytes()
    )
    css = "@font-face { font-family: More; src: url(guide:more.woff2) } p { font-family: More }"
    html = HTML.format(css=css, body='<h1>Words</h1><p lang="ar" dir="rtl">بيت</p>')
    path = tmp_path / "dots.pdf"
    path.write_bytes(finished(lay_out(html, {"guide:more.woff2": font}, FONTS, b"identifier"), guide))
    assert [str(one) for one in pdfua.check([path], profiles=["ua1", "3a"])] == []


def test_equal_input_gives_equal_bytes(pdf: Path, laid_out: Printed, guide: Guide) -> None:
    """Finishing the same document again gives the same bytes."""
    assert pdf.read_bytes() == finished(laid_out, guide)


def test_document_without_links(guide: Guide) -> None:
    """A document without links is finished as well."""
    plain = lay_out(HTML.format(css="", body="<h1>Words</h1><p>Words.</p>"), {}, FONTS, b"identifier")
    with pikepdf.open(io.BytesIO(finished(plain, guide))) as document:
        assert annotations_of(document) == []


def test_links_of_the_real_guide(built: Built) -> None:
    """In the real guide no Link stands in another, and as many Links as annotations are there."""
    with pikepdf.open(built.pdf) as document:
        found = list(link_elements(document.Root.StructTreeRoot))
        assert len(found) == len(annotations_of(document)) > 100
    assert [above for _, above in found if "/Link" in above] == []
