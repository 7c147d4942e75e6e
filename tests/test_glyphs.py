"""Letters that the fonts do not have are told with their places before anything is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY, WithFiles

from guidepress.errors import Problem
from guidepress.paper.glyphs import missing_glyphs
from guidepress.pipeline import load, review

FONTS = REPOSITORY / "styles/fonts"
ONE = "source/chapters/one.md"


def found(root: Path, *folders: Path) -> list[Problem]:
    """Give the problems of the guide's letters."""
    guide, problems = load(root)
    assert guide is not None, problems
    return list(missing_glyphs(guide, *(folders or (FONTS,))))


def told(root: Path) -> list[str]:
    """Give the places and messages."""
    return [f"{problem.span} {problem.message}" for problem in found(root)]


def test_arrow(with_files: WithFiles) -> None:
    """A sign that no font has is told with its place, its number and what to do."""
    (problem,) = found(with_files({ONE: "# One\n\nFrom here → there.\n"}))
    assert (f"{ONE}:3:11", "no-glyph") == (str(problem.span), problem.code)
    assert problem.message == "our fonts have no '→' (U+2192)"
    assert problem.hint == "Write it in words, or use another sign."


def test_run_of_letters(with_files: WithFiles) -> None:
    """A word in letters that no font has is one problem."""
    assert told(with_files({ONE: "# One\n\nWords, Привет.\n"})) == [
        f"{ONE}:3:8 our fonts have no 'Привет' (U+041F and 5 more)"
    ]


@pytest.mark.parametrize(
    "letters", ["\u00ad", "\u200b", "\u200d", "\u2060", "\u00a0", "\u202f", "e\u0301", "\u2126"], ids=ascii
)
def test_what_can_be_shown(with_files: WithFiles, letters: str) -> None:
    """What draws nothing, and what is drawn by its parts or joined, is no problem."""
    assert told(with_files({ONE: f"# One\n\nWo{letters}rds.\n"})) == []


def test_emoji_with_selector(with_files: WithFiles) -> None:
    """The sign after an emoji that chooses its look is not told for itself."""
    assert told(with_files({ONE: "# One\n\nA ❤\ufe0f here.\n"})) == [f"{ONE}:3:3 our fonts have no '❤' (U+2764)"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("# One →\n\nWords.\n", "1:7"),
        ("---\npromise: You will → know.\n---\n\n# One\n\nWords.\n", "2:10"),
        ("# One\n\nWords `a → b`.\n", "3:7"),
        ("# One\n\nWords\n`a → b`.\n", "4:1"),
        ("# One\n\nWords\\\n`a → b`.\n", "4:1"),
        ("# One\n\n:::{figure} images/ladder.svg\n:alt: A ladder.\n\nA → caption.\n:::\n", "6:3"),
        ("# One\n\n```\na → b\n```\n", "3:1"),
    ],
    ids=["title", "promise", "code", "code that begins a line", "code after a line's end", "caption", "block of code"],
)
def test_places(with_files: WithFiles, words: str, place: str) -> None:
    """Titles, promises, captions and code are looked at, each with a place as near as it is known."""
    assert told(with_files({ONE: words})) == [f"{ONE}:{place} our fonts have no '→' (U+2192)"]


def test_glossary(with_files: WithFiles, stock: Path) -> None:
    """The words of the glossary are looked at, with their file and line."""
    text = (stock / "source/glossary.yaml").read_text("utf-8")
    root = with_files({"source/glossary.yaml": text + "\n- term: sign\n  definition: A → sign.\n"})
    lines = len(text.split("\n"))
    assert [problem.span.line for problem in found(root)] == [lines + 2]


def test_expansion_of_an_abbreviation(with_files: WithFiles) -> None:
    """What an abbreviation stands for is printed, so its letters are looked at too."""
    (problem,) = found(with_files({ONE: "# One\n\nAsk a {abbr}`GP (general → practitioner)`.\n"}))
    assert "→" in problem.message


def test_title_of_the_guide(with_files: WithFiles, stock: Path) -> None:
    """A sign in guide.yaml is told with that file."""
    text = (stock / "source/guide.yaml").read_text("utf-8").replace("\nsubtitle:", "\nsubtitle: → #", 1)
    text = text if "→" in text else text.replace("\ntitle: ", "\ntitle: → ", 1)
    assert {problem.span.file for problem in found(with_files({"source/guide.yaml": text}))} == {"source/guide.yaml"}


def test_folder_without_fonts(with_files: WithFiles, tmp_path: Path) -> None:
    """Only the fonts in the given folders count."""
    root = with_files({})
    assert {problem.code for problem in found(root, tmp_path)} == {"no-glyph"}
    assert found(root, tmp_path, FONTS) == []


def test_check_of_the_source(with_files: WithFiles) -> None:
    """A review of the words tells of such letters too."""
    guide, problems = review(with_files({ONE: "# One\n\nFrom here → there.\n"}))
    assert guide is None
    assert "no-glyph" in {problem.code for problem in problems}


def test_real_guide() -> None:
    """The fonts have all the letters of the real guide."""
    assert told(REPOSITORY) == []
