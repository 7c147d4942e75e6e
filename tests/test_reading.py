"""Each case folder holds files laid over the stock guide, and what reading and resolving them gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import LayOver
from goldens import cases, check
from model_text import picture_text, problem_text, text_of

from guidepress.model import Chapter, Guide
from guidepress.read.guide import read_guide
from guidepress.read.words import standard_words
from guidepress.resolve import resolve


def reading_text(root: Path, changed: set[str], edition: str = "") -> str:
    """Write what the files ``changed`` (named relative to source/) became, in an edition or the whole, and all problems."""
    reading = read_guide(root)
    written, problems = "", reading.problems
    if reading.guide is not None:
        resolution = resolve(replace(reading.guide, edition=edition))
        problems += resolution.problems
        written = "".join(changed_text(resolution.guide, name) for name in sorted(changed))
        written += text_of(resolution.guide.index)
    return f"{written}---\n" + "".join(f"{problem_text(problem)}\n" for problem in sorted(set(problems)))


def changed_text(guide: Guide, name: str) -> str:
    """Write the part of the resolved guide that the file ``name`` gave."""
    if name == "guide.yaml":
        return guide_text(guide)
    if name == "resources.yaml":
        return text_of(guide.entries)
    if name == "glossary.yaml":
        return text_of(guide.glossary)
    if name.startswith("chapters/"):
        return "".join(text_of(chapter) for chapter in chapters_of(guide) if chapter.span.file == f"source/{name}")
    return "".join(picture_text(picture) for path, picture in guide.pictures.items() if path == name)


def chapters_of(guide: Guide) -> tuple[Chapter, ...]:
    """List all chapters, those of the front matter too."""
    return (*guide.front, *guide.chapters)


def guide_text(guide: Guide) -> str:
    """Write what guide.yaml itself says, with the keys of the chapters and the words of its own that it puts in."""
    own = dict(guide.words.items() - standard_words(guide.language).items())
    bare = replace(
        guide, front=(), parts=(), entries=(), glossary=(), index=(), words=dict(sorted(own.items())), pictures={}
    )
    chapters = [f"  chapter {chapter.key} number={chapter.number}\n" for chapter in chapters_of(guide)]
    return text_of(bare) + "".join(chapters)


@pytest.mark.parametrize("case", cases("read"), ids=lambda case: case.name)
def test_reading(case: Path, lay_over: LayOver, save_goldens: bool) -> None:  # noqa: FBT001 - a fixture's value
    """A case's files are read as its golden says, with the problems that it lists."""
    changed = {path.relative_to(case / "in/source").as_posix() for path in (case / "in").rglob("*") if path.is_file()}
    named = case / "edition.txt"
    edition = named.read_text("utf-8").strip() if named.is_file() else ""
    check(case / "expected.txt", reading_text(lay_over(case / "in"), changed, edition), save=save_goldens)


def test_stock_guide_is_without_fault(stock: Path) -> None:
    """The stock guide gives no problems, so that a case's problems are its own."""
    assert reading_text(stock, set()) == "---\n"
