"""What docs/design.md shows a designer is true: its examples build, and what it says is told is told."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import REPOSITORY, WithFiles, run_build

from guidepress.compose.resources import design_of
from guidepress.design import check_design
from guidepress.pipeline import load

DOCUMENT = (REPOSITORY / "docs/design.md").read_text("utf-8")
_SECTION = re.compile(r"^## (?P<title>[^\n]+)\n(?P<text>.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_EXAMPLE = re.compile(
    r"^```(?:css|html)\n(?P<all>(?:/\*|\{#) (?P<file>\S+?\.(?:css|j2))(?P<part>: these lines)?(?P<wrong>,[^\n]*)? (?:\*/|#\})\n.*?)```\n"
    r"(?:\n```text\n(?P<told>.*?)```\n)?",
    re.DOTALL | re.MULTILINE,
)
_TOKEN = re.compile(r"^ +(--[\w-]+): .*;$", re.MULTILINE)
FONTS = REPOSITORY / "tests/torture/styles/fonts"
GIVEN: Mapping[str, bytes] = {  # what the document says is put there
    "styles/fonts/GuideSans-Regular.woff2": (FONTS / "NotoSansHebrew-Regular.woff2").read_bytes(),
    "styles/fonts/GuideSans-Bold.woff2": (FONTS / "NotoSansHebrew-Bold.woff2").read_bytes(),
    "styles/fonts/OFL-Guide.txt": (FONTS / "OFL-Hebrew.txt").read_bytes(),
}


@dataclass(frozen=True, slots=True)
class Example:
    """Hold an example: its section, the file that it is, and what is told of it, if it is wrong."""

    section: str
    file: str
    text: str
    told: str

    @property
    def words(self) -> str:
        """Return the file's whole content: ours with its lines in it, where it is but lines."""
        lines = {found[1]: found[0] for found in _TOKEN.finditer(self.text)}
        if ": these lines" not in self.text.split("\n", 1)[0]:
            return self.text
        ours = (REPOSITORY / self.file).read_text("utf-8")
        assert lines.keys() <= {found[1] for found in _TOKEN.finditer(ours)}
        return _TOKEN.sub(lambda found: lines.get(found[1], found[0]), ours)


def examples() -> Iterator[Example]:
    """Find the examples of the document."""
    for section in _SECTION.finditer(DOCUMENT):
        for found in _EXAMPLE.finditer(section["text"]):
            yield Example(section["title"], found["file"], found["all"], found["told"] or "")


EXAMPLES = tuple(examples())
RIGHT = {
    title: [one for one in EXAMPLES if one.section == title and not one.told]
    for title in dict.fromkeys(one.section for one in EXAMPLES)
}
WRONG = [one for one in EXAMPLES if one.told]


def test_examples_are_found() -> None:
    """Each thing that a designer changes has an example, and each block of CSS and HTML with a file's name is one."""
    assert ["Change the colours", "Change the fonts", "Change a callout", "Change the cover"] == list(RIGHT)
    assert len(re.findall(r"^(?:/\*|\{#) (?:styles|templates)/", DOCUMENT, re.MULTILINE)) == len(EXAMPLES)
    assert len(WRONG) == DOCUMENT.count("```text\n")


@pytest.mark.parametrize("title", RIGHT)
def test_examples_build(tmp_path: Path, with_files: WithFiles, title: str) -> None:
    """The examples of a section, together, are without fault, and all formats are made with them."""
    root = with_files({**GIVEN, **{one.file: one.words for one in RIGHT[title]}})
    assert check_design(design_of(root), two_sided=False) == ()
    done = run_build(tmp_path / "dist", "--no-page-list", guide=root)
    assert done.returncode == 0, done.stderr
    assert load(root)[0] is not None


def test_font_is_carried_with_its_licence(tmp_path: Path, with_files: WithFiles) -> None:
    """The e-book has the font of the example, and its licence."""
    root = with_files({**GIVEN, **{one.file: one.words for one in RIGHT["Change the fonts"]}})
    assert run_build(tmp_path / "dist", "--format", "epub", "--no-page-list", guide=root).returncode == 0
    (book,) = (tmp_path / "dist").rglob("*.epub")
    names = {Path(name).name for name in zipfile.ZipFile(book).namelist()}
    assert {"GuideSans-Regular.woff2", "GuideSans-Bold.woff2", "OFL-Guide.txt"} <= names


@pytest.mark.parametrize("example", WRONG, ids=lambda example: example.section)
def test_faults_are_told_as_shown(with_files: WithFiles, example: Example) -> None:
    """A wrong example is told in the very words that the document shows, and the build stops."""
    root = with_files({example.file: example.words})
    command = [sys.executable, "build.py", "check", "--source", "--guide", str(root)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert example.told in f"{done.stdout}{done.stderr}"
