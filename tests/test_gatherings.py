"""The parts that a PDF is bound from make the PDF that one run of WeasyPrint would make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import REPOSITORY, STOCK, WithFiles
from lxml import html as lxml_html
from one_run import in_one

from guidepress.check.structure import read_structure
from guidepress.check.tag_text import as_text
from guidepress.compose.resources import design_of
from guidepress.formats import Making, pdf
from guidepress.model import PageMap
from guidepress.model.paging import letters
from guidepress.paper.gatherings import Gathering, label, slot
from guidepress.paper.layout import lay_out
from guidepress.paper.typesetting import page_map
from guidepress.pipeline import load

SHOWN = 5  # letters that are looked for on the page
FEW = 20  # pages that may all begin with a block
GUIDE = (STOCK / "source/guide.yaml").read_text("utf-8")
GUIDES = {"stock": STOCK, "real": REPOSITORY, "torture": STOCK.parent / "torture"}
ALL = ["stock", "real", pytest.param("torture", marks=pytest.mark.slow)]


class BothWays:
    """Hold the PDF of a guide, bound from parts, and that of a single run with the same numbers."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Make both."""
        guide, problems = load(root)
        assert guide is not None, problems
        design = design_of(root)
        (bound,) = pdf.render(guide, design, Making(("pdf",)))
        sets = list(pdf.typeset(guide, design, Making(("pdf",))))
        parts, self.pages = [one.gathering for one in sets], page_map(sets)
        labels = {name: self.pages.label(name) for name in self.pages.places}
        front = sum(not page.label.isdecimal() for page in self.pages.pages)
        made_with = pdf.materials(guide, design)
        single = lay_out(in_one(parts, labels, front), made_with.resources, made_with.fonts, b"identifier")
        self.html = lxml_html.document_fromstring(in_one(parts, labels, front))
        self.bound, self.single = folder / "bound.pdf", folder / "single.pdf"
        self.bound.write_bytes(bound.data)
        self.single.write_bytes(single.pdf)


@pytest.fixture(scope="module", params=ALL)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    """Give both PDFs of a guide."""
    return BothWays(GUIDES[request.param], tmp_path_factory.mktemp(request.param))


def texts(path: Path) -> Iterator[str]:
    """Yield the words of each page."""
    with pypdfium2.PdfDocument(path) as document:
        yield from (page.get_textpage().get_text_bounded() for page in document)


def test_same_words_on_each_page(both: BothWays) -> None:
    """Each page has the words that it has in a single run, its foot too."""
    assert list(texts(both.bound)) == list(texts(both.single))


def test_same_tree(both: BothWays) -> None:
    """The structure is that of a single run."""
    bound, single = (as_text(read_structure(path).elements[0]) for path in (both.bound, both.single))
    assert bound == single


def test_pages_begin_where_the_map_says(both: BothWays) -> None:
    """What follows in a block's text on the letters that stand on earlier pages is on the page that begins there."""
    elements = {element.get("id"): element for element in both.html.iter() if element.get("id")}
    shown = list(texts(both.bound))
    assert len(shown) == len(both.pages.pages)
    for number, page in enumerate(both.pages.pages):
        assert page.begin is not None, page
        words = squeezed("".join(own_words(elements[page.begin.block])))
        following = words[page.begin.offset :][:SHOWN]
        if not following or unicodedata.bidirectional(following[0]) in {"R", "AL"}:
            continue  # a picture without words; and PDFium gives words from the right in the order in which they are drawn
        assert unhyphenated(following) in unhyphenated(squeezed(shown[number])), (page, following)
    assert any(page.begin.offset for page in both.pages.pages if page.begin) or len(shown) < FEW


def own_words(element: Any) -> Iterator[str]:
    """Yield an element's words without those of blocks in it, its notes, and what is on paper only."""
    yield element.text or ""
    for child in element:
        if not (child.get("id") or "data-on-paper" in child.keys() or "data-page-of" in child.keys()):  # noqa: SIM118 - lxml's elements are no mappings
            yield from own_words(child)
        yield child.tail or ""


def squeezed(words: str) -> str:
    """Take out spaces and what only joins or parts words."""
    return re.sub(r"[\s\u2060\u00ad\u200b]", "", words)


def unhyphenated(words: str) -> str:
    """Take out hyphens, which PDFium writes otherwise at a line's end."""
    return re.sub(r"[\x02\ufffe-]", "", words)


def test_two_sided(with_files: WithFiles) -> None:
    """Printed on both sides, every page of the guide begins on a right-hand page, and what stays blank says nothing."""
    guide, problems = load(with_files({"source/guide.yaml": GUIDE + "\ntwo_sided: true\n"}))
    assert guide is not None, problems
    sets = list(pdf.typeset(guide, design_of(STOCK), Making(("pdf",))))
    pages = page_map(sets)
    assert {pages.places[one.gathering.key] % 2 for one in sets} == {0}
    assert [page.label for page in pages.pages][:5] == ["i", "ii", "iii", "iv", "v"]
    blank = [number for number, page in enumerate(pages.pages) if page.begin is None]
    assert blank
    assert {number % 2 for number in blank} == {1}
    (made,) = pdf.render(guide, design_of(STOCK), Making(("pdf",)))
    assert made.pages == pages
    with pypdfium2.PdfDocument(made.data) as document:
        assert {document[number].get_textpage().get_text_bounded() for number in blank} == {""}
        assert [document.get_page_label(number) for number in range(len(document))] == [
            page.label for page in pages.pages
        ]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "i"), (4, "iv"), (9, "ix"), (40, "xl"), (99, "xcix"), (400, "cd"), (1994, "mcmxciv")]
)
def test_roman_numbers(number: int, written: str) -> None:
    """Front matter is numbered in small Roman figures."""
    assert label(number, "lower-roman") == written


def test_slots() -> None:
    """A gathering names each number that it prints once, and takes it in everywhere."""
    one = Gathering("one", f"<p>{slot('a.b')} and {slot('c')}, {slot('a.b')}</p>")
    assert one.wanted == ("a.b", "c")
    assert one.filled({"a.b": "12"}) == "<p>12 and , 12</p>"


def test_label_of_what_is_not_there() -> None:
    """What is on no page has no number."""
    assert PageMap().label("nowhere") == ""


@pytest.mark.parametrize(("words", "count"), [("two words", 8), (" \n", 0), ("a\u2060b\u00adc", 3)])
def test_letters(words: str, count: int) -> None:
    """Spaces and what only joins or parts words are no letters."""
    assert letters(words) == count
