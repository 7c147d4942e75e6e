"""Every example of the CommonMark specification reads as its reference says, or differs as docs/source-format.md explains.

An example is read as a chapter's text below a title, by the reader itself. Quotation marks are compared as if all were straight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from plain_html import Mark, html_of, marks_of

from guidepress.errors import Problem, Span
from guidepress.model import Blocks
from guidepress.read.chapter import read_chapter
from guidepress.read.folder import Folder

SPEC = Path(__file__).parent / "commonmark/spec.txt"
_EXAMPLE = re.compile(r"^`{32} example\n(?P<text>.*?)^\.\n(?P<html>.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_LEVEL = re.compile(r"^(</?h)[1-6]>")

# What the reader refuses, and so reads otherwise, by the examples' numbers, with the code under which it says so.
REFUSED: Mapping[int, str] = {
    228: "heading-inside",  # a heading inside a block quote: it would stand in no list of contents
    229: "heading-inside",
    230: "heading-inside",
    232: "heading-inside",
    300: "heading-inside",  # inside a list's item
}


@dataclass(frozen=True, slots=True)
class Example:
    """Hold an example: its number in the specification, the Markdown, the reference's HTML."""

    number: int
    text: str
    html: str

    @property
    def has_html(self) -> bool:
        """Tell whether the Markdown holds raw HTML that is more than comments, which our language has too."""
        tokens = MarkdownIt("commonmark").parse(self.text)
        inner = (one for token in tokens for one in (token, *(token.children or ())))
        return any(_COMMENT.sub("", one.content).strip() for one in inner if one.type.startswith("html_"))


def _examples() -> list[Example]:
    text = SPEC.read_text("utf-8").replace("→", "\t")  # the specification writes tabs as arrows
    return [Example(number, one["text"], one["html"]) for number, one in enumerate(_EXAMPLE.finditer(text), start=1)]


EXAMPLES = _examples()
MARKDOWN = [example for example in EXAMPLES if not example.has_html]
HTML = [example for example in EXAMPLES if example.has_html]


def read(folder: Path, text: str) -> tuple[Blocks, list[Problem]]:
    """Read ``text`` below a chapter's title; return the blocks and the problems that reading found."""
    (folder / "source/chapters").mkdir(parents=True, exist_ok=True)
    (folder / "source/chapters/one.md").write_text(f"# Chapter one\n\n{text}", "utf-8", newline="")
    problems: list[Problem] = []
    chapter = read_chapter(Folder(folder, problems), "one.md", Span("source/guide.yaml"), "en-GB")
    assert chapter is not None
    return chapter.blocks, problems


def compare(folder: Path, example: Example) -> tuple[list[Mark], list[Mark], set[str]]:
    """Return what the reference says and what the reader makes of an example, and the codes of what it reports.

    Where the reader says that it changes a heading's level, or leaves the words after an address out, the rest is compared.
    """
    blocks, problems = read(folder, example.text)
    codes = {problem.code for problem in problems}
    expected, found = marks_of(_COMMENT.sub("", example.html)), marks_of(html_of(blocks))
    if codes & {"second-title", "heading-level"}:
        expected, found = _without_levels(expected), _without_levels(found)
    if "link-title" in codes:
        expected = [tuple(part for part in mark if not (mark[0] and part.startswith("title="))) for mark in expected]
    return expected, found, codes


def _without_levels(marks: list[Mark]) -> list[Mark]:
    return [(_LEVEL.sub(r"\1>", mark[0]), *mark[1:]) for mark in marks]


@pytest.mark.parametrize("example", MARKDOWN, ids=lambda example: str(example.number))
def test_example(example: Example, tmp_path: Path) -> None:
    """An example without HTML becomes what the reference says; what the reader refuses, it reports."""
    expected, found, codes = compare(tmp_path, example)
    if example.number in REFUSED:
        assert REFUSED[example.number] in codes
        assert expected != found, "the exception is not needed any more"
    else:
        assert expected == found


@pytest.mark.parametrize("example", HTML, ids=lambda example: str(example.number))
def test_html(example: Example, tmp_path: Path) -> None:
    """An example with HTML is refused."""
    _, problems = read(tmp_path, example.text)
    assert {problem.code for problem in problems} & {"raw-html", "unclosed-comment", "after-comment"}


def test_quotation_marks_are_curly(tmp_path: Path) -> None:
    """No example holds curly quotation marks, so that what makes straight ones curly can be told apart from all else."""
    assert not set("“”‘’") & set("".join(example.text + example.html for example in EXAMPLES))
    blocks, _ = read(tmp_path, '"It\'s so."')
    assert "<p>“It’s so.”</p>" == html_of(blocks)


def test_counts(tmp_path: Path) -> None:
    """This many examples are read as the reference says, exactly or but for what is told, and this many are refused."""
    counts: Counter[str] = Counter(html=len(HTML))
    for example in MARKDOWN:
        expected, found, codes = compare(tmp_path, example)
        told = "told" if codes & {"second-title", "heading-level", "link-title"} else "exactly"
        counts[told if expected == found else "refused"] += 1
    print(f"CommonMark 0.31.2: {dict(counts)}")  # noqa: T201 - pytest shows it with -s
    assert counts == {"exactly": 516, "told": 65, "refused": len(REFUSED), "html": 66}
