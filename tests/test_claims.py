"""What an EPUB claims of its accessibility was seen in its files: break what a claim needs, and the claim is gone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Built, WithFiles
from e_book import OPS_TYPE, XHTML, EBook
from torture import grow

from guidepress.compose.resources import design_of
from guidepress.formats import Making, render
from guidepress.formats.epub import book_files
from guidepress.formats.epub.claims import Claims, claims
from guidepress.formats.epub.metadata import metadata
from guidepress.formats.epub.package import File
from guidepress.model import Begin, Guide, PageMap, PrintedPage
from guidepress.pipeline import load

ROOT = Path(grow.__file__).parent
CORE = ("alternativeText", "structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA")
Break = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Read the torture guide."""
    found, problems = load(ROOT)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def files(guide: Guide) -> tuple[File, ...]:
    """Make the files of its e-book, with the marks of two pages."""
    pages = PageMap((PrintedPage("i", Begin("cover", 0)), PrintedPage("1", Begin("part-1", 0))))
    return tuple(book_files(guide, design_of(ROOT), Making(("epub",), pages=pages)))


def claimed(guide: Guide, files: Sequence[File], change: Break = lambda _documents: None) -> Claims:
    """Give what is claimed when documents were changed: they come by their names, as trees."""
    changed = {file.name: copy.deepcopy(file.tree) for file in files if file.tree is not None}
    change(changed)
    return claims(guide, [replace(file, tree=changed.get(file.name)) for file in files])


def test_all_is_claimed(guide: Guide, files: tuple[File, ...]) -> None:
    """A book without fault claims all that every book should have, and what it has besides."""
    found = claimed(guide, files)
    assert found.features == (*CORE, "pageBreakMarkers", "pageNavigation", "index", "longDescription", "MathML")
    assert (found.lacking, found.hazards) == ((), ("none",))
    assert (found.modes, found.sufficient) == (("textual", "visual"), ("textual", "textual,visual"))


def first(documents: dict[str, Any], path: str) -> Any:
    """Give the first element that a path finds in any document."""
    space = {"x": XHTML.strip("{}"), "ops": OPS_TYPE.partition("}")[0].strip("{")}
    return next(one for tree in documents.values() for one in tree.xpath(path, namespaces=space))


def losing(path: str, attribute: str) -> Break:
    """Take an attribute away from the first element that a path finds."""

    def change(documents: dict[str, Any]) -> None:
        del first(documents, path).attrib[attribute]

    return change


def giving(path: str, attribute: str, value: str) -> Break:
    """Give an attribute to the first element that a path finds."""
    return lambda documents: first(documents, path).set(attribute, value)


def renaming(path: str, name: str) -> Break:
    """Make another element of the first that a path finds."""

    def change(documents: dict[str, Any]) -> None:
        first(documents, path).tag = XHTML + name

    return change


def dropping(path: str) -> Break:
    """Take the first element away that a path finds."""

    def change(documents: dict[str, Any]) -> None:
        found = first(documents, path)
        found.getparent().remove(found)

    return change


def moving_up(path: str) -> Break:
    """Put the last child of the first element that a path finds before its others."""

    def change(documents: dict[str, Any]) -> None:
        found = first(documents, path)
        found.insert(0, found[-1])

    return change


@pytest.mark.parametrize(
    ("feature", "change"),
    [
        ("alternativeText", losing("//x:img", "alt")),
        ("alternativeText", giving("//x:figure/x:img[@alt != '']", "alt", "")),
        ("alternativeText", giving("//x:p//x:img[@alt != '' and not(@class = 'symbol')]", "alt", "")),
        ("structuralNavigation", renaming("//x:h2", "h4")),
        ("structuralNavigation", renaming("//x:section//x:h2", "h1")),
        ("structuralNavigation", dropping("//x:section[@ops:type = 'chapter']//x:h1")),
        ("tableOfContents", dropping("//x:nav[@ops:type = 'toc']//x:li[x:a]")),
        ("tableOfContents", giving("//x:nav[@ops:type = 'toc']//x:a", "href", "nowhere.xhtml")),
        ("tableOfContents", dropping("//x:nav[@ops:type = 'toc']")),
        ("readingOrder", moving_up("//x:nav[@ops:type = 'toc']/x:ol")),
        ("readingOrder", giving("//x:a", "tabindex", "3")),
        ("displayTransformability", giving("//x:p", "style", "font-size: 12px")),
        ("displayTransformability", giving("//x:p", "style", "line-height: 14pt")),
        ("ARIA", giving("//x:section", "role", "doc-nothing")),
        ("ARIA", giving("//x:section", "aria-labelledby", "nowhere")),
        ("pageBreakMarkers", losing("//x:span[@ops:type = 'pagebreak']", "aria-label")),
        ("pageNavigation", dropping("//x:nav[@ops:type = 'page-list']//x:li")),
        ("pageNavigation", moving_up("//x:nav[@ops:type = 'page-list']/x:ol")),
        ("pageNavigation", dropping("//x:span[@ops:type = 'pagebreak']")),
        ("index", giving("//x:section[@ops:type = 'index']//x:li//x:a", "href", "nowhere.xhtml#a")),
        ("longDescription", giving("//x:img[@aria-details]", "aria-details", "nowhere")),
        ("longDescription", giving("//x:p[@class = 'figure-description']//x:a", "href", "nowhere.xhtml#a")),
        ("MathML", giving("//*[local-name() = 'math']", "alttext", " ")),
    ],
)
def test_claim_is_gone(feature: str, change: Break, guide: Guide, files: tuple[File, ...]) -> None:
    """When what a claim needs is broken in one place, the claim is not made."""
    assert feature in claimed(guide, files).features
    assert feature not in claimed(guide, files, change).features


@pytest.mark.parametrize(
    ("feature", "css"),
    [
        ("displayTransformability", "p { font-size: 12px }"),
        ("displayTransformability", "p { font: 11pt serif }"),
        ("displayTransformability", "p { line-height: 1cm }"),
        ("displayTransformability", "p { color: red !important }"),
        ("displayTransformability", "p { -webkit-user-select: none; user-select: none }"),
        ("readingOrder", "p { order: 2 }"),
        ("readingOrder", "ul { flex-direction: row-reverse }"),
    ],
)
def test_claim_is_gone_by_style(feature: str, css: str, guide: Guide, files: tuple[File, ...]) -> None:
    """When a style sheet breaks what a claim needs, the claim is not made."""
    found = claims(guide, [*files, File("styles/own.css", "text/css", css.encode())])
    assert found.lacking == (feature,)


def test_mode_needs_alternatives(guide: Guide, files: tuple[File, ...]) -> None:
    """Where a picture has no text alternative, words alone are not claimed to be enough."""
    assert claimed(guide, files, losing("//x:img", "alt")).sufficient == ("textual,visual",)


def moving_png() -> bytes:
    """Give the beginning of a PNG that moves."""
    return b"\x89PNG\r\n\x1a\n....IHDR....acTL....IDAT"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (File("a.png", "image/png", moving_png()), {"Flashing", "MotionSimulation"}),
        (File("a.gif", "image/gif", b"GIF89a"), {"Flashing", "MotionSimulation"}),
        (File("a.svg", "image/svg+xml", b"<svg><animate/></svg>"), {"Flashing", "MotionSimulation"}),
        (File("a.css", "text/css", b"@keyframes a { }"), {"Flashing", "MotionSimulation"}),
        (File("a.css", "text/css", b"p { transition: color 1s }"), {"Flashing", "MotionSimulation"}),
        (File("a.mp3", "audio/mpeg", b""), {"Flashing", "MotionSimulation", "Sound"}),
    ],
)
def test_hazards(file: File, told: set[str], guide: Guide, files: tuple[File, ...]) -> None:
    """What moves or sounds makes the book say that it does not know whether that could do harm."""
    found = claims(guide, [*files, file]).hazards
    assert set(found) == {f"unknown{one}Hazard" for one in told} | {
        f"no{one}Hazard" for one in {"Flashing", "MotionSimulation", "Sound"} - told
    }


# ---------------------------------------------------------------- from the source to the package


def said(root: Path, name: str) -> list[str]:
    """Make an EPUB of the guide in a folder, and give what it says under a property."""
    guide, problems = load(root)
    assert guide is not None, problems
    (made,) = render("epub", guide, design_of(root), Making(("epub",)))
    (root / "book.epub").write_bytes(made.data)
    return EBook(root / "book.epub").said(name)


def test_template_that_loses_alternatives(with_files: WithFiles) -> None:
    """A guide's own template that drops text alternatives costs the claim, and the summary says so."""
    figure = '<figure{{ attributes(block, "picture") }}><img src="{{ src(block.path) }}" alt="" /></figure>\n'
    chapter = "# One\n\n:::{figure} images/cover.svg\n:alt: A hill.\n:::\n"
    root = with_files({"source/chapters/one.md": chapter})
    assert "alternativeText" in said(root, "schema:accessibilityFeature")
    root = with_files({"source/chapters/one.md": chapter, "templates/blocks/figure.html.j2": figure})
    assert "alternativeText" not in said(root, "schema:accessibilityFeature")
    assert "Some pictures have no text alternative." in said(root, "schema:accessibilitySummary")[0]


EVALUATED = """
accessibility:
  evaluator: The Accessible Books Workshop
  date: 2026-11-20
  report: https://example.org/report
"""


def test_no_conformance_without_evaluation(with_files: WithFiles) -> None:
    """Without somebody who evaluated the book, no conformance is claimed, and the summary says why."""
    root = with_files({})
    assert said(root, "dcterms:conformsTo") == []
    assert "Nobody has evaluated this version by hand yet" in said(root, "schema:accessibilitySummary")[0]


def with_evaluation(with_files: WithFiles, more: str = "", style: str = "") -> Path:
    """Write the stock guide with an evaluation."""
    stock = (with_files({}) / "source/guide.yaml").read_text("utf-8")
    files = {"source/guide.yaml": stock + EVALUATED + more}
    return with_files(files | ({"styles/epub.css": style} if style else {}))


def test_conformance(with_files: WithFiles) -> None:
    """With an evaluation in guide.yaml, conformance is claimed, with who found it and when."""
    root = with_evaluation(with_files)
    assert said(root, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert said(root, "a11y:certifiedBy") == ["The Accessible Books Workshop"]
    assert said(root, "dcterms:date") == ["2026-11-20"]
    assert (
        "evaluated by The Accessible Books Workshop on 20 November 2026" in said(root, "schema:accessibilitySummary")[0]
    )


def test_conformance_to_another_standard(with_files: WithFiles) -> None:
    """The standard is the one that guide.yaml names."""
    root = with_evaluation(with_files, "  standard: EPUB Accessibility 1.1 - WCAG 2.1 Level A\n")
    assert said(root, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level A"]


def test_no_conformance_with_a_fault(with_files: WithFiles) -> None:
    """An evaluation is not enough where a check of this build found a fault."""
    root = with_evaluation(with_files, style="p { font-size: 12px }")
    assert said(root, "dcterms:conformsTo") == []
    assert "The checks of this build found faults" in said(root, "schema:accessibilitySummary")[0]


def test_report_is_linked(with_files: WithFiles) -> None:
    """The report of an evaluation is linked from the package."""
    root = with_evaluation(with_files)
    said(root, "")
    links = [
        (one.get("rel"), one.get("href"))
        for one in EBook(root / "book.epub").package.iter("{http://www.idpf.org/2007/opf}link")
    ]
    assert links == [("a11y:certifierReport", "https://example.org/report")]


def test_source_of_the_pages(built: Built) -> None:
    """The book names the PDF that its numbers of pages are those of, by the identifier that the PDF has."""
    (source,) = EBook(built.epub).said("pageBreakSource")
    assert source == "urn:x-guide:co-production-guide:1.0:pdf"
    assert f"<dc:identifier>{source}</dc:identifier>".encode() in _metadata_of(built.pdf)


def _metadata_of(path: Path) -> bytes:
    import pikepdf

    with pikepdf.open(path) as document:
        return document.Root.Metadata.read_bytes()


def test_every_reason_has_words(guide: Guide, files: tuple[File, ...]) -> None:
    """The summary has a sentence for each feature that may be lacking."""
    nothing = Claims((), CORE, ("textual",), (), ("noSoundHazard",))
    told = next(one.value for one in metadata(guide, nothing) if one.key == "schema:accessibilitySummary")
    assert told.count(".") >= len(CORE) + 2
    assert files
