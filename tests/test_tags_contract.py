"""What ``paper/inside/boxes`` relies on inside WeasyPrint 70, one fact a test. Where one fails, that module needs another look."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pydyf
import pytest
import weasyprint.pdf
from conftest import REPOSITORY
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

HTML = (
    """<html lang="en"><head><title>Words</title><style>
@page { size: 100mm 80mm; @bottom-right { content: counter(page) } @top-left-corner { content: "x" } }
body { font-family: "Atkinson Hyperlegible Next" }
.far { position: absolute; top: 0 }
.note { float: footnote }
.contents a::after { content: leader(".") target-counter(attr(href), page) }
</style></head><body><h1 id="top">Words</h1><p>A <a href="#top">link <b>with</b> more</a><span class="note">Note</span></p>
<p><span class="far">far</span> near</p><ul style="list-style-type: square"><li>Item</li></ul><p class="contents"><a href="#top">Words</a></p>
<table><thead><tr><th>Head</th></tr></thead><tbody>"""
    + "<tr><td>Cell</td></tr>" * 30
    + "</tbody></table></body></html>"
)


@pytest.fixture(scope="module")
def document() -> Any:
    """Give a document as laid out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(REPOSITORY / "styles/fonts/fonts.conf"))
        return weasyprint.HTML(string=HTML).render()


def below(box: Any) -> Iterator[Any]:
    """Yield a box and those below it, as they stand in WeasyPrint's tree."""
    yield box
    for child in getattr(getattr(box, "_box", box), "children", ()):
        yield from below(child)


def all_boxes(document: Any) -> list[Any]:
    """List all boxes of all pages."""
    return [box for page in document.pages for box in below(page._page_box)]


def tags_of(document: Any) -> set[str]:
    """Name the elements and pseudo-elements that boxes were made for."""
    return {box.element_tag for box in all_boxes(document) if getattr(box, "element_tag", None)}


def test_tag_builder_is_looked_up_when_it_is_called() -> None:
    """generate_pdf takes add_tags from its module, with a document, a version and the pages' streams."""
    assert "add_tags(pdf, document, options['pdf_version'], page_streams)" in inspect.getsource(
        weasyprint.pdf.generate_pdf
    )
    assert list(inspect.signature(weasyprint.pdf.add_tags).parameters) == [
        "pdf",
        "document",
        "pdf_version",
        "page_streams",
    ]


def test_marking() -> None:
    """Stream.marked takes a box and a tag, and notes the number of the marked content in ``_tags``, counting from 0."""
    stream = Stream({}, (0, 0, 1, 1), {}, {}, {}, {}, None)
    with stream.marked("one", "Span"):
        pass
    with stream.marked("two", "Span"):
        pass
    assert stream._tags == {"one": {"tag": "Span", "mcid": 0}, "two": {"tag": "Span", "mcid": 1}}
    assert stream.stream[:3] == ["/Span", {"MCID": 0}, b"BDC"]


def test_groups_have_names() -> None:
    """What is half transparent is drawn in a stream of its own, which has an id; a page's stream has none."""
    resources: dict[str, dict[str, Any]] = {"XObject": {}, "ColorSpace": {}}
    stream = Stream({}, (0, 0, 1, 1), resources, {}, {}, {}, None)
    assert not hasattr(stream, "id")
    assert stream.add_group(0, 0, 1, 1).id == "x0"


def test_words_and_pictures_are_marked_and_all_else_is_an_artifact() -> None:
    """Drawing marks boxes of words and of pictures, and nothing else."""
    source = inspect.getsource(weasyprint.draw)
    assert source.count("stream.marked(") == 3
    assert source.count(".artifact()") >= 5


def test_boxes_of_a_page(document: Any) -> None:
    """A page leads to its boxes, and each of them to its element."""
    page = document.pages[0]
    assert isinstance(page._page_box, boxes.PageBox)
    assert {"h1", "p", "a", "b", "ul", "li"} <= tags_of(document)


def test_pseudo_elements(document: Any) -> None:
    """What the style sheet adds is named by its element and two colons."""
    expected = {"li::marker", "a::after", "span::footnote-call", "span::footnote-marker"}
    assert expected <= tags_of(document)


def test_margin_boxes(document: Any) -> None:
    """A margin box says where it is."""
    keywords = {box.at_keyword for box in all_boxes(document) if isinstance(box, boxes.MarginBox)}
    assert {"@bottom-right", "@top-left-corner"} <= keywords


def test_positioned_boxes(document: Any) -> None:
    """A placeholder stands where a positioned box would be, and leads to it."""
    found = [box for box in all_boxes(document) if isinstance(box, AbsolutePlaceholder)]
    assert "far" in {box._box.element.get("class") for box in found}


def test_leaders(document: Any) -> None:
    """Dots that lead the eye say so."""
    assert any(getattr(box, "is_leader", False) for box in all_boxes(document))


def test_heads_of_tables(document: Any) -> None:
    """The head of a table that goes on over pages comes again, for the same element."""
    heads = [box for box in all_boxes(document) if isinstance(box, boxes.TableRowGroupBox) and box.is_header]
    assert len(heads) > 1
    assert len({box.element for box in heads}) == 1


def test_kinds_of_lists(document: Any) -> None:
    """A list's box says how its items are marked."""
    (found,) = {box.style["list_style_type"] for box in all_boxes(document) if getattr(box, "element_tag", "") == "ul"}
    assert found == "square"


def test_links(document: Any) -> None:
    """A page lists its links, one for each box in a link: kind, target, area in px, box."""
    kind, target, area, box = document.pages[0].links[0]
    assert (kind, target, len(area), box.element.tag) == ("internal", "top", 4, "a")
    assert {one[3].element.tag for one in document.pages[0].links} == {"a", "b"}


def test_annotations(document: Any) -> None:
    """Drawing gives the box of a link its annotation, which can be changed until the file is written."""
    found: list[Any] = []
    document.write_pdf(
        pdf_variant="pdf/a-3a",
        finisher=lambda document, _pdf: found.extend(
            link[3].link_annotation for page in document.pages for link in page.links
        ),
    )
    assert found
    assert all(isinstance(annotation, pydyf.Dictionary) and annotation["Subtype"] == "/Link" for annotation in found)
