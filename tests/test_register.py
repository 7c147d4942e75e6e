"""The register shows of each entry what readers need, in print and on the web; comments in it can allow what a rule warns of."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from conftest import STOCK, WithFiles
from pypdfium2 import PdfDocument

from guidepress.compose.resources import design_of
from guidepress.formats import Making, render
from guidepress.pipeline import load, review

ENTRIES = """\
- id: ladder
  kind: resource
  title: A Ladder
  publisher: A Journal
  year: 1969
  address: https://example.org/ladder
  archived: https://web.archive.org/web/2010/https://example.org/ladder
  audience: [planners, funders]
  summary: An article that draws a ladder.
- id: kitchen
  kind: case-study
  title: A Kitchen
  publisher: A Council
  year: 2020
  address: https://example.org/kitchen
  archived: https://web.archive.org/web/2020/https://example.org/kitchen
  summary: A story told elsewhere.
"""
BEFORE = "# Before you start\n\n[](resource:ladder) and [](case-study:lunch-club).\n"
ONE = "# Chapter one\n\n[](resource:ladder) and [](case-study:kitchen).\n"
TWO = (STOCK / "source/chapters/two.md").read_text("utf-8") + "\n[](resource:ladder) again.\n"


@pytest.fixture
def root(with_files: WithFiles) -> Path:
    """Give a guide whose three chapters link to its register."""
    files = {"resources.yaml": ENTRIES, "chapters/before.md": BEFORE, "chapters/one.md": ONE, "chapters/two.md": TWO}
    return with_files({f"source/{name}": text for name, text in files.items()})


def made(root: Path, format_name: str, ending: str) -> bytes:
    """Render a format and return the file with an ending."""
    guide, problems = load(root)
    assert guide is not None, problems
    (found,) = (
        one.data
        for one in render(format_name, guide, design_of(root), Making((format_name,)))
        if one.path.endswith(ending)
    )
    return found


def pdf_words(root: Path) -> str:
    """Return the words of the PDF's register."""
    with PdfDocument(io.BytesIO(made(root, "pdf", ".pdf"))) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return next(" ".join(text.split()) for text in pages if "A story told elsewhere" in text)


@pytest.mark.parametrize(
    "words",
    [
        "Told on page 4. Mentioned on page ii.",
        "Mentioned on page 2.",
        "Mentioned on pages ii, 2 and 4.",
        "Archived copy: https://web.archive.org/web/2010/https://example.org/ladder",
        "Archived copy: https://web.archive.org/web/2020/https://example.org/kitchen",
        "For Planners, Funders",
    ],
)
def test_print(root: Path, words: str) -> None:
    """In print the register names pages in whole sentences, the address of the archived copy, and for whom an entry is."""
    assert words in pdf_words(root)


@pytest.mark.parametrize(("format_name", "ending"), [("site", "register.html"), ("html", ".html")])
def test_web(root: Path, format_name: str, ending: str) -> None:
    """On the web the archived copy is a link, whose words name the entry for those who hear links in a list."""
    page = made(root, format_name, ending).decode()
    links = re.findall(r'<a href="(https://web[^"]+)">(.*?)</a>', page)
    assert links == [
        (
            "https://web.archive.org/web/2020/https://example.org/kitchen",
            'Archived copy<span class="hidden">: A Kitchen</span>',
        ),
        (
            "https://web.archive.org/web/2010/https://example.org/ladder",
            'Archived copy<span class="hidden">: A Ladder</span>',
        ),
    ]
    assert page.count('<p class="entry-audience">For Planners, Funders</p>') == 1


# ---------------------------------------------------------------- waivers in YAML

OLD = "  kind: resource\n  title: A Ladder\n  publisher: A Journal\n  year: 1969\n  address: https://example.org/{id}\n  summary: An article.\n"
ALLOW = "# allow: entry-old because the journal keeps its volumes"


def old_entries(with_files: WithFiles, text: str) -> list[str]:
    """Return the places of old entries without copy, and what is wrong with waivers."""
    root = with_files({"source/resources.yaml": text})
    codes = ("entry-old", "waiver")
    return [f"{one.span.line} {one.code}" for one in review(root)[1] if one.code.startswith(codes)]


@pytest.mark.parametrize(
    "text",
    [
        f"- id: a\n{OLD}{ALLOW}\n- id: b\n{OLD}",
        f"- id: a\n{OLD}\n{ALLOW}\n\n# More of it.\n- id: b\n{OLD}",
        f"- id: a\n{OLD}- id: b\n  {ALLOW}\n{OLD}",
        f"- id: a\n{OLD}- id: b\n{OLD}  {ALLOW}\n",
    ],
    ids=["above", "above with space", "inside", "at the end"],
)
def test_comment_is_about_its_entry(with_files: WithFiles, text: str) -> None:
    """A comment above an entry or inside it allows what a rule warns of there, and nowhere else."""
    assert old_entries(with_files, text) == ["1 entry-old"]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# allow: entry-old", "waiver-reason"),
        ("# allow: entry-odd because it is odd", "waiver-unknown"),
        ("# allow: entry-year because it has one", "waiver-unused"),
        ("# allow: unknown-kind because it comes", "waiver-refused"),
    ],
)
def test_comments_are_checked(with_files: WithFiles, comment: str, code: str) -> None:
    """A comment that allows nothing, or must not, is told at its place."""
    assert f"1 {code}" in old_entries(with_files, f"{comment}\n- id: a\n{OLD}")


def test_comment_in_the_glossary(with_files: WithFiles) -> None:
    """Terms can have such comments, too."""
    text = "# allow: term-unused because the next edition uses it\n- term: zebra\n  definition: A horse with stripes.\n"
    found = review(with_files({"source/glossary.yaml": text}))[1]
    assert {one.code for one in found} & {"term-unused", "waiver-unused", "waiver-unknown"} == set()


@pytest.mark.parametrize("field", ["address", "archived"])
def test_addresses_without_parts(with_files: WithFiles, field: str) -> None:
    """An address that no program can part, with one square bracket, is a problem to the reader and stops no rule."""
    entries = re.sub(rf"{field}: https://", f"{field}: https://[", ENTRIES, count=1)
    _, problems = review(with_files({"source/resources.yaml": entries}))
    assert "bad-address" in {problem.code for problem in problems}
