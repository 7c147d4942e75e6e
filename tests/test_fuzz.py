"""Whatever is written, reading gives a guide or problems, and making a sound guide succeeds: never a traceback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import fuzz
import pytest
from conftest import STOCK
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from guidepress.compose.resources import design_of
from guidepress.errors import Problem
from guidepress.formats import Making, render
from guidepress.formats.epub.documents import Setting, documents
from guidepress.model import Block, Guide
from guidepress.pipeline import load, review
from guidepress.walk import walk

FEW = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=800)
LONG = 1200  # seconds: what many examples may take on a slow machine

MARKS = st.sampled_from(
    [
        "# ", "## ", "### ", "- ", "1. ", "> ", "  ", "    ", "\n", "\n\n", "\t", "***", "**", "*", "_", "`", "```", "```\n", "---\n",
        ":::", "::::", ":::{note}", ":::{mascot} co", ":::{quote}", ":::{figure} images/ladder.svg", ":::{case-study} A",
        ":::{activity} A", ":::{checklist}", ":::{key-points}", ":::{legend}", ":::{x}", "\n:::\n", "\n::::\n",
        ":name: a", ":alt: b", ":time: c", ":attribution: d", ":source: resource:ladder", ":decorative:", ": ", "| a | b |\n",
        "| --- | --- |\n", "|", "[", "](", "]", ")", "[a](two.md)", "[](#a)", "[](resource:ladder)", "![", "![a](images/ladder.svg)",
        "[^1]", "[^1]: ", "^[", "{{ version }}", "{{", "}}", "{% x %}", "{term}`carer`", "{term}`", "{x}`y`", "<", ">", "<b>",
        "<!--", "-->", "&amp;", "&#0;", "&", "\\", "\\\n", "http://a.b", "<http://a.b>", "'", '"', "…", "–", "é", "\u0301", "日", "\U0001f600",
        "\u202e", "\u00a0", "\u200b", "\x00", "\x08", "\x0c", "\x1b", "\x85", "\u2028", "\ufeff", "\ufffe", "words", "A", "a", "1", " ",
    ]
)  # fmt: skip
MARKDOWN = st.one_of(st.text(max_size=200), st.lists(MARKS, max_size=40).map("".join))
YAML_MARKS = st.sampled_from(
    [
        "- ", "? ", ": ", ":", "\n", "  ", "\t", "[", "]", "{", "}", ",", "&a ", "*a", "!!int ", "!x ", "'", '"', "|\n", ">\n", "#", "%",
        "@", "---\n", "...\n", "<<: ", "~", "null", "true", "1", "1.0", "0x1F", "1e999", ".nan", "2026-01-01", "2026-13-40", "0o8", "1:2:3",
        "term", "definition", "id", "kind", "title", "address", "summary", "publisher", "year", "resource", "https://a.b", "=",
        '"\\x07"', '"\\ud800"', "\x07", "\ufeff", "é", "日", "carer",
    ]
)  # fmt: skip
YAML = st.one_of(st.text(max_size=200), st.lists(YAML_MARKS, max_size=40).map("".join))
Check = Callable[[Path, str], None]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the stock guide that examples write into, one after the other."""
    folder = tmp_path_factory.mktemp("fuzz") / "guide"
    shutil.copytree(STOCK, folder)
    return folder


def read_with(root: Path, name: str, text: str) -> tuple[Guide | None, tuple[Problem, ...]]:
    """Load the stock guide with one of its files replaced, and review it: every problem stands where its file has a place."""
    path = root / "source" / name
    old = path.read_bytes()
    path.write_text(text, "utf-8", errors="surrogatepass", newline="")
    try:
        guide, problems = review(root)
        assert [(problem, why) for problem in problems for why in fuzz.misplaced(root, problem)] == []
        unseen = {problem.code for problem in problems if problem.severity == "error"} == {"no-glyph"}
        return load(root) if unseen else (guide, problems)  # what our fonts lack can be made nevertheless
    finally:
        path.write_bytes(old)


def check_chapter(root: Path, text: str) -> None:
    """Read a chapter, and make it when it is sound: XHTML must be XML, and no id may stand twice."""
    guide, problems = read_with(root, "chapters/one.md", text)
    assert guide is not None or problems
    assert all(problem.span.file.startswith("source/") for problem in problems)
    if guide is None:
        return
    assert len(tuple(render("html", guide, design_of(root), Making(("html",))))) == 1
    pictures = dict.fromkeys(guide.pictures, "picture.svg")
    for document in documents(guide, design_of(root), Setting("made", "cover.png", pictures), None):
        ids = [element.get("id") for element in etree.fromstring(document.data).iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def check_file(name: str) -> Check:
    """Make a check that reads a YAML file and no more."""

    def check(root: Path, text: str) -> None:
        guide, problems = read_with(root, name, text)
        assert guide is not None or problems

    return check


@given(text=MARKDOWN)
@example(text="# A\n\n[a]: <\n")
@example(text="# A\r\rWords.\r")
@FEW
def test_any_chapter(root: Path, text: str) -> None:
    """Any text as a chapter gives problems or pages."""
    check_chapter(root, f"# Chapter one\n\n{text}")


@given(text=MARKDOWN)
@FEW
def test_any_file_as_chapter(root: Path, text: str) -> None:
    """Any text as a whole chapter, front matter and title too, gives problems or pages."""
    check_chapter(root, text)


@given(text=YAML)
@FEW
def test_any_front_matter(root: Path, text: str) -> None:
    """Any text between the dashes gives problems or pages."""
    check_chapter(root, f"---\n{text}\n---\n\n# Chapter one\n\nWords.\n")


@pytest.mark.parametrize("name", ["guide.yaml", "resources.yaml", "glossary.yaml"])
@given(text=YAML)
@FEW
def test_any_yaml(root: Path, name: str, text: str) -> None:
    """Any text as a YAML file gives a guide or problems."""
    check_file(name)(root, text)


@pytest.mark.parametrize(
    "field", ["title", "subtitle", "description", "authors", "values", "words", "cover", "chapters", "date", "language"]
)
@given(text=YAML)
@settings(FEW, max_examples=30)
def test_any_field(root: Path, field: str, text: str) -> None:
    """Any text as a field of guide.yaml gives a guide or problems."""
    lines = (STOCK / "source/guide.yaml").read_text("utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(f"{field}:"))
    check_file("guide.yaml")(root, f"{kept}{field}: {text}\n")


@given(term=st.text(max_size=30), definition=MARKDOWN)
@FEW
def test_any_term(root: Path, term: str, definition: str) -> None:
    """Any words as a term of the glossary and its definition give problems or pages."""
    import json

    text = json.dumps([{"term": term, "definition": definition}])
    guide, problems = read_with(root, "glossary.yaml", text)
    assert guide is not None or problems
    if guide is not None:
        assert len(tuple(render("site", guide, design_of(root), Making(("site",))))) > 1


@pytest.mark.slow
@pytest.mark.timeout(LONG)
@given(text=MARKDOWN)
@MANY
def test_any_chapter_at_length(root: Path, text: str) -> None:
    """Any text as a chapter gives problems or pages; many more examples."""
    check_chapter(root, f"# Chapter one\n\n{text}")


@pytest.mark.slow
@pytest.mark.timeout(LONG)
@pytest.mark.parametrize("name", ["guide.yaml", "resources.yaml", "glossary.yaml"])
@given(text=YAML)
@MANY
def test_any_yaml_at_length(root: Path, name: str, text: str) -> None:
    """Any text as a YAML file gives a guide or problems; many more examples."""
    check_file(name)(root, text)


@pytest.mark.slow
@pytest.mark.timeout(LONG)
def test_damaged_files(tmp_path: Path) -> None:
    """Real files that are damaged at random give a guide or problems, each in its place, within bounds of time.

    GUIDEPRESS_FUZZ_SECONDS says how long to try; tests/fuzz.py tries by itself and makes a single try again.
    """
    seconds = float(os.environ.get("GUIDEPRESS_FUZZ_SECONDS", "20"))
    trials = list(fuzz.fuzz(fuzz.guide_to_damage(tmp_path), seconds, seed=1))
    assert len(trials) > 5
    assert [(trial.number, trial.target, trial.faults) for trial in trials if trial.faults] == []


WORDS = st.sampled_from(
    ["Words.", "- One.\n- Two.", "> Quoted.", "| a | b |\n| - | - |\n| 1 | 2 |", ":::{note}\nA note.\n:::"]
)


def ids_of(guide: Guide | None, chapter: str) -> list[str]:
    """List the ids of a chapter's blocks."""
    assert guide is not None
    (found,) = (one for one in guide.chapters if one.key == chapter)
    return [node.id for node in walk(found.blocks) if isinstance(node, Block)]


@given(first=st.lists(WORDS, min_size=1, max_size=5), second=st.lists(WORDS, min_size=1, max_size=5), more=WORDS)
@settings(FEW, max_examples=50)
def test_ids_are_stable(root: Path, first: list[str], second: list[str], more: str) -> None:
    """A block that is added to one section changes no id of another section, and ids are unique."""

    def chapter(*sections: list[str]) -> list[str]:
        parts = "\n\n".join(f"## Section {number}\n\n" + "\n\n".join(blocks) for number, blocks in enumerate(sections))
        return ids_of(read_with(root, "chapters/one.md", f"# One\n\n{parts}\n")[0], "one")

    before, after = chapter(first, second), chapter([more, *first], second)
    assert len(after) == len(set(after))
    assert [one for one in before if "section-1" in one] == [one for one in after if "section-1" in one]
