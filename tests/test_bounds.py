"""What is deep, long or many in a source ends in a problem with a place, in time that grows with it."""

from __future__ import annotations

import re
import struct
import time
import zlib
from pathlib import Path

import pytest
from conftest import STOCK, WithFiles
from machine import slowness

from guidepress.errors import Problem
from guidepress.pipeline import load, review

GUIDE = (STOCK / "source/guide.yaml").read_text("utf-8")


def codes(problems: tuple[Problem, ...]) -> set[str]:
    """Name the kinds of problems."""
    return {problem.code for problem in problems}


def codes_of(root: Path) -> set[str]:
    """Load a guide and name the kinds of its problems."""
    return codes(load(root)[1])


@pytest.mark.parametrize("name", ["literalinclude", "include"])
def test_large_file_included_often(with_files: WithFiles, name: str) -> None:
    """A chapter cannot grow without end by what it includes."""
    words = f"# One\n\n{f':::{{{name}}} large.md{chr(10)}:::{chr(10) * 2}' * 5}"
    root = with_files({"source/chapters/one.md": words, "source/large.md": "Words of a large file.\n\n" * 40_000})
    assert "include-many" in codes_of(root)


def test_stacked_formula(with_files: WithFiles) -> None:
    """A small formula that would take minutes to draw is refused."""
    words = f"# One\n\n:::{{math}}\n:alt: A sum.\n\n{chr(92)}overbrace{{x}}\n:::\n".replace("{x}", "{x}")
    deep = words.replace("\\overbrace{x}", "\\overbrace{" * 12 + "x" + "}" * 12)
    assert deep != words
    assert "formula-size" in codes_of(with_files({"source/chapters/one.md": deep}))


@pytest.mark.parametrize("depth", [50, 2000])
@pytest.mark.parametrize(
    "pattern",
    ["> ", "- ", "1. ", "*", "[", "![", "**a ", "`", ":::::{note}\n", "<b>", "{term}`", "((", "|", "[^", "#", ": "],
)
def test_deep_nesting(with_files: WithFiles, pattern: str, depth: int) -> None:
    """Anything opened very many times over gives a guide or problems, not a traceback."""
    guide, problems = load(with_files({"source/chapters/one.md": f"# One\n\n{pattern * depth}words\n"}))
    assert guide is not None or problems


def test_deep_lists(with_files: WithFiles) -> None:
    """Lists in lists, hundreds deep, give a problem and lose no words in silence."""
    words = "".join(f"{'  ' * depth}- item\n" for depth in range(300))
    assert "too-deep" in codes_of(with_files({"source/chapters/one.md": f"# One\n\n{words}"}))


def test_deep_blocks(with_files: WithFiles) -> None:
    """Blocks in blocks, a hundred deep, give problems."""
    opened = "".join(f"{':' * (103 - depth)}{{note}}\n" for depth in range(100))
    closed = "".join(f"{':' * (4 + depth)}\n" for depth in range(100))
    assert "too-deep" in codes_of(with_files({"source/chapters/one.md": f"# One\n\n{opened}Words.\n{closed}"}))


@pytest.mark.parametrize("name", ["guide.yaml", "resources.yaml", "glossary.yaml", "chapters/one.md"])
def test_yaml_bomb(with_files: WithFiles, name: str) -> None:
    """Values that repeat values that repeat values, ten to the tenth in all, are refused, each where it repeats another."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 11))
    text = f"---\n{bomb}---\n\n# One\n\nWords.\n" if name.endswith(".md") else bomb
    start = time.process_time()
    problems = load(with_files({f"source/{name}": text}))[1]
    assert time.process_time() - start < 2 * slowness()
    repeats = {(problem.span.line, problem.span.column) for problem in problems if problem.code == "yaml-anchor"}
    lines = text.split("\n")
    stars = {(n, at.start() + 1) for n, line in enumerate(lines, start=1) for at in re.finditer(r"\*", line)}
    assert len(stars) == 100
    assert repeats == stars


def test_picture_bomb(with_files: WithFiles) -> None:
    """A picture of a few bytes that would fill gigabytes is refused."""
    size = struct.pack(">II", 60_000, 60_000)
    chunks = ((b"IHDR", size + b"\x08\x02\x00\x00\x00"), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    words = "# One\n\n![a drawing](images/bomb.png)\n"
    assert codes_of(with_files({"source/chapters/one.md": words, "source/images/bomb.png": data})) == {"bad-picture"}


@pytest.mark.parametrize(
    "sign",
    [*"?.“«‘(!*_[]{}<|`~:;#-+=&%$^'\\/,@0aAé日", "A&", "a-", "a’", "www.", "“a ”", "a. ", "a b ", "[^a]", "](a ", "[a](two.md) ", "{{a}}", " \t", "a \t",
     "{abbr}`a ", ":::{note} \t"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "Words "])
def test_long_rows_of_a_sign(with_files: WithFiles, before: str, sign: str) -> None:
    """A paragraph of one sign or word, a hundred thousand letters long, is reviewed within four seconds, with all its problems."""
    words = sign * (100_000 // len(sign))
    root = with_files({"source/chapters/one.md": f"# One\n\n{before}{words}\n"})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < 4 * slowness()


@pytest.mark.parametrize("sign", ["-", "#", ":", "=", "1", "."])
def test_long_row_before_a_word(with_files: WithFiles, sign: str) -> None:
    """A row of a hundred thousand signs that ends in a word is reviewed within a second."""
    root = with_files({"source/chapters/one.md": f"# One\n\n{sign * 100_000}a\n"})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < slowness()


def test_long_word_in_a_heading(with_files: WithFiles) -> None:
    """A heading with a word of a hundred thousand letters before another that ends in a full stop is reviewed within a second."""
    root = with_files({"source/chapters/one.md": f"# Ch{'0' * 100_000}apter did not come.\n\nWords.\n"})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < slowness()


@pytest.mark.parametrize(
    ("name", "above", "line"),
    [
        ("guide.yaml", GUIDE, "valeus%: a\n"),
        ("glossary.yaml", "- term: a\n", "  definition%: b\n"),
        ("chapters/one.md", "# One\n\n", "See the long words of [word](#a%) and go on.\n\n"),
        ("chapters/one.md", "# One\n\n", "## A heading of some words\n\nSome words.\n\n"),
        ("chapters/one.md", "# One\n\n:::{note} a\n", ":nmae%: the words of it\n"),
        ("chapters/one.md", "# One\n\n:::{csv-table}\n", "1,2,3,4,5,6,7,8,9,0\n"),
        ("chapters/one.md", "# One\n\n", "Some longer words stand here before $\\unknwn$ too.\n\n"),
        ("chapters/one.md", "# One\n", "a b\n"),
        ("chapters/one.md", "# One\n\n", "[^a\n\n"),
    ],
    ids=["keys", "terms", "links", "headings", "options", "cells", "formulas", "lines", "brackets"],
)
def test_many_of_a_kind(with_files: WithFiles, name: str, above: str, line: str) -> None:
    """A hundred thousand letters of like lines, sound or not, are reviewed within a second and two for each megabyte."""
    count = 100_000 // len(line)
    root = with_files({f"source/{name}": above + "".join(line.replace("%", str(number)) for number in range(count))})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < 1.2 * slowness()


def test_long_list(with_files: WithFiles) -> None:
    """A list of more than ten thousand items, 400 KB in all, is reviewed within a second and two for each megabyte."""
    root = with_files({"source/chapters/one.md": "# One\n\n" + "- An item of very many in the list\n" * 11_400})
    start = time.process_time()
    review(root)
    assert time.process_time() - start < 1.8 * slowness()


def test_long_time_of_an_activity(with_files: WithFiles) -> None:
    """An activity that takes very many digits of minutes is reviewed within two seconds."""
    words = f":::{{activity}} Draw\n:time: {'1' * 100_000}\n\n1. **5 minutes.** Draw.\n:::\n"
    start = time.process_time()
    review(with_files({"source/chapters/one.md": f"# One\n\n{words}"}))
    assert time.process_time() - start < 2 * slowness()


def test_large_yaml_number(with_files: WithFiles) -> None:
    """A number with very many digits is a problem, not a traceback."""
    root = with_files({"source/guide.yaml": GUIDE.replace('version: "2.1"', f"version: {'9' * 10_000}")})
    assert codes_of(root) != set()
