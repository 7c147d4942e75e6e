"""E-books and web pages say where the pages of the PDF begin, to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import lxml.html as lxml_html
import pytest
from conftest import STOCK, Built, WithFiles, build_once
from e_book import OPS_TYPE, EBook
from read_aloud import is_written_by_style_sheet, squeezed
from torture import grow

from guidepress.check.structure import Content, Element, Structure, read_structure
from guidepress.compose.page_marks import beginning, mark_pages
from guidepress.compose.resources import design_of
from guidepress.formats import Making, paginate
from guidepress.model import Begin, PageMap, PrintedPage
from guidepress.paper.kept import Kept
from guidepress.paper.origin import origin
from guidepress.pipeline import load, make

COMPARED = 30  # letters at a page's beginning: enough to tell a place from all others
NUMBERED = {
    "nav": 12,
    "part-": 12,
    "book-index": 5,
}  # on paper these print numbers of pages, after so many letters or more
REFERENCE = re.compile(r"\(page\w+\)")  # behind a link, on paper only
MARK = re.compile(r'<span id="page-([^"]+)" role="doc-pagebreak"')


@pytest.fixture(scope="module", params=["real", "torture"])
def made(request: pytest.FixtureRequest, shared_folder: Path) -> Built:
    """Give the files of the real guide and of the torture guide."""
    if request.param == "torture":
        return Built(build_once(shared_folder / "torture", lambda: Path(grow.__file__).parent))
    built: Built = request.getfixturevalue("built")
    return built


def beginnings(structure: Structure) -> dict[int, str]:
    """Give the first words of each page of a PDF, in the order of its tags, without pictures, notes and what the style sheet writes."""
    found: dict[int, str] = {}
    for page, words in _said(structure.elements[0]):
        if len(squeezed(found.get(page, ""))) < 2 * COMPARED:
            found[page] = found.get(page, "") + words
    return {page: REFERENCE.sub("", squeezed(words))[:COMPARED] for page, words in found.items()}


def _said(element: Element) -> Iterator[tuple[int, str]]:
    for kid in element.kids:
        if isinstance(kid, Content) and element.role != "Figure":
            yield kid.page, kid.words
        elif isinstance(kid, Element) and kid.role != "Note" and not is_written_by_style_sheet(kid, element):
            yield from _said(kid)


def agreeing(book: EBook, address: str, printed: str) -> bool:
    """Tell whether the words behind a mark are those on the page, as far as no number of a page stands among them."""
    words = squeezed("".join(islice(book.words_behind(address), 60)))
    compared = next((number for start, number in NUMBERED.items() if address.startswith(start)), COMPARED)
    return bool(words) and words[:compared] == printed[:compared]


def test_words_of_each_page(made: Built) -> None:
    """The first words on each page of the PDF are those behind its mark in the EPUB."""
    book, printed = EBook(made.epub), beginnings(read_structure(made.pdf))
    listed = book.listed("page-list")
    assert len(listed) > 80
    wrong = [
        (label, address, printed[page], squeezed("".join(islice(book.words_behind(address), 9))))
        for page, (label, address) in enumerate(listed)
        if not agreeing(book, address, printed[page])
    ]
    assert wrong == []


def test_labels(made: Built) -> None:
    """The page list of the EPUB names the pages as the PDF does, all of them and in their order."""
    listed = EBook(made.epub).listed("page-list")
    assert tuple(label for label, _ in listed) == read_structure(made.pdf).labels


def test_marks_are_listed(made: Built) -> None:
    """The page list leads to every mark, and each mark has its page's name."""
    book = EBook(made.epub)
    marks = [
        (one.get("aria-label"), f"{name}#{one.get('id')}")
        for name, document in book.documents.items()
        for one in document.iter()
        if one.get(OPS_TYPE) == "pagebreak"
    ]
    assert book.listed("page-list") == marks


def test_marks_on_the_web(made: Built) -> None:
    """The single file and the website have a mark for every page of the PDF, and each once."""
    labels = sorted(read_structure(made.pdf).labels or ())
    assert sorted(MARK.findall(made.html.read_text("utf-8"))) == labels
    assert sorted(label for page in made.site_pages for label in MARK.findall(page.read_text("utf-8"))) == labels


# ---------------------------------------------------------------- where a mark stands


@pytest.mark.parametrize(
    ("html", "offset", "behind"),
    [
        ('<p id="b">Some words</p>', 0, "Some words"),
        ('<p id="b">Some words</p>', 4, "words"),
        ('<p id="b">Some <em>wo</em>rds</p>', 5, "o</em>rds"),
        ('<p id="b">a &amp; b</p>', 1, "&amp; b"),
        ('<p id="b">a &amp; b</p>', 2, "b</p>"),
        ('<p id="b">one <span id="other">two</span> three</p>', 3, "three"),
        ('<p id="b">one <span class="hidden">two</span> three</p>', 3, "three"),
        ('<figure id="b"><img src="x" alt="two" /><figcaption>three</figcaption></figure>', 0, "<img"),
        ('<p id="b">one <svg><title>two</title></svg> three</p>', 3, "<svg"),
        ('<p id="b">one <math><mi>x</mi></math> three</p>', 4, "hree"),
        ('<p id="b">so\u00adft wo\u2060rds</p>', 4, "wo\u2060rds"),
        ('<p id="b">short</p><p>after</p>', 9, "</p><p>after"),
        ('<ul id="b"><li>one</li><li>two</li></ul>', 3, "two"),
        ('<p id="b"></p><p>after</p>', 0, "</p><p>after"),
        ('<p id="b">one<!-- no <words> --> two</p>', 3, "two"),
    ],
)
def test_place_of_a_mark(html: str, offset: int, behind: str) -> None:
    """A mark stands before the letter that its block's letters are counted to, or before a picture there."""
    assert html[beginning(html, html.index("id="), offset) :].startswith(behind)


def marked(contents: dict[str, str], *pages: tuple[str, Begin | None]) -> tuple[dict[str, str], list[str]]:
    """Mark pages by their labels alone, and tell where each mark went."""
    printed = PageMap(tuple(PrintedPage(label, begin) for label, begin in pages))
    found, marks = mark_pages(contents, printed, lambda label: f"[{label}]")
    return {key: str(html) for key, html in found.items()}, [one.place.page for one in marks]


def test_marks_in_two_pages() -> None:
    """Each mark goes where its block is."""
    contents = {"a": '<p id="x">one two</p>', "b": '<p id="y">three</p>'}
    found, homes = marked(contents, ("1", Begin("x", 0)), ("2", Begin("x", 3)), ("3", Begin("y", 0)))
    assert found == {"a": '<p id="x">[1]one [2]two</p>', "b": '<p id="y">[3]three</p>'}
    assert homes == ["a", "a", "b"]


def test_mark_of_a_page_without_words() -> None:
    """A page that begins with nothing that is there is marked where the next begins, and the last at the end."""
    contents = {"a": '<p id="x">one</p>', "b": '<p id="y">three</p>'}
    pages = (("1", None), ("2", Begin("x", 0)), ("3", Begin("nowhere", 4)), ("4", Begin("y", 0)), ("5", None))
    assert marked(contents, *pages)[0] == {"a": '<p id="x">[1][2]one</p>', "b": '<p id="y">[3][4]three[5]</p>'}


# ---------------------------------------------------------------- where the map comes from


def test_no_page_list(with_files: WithFiles) -> None:
    """Without a page list nothing is laid out, and no format has marks."""
    root = with_files({})
    guide, _ = load(root)
    assert guide is not None
    files = [
        file for one in make(guide, design_of(root), Making(("epub", "html"), kept=root)) for file in one.artifacts
    ]
    (html,) = (file.data.decode() for file in files if file.path.endswith(".html"))
    assert MARK.search(html) is None
    assert not list((root / ".guidepress").rglob("*.part"))


def test_kept_map_costs_no_layout(with_files: WithFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the pages are known and nothing has changed, nothing is laid out."""
    root = with_files({})
    guide, _ = load(root)
    assert guide is not None
    pages = paginate(guide, design_of(root), Making(("epub",), kept=root))
    monkeypatch.setattr("guidepress.pipeline.PAGES", "no such thing is made")
    (book,) = make(guide, design_of(root), Making(("html",), kept=root, page_list=True))
    assert not book.problems
    (html,) = book.artifacts
    assert sorted(MARK.findall(html.data.decode())) == sorted(page.label for page in pages.pages)


@pytest.mark.parametrize(
    "changed", ["source/chapters/one.md", "source/guide.yaml", "styles/print.css", "templates/blocks/paragraph.html.j2"]
)
def test_map_of_other_pages_is_not_taken(changed: str, with_files: WithFiles) -> None:
    """When a file of the guide, its styles or its templates has changed, the kept map is not taken."""
    root = with_files({})
    before = origin_of(root)
    file = root / changed
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n")
    after = origin_of(root)
    assert before != after
    Kept(root).keep_page_map("a", PageMap((PrintedPage("1"),)), before)
    assert Kept(root).page_map("a", before) is not None
    assert Kept(root).page_map("a", after) is None


def origin_of(root: Path) -> str:
    """Digest what a guide's pages follow from."""
    guide, problems = load(root)
    assert guide is not None, problems
    return origin(guide, design_of(root))


def test_same_marks_from_epub_alone(with_files: WithFiles) -> None:
    """An EPUB that is made alone is, byte for byte, the one that is made beside the PDF."""
    root = with_files({})
    guide, _ = load(root)
    assert guide is not None
    alone, beside = (
        {
            file.path: file.data
            for one in make(guide, design_of(root), Making(formats, page_list=True))
            for file in one.artifacts
        }
        for formats in (("epub",), ("pdf", "epub"))
    )
    assert alone == {path: data for path, data in beside.items() if path.endswith(".epub")}


def test_pages_of_a_guide_that_cannot_be_laid_out(with_files: WithFiles) -> None:
    """A fault that keeps the PDF from being laid out is told when only an EPUB is wanted too, for it has its pages."""
    root = with_files({"templates/book.html.j2": "{{ nothing_of_this_name }}"})
    guide, _ = load(root)
    assert guide is not None
    told = [
        problem.code
        for one in make(guide, design_of(root), Making(("epub",), page_list=True))
        for problem in one.problems
    ]
    assert told == ["template"]


def test_stock_guide_in_html() -> None:
    """A mark is an empty element with the page's name, which browsers' checkers accept."""
    guide, _ = load(STOCK)
    assert guide is not None
    (one,) = make(guide, design_of(STOCK), Making(("html",), page_list=True))
    document = lxml_html.document_fromstring(one.artifacts[0].data)
    marks: list[Any] = document.xpath("//*[@role='doc-pagebreak']")  # type: ignore[assignment]  # of all that a path can give, elements
    assert {(mark.tag, mark.get("title") == mark.get("id").removeprefix("page-"), len(mark)) for mark in marks} == {
        ("span", True, 0)
    }
