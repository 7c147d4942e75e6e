"""The audit of tags finds each property broken that it asks for: a good PDF is broken in one place, and the audit says so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import REPOSITORY, STOCK
from marks import remark
from pikepdf import Array, Dictionary, Name, String

from guidepress.check import tags
from guidepress.compose.resources import design_of
from guidepress.formats import Making, pdf
from guidepress.pipeline import load

CHAPTER = """# Chapter one

Words with a note.[^a] `Code`, {abbr}`NHS (National Health Service)`, {abbr}`NHS (National Health Service)`, [the Act](https://example.org/act), [](resource:ladder).

1. One.
2. Two.

| Who | What |
| --- | --- |
| Ann | Comes |

:::{figure} images/ladder.svg
:alt: A ladder.
:::

:::{tip}
Ask.
:::

[^a]: The note.
"""
Break = Callable[[pikepdf.Pdf], None]
BREAKS: dict[str, tuple[str, Break]] = {}


def breaks(code: str) -> Callable[[Break], Break]:
    """Note a way to break a PDF, and the code of the finding that must come of it."""

    def note(function: Break) -> Break:
        BREAKS[function.__name__] = code, function
        return function

    return note


def elements(parent: Any) -> Iterator[Any]:
    """Yield the elements below one, the outer ones first."""
    for kid in kids(parent):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kids(element: Any) -> list[Any]:
    """List what an element holds."""
    return list(element.get("/K", Array()).as_list())


def first(document: pikepdf.Pdf, role: str, *, having: str = "") -> Any:
    """Find the first element of a type, which has an entry."""
    found = (
        one for one in elements(document.Root.StructTreeRoot) if one.S == f"/{role}" and (not having or having in one)
    )
    return next(found)


def holding_words(document: pikepdf.Pdf, role: str) -> Any:
    """Find the first element of a type that holds words directly."""
    return next(
        one
        for one in elements(document.Root.StructTreeRoot)
        if one.S == f"/{role}" and any(isinstance(kid, int) for kid in kids(one))
    )


def link_annotation(document: pikepdf.Pdf) -> Any:
    """Find the link to a web page."""
    found = (one for page in document.pages for one in page.get("/Annots", Array()).as_list())
    return next(one for one in found if str(one.get("/Contents", "")) == "the Act")


@breaks("note-id")
def note_without_id(document: pikepdf.Pdf) -> None:
    del first(document, "Note").ID


@breaks("note-label")
def note_without_label(document: pikepdf.Pdf) -> None:
    note = first(document, "Note")
    note.K = Array([kid for kid in kids(note) if kid.S != "/Lbl"])


@breaks("note-reference")
def note_without_reference(document: pikepdf.Pdf) -> None:
    for one in elements(document.Root.StructTreeRoot):
        if one.S == "/Reference":
            one.S = Name.Span


@breaks("no-lbody")
def item_without_body(document: pikepdf.Pdf) -> None:
    first(document, "LBody").S = Name.Lbl


@breaks("list-numbering")
def list_without_numbering(document: pikepdf.Pdf) -> None:
    del first(document, "L").A


@breaks("no-language")
def document_without_language(document: pikepdf.Pdf) -> None:
    del document.Root.Lang


@breaks("no-contents")
def link_without_contents(document: pikepdf.Pdf) -> None:
    del link_annotation(document).Contents


@breaks("contents-address")
def link_says_address(document: pikepdf.Pdf) -> None:
    link_annotation(document).Contents = String("https://example.org/act")


@breaks("annotation-twice")
def annotation_twice(document: pikepdf.Pdf) -> None:
    good = link_annotation(document)
    page = next(page for page in document.pages if good.objgen in {one.objgen for one in page.get("/Annots", Array())})
    page.obj.Annots = Array([*page.obj.Annots.as_list(), document.make_indirect(Dictionary(dict(good.items())))])


@breaks("annotation-in-tree")
def annotation_outside_tree(document: pikepdf.Pdf) -> None:
    link = first(document, "Link")
    link.K = Array([kid for kid in kids(link) if not (isinstance(kid, Dictionary) and "/Obj" in kid)])


@breaks("annotation-in-tree")
def annotation_twice_in_tree(document: pikepdf.Pdf) -> None:
    link = first(document, "Link")
    link.K = Array([*kids(link), kids(link)[0]])


@breaks("no-annotation")
def link_without_annotation(document: pikepdf.Pdf) -> None:
    annotation_outside_tree(document)


@breaks("no-bbox")
def picture_without_place(document: pikepdf.Pdf) -> None:
    del first(document, "Figure").A.BBox


@breaks("bbox-outside")
def picture_outside_page(document: pikepdf.Pdf) -> None:
    first(document, "Figure").A.BBox = Array([0, 0, 9000, 10])


@breaks("no-alternative")
def picture_without_words(document: pikepdf.Pdf) -> None:
    del first(document, "Figure").Alt


@breaks("file-name")
def picture_called_by_its_file(document: pikepdf.Pdf) -> None:
    first(document, "Figure").Alt = String("IMG_0042.jpeg")


@breaks("orphan")
def words_outside_tree(document: pikepdf.Pdf) -> None:
    paragraph = holding_words(document, "P")
    paragraph.K = Array(kids(paragraph)[1:])


@breaks("held-twice")
def words_twice_in_tree(document: pikepdf.Pdf) -> None:
    paragraph = holding_words(document, "P")
    paragraph.K = Array([*kids(paragraph), kids(paragraph)[0]])


@breaks("untagged")
def words_without_mark(document: pikepdf.Pdf) -> None:
    remark(document, document.pages[1], lambda _: None)


@breaks("running")
def foot_is_tagged(document: pikepdf.Pdf) -> None:
    root = document.Root.StructTreeRoot
    for page in document.pages:
        paragraph = document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, P=root.K[0], Pg=page.obj, K=Array([999]))
        )
        if remark(document, page, lambda _: (Name.P, Dictionary(MCID=999)), named="/Artifact"):
            root.K[0].K.append(paragraph)


@breaks("parent-tree")
def contents_lead_elsewhere(document: pikepdf.Pdf) -> None:
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    page = next(array for array in numbers.as_list()[1::2] if isinstance(array, Array) and len(array) > 2)
    page[0] = document.Root.StructTreeRoot.K[0]


@breaks("parent-tree")
def annotation_leads_elsewhere(document: pikepdf.Pdf) -> None:
    link_annotation(document).StructParent = 0


@breaks("unknown-type")
def type_without_role_map(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot.RoleMap


@breaks("loose-words")
def words_directly_in_a_row(document: pikepdf.Pdf) -> None:
    holding_words(document, "P").S = Name.TR


@breaks("misplaced")
def paragraph_in_paragraph(document: pikepdf.Pdf) -> None:
    first(document, "Code").S = Name.P


@breaks("misplaced")
def link_in_link(document: pikepdf.Pdf) -> None:
    next(
        kid for link in elements(document.Root.StructTreeRoot) if link.S == "/Link" for kid in elements(link)
    ).S = Name.Link


@breaks("empty")
def empty_paragraph(document: pikepdf.Pdf) -> None:
    root = document.Root.StructTreeRoot.K[0]
    root.K.append(document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root)))


@breaks("no-id-tree")
def no_list_of_names(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot.IDTree


@breaks("id-not-listed")
def name_is_not_listed(document: pikepdf.Pdf) -> None:
    first(document, "Note").ID = String("another")


@breaks("id-twice")
def name_given_twice(document: pikepdf.Pdf) -> None:
    for heading in (one for one in elements(document.Root.StructTreeRoot) if one.S == "/TH"):
        heading.ID = String("same")


@breaks("unknown-header")
def cell_names_no_heading(document: pikepdf.Pdf) -> None:
    first(document, "TD", having="/A").A.Headers = Array([String("nobody")])


@breaks("no-scope")
def heading_without_scope(document: pikepdf.Pdf) -> None:
    del first(document, "TH").A.Scope


@breaks("no-headings")
def table_without_headings(document: pikepdf.Pdf) -> None:
    for heading in (one for one in elements(document.Root.StructTreeRoot) if one.S == "/TH"):
        heading.S = Name.TD


@breaks("idle-span")
def abbreviation_without_expansion(document: pikepdf.Pdf) -> None:
    del first(document, "Span").E


@breaks("no-document")
def outermost_is_no_document(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.K[0].S = Name.Sect


@breaks("heading-skips")
def heading_too_deep(document: pikepdf.Pdf) -> None:
    first(document, "H3").S = Name.H5


@breaks("no-bookmarks")
def no_bookmarks(document: pikepdf.Pdf) -> None:
    del document.Root.Outlines


@breaks("tab-order")
def links_in_no_order(document: pikepdf.Pdf) -> None:
    del document.pages[1].obj.Tabs


@breaks("no-page-labels")
def no_page_labels(document: pikepdf.Pdf) -> None:
    del document.Root.PageLabels


@breaks("page-label")
def labels_that_are_not_printed(document: pikepdf.Pdf) -> None:
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))


@breaks("no-claim")
def no_claim_of_pdfua(document: pikepdf.Pdf) -> None:
    metadata = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(metadata.replace(b'pdfuaid:part="1"', b""))


@breaks("no-claim")
def no_version(document: pikepdf.Pdf) -> None:
    metadata = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(metadata.replace(b"VersionID", b"Other"))


@breaks("no-tree")
def no_tags(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a PDF without fault that holds all that the audit asks about."""
    root = tmp_path_factory.mktemp("audit") / "guide"
    shutil.copytree(STOCK, root)
    (root / "source/chapters/one.md").write_text(CHAPTER, "utf-8")
    guide, problems = load(root)
    assert guide is not None, problems
    (made,) = pdf.render(guide, design_of(root), Making(("pdf",)))
    path = root.parent / "good.pdf"
    path.write_bytes(made.data)
    return path


def test_good_pdf_has_no_fault(good: Path) -> None:
    """The audit has nothing to say about a good PDF."""
    assert [str(finding) for finding in tags.check([good])] == []


@pytest.mark.parametrize("name", BREAKS)
def test_broken_pdf_is_found(name: str, good: Path, tmp_path: Path) -> None:
    """The audit names what is broken, and where."""
    code, function = BREAKS[name]
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(good) as document:
        function(document)
        document.save(broken)
    findings = tags.check([broken])
    assert code in {finding.code for finding in findings}, [str(finding) for finding in findings]
    assert all(finding.excerpt or finding.code == "no-tree" for finding in findings)


def test_every_fault_is_tried() -> None:
    """Each code that the audit knows is the code of a way to break a PDF."""
    source = (REPOSITORY / "guidepress/check/audits.py").read_text("utf-8")
    known = set(re.findall(r'(?:_at|_on|Fault)\([^"]*"([a-z-]+)",', source))
    assert known | {"no-tree"} == {code for code, _ in BREAKS.values()}


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    """A file that is no PDF is told as such."""
    path = tmp_path / "none.pdf"
    path.write_bytes(b"words")
    assert [finding.code for finding in tags.check([path])] == ["unreadable"]
