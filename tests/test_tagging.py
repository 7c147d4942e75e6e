"""The structure follows the HTML, whatever the style sheet does with it on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY

from guidepress.check.audits import contents, parents
from guidepress.check.structure import Element, Structure, read_structure
from guidepress.check.tag_text import as_text
from guidepress.paper.layout import Resource, lay_out

HTML = """<html lang="en"><head><title>Words</title><style>
@page {{ size: 80mm 60mm; margin: 10mm }} body {{ margin: 0; font-family: "Atkinson Hyperlegible Next" }} {css}</style></head>
<body><main>{body}</main></body></html>"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><title>A line</title><path d="M0 0h9v9z"/></svg>'
)
HEBREW = Resource(
    "font/woff2", (Path(__file__).parent / "torture/styles/fonts/NotoSansHebrew-Regular.woff2").read_bytes()
)
Tagged = Callable[..., Structure]


@pytest.fixture
def tagged(tmp_path: Path) -> Tagged:
    """Give a function that lays out HTML and reads its structure."""

    def make(body: str, css: str = "") -> Structure:
        path = tmp_path / "words.pdf"
        html = HTML.format(body=body, css=css)
        path.write_bytes(lay_out(html, {"guide:hebrew": HEBREW}, REPOSITORY / "styles/fonts", b"identifier").pdf)
        return read_structure(path)

    return make


def roles(structure: Structure, role: str) -> list[Element]:
    """List the elements of a type."""
    return [element for element in structure.elements if element.role == role]


def test_order_is_that_of_the_html(tagged: Tagged) -> None:
    """Blocks that are placed in another order are read in the HTML's."""
    css = ".turned { display: flex; flex-direction: row-reverse } .last { order: -1 }"
    found = tagged('<div class="turned"><p>One</p><p>Two</p><p class="last">Three</p></div>', css)
    assert [element.words.strip() for element in roles(found, "P")] == ["One", "Two", "Three"]


def test_positioned_words_stay_in_their_place(tagged: Tagged) -> None:
    """Words that are positioned elsewhere are read where they stand in the HTML."""
    found = tagged("<p>One <b>two</b> three</p><p>four</p>", "b { position: absolute; bottom: 0 }")
    assert "".join(roles(found, "Part")[0].words.split()) == "Onetwothreefour"


@pytest.mark.parametrize("words", ["שבע סירות, 7", "The word סירה means boat 1", "עברית, take 1"])
def test_words_from_the_right_are_read_in_their_order(tagged: Tagged, words: str) -> None:
    """Words from the right, those from the left among them, and numbers are read as they are written."""
    css = "@font-face { font-family: More; src: url(guide:hebrew) } p { font-family: Atkinson Hyperlegible Next, More }"
    found = tagged(f"<p>{words}</p>", css)
    assert roles(found, "P")[0].words.strip() == words


def test_words_among_blocks_have_paragraphs(tagged: Tagged) -> None:
    """Words that stand among blocks are paragraphs of their own, at their place."""
    found = tagged("<section>One <em>two</em><p>three</p>four</section>")
    assert [" ".join(element.words.split()) for element in roles(found, "P")] == ["One two", "three", "four"]


def test_heads_and_feet_are_artifacts(tagged: Tagged) -> None:
    """What stands in a page's margins is no part of the document, though it comes from the HTML."""
    css = "@page { @top-left { content: element(head) } @bottom-left { content: counter(page) } } .head { position: running(head) }"
    found = tagged('<div class="head">Running words</div><p>Words</p>', css)
    assert roles(found, "Document")[0].words.strip() == "Words"
    artifacts = {piece.words.strip() for piece in found.pieces if piece.is_artifact and piece.kind == "words"}
    assert artifacts == {"Running words", "1"}


def test_leaders_are_artifacts(tagged: Tagged) -> None:
    """Dots that lead the eye are not read; the page's number is."""
    css = "a::after { content: leader('.') target-counter(attr(href), page) }"
    found = tagged('<p id="here">Words</p><ul><li><a href="#here">To the words</a></li></ul>', css)
    (link,) = roles(found, "Link")
    assert "".join(link.words.split()) == "Tothewords1"


def test_hidden_words_are_artifacts(tagged: Tagged) -> None:
    """What is hidden from screen readers on the web is hidden in the PDF."""
    found = tagged('<p>Words <span aria-hidden="true">sign</span></p>')
    assert roles(found, "P")[0].words.strip() == "Words"


def test_link_over_two_pages(tagged: Tagged) -> None:
    """A link that goes on over a page's end is one Link with an annotation on each page, both with all its words."""
    words = "many words " * 40
    found = tagged(f'<p><a href="https://example.org/">{words}</a></p>')
    (link,) = roles(found, "Link")
    annotations = [kid for kid in found.annotations if kid.owner == link.key]
    assert [one.page for one in annotations] == list(range(len(found.sizes)))
    assert {one.words for one in annotations} == {words.strip()}


def test_table_over_two_pages(tagged: Tagged) -> None:
    """A table that goes on over pages is one, its head is read once."""
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(20))
    found = tagged(f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>")
    assert len(found.sizes) > 1
    assert [len(roles(found, role)) for role in ("Table", "THead", "TBody", "TH", "TR")] == [1, 1, 1, 1, 21]


def test_what_is_fixed_is_read_once(tagged: Tagged) -> None:
    """What the style sheet fixes to every page is read once, where it stands in the HTML."""
    found = tagged(
        "<p>One</p><p class='fixed'>Fixed</p><p>Two</p>", ".fixed { position: fixed } p + p { break-before: page }"
    )
    assert "".join(roles(found, "Document")[0].words.split()) == "OneFixedTwo"


def test_half_transparent_words(tagged: Tagged) -> None:
    """Words that are drawn in a group of their own belong to their element like all others."""
    found = tagged("<p>One <b>two</b></p><p style='opacity: 0.5'>Three <i style='opacity: 0.5'>four</i></p>")
    assert ["Onetwo", "Threefour"] == ["".join(element.words.split()) for element in roles(found, "P")]
    assert [fault.code for audit in (contents, parents) for fault in audit(found)] == []


def test_headings_of_joined_cells(tagged: Tagged) -> None:
    """A cell names all headings above it and beside it, of joined cells too."""
    found = tagged(
        "<table><thead><tr><td></td><th colspan='2'>Both</th></tr><tr><td></td><th>One</th><th>Two</th></tr></thead>"
        "<tbody><tr><th rowspan='2' scope='row'>Row</th><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>"
    )
    names = {element.attributes["ID"]: element.words.strip() for element in roles(found, "TH")}
    cells = {
        element.words.strip(): [names[name] for name in element.attributes.get("Headers", "").split()]
        for element in roles(found, "TD")
    }
    assert {"a": ["Row", "Both", "One"], "d": ["Row", "Both", "Two"]}.items() <= cells.items()


def test_drawings_in_the_html(tagged: Tagged) -> None:
    """A drawing in the HTML has its title instead of it, and its place on the page."""
    found = tagged(f'<p id="here"><a href="#here">{PICTURE}</a></p>')
    (figure,) = roles(found, "Figure")
    assert figure.attributes["Alt"] == "A line"
    left, bottom, right, top = (float(one) for one in figure.attributes["BBox"].split())
    assert (round(right - left, 2), round(top - bottom, 2)) == (15, 7.5)
    assert left == pytest.approx(72 / 2.54, abs=0.01)


def test_blank_elements_are_left_out(tagged: Tagged) -> None:
    """An element that holds nothing, or only spaces, is no element of the structure."""
    found = tagged("<p>Words</p><p> <b>&#160;</b></p><div id='empty'></div>")
    assert as_text(found.elements[0]) == 'Document\n  Part\n    P\n      "Words"\n'


def test_spaces_between_words_are_kept(tagged: Tagged) -> None:
    """A space between two emphasised words is part of the words."""
    found = tagged("<p><b>One</b> <i>two</i></p>")
    assert sum(len(element.kids) for element in roles(found, "P")) == 3
