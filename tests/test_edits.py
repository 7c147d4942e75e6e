"""Which line of a file was edited, and which blocks of which pages stand there."""

from __future__ import annotations

import pytest
from conftest import WithFiles
from hypothesis import given
from hypothesis import strategies as st

from guidepress.errors import Span
from guidepress.pipeline import load
from guidepress.serve.edits import Edits, edited_line, places_of

LINES = st.lists(st.sampled_from(["", "one", "two", "three"]), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("one\ntwo\nthree", "one\nTWO\nthree", 2),
        ("one\ntwo", "one\n\nnew\n\ntwo", 3),
        ("one\ntwo", "one\ntwo\n\nthree", 4),
        ("one\ntwo\nthree", "one\nthree", 2),
        ("one\ntwo\nthree", "one\ntwo", 2),
        ("one", "", 1),
        ("", "one", 1),
    ],
)
def test_edited_line(before: str, after: str, line: int) -> None:
    """The edited line is the first that is another now and holds words; where the end was cut off, the last."""
    assert edited_line(before, after) == line


@given(LINES, LINES)
def test_edited_line_is_in_the_file(before: str, after: str) -> None:
    """Whatever was edited, the line is one of the file's, and all before it that hold words are as they were."""
    line, old, new = edited_line(before, after), before.splitlines(), after.splitlines()
    assert 1 <= line <= max(len(new), 1)
    assert all(one in old for one in new[: line - 1] if one)


def test_edits_are_told_once(with_files: WithFiles) -> None:
    """A file that is new to the memory, unchanged, gone or a link has no edited line; a changed one has its own, once."""
    root = with_files({})
    path = root / "source/chapters/one.md"
    (root / "source/chapters/link.md").symlink_to(path)
    edits, touched = (
        Edits(root),
        [str(path), str(root / "source/chapters/link.md"), str(root / "source/images/cover.svg")],
    )
    assert edits.among(touched) == ()
    path.write_text("# Chapter one\n\nOther words.\n", "utf-8")
    assert edits.among(touched) == (Span("source/chapters/one.md", 3),)
    assert edits.among(touched) == ()
    path.unlink()
    assert edits.among(touched) == ()


CHAPTER = """---
promise: You will know.
---

# Chapter one

First words.[^a]

## Below

- An item
- Another item

:::{include} shared/words.md
:::

[^a]: A note.
"""


@pytest.mark.parametrize(
    ("file", "line", "page", "ids"),
    [
        ("chapters/one.md", 2, "one", ("one_title",)),
        ("chapters/one.md", 7, "one", ("one_p1", "one_title")),
        ("chapters/one.md", 9, "one", ("one.below", "one_p1", "one_title")),
        (
            "chapters/one.md",
            12,
            "one",
            ("one.below_list1_item2_p1", "one.below_list1_item2", "one.below_list1_item1_p1"),
        ),
        ("chapters/one.md", 17, "one", ("one_note-a",)),
        ("shared/words.md", 3, "one", ("one.below_p2", "one.below_p1")),
        ("glossary.yaml", 2, "glossary", ("glossary.co-production",)),
        ("resources.yaml", 12, "register", ("register.case-study.kitchen", "register.resource.ladder")),
    ],
)
def test_places(file: str, line: int, page: str, ids: tuple[str, ...], with_files: WithFiles) -> None:
    """A line of the source leads to the block that stands there, the innermost first, and to what stands around and above it."""
    root = with_files({"source/chapters/one.md": CHAPTER, "source/shared/words.md": "Shared.\n\nWords.\n"})
    guide, problems = load(root)
    assert guide, problems
    places = places_of(guide, [Span(f"source/{file}", line)])
    assert list(places) == [page]
    assert places[page][: len(ids)] == ids


def test_guide_yaml_has_no_place(with_files: WithFiles) -> None:
    """What is said in guide.yaml stands in many places, so no page goes anywhere."""
    guide, _ = load(with_files({}))
    assert guide
    assert places_of(guide, [Span("source/guide.yaml", 3)]) == {}
