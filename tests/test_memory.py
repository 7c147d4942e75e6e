"""What is remembered between readings of a guide is what reading it anew would give, whatever was edited in between."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import STOCK, WithFiles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepress.errors import Span, bounded_guesses
from guidepress.model import Chapter, Picture
from guidepress.pipeline import load
from guidepress.read.chapter import read_chapter
from guidepress.read.folder import Folder
from guidepress.read.guide import read_guide
from guidepress.read.memory import Memory
from guidepress.read.pictures import read_picture

ONE = """# Chapter one

Say "hello" and see [the ladder](resource:ladder) and {term}`carer`.[^why]

:::{include} shared/words.md
:::

:::{csv-table} Costs
:file: data/costs.csv
:::

![A ladder.](images/ladder.svg)

[^why]: Because.
"""
FILES = {
    "source/chapters/one.md": ONE,
    "source/shared/words.md": "Words that are shared.\n",
    "source/data/costs.csv": "From,Pounds\nLeeds,12\n",
}


def exactly(node: Any) -> object:
    """Turn a tree into plain values that are equal only if all fields are, with those that comparing models leaves out: places."""
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        return type(node), [exactly(getattr(node, field.name)) for field in dataclasses.fields(node)]
    if isinstance(node, tuple):
        return [exactly(item) for item in node]
    if isinstance(node, Mapping):
        return [(key, exactly(value)) for key, value in node.items()]
    assert node is None or isinstance(node, str | bytes | int | float | bool | frozenset | date)
    return node


def changed(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit that puts other words into a file; it does nothing where the old ones are gone."""

    def edit(root: Path) -> None:
        path = root / "source" / name
        if path.is_file():
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return edit


def written(name: str, content: str) -> Callable[[Path], None]:
    """Return an edit that writes a file."""

    def edit(root: Path) -> None:
        path = root / "source" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")

    return edit


def deleted(name: str) -> Callable[[Path], None]:
    """Return an edit that deletes a file."""
    return lambda root: (root / "source" / name).unlink(missing_ok=True)


def restored(name: str) -> Callable[[Path], None]:
    """Return an edit that brings a file of the stock guide back as it was."""

    def edit(root: Path) -> None:
        shutil.copy(STOCK / "source" / name, root / "source" / name)

    return edit


EDITS = {
    "words": changed("chapters/two.md", "words", "more words"),
    "lines": changed("chapters/two.md", "# Chapter two\n", "# Chapter two\n\nA line above.\n"),
    "heading": changed("chapters/two.md", "A place to link to", "Another place"),
    "name": changed("chapters/two.md", "lunch-club", "dinner-club"),
    "error": changed("chapters/two.md", "Words under", ":::{calout}\n:::\n\nWords under"),
    "guess": changed("chapters/before.md", "Read this", "```pythn\nx\n```\n\n[x](one.md)\n\nRead this"),
    "warning": written("chapters/before.md", "---\nkeywords: a\n---\n# Before you start\n\nRead this first.\n"),
    "long": written("chapters/before.md", ONE),
    "odd": written("chapters/before.md", "# Odd\n\nA \x07 bell.\n"),
    "empty": written("chapters/one.md", ""),
    "one": written("chapters/one.md", ONE),
    "before": restored("chapters/before.md"),
    "two": restored("chapters/two.md"),
    "no chapter": deleted("chapters/two.md"),
    "included": written("shared/words.md", "Others.[^a]\n\n[^a]: A note.\n"),
    "included fault": written("shared/words.md", "## A heading\n\n- [ ] [x](nowhere.md)\n\n{unknown}`x`\n"),
    "nothing included": deleted("shared/words.md"),
    "beside": written("chapters/shared/words.md", "Words beside.\n"),
    "no longer beside": deleted("chapters/shared/words.md"),
    "nearly included": written("shared/word.md", "Words under another name.\n"),
    "csv": written("data/costs.csv", "From,Pounds\nYork,18\n"),
    "broken csv": written("data/costs.csv", 'From,Pounds\n"York,18\n'),
    "picture": written("images/ladder.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'),
    "no picture": deleted("images/ladder.svg"),
    "ladder": restored("images/ladder.svg"),
    "language": changed("guide.yaml", "en-GB", "de"),
    "version": changed("guide.yaml", '"2.1"', '"2.2"'),
    "not listed": changed("guide.yaml", "      - two.md\n", "      - one.md\n"),
    "broken guide": changed("guide.yaml", "title: The", "title: [The"),
    "no guide": deleted("guide.yaml"),
    "guide": restored("guide.yaml"),
    "glossary": changed("glossary.yaml", "carer", "helper"),
    "no glossary": deleted("glossary.yaml"),
    "resources": changed("resources.yaml", "id: ladder", "id: steps"),
}


@pytest.fixture
def guide(with_files: WithFiles) -> Path:
    """Give a guide whose chapters include files, show pictures and tables of values, and link to each other."""
    return with_files(FILES)


def assert_same(root: Path, memory: Memory) -> None:
    """Hold what loading with a memory gives against what loading without gives."""
    with_memory, without = load(root, memory=memory), load(root)
    assert exactly(with_memory[1]) == exactly(without[1])
    assert exactly(with_memory[0]) == exactly(without[0])


@pytest.mark.parametrize("edit", EDITS)
def test_any_edit_is_noticed(edit: str, guide: Path) -> None:
    """After an edit, and after the next reading, a guide and its problems are those that reading anew gives."""
    memory = Memory()
    assert_same(guide, memory)
    EDITS[edit](guide)
    assert_same(guide, memory)
    assert_same(guide, memory)


SEQUENCES = (
    ["nothing included", "beside", "included"],  # a file that is there now comes before the one that was read
    ["nothing included", "nearly included"],  # the hint names what else lies in the folder
)


@pytest.mark.parametrize("edits", SEQUENCES, ids=" then ".join)
def test_what_lies_beside_is_noticed(edits: list[str], guide: Path) -> None:
    """A file that was not read itself, but has to do with which file is meant, is noticed."""
    memory = Memory()
    for edit in edits:
        EDITS[edit](guide)
        assert_same(guide, memory)


def test_guesses_are_bounded_as_without_memory(guide: Path) -> None:
    """Where a guess can be had or not depends on the guesses before it, in chapters that have changed since."""
    memory, slip = Memory(), "\n```pythn\nx\n```\n"
    changed("chapters/two.md", "words.\n", f"words.\n{slip}")(guide)
    for edit in (changed("chapters/before.md", "first.\n", f"first.\n{slip}"), restored("chapters/before.md")):
        edit(guide)
        with bounded_guesses(most=1):
            remembered = read_guide(guide, memory=memory).problems
        with bounded_guesses(most=1):
            assert remembered == read_guide(guide).problems
        assert [problem.code for problem in remembered if problem.hint.startswith("Did you mean")] == ["unknown-syntax"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=12))
def test_edits_in_any_order_are_noticed(with_files: WithFiles, edits: list[str]) -> None:
    """However many edits come in whatever order, a guide and its problems are those that reading anew gives."""
    root = with_files({})
    shutil.rmtree(root)
    root, memory = with_files(FILES), Memory()
    load(root, memory=memory)
    for edit in edits:
        EDITS[edit](root)
        assert_same(root, memory)


def test_what_is_as_it_was_is_not_read_again(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit in one chapter only that chapter is read, and one that includes a file when that file is edited."""
    read: list[str] = []

    def noted(folder: Folder, name: str, asked: Span, language: str) -> Chapter | None:
        read.append(name)
        return read_chapter(folder, name, asked, language)

    monkeypatch.setattr("guidepress.read.memory.read_chapter", noted)
    memory = Memory()
    load(guide, memory=memory)
    assert sorted(read) == ["before.md", "one.md", "two.md"]
    for edit, name in (("words", ["two.md"]), ("included", ["one.md"]), ("csv", ["one.md"]), ("broken guide", [])):
        read.clear()
        EDITS[edit](guide)
        load(guide, memory=memory)
        assert read == name
    EDITS["guide"](guide)
    load(guide, memory=memory)
    assert read == []


@pytest.mark.parametrize("first", ["picture", "no picture", "ladder", "words"])
@pytest.mark.parametrize("second", ["picture", "no picture", "ladder", "broken guide"])
def test_pictures_are_noticed(first: str, second: str, guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that is replaced, deleted or brought back is noticed, though its file is not opened to find out."""
    monkeypatch.setattr("guidepress.read.memory.SETTLED", -1)
    memory = Memory()
    for edit in (first, second, "guide"):
        EDITS[edit](guide)
        assert_same(guide, memory)


def test_pictures_are_read_once(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that has rested is not read again; one that was written a moment ago is, as it may be written again in that moment."""
    read: list[str] = []

    def noted(folder: Folder, path: str, asked: Span) -> Picture | None:
        read.append(path)
        return read_picture(folder, path, asked)

    monkeypatch.setattr("guidepress.read.memory.read_picture", noted)
    memory = Memory()
    for settled, number in ((60_000_000_000, 6), (60_000_000_000, 6), (-1, 6), (-1, 0)):
        monkeypatch.setattr("guidepress.read.memory.SETTLED", settled)
        read.clear()
        load(guide, memory=memory)
        assert len(read) == number


def test_what_is_not_used_is_forgotten(guide: Path) -> None:
    """The memory does not grow: a chapter that has left the guide is not kept, nor what a chapter was before an edit."""
    memory = Memory()
    load(guide, memory=memory)
    for number in range(20):
        changed("chapters/two.md", "The second", f"The {number}. second")(guide)
        load(guide, memory=memory)
    assert len(memory) == 3
    EDITS["not listed"](guide)
    load(guide, memory=memory)
    assert len(memory) == 2
