"""Each case folder holds a chapter, and what screen readers are told of it: the structure of its PDF as text."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Built, LayOver
from goldens import cases, check
from one_run import paper_html
from read_aloud import first_difference, words_of_html, words_of_tree

from guidepress.check import pdfa, pdfua, tags
from guidepress.check.structure import Element, Structure, read_structure
from guidepress.check.tag_text import as_text
from guidepress.compose.resources import design_of
from guidepress.formats import Making, pdf
from guidepress.pipeline import load

CHAPTER = "Chapter one"


@pytest.mark.parametrize("case", cases("tags"), ids=lambda case: case.name)
def test_tags(case: Path, lay_over: LayOver, tmp_path: Path, save_goldens: bool) -> None:  # noqa: FBT001 - a fixture's value
    """A case's chapter, or the page that heading.txt names, has the structure that its golden holds, and the audit finds no fault."""
    path = tmp_path / "guide.pdf"
    make(lay_over(case / "in"), path)
    named = case / "heading.txt"
    heading = named.read_text("utf-8").strip() if named.is_file() else CHAPTER
    check(case / "expected.tree", as_text(page_of(path, heading)), save=save_goldens)
    assert faults(path) == []


@pytest.mark.parametrize("case", cases("render"), ids=lambda case: case.name)
def test_every_block_is_tagged_well(case: Path, lay_over: LayOver, tmp_path: Path) -> None:
    """The audit and the standards find no fault in the PDF of any block."""
    path = tmp_path / "guide.pdf"
    make(lay_over(case / "in"), path)
    assert faults(path) == []


def make(root: Path, path: Path) -> None:
    """Make the PDF of a guide."""
    guide, problems = load(root)
    assert guide is not None, problems
    (made,) = pdf.render(guide, design_of(root), Making(("pdf",)))
    path.write_bytes(made.data)


def faults(path: Path) -> list[str]:
    """List what is wrong with a PDF."""
    return [str(finding) for checker in (tags, pdfua, pdfa) for finding in checker.check([path])]


def page_of(path: Path, heading: str) -> Element:
    """Find the element of a page of the guide by the words of its main heading."""
    whole, *_ = read_structure(path).elements
    (main,) = whole.elements
    return next(
        one
        for one in main.elements
        if any(kid.role in {"H1", "H2"} and kid.words.strip() == heading for kid in one.elements)
    )


@pytest.fixture(scope="module")
def real(built: Built) -> Structure:
    """Read the structure of the real guide's PDF."""
    return read_structure(built.pdf)


@pytest.fixture(scope="module")
def html(built: Built) -> Any:
    """Give the HTML that the real guide's PDF was made from, with the numbers of the pages that its destinations are on."""
    guide, problems = load(REPOSITORY)
    assert guide is not None, problems
    return paper_html(guide, REPOSITORY, built.pdf).find("body/main")


def test_words_of_the_tree(real: Structure, html: Any) -> None:
    """The real guide's tree says the words of its HTML, all of them, once and in their order."""
    expected = words_of_html(copy.deepcopy(html))
    assert first_difference(expected, words_of_tree(real.elements[0])) == ""


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("H1", "//h1"), ("H2", "//h2"), ("H3", "//h3"), ("Link", "//a[@href]"), ("TR", "//tr"), ("TH", "//th"), ("TD", "//td"),
        ("Table", "//table"), ("L", "//ul[not(ancestor::nav)] | //ol[not(ancestor::nav)] | //dl"), ("TOCI", "//nav//li"),
        ("LI", "//li[not(ancestor::nav)] | //dt"), ("Note", "//span[@class='footnote']"), ("BlockQuote", "//blockquote"),
        ("Figure", "//img[@alt != '']"), ("Aside", "//aside | //div[@role='doc-notice']"), ("Sect", "//section[not(@role='doc-index')] | //nav"),
            ("Index", "//section[@role='doc-index']"),
    ],
)  # fmt: skip
def test_one_element_each(role: str, path: str, real: Structure, html: Any) -> None:
    """An element of the HTML is one element of the structure, on however many pages it stands."""
    assert len(html.xpath(path)) == sum(element.role == role for element in real.elements)


def test_printed_pages(real: Structure) -> None:
    """The real guide's pages are called as their feet say: i to v before the first part, and 1 from there on."""
    front = ("i", "ii", "iii", "iv", "v")
    assert real.labels == (*front, *(str(number) for number in range(1, len(real.sizes) - len(front) + 1)))
