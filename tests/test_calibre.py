"""Calibre, by which people turn e-books into those of other readers, takes our EPUB without complaint and loses no word of it."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import Built, build_once
from e_book import XHTML, EBook
from read_aloud import first_difference
from torture import grow

from guidepress.check import toolbox

ROOT = Path(grow.__file__).parent
PROGRAMS = ("ebook-convert", "/Applications/calibre.app/Contents/MacOS/ebook-convert")
SECONDS = 120.0
COMPLAINT = re.compile(
    r"error|warning|traceback|fail|ignor|invalid|unknown|unsupported|not (?:found|supported)", re.IGNORECASE
)
# What Calibre 6 does not know, says so, and passes over: the weight of a list's numbers, and words of tables that are kept whole.
# It puts no WOFF2 into AZW3, so fonts of that kind, which a guide brings, are not found when the AZW3 is read again.
KNOWN = re.compile(
    r"selector: 'li::marker'|Unknown @rule found\. .* @container\]|^Referenced file '.*\.woff2' not found$"
)
THIN_LINE = "* * *"  # how Calibre writes a thematic break


@dataclass(frozen=True)
class Converted:
    """Hold what Calibre made of a book: its words as text, those of the AZW3 as text, and all that Calibre said meanwhile."""

    book: EBook
    text: str
    back: str
    said: Sequence[str]


def ebook_convert() -> str:
    """Find Calibre's program, or skip the test."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if not found:
        pytest.skip(f"Calibre was not found; {toolbox.REMEDY}")
    return found


def convert(source: Path, target: Path, *options: str) -> list[str]:
    """Convert a book, with a home and settings of its own and no screen; give the lines that Calibre says."""
    with toolbox.workplace() as home:
        variables = {
            "CALIBRE_CONFIG_DIRECTORY": str(home / "calibre"),
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
        }
        command = [ebook_convert(), str(source), str(target), *options]
        output = toolbox.run(command, timeout=SECONDS, home=home, variables=variables)
    assert output.status == 0, output.stdout + output.stderr
    return [*output.stdout.splitlines(), *output.stderr.splitlines()]


@pytest.fixture(scope="session", params=["real", pytest.param("torture", marks=pytest.mark.slow)])
def converted(
    request: pytest.FixtureRequest, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Converted:
    """Convert the real guide, and (slow) the torture guide: to text, and to AZW3 and from there to text."""
    if request.param == "real":
        epub = request.getfixturevalue("built").epub
    else:
        epub = Built(build_once(shared_folder / "torture", lambda: ROOT)).epub
    folder = tmp_path_factory.mktemp("calibre")
    text, azw3, back = (folder / name for name in ("book.txt", "book.azw3", "back.txt"))
    # An AZW3 without the list of contents that Calibre puts at its end, as the book has one.
    said = [*convert(epub, text), *convert(epub, azw3, "--no-inline-toc"), *convert(azw3, back)]
    return Converted(EBook(epub), text.read_text("utf-8"), back.read_text("utf-8"), said)


def words(book: EBook, *, formulas: bool) -> str:
    """Give all words of a book in its order, but for the lists that are hidden, with thematic breaks as Calibre writes them."""
    bodies = [copy.deepcopy(tree.find(f"{XHTML}body")) for tree in book.documents.values()]
    for body in bodies:
        for one in body.xpath("//*[@hidden]" + ("" if formulas else " | //*[local-name() = 'math']")):
            empty(one)
        for line in body.iter(f"{XHTML}hr"):
            line.text = THIN_LINE
    return "".join("".join(body.itertext()) for body in bodies)


def empty(element: Any) -> None:
    """Take an element's content away, not the words behind it."""
    behind = element.tail
    element.clear()
    element.tail = behind


def test_no_complaint(converted: Converted) -> None:
    """Calibre complains of nothing in the book, but for what it is known not to know."""
    about_us = [line for line in converted.said if not line.startswith(("\tDetected chapter:", "on /"))]
    assert [line for line in about_us if COMPLAINT.search(line) and not KNOWN.search(line)] == []


def test_no_words_lost_in_text(converted: Converted) -> None:
    """The text that Calibre makes has all words of the book in their order, and no others; it has no formulas, as Calibre drops MathML."""
    assert first_difference(words(converted.book, formulas=False), converted.text) == ""


def test_no_words_lost_in_azw3(converted: Converted) -> None:
    """The AZW3 that Calibre makes has, read again, all words of the book in their order, and no others."""
    assert first_difference(words(converted.book, formulas=True), converted.back) == ""
