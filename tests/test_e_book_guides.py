"""An e-book can be made of any guide: short or long, without mascots, from right to left, in Japanese."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from conftest import STOCK, WithFiles, findings, run_build
from e_book import EBook

from guidepress.check import ace, epubcheck
from guidepress.starter import begin

YAML = """
slug: small
identifier: urn:uuid:3b8cf2f0-95e7-5a44-9d2a-7c0f4c0f6f11
title: {title}
description: A guide for tests.
version: "1.0"
date: 2026-01-02
language: {language}
publisher: {{name: Nobody, email: nobody@nowhere.example}}
licence: {{name: None}}
cover: {{picture: images/cover.svg, alt: A hill}}
chapters:
"""
JAPANESE = "# 共同制作とは\n\n利用者と提供者が**対等**に計画する。\n\n## 始め方\n\n- 声をかける\n- 話を聞く\n"
HEBREW = "# שלום עולם\n\nמילים **חשובות** כאן, ועוד מילים.\n\n## איך מתחילים\n\n- ראשית\n- שנית\n"


def guide(tmp_path: Path, chapters: dict[str, str], title: str = "Small", language: str = "en-GB") -> Path:
    """Write a guide with these chapters, and nothing that it need not have."""
    source = tmp_path / "guide/source"
    (source / "chapters").mkdir(parents=True)
    (source / "images").mkdir()
    (source / "images/cover.svg").write_bytes((STOCK / "source/images/cover.svg").read_bytes())
    names = "".join(f"  - {name}.md\n" for name in chapters)
    (source / "guide.yaml").write_text(YAML.format(title=title, language=language) + names, "utf-8")
    for name, text in chapters.items():
        (source / f"chapters/{name}.md").write_text(text, "utf-8")
    return tmp_path / "guide"


def made(root: Path, tmp_path: Path, *arguments: str) -> Path:
    """Make the e-book as a user does."""
    done = run_build(tmp_path / "dist", "--format", "epub", *arguments, guide=root)
    assert done.returncode == 0, done.stderr
    (book,) = (tmp_path / "dist").rglob("*.epub")
    return book


def faults(book: Path) -> list[str]:
    """List what EPUBCheck and Ace find."""
    return [*findings(lambda: epubcheck.check([book])), *findings(lambda: ace.check([book]))]


def test_new_guide(tmp_path: Path) -> None:
    """The guide that `new` begins is an e-book in which EPUBCheck and Ace find nothing."""
    begin(tmp_path / "begun", "A new guide")
    assert faults(made(tmp_path / "begun", tmp_path)) == []


def test_one_chapter(tmp_path: Path) -> None:
    """A guide with one chapter of one sentence, and without mascots, is an e-book in which the checkers find nothing."""
    assert faults(made(guide(tmp_path, {"one": "# One\n\nA sentence.\n"}), tmp_path)) == []


@pytest.mark.parametrize(("language", "text"), [("he", HEBREW), ("ja", JAPANESE)], ids=["he", "ja"])
def test_other_scripts(language: str, text: str, tmp_path: Path) -> None:
    """A guide in Hebrew or Japanese is an e-book in which the checkers find nothing, and which says how it is read."""
    title = text.partition("\n")[0].removeprefix("# ")
    book = made(guide(tmp_path, {"one": text}, title, language), tmp_path, "--no-page-list")
    assert faults(book) == []
    chapter = EBook(book).documents["one.xhtml"]
    assert (chapter.get("lang"), chapter.get("dir")) == (language, "rtl" if language == "he" else "ltr")
    assert all(line.lstrip("#- ").replace("**", "") in "".join(chapter.itertext()) for line in text.splitlines())


def test_pages_that_cannot_be_laid_out(tmp_path: Path) -> None:
    """When letters are missing for the PDF alone, the build says that the e-book can be made without its pages."""
    done = run_build(tmp_path / "dist", "--format", "epub", guide=guide(tmp_path, {"one": JAPANESE}))
    assert done.returncode == 1
    assert "[no-glyph]" in done.stderr
    assert "--no-page-list" in done.stderr


def test_three_hundred_chapters(tmp_path: Path) -> None:
    """A guide with three hundred chapters is an e-book in which EPUBCheck finds nothing."""
    chapters = {f"chapter-{number}": f"# Number {number}\n\nWords of chapter {number}.\n" for number in range(1, 301)}
    book = made(guide(tmp_path, chapters), tmp_path, "--no-page-list")
    assert findings(lambda: epubcheck.check([book])) == []
    assert len(EBook(book).listed("toc")) >= 300


def test_same_in_every_time_zone(with_files: WithFiles, tmp_path: Path) -> None:
    """An e-book is the same, byte for byte, wherever and when it is made."""
    root, books = with_files({}), []
    for zone in ("UTC", "Pacific/Auckland", "America/St_Johns"):
        done = run_build(tmp_path / zone.replace("/", "-"), "--format", "epub", "--no-cache", guide=root, TZ=zone)
        assert done.returncode == 0, done.stderr
        (book,) = (tmp_path / zone.replace("/", "-")).rglob("*.epub")
        books.append(book.read_bytes())
        with zipfile.ZipFile(book) as archive:
            assert b"2026-" in archive.read("EPUB/content.opf")
    assert len(set(books)) == 1
