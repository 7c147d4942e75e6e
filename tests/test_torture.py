"""A guide that holds all that is hard, short and long: its PDF keeps the standards, says all its words in order, and leads where it says."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import Built, build_once, findings
from landings import FAR, NEAR, Landings
from one_run import paper_html
from pypdfium2 import raw
from read_aloud import first_difference, words_of_html, words_of_tree
from torture import grow

from guidepress.check import ace, axe, epubcheck, pdfa, pdfua, tags, verapdf, vnu
from guidepress.check.structure import Structure, read_structure
from guidepress.model import Block, Guide, blocks, inlines
from guidepress.paper.gatherings import label
from guidepress.pipeline import load
from guidepress.read.guide import read_guide
from guidepress.walk import walk

ROOT = Path(grow.__file__).parent
TAB = 565.0  # points from the left: the tabs of parts stand in the margin, with the chapter's number
A4_WIDTH, MARGIN = 595.3, 45.0  # points; the cover's margin is the smallest
HEADINGS = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"


@dataclass(frozen=True)
class Torture:
    """Hold the torture guide in one of its lengths: its folder, and the files made of it."""

    root: Path
    built: Built

    @property
    def pdf(self) -> Path:
        """Return the PDF."""
        return self.built.pdf

    @cached_property
    def structure(self) -> Structure:
        """Read the tags of the PDF."""
        return read_structure(self.pdf)

    @cached_property
    def guide(self) -> Guide:
        """Read the guide."""
        guide, problems = load(self.root)
        assert guide is not None, problems
        return guide

    @cached_property
    def html(self) -> Any:
        """Give the HTML that the PDF was made from."""
        return paper_html(self.guide, self.root, self.pdf)

    @cached_property
    def landings(self) -> Landings:
        """Read where the PDF's links and bookmarks lead."""
        return Landings(self.pdf)


LONG = pytest.param("long", marks=pytest.mark.slow)


@pytest.fixture(scope="session", params=["short", LONG])
def torture(request: pytest.FixtureRequest, shared_folder: Path) -> Torture:
    """Give the torture guide as it is written, and grown to 300 pages."""
    if request.param == "short":
        root, folder = ROOT, build_once(shared_folder / "torture", lambda: ROOT)
    else:
        root = shared_folder / "torture-long-guide"

        def grown() -> Path:
            grow.grow(root, copies=2, tiny=24)
            return root

        folder = build_once(shared_folder / "torture-long", grown, "--format", "pdf")
    return Torture(root, Built(folder))


# ---------------------------------------------------------------- what it holds


def kinds(module: Any) -> set[type]:
    """List the blocks or inlines that a module of the model defines."""
    found = {one for one in vars(module).values() if is_dataclass(one) and isinstance(one, type)}
    return {one for one in found if one.__module__ == module.__name__} - {
        Block,
        inlines.WebAddress,
        inlines.Place,
        inlines.IndexTerm,
    }


@pytest.mark.parametrize("kind", sorted(kinds(blocks) | kinds(inlines), key=str))
def test_holds_every_kind(kind: type, whole: frozenset[type]) -> None:
    """Each block and each inline of the model stands in the torture guide."""
    assert kind in whole


@pytest.fixture(scope="session")
def whole() -> frozenset[type]:
    """Give the kinds of all that stands in the torture guide, as it is read and as it is resolved."""
    read, (resolved, _) = read_guide(ROOT).guide, load(ROOT)
    return frozenset(type(node) for guide in (read, resolved) for node in walk(guide))


def test_every_pose(torture: Torture) -> None:
    """Each mascot speaks in each of its poses."""
    spoken = {(one.mascot, one.pose) for one in walk(torture.guide) if isinstance(one, blocks.Speech)}
    assert {(key, pose) for key, one in torture.guide.mascots.items() for pose in one.poses} <= spoken


def test_pages(torture: Torture) -> None:
    """The guide is long: some seventy pages as it is written, three hundred as it grows."""
    assert len(torture.structure.sizes) >= (70 if torture.root == ROOT else 300)


@pytest.mark.parametrize("torture", [LONG], indirect=True)
def test_long_chapter(torture: Torture) -> None:
    """The long guide has a chapter of more than forty pages."""
    named = torture.landings.named
    assert named["part-9"].page - named[f"long-n{grow.LONG}"].page > 40


@pytest.mark.parametrize(
    ("role", "pages"), [("P", 2), ("Table", 3), ("L", 3), ("Link", 2), ("Code", 2), ("Note", 1), ("TOC", 2)]
)
def test_goes_on(torture: Torture, role: str, pages: int) -> None:
    """Elements go on from page to page: a paragraph, a table, a list, a link, code, the contents."""
    most = max(
        len({content.page for content in one.contents()}) for one in torture.structure.elements if one.role == role
    )
    assert most >= pages


# ---------------------------------------------------------------- what others say of it


def test_standards(torture: Torture) -> None:
    """The PDF keeps PDF/UA-1 and PDF/A-3a, as `page` sees it."""
    found = [*pdfua.check([torture.pdf]), *pdfa.check([torture.pdf])]
    assert [str(one) for one in found] == []


def test_verapdf(torture: Torture) -> None:
    """veraPDF finds that the PDF keeps both standards that it claims."""  # noqa: D403 - its name is written so
    assert findings(lambda: verapdf.check([torture.pdf])) == []


def test_audit(torture: Torture) -> None:
    """The audit of tags finds no fault."""
    assert [str(one) for one in tags.check([torture.pdf])] == []


def test_epubcheck(short: Built) -> None:
    """EPUBCheck has nothing to say of the EPUB, about usage neither."""
    assert findings(lambda: epubcheck.check([short.epub])) == []


def test_vnu(short: Built) -> None:
    """The Nu Html Checker has nothing to say of the website and the single file."""
    assert findings(lambda: vnu.check([*short.site_pages, short.html]), "info") == []


@pytest.mark.slow
def test_ace(short: Built) -> None:
    """Ace finds no fault in the EPUB."""
    assert findings(lambda: ace.check([short.epub])) == []


@pytest.mark.slow
def test_axe(short: Built) -> None:
    """axe finds no violation on any page of the website and in the single file."""  # noqa: D403 - its name is written so
    assert findings(lambda: axe.check([*short.site_pages, short.html]), "info") == []


@pytest.fixture(scope="session")
def short(shared_folder: Path) -> Built:
    """Give the files of the torture guide as it is written."""
    return Built(build_once(shared_folder / "torture", lambda: ROOT))


# ---------------------------------------------------------------- what it says


def test_words_in_order(torture: Torture) -> None:
    """The words of the tree are those of the HTML, all of them, once and in their order."""
    main = copy.deepcopy(torture.html.find("body/main"))
    expected = words_of_html(main)
    assert first_difference(expected, words_of_tree(torture.structure.elements[0])) == ""


def test_page_labels(torture: Torture) -> None:
    """The pages before the first part are called i, ii and so on, the others 1, 2 and so on."""
    labels = torture.structure.labels
    assert labels is not None
    front = labels.index("1")
    assert labels[:front] == tuple(label(number, "lower-roman") for number in range(1, front + 1))
    assert labels[front:] == tuple(str(number) for number in range(1, len(labels) - front + 1))


def test_words_stay_in_the_column(torture: Torture) -> None:
    """No words stand in a page's right margin, however long they are."""
    with pypdfium2.PdfDocument(torture.pdf) as document:
        ends = {
            number: max(
                (right for left, _, right, _ in bounds_of_words(page) if left < TAB),
                default=0.0,
            )
            for number, page in enumerate(document, start=1)
        }
    assert {number: end for number, end in ends.items() if end > A4_WIDTH - MARGIN} == {}


def bounds_of_words(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right and top of each piece of words."""
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        yield item.get_bounds()


# ---------------------------------------------------------------- where it leads


def test_links_have_targets(torture: Torture) -> None:
    """Each link within the guide leads to a place that has a name, and each such link of the HTML is one of the PDF."""
    links = torture.landings.links
    assert links <= set(torture.landings.named)
    assert links == {str(link)[1:] for link in torture.html.xpath("//a/@href") if str(link).startswith("#")}


def test_links_land(torture: Torture) -> None:
    """Where a link leads, the target's first words stand."""
    landings = torture.landings
    targets = {name: torture.html.get_element_by_id(name) for name in landings.links}
    missed = [
        name
        for name, element in sorted(targets.items())
        if landings.misses(landings.named[name], first_words(element), FAR if begins_with_picture(element) else NEAR)
    ]
    assert missed == []


def test_bookmarks_land(torture: Torture) -> None:
    """Where a bookmark leads, its words stand."""
    landings = torture.landings
    parts = [one.title for one in torture.guide.parts]
    missed = [one for one in landings.bookmarks if landings.misses(one, one.name, FAR if one.name in parts else NEAR)]
    assert missed == []


def first_words(element: Any) -> str:
    """Give the words that an element begins with: those of its heading, if it has one; those of drawings are not drawn."""
    headings = element.xpath(f"descendant-or-self::*[{HEADINGS}]") if element.tag == "section" else []
    found = (headings or [element])[0].xpath(".//text()[not(ancestor::*[local-name() = 'svg'])]")
    return "".join(str(one) for one in found)


def begins_with_picture(element: Any) -> bool:
    """Tell whether the words of an element stand far below where it begins: below a picture, or in the middle of a page."""
    return bool(element.tag == "figure" or element.get("class") == "part")
