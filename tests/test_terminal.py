"""The terminal shows the line that is meant with a caret below the place, and says which checkers did not run."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from guidepress.check.artifacts import Outcome, checkers
from guidepress.errors import Problem, Span
from guidepress.terminal import show_outcomes, show_problems


def shown(tmp_path: Path, text: str, line: int, column: int, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Show a problem; give the line of the source and the one with the caret."""
    (tmp_path / "one.md").write_text(text, "utf-8")
    show_problems([Problem(Span("one.md", line, column), "code", "words")], tmp_path)
    excerpt, caret = capsys.readouterr().err.split("\n")[1:3]
    return excerpt, caret


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"], ids=ascii)
def test_lines_end_as_for_the_reader(tmp_path: Path, sign: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A sign that ends a line for Python only does not move the excerpt to another line."""
    excerpt, _ = shown(tmp_path, f"one{sign}more\ntwo\nthree\n", 2, 1, capsys)
    assert excerpt == "    2 | two"


@pytest.mark.parametrize("before", ["plain ", "日本語", "한국 ", "e\u0301te\u0301 ", "a\tb "], ids=ascii)
def test_caret_stands_below_the_place(tmp_path: Path, before: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The caret stands below the letter that is meant, however wide the letters before it are."""
    excerpt, caret = shown(tmp_path, f"{before}X\n", 1, len(before) + 1, capsys)
    assert cell_len(excerpt[: excerpt.index("X")]) == caret.index("^")


def test_escapes_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line cannot send commands to the terminal."""
    excerpt, _ = shown(tmp_path, "one \x1b[31m red\n", 1, 1, capsys)
    assert "\x1b" not in excerpt


def test_checkers_that_did_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    """How many checkers did not run is said at the end."""
    show_outcomes([Outcome("a", "A", 1), Outcome("b", "B", 1, missing="none"), Outcome("c", "C", 1, missing="none")])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "2 of 3 checkers did not run, so nothing is known of what they check."


def test_checkers_that_ran(capsys: pytest.CaptureFixture[str]) -> None:
    """Where all checkers ran, nothing more is said."""
    show_outcomes([Outcome("a", "A", 1)])
    assert "did not run" not in capsys.readouterr().out


def test_checkers_are_found() -> None:
    """A checker is found by its file alone, and says its title and which files it takes."""
    assert {checker.NAME for checker in checkers()} == {
        "ace",
        "axe",
        "epubcheck",
        "pdfa",
        "pdfua",
        "tags",
        "verapdf",
        "vnu",
    }
    assert all(checker.TITLE and checker.FILES for checker in checkers())
