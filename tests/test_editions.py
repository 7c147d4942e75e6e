"""An edition for one audience holds what is for its readers, and says in every format that it is one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest
from conftest import WithFiles, run_build
from lxml import etree

CHAPTER = """# One

For everybody.

{audience=funders}
Money words.

{audience=planners}
Planning words.
"""
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
STEM = "stock-guide-2.1-planners"


@pytest.fixture
def root(with_files: WithFiles) -> Path:
    """Give a guide with words for two kinds of readers."""
    return with_files({"source/chapters/one.md": CHAPTER})


def words_of_pdf(path: Path) -> str:
    """Read the words of all pages, in one line."""
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def words_of_epub(path: Path) -> str:
    """Read the markup of all documents."""
    with zipfile.ZipFile(path) as epub:
        return "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml"))


def identifiers(path: Path) -> list[str]:
    """Read the identifiers of an EPUB."""
    with zipfile.ZipFile(path) as epub:
        (name,) = (name for name in epub.namelist() if name.endswith(".opf"))
        return [str(one.text) for one in etree.fromstring(epub.read(name)).findall(".//dc:identifier", OPF)]


def test_whole_guide_says_whom_words_are_for(root: Path, tmp_path: Path) -> None:
    """Without an audience all words are there, each with its label, in every format."""
    done = run_build(tmp_path / "dist", guide=root)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "dist/stock-guide-2.1"
    site = (folder / "site/one.html").read_text("utf-8")
    texts = [words_of_pdf(folder / "stock-guide-2.1.pdf"), words_of_epub(folder / "stock-guide-2.1.epub"), site]
    for text in (*texts, (folder / "stock-guide-2.1.html").read_text("utf-8")):
        assert all(words in text for words in ("Money words", "For Funders", "Planning words", "For Planners"))


def test_edition_in_every_format(root: Path, tmp_path: Path) -> None:
    """An edition's files are named for it, say so on their covers, and lack what is for others."""
    done = run_build(tmp_path / "dist", "--audience", "planners", guide=root)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "dist" / STEM
    html, site = (folder / f"{STEM}.html").read_text("utf-8"), folder / "site"
    pdf, epub = words_of_pdf(folder / f"{STEM}.pdf"), words_of_epub(folder / f"{STEM}.epub")
    for text in (html, pdf, epub, (site / "index.html").read_text("utf-8")):
        assert "Edition for Planners" in text
    for text in (html, pdf, epub, (site / "one.html").read_text("utf-8")):
        assert "Planning words" in text
        assert "Money words" not in text
        assert "For Planners" not in text


def test_identifier_of_an_edition(root: Path, tmp_path: Path) -> None:
    """An edition's EPUB has an identifier of its own, the same in every build; so have its bytes."""
    for number, audience in enumerate(("planners", "planners", "funders")):
        done = run_build(tmp_path / str(number), "--audience", audience, "--format", "epub", guide=root)
        assert done.returncode == 0, done.stderr
    first, second, other = (next((tmp_path / str(number)).rglob("*.epub")) for number in range(3))
    assert first.read_bytes() == second.read_bytes()
    assert identifiers(first) == [
        "urn:uuid:01c89360-318f-523f-83ef-972b1d5fe556",
        "urn:x-guide:stock-guide:2.1:planners",
    ]
    assert identifiers(other)[0] != identifiers(first)[0]


def test_unknown_audience(root: Path, tmp_path: Path) -> None:
    """An audience that is not declared is told, with the one that was meant, and nothing is written."""
    done = run_build(tmp_path / "dist", "--audience", "planers", guide=root)
    assert done.returncode == 1
    assert "Did you mean 'planners'?" in " ".join(done.stderr.split())
    assert not (tmp_path / "dist").exists()
