"""What a checker finds in a finished file is shown at the line of the source that it comes from.

In each test a template of the guide's own breaks the markup of one kind of block, which stands once in the guide, among others.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from conftest import Built, WithFiles

from guidepress.check import ace, axe, epubcheck, pdfua, toolbox, vnu
from guidepress.check.finding import Finding
from guidepress.check.landmarks import Landmarks
from guidepress.check.pdf_places import PdfPlaces
from guidepress.check.sources import problems_of, sources_of
from guidepress.compose.resources import design_of
from guidepress.errors import Problem, Span
from guidepress.formats import Making
from guidepress.pipeline import load, make
from guidepress.write import write

CHAPTER = """\
# Chapter one

The first words.

## A heading

Some words here.

> A quoted line.

- one
- two

::::{tip}
Words in a box.

> Another quoted line.
::::

Last words.
"""
QUOTE = 9
QUOTE_IN_BOX = 17
BLOCK_QUOTE = "templates/blocks/block-quote.html.j2"


def findings_on(
    template: str, form: str, checker: object, with_files: WithFiles, tmp_path: Path, chapter: str = CHAPTER
) -> tuple[Problem, ...]:
    """Make the guide in one format with a template for quotes, run a checker, and lead what it finds to the source."""
    root = with_files({"source/chapters/one.md": chapter, BLOCK_QUOTE: template})
    guide, problems = load(root)
    assert guide is not None, problems
    (made,) = make(guide, design_of(root), Making((form,)))
    assert made.problems == ()
    folder = write(tmp_path / "dist", guide.stem, made.artifacts)
    files = [path for pattern in checker.FILES for path in sorted(folder.glob(pattern))]  # type: ignore[attr-defined]  # a checker's module
    try:
        found: list[Finding] = checker.check(files, folder)  # type: ignore[attr-defined]  # likewise
    except toolbox.Missing as missing:
        pytest.skip(f"{missing.reason}; {missing.remedy}")
    return problems_of((one for one in found if one.severity != "info"), sources_of(guide, folder))


def lines(problems: tuple[Problem, ...]) -> set[tuple[str, int, str]]:
    """Name file, line and code of problems."""
    return {(problem.span.file, problem.span.line, problem.code) for problem in problems}


def both(code: str) -> set[tuple[str, int, str]]:
    """Expect a code at both quotes of the chapter."""
    return {("source/chapters/one.md", line, code) for line in (QUOTE, QUOTE_IN_BOX)}


def test_epubcheck(with_files: WithFiles, tmp_path: Path) -> None:
    """EPUBCheck tells line and column; the nearest block around them is meant."""
    template = '<blockquote id="{{ block.id }}">\n<p bogus="1">bad</p>{{ blocks(block.blocks) }}\n</blockquote>\n'
    found = findings_on(template, "epub", epubcheck, with_files, tmp_path)
    assert lines(found) == both("epubcheck-RSC-005")
    assert "Found in stock-guide-2.1.epub/EPUB/one.xhtml:" in found[0].hint


def test_epubcheck_at_the_block_itself(with_files: WithFiles, tmp_path: Path) -> None:
    """A fault in the block's own tag is the block's, not that of the one before it."""
    template = '<blockquote bogus="1" id="{{ block.id }}">{{ blocks(block.blocks) }}</blockquote>\n'
    found = findings_on(template, "epub", epubcheck, with_files, tmp_path)
    assert lines(found) == both("epubcheck-RSC-005")


def test_ace(with_files: WithFiles, tmp_path: Path) -> None:
    """Ace tells the path to an element, with the ids on it."""
    template = '<blockquote id="{{ block.id }}"><p><a href="https://x.example/"></a></p>{{ blocks(block.blocks) }}</blockquote>\n'
    assert lines(findings_on(template, "epub", ace, with_files, tmp_path)) == both("ace-link-name")


@pytest.mark.parametrize("form", ["html", "site"])
def test_axe(form: str, with_files: WithFiles, tmp_path: Path) -> None:
    """Of an element without an id, as a picture without words, axe tells the ids around it."""
    template = '<blockquote id="{{ block.id }}"><p><img src="data:," /></p>{{ blocks(block.blocks) }}</blockquote>\n'
    found = findings_on(template, form, axe, with_files, tmp_path)
    assert both("axe-image-alt") == {one for one in lines(found) if one[2] == "axe-image-alt"}


@pytest.mark.parametrize("form", ["html", "site"])
def test_vnu(form: str, with_files: WithFiles, tmp_path: Path) -> None:
    """The Nu Html Checker tells where a tag begins; a bad language is that of the block whose tag it is."""
    template = '<blockquote lang="not a language" id="{{ block.id }}">{{ blocks(block.blocks) }}</blockquote>\n'
    assert lines(findings_on(template, form, vnu, with_files, tmp_path)) == both("vnu-html")


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<ul><p>a</p></ul>", "pdfua-PDFUA1-L-KIDS-001"),
        ("<h6>deep</h6>", "pdfua-PDFUA1-HEADING-NESTING-001"),
        ('<form><input type="text" style="appearance: auto" /></form>', "pdfua-PDFUA1-FORM-FIELD-TU-ALT-001"),
    ],
)
def test_pdfua(markup: str, code: str, with_files: WithFiles, tmp_path: Path) -> None:
    """Of an object of a PDF, its place on the page leads to the block."""
    template = f'<blockquote id="{{{{ block.id }}}}">{markup}{{{{ blocks(block.blocks) }}}}</blockquote>\n'
    chapter = CHAPTER.replace("> Another quoted line.\n", "No quote.\n")
    found = lines(findings_on(template, "pdf", pdfua, with_files, tmp_path, chapter))
    assert code in {one for _, _, one in found}  # a field breaks a second rule, in the same place
    assert {(file, line) for file, line, _ in found} == {("source/chapters/one.md", QUOTE)}


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<ul><p>a</p></ul>", "pdfua-PDFUA1-L-KIDS-001"),
        (
            '<table><tr><td>a</td><td colspan="3">b</td></tr><tr><td>c</td></tr></table>',
            "pdfua-PDFUA1-TABLE-ROW-COLUMNSPAN-001",
        ),
    ],
)
def test_pdfua_in_several_places(markup: str, code: str, with_files: WithFiles, tmp_path: Path) -> None:
    """Where several objects break a rule, of which the checker names none, the first is found."""
    template = f'<blockquote id="{{{{ block.id }}}}">{markup}{{{{ blocks(block.blocks) }}}}</blockquote>\n'
    found = findings_on(template, "pdf", pdfua, with_files, tmp_path)
    assert ("source/chapters/one.md", QUOTE, code) in lines(found)
    assert all(problem.message.endswith("(here first, and elsewhere)") for problem in found)


def test_places_in_a_pdf(built: Built) -> None:
    """In the real guide's PDF, the first words of a block's structure element lead to a destination of that block or one around it."""
    with pikepdf.open(built.pdf) as document:
        places = PdfPlaces(document)
        elements = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/P"]
        found = [places.ids_at(*one.objgen) for one in elements]
    assert len(found) > 300
    assert sum(not ids for ids in found) == 0


def test_a_finding_on_no_block_stays(with_files: WithFiles, tmp_path: Path) -> None:
    """What no block has caused is shown at the finished file, with its line and column there."""
    guide, _ = load(with_files({}))
    assert guide is not None
    finding = Finding("vnu", "warning", "css", "Odd.", "site/styles.css", 3, 4)
    (problem,) = problems_of([finding], sources_of(guide, tmp_path))
    assert problem == Problem(Span("site/styles.css", 3, 4), "vnu-css", "Odd.", "", "warning")


@pytest.mark.parametrize(
    ("identity", "line"),
    [("two.a-place-to-link-to_p1", 12), ("lunch-club.title", 14), ("lunch-club_p1_odd_1", 17), ("two_title", 1)],
)
def test_a_part_of_a_block_has_its_line(identity: str, line: int, with_files: WithFiles, tmp_path: Path) -> None:
    """An id that a template makes of a block's own leads to that block."""
    guide, _ = load(with_files({}))
    assert guide is not None
    finding = Finding("axe", "error", "x", "Odd.", "site/two.html", ids=("unknown", identity, "two"))
    (problem,) = problems_of([finding], sources_of(guide, tmp_path))
    assert problem.span.line == line


def test_a_page_has_its_chapter(with_files: WithFiles, tmp_path: Path) -> None:
    """A finding on a page as a whole is the chapter's that the page is made of; a page of our own stays."""
    guide, _ = load(with_files({}))
    assert guide is not None
    findings = [Finding("axe", "error", "x", "Odd.", f"site/{name}.html") for name in ("two", "index")]
    found = problems_of(findings, sources_of(guide, tmp_path))
    assert [problem.span for problem in found] == [Span("site/index.html"), Span("source/chapters/two.md", 1, 1)]


PAGE = """\
<main id="one"><!-- <p id="no"> -->
<p id="a">Words <img src="x"> more</p><p id="b" title="1 > 0">two</p>
<script>"<p id='c'>"</script><hr/></div>
<section id='d'><p>three</p></section>
</main>"""


@pytest.mark.parametrize(
    ("line", "column", "ids"),
    [
        (1, 1, ("one",)),
        (1, 30, ("one",)),
        (2, 1, ("a", "one")),
        (2, 17, ("a", "one")),
        (2, 39, ("b", "one")),
        (2, 0, ("a", "one")),
        (3, 8, ("one",)),
        (4, 17, ("d", "one")),
        (4, 0, ("d", "one")),
        (5, 1, ("one",)),
        (9, 1, ()),
    ],
)
def test_ids_around_a_place(line: int, column: int, ids: tuple[str, ...]) -> None:
    """The ids are those of the elements that are open there; comments, scripts and ends without a beginning are none."""
    assert ids == Landmarks(PAGE).ids_at(line, column)


def test_the_same_fault_in_several_files_is_one_problem(with_files: WithFiles, tmp_path: Path) -> None:
    """What one block causes in the single file and on the website is told once, with the places."""
    guide, _ = load(with_files({}))
    assert guide is not None
    files = ("a.html", "site/two.html", "b.html", "c.html", "d.html")
    findings = [Finding("vnu", "error", "html", "Odd.", file, 7, 2, "<p>", ("two_p1",)) for file in files]
    (problem,) = problems_of(findings, sources_of(guide, tmp_path))
    places = "a.html:7:2, at <p>; and in site/two.html:7:2, at <p>; and in b.html:7:2, at <p>; and in 2 places more"
    assert problem.hint == f"Found in {places}. If these words are sound, a template or style sheet is at fault."
