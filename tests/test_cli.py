"""The command says what it did or what is wrong, and leaves with a status that scripts can rely on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, WithFiles, run_build

TEN_MISTAKES = """\
---
promis: You will know.
---

# Chapter one

Words with {term}`carrer` and [a link](nowhere.md).

#### Too deep

A note.[^1] And {{ verzion }}.

:::{mascot} nobody
Hello.
:::

:::{figure} images/ladder.svg
:::

:::{tipp}
Words.
:::

<b>bold</b>

[the ladder](resource:laddr)

## Empty
"""
PLACES = [
    "2:1", "7:12", "7:31", "9:1", "11:8", "11:17", "13:13", "17:1", "20:1", "24:1", "24:8", "26:1", "28:1",
]  # fmt: skip


def run(*arguments: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    command = [sys.executable, str(REPOSITORY / "build.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_success(stock: Path, tmp_path: Path) -> None:
    """A build without problems leaves with 0, lists what it made, and says nothing on stderr."""
    done = run_build(tmp_path, "--format", "html", guide=stock)
    assert (0, "") == (done.returncode, done.stderr)
    assert "stock-guide-2.1.html" in done.stdout


def test_default_command(stock: Path) -> None:
    """Without a command the guide is built: options alone are those of build."""
    assert run("--guide", str(stock), "--format", "nothing").stderr == run("build", "--format", "nothing").stderr


def test_build_is_found_without_arguments(with_files: WithFiles) -> None:
    """Without any argument the guide in the present folder is built into dist/ there."""
    root = with_files({"source/guide.yaml": "title: [\n"})
    done = run(cwd=root)
    assert (1, True) == (done.returncode, done.stderr.startswith("source/guide.yaml:2:1"))


def test_formats_repeat(stock: Path, tmp_path: Path) -> None:
    """--format may be given again, and only those formats are made; naming one twice does no harm."""
    done = run_build(tmp_path, "--format", "html", "--format", "site", "--format", "html", guide=stock)
    names = {path.name for path in (tmp_path / "stock-guide-2.1").iterdir()}
    assert (0, {"stock-guide-2.1.html", "site"}) == (done.returncode, names)


def test_quiet(stock: Path, tmp_path: Path) -> None:
    """--quiet says nothing when all is well."""
    done = run_build(tmp_path, "--quiet", "--format", "html", guide=stock)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_quiet_still_tells_problems(with_files: WithFiles, tmp_path: Path) -> None:
    """--quiet does not hide problems."""
    done = run_build(tmp_path, "--quiet", guide=with_files({"source/chapters/one.md": "No title.\n"}))
    assert (1, True) == (done.returncode, "no-title" in done.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--colour"],
        ["build", "--colour"],
        ["bild"],
        ["build", "--format", "docx"],
        ["build", "--guide", "/nowhere"],
        ["build", "--guide", str(REPOSITORY / "build.py")],
        ["build", "more"],
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: list[str]) -> None:
    """What the program does not know is wrong usage: status 2, an explanation on stderr, no traceback."""
    done = run(*arguments)
    assert (2, "") == (done.returncode, done.stdout)
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_version_of_the_program() -> None:
    """--version names the program and its version."""
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"guidepress, version \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"]], ids=" ".join)
def test_help(arguments: list[str]) -> None:
    """--help explains and leaves with 0."""
    done = run(*arguments)
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Usage: ")


def test_folder_without_source(tmp_path: Path) -> None:
    """A folder that holds no guide is a problem, told in words."""
    done = run_build(tmp_path / "dist", guide=tmp_path)
    assert (1, "") == (done.returncode, done.stdout)
    assert "there is no file source/guide.yaml" in done.stderr


def test_problem_is_shown(with_files: WithFiles, tmp_path: Path) -> None:
    """A problem is shown on stderr with its place, the line it stands in, a caret below the place, and a hint."""
    root = with_files({"source/chapters/one.md": "# One\n\nWords and {term}`carrer`.\n"})
    done = run_build(tmp_path / "dist", guide=root)
    expected = (
        "source/chapters/one.md:3:11  error: 'carrer' is not in the glossary [unknown-term]\n"
        "    3 | Words and {term}`carrer`.\n"
        "                  ^\n"
        "    Did you mean 'carer'? Or explain it in glossary.yaml.\n"
        "1 error\n"
        "Nothing was written.\n"
    )
    assert ("", expected) == (done.stdout, done.stderr)


def test_long_line_is_cut_around_the_place(with_files: WithFiles, tmp_path: Path) -> None:
    """Of a long line the part around the place is shown, and the caret stands below the place."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{'word ' * 200}{{term}}`carrer`{' word' * 200}\n"})
    excerpt, caret = run_build(tmp_path / "dist", guide=root).stderr.splitlines()[1:3]
    assert len(excerpt) < 120
    assert excerpt[caret.index("^") :].startswith("{term}")


def test_mistakes_are_told_together(with_files: WithFiles, tmp_path: Path) -> None:
    """A chapter with many different mistakes gives all of them, each at its place, in one run."""
    root = with_files({"source/chapters/one.md": TEN_MISTAKES})
    done = run_build(tmp_path / "dist", guide=root)
    found = re.findall(r"^source/chapters/one\.md:(\d+:\d+)  error", done.stderr, re.MULTILINE)
    assert (1, PLACES) == (done.returncode, found)
    assert len(set(re.findall(r"\[([a-z-]+)\]$", done.stderr, re.MULTILINE))) >= 10


def test_problems_leave_the_output_as_it_was(with_files: WithFiles, tmp_path: Path) -> None:
    """A build with problems changes nothing in the output folder."""
    root = with_files({})
    assert run_build(tmp_path / "dist", "--format", "html", guide=root).returncode == 0
    old = {path: path.read_bytes() for path in (tmp_path / "dist").rglob("*") if path.is_file()}
    with_files({"source/chapters/one.md": TEN_MISTAKES})
    assert run_build(tmp_path / "dist", "--format", "html", guide=root).returncode == 1
    assert old == {path: path.read_bytes() for path in (tmp_path / "dist").rglob("*") if path.is_file()}


def test_template_fault_is_told(with_files: WithFiles, tmp_path: Path) -> None:
    """A fault in a template is a problem of that template, and nothing is written."""
    root = with_files({"templates/blocks/paragraph.html.j2": "<p>{{ nobody }}</p>"})
    done = run_build(tmp_path / "dist", "--format", "html", guide=root)
    assert (1, False) == (done.returncode, (tmp_path / "dist").exists())
    assert done.stderr.startswith("templates/blocks/paragraph.html.j2:1:1  error: 'nobody' is undefined [template]\n")


def test_no_progress_without_a_terminal(stock: Path, tmp_path: Path) -> None:
    """Where no terminal listens, no progress is shown and no colour is written."""
    done = run_build(tmp_path, "--format", "html", guide=stock, FORCE_COLOR="", TERM="xterm-256color")
    assert "\x1b" not in done.stdout + done.stderr
    assert "Making" not in done.stdout + done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_terminal_that_cannot_show_all_letters(with_files: WithFiles, tmp_path: Path, encoding: str) -> None:
    """A terminal that cannot show a letter gives no traceback."""
    root = with_files({"source/chapters/one.md": "# One\n\nWords – 日本 {term}`carrer`.\n"})
    done = run_build(tmp_path / "dist", guide=root, PYTHONIOENCODING=encoding)
    assert (1, False) == (done.returncode, "Traceback" in done.stderr)


def test_output_that_is_a_file(stock: Path, tmp_path: Path) -> None:
    """An output folder that is a file is wrong usage."""
    (tmp_path / "dist").write_text("mine", "utf-8")
    assert run_build(tmp_path / "dist", "--format", "html", guide=stock).returncode == 2


def test_output_below_a_file(stock: Path, tmp_path: Path) -> None:
    """An output folder that cannot be made is told in words."""
    (tmp_path / "file").write_text("mine", "utf-8")
    done = run_build(tmp_path / "file/dist", "--format", "html", guide=stock)
    assert (1, False) == (done.returncode, "Traceback" in done.stderr)
    assert "cannot be written" in done.stderr
