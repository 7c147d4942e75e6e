"""Code: colours that change no letter, at any size."""

from __future__ import annotations

import time

import pytest
from conftest import WithFiles

from guidepress.compose.highlight import lines_of
from guidepress.compose.resources import design_of
from guidepress.formats import Making, render
from guidepress.model import CodeBlock
from guidepress.pipeline import load
from guidepress.read.syntaxes import LARGEST, first_misfit, is_known, pieces_of

SAMPLES = {
    "python": '# note\n\n@cache\ndef a(b: int = 1) -> None:\n\t"""Words\n\n  more."""\n    return f"{b}"  \n\n\n',
    "html": '<p class="a">&amp;<!-- x --></p>',
    "console": "$ make\nmade\r\n$ \n",
    "diff": "--- a\n+++ b\n-old\n+new\n",
    "json": '{"a": [1, true, null]}\n\n',
    "css": "a { color: red }\x0b\x0c\n",
    "": "\n\n  plain \u2028 words\x85\n",
    "nothing-known": "x\n",
}


@pytest.mark.parametrize("syntax", SAMPLES)
def test_letters_stay(syntax: str) -> None:
    """The pieces of all lines are the code, letter by letter, and each line ends where its text does."""
    lines = lines_of(CodeBlock(text=SAMPLES[syntax], syntax=syntax))
    texts = ["".join(words for _, words in line.pieces) for line in lines]
    assert "".join(texts) == SAMPLES[syntax]
    assert texts == [f"{line}\n" for line in SAMPLES[syntax].split("\n")[:-1]] + [
        rest for rest in SAMPLES[syntax].split("\n")[-1:] if rest
    ]


def test_classes() -> None:
    """A keyword, a name, words and a remark have classes of their own."""
    (line,) = lines_of(CodeBlock(text='class Tea: x = "tea"  # hot', syntax="python"))
    found = {words.strip(): css_class for css_class, words in line.pieces if css_class}
    assert found == {"class": "code-keyword", "Tea": "code-name", '"tea"': "code-string", "# hot": "code-comment"}


def test_numbers_and_emphasis() -> None:
    """Lines are numbered from the first's number, and emphasised by their places."""
    lines = lines_of(CodeBlock(text="a\nb\n", first_number=9, emphasized=(2,)))
    assert [(9, False), (10, True)] == [(line.number, line.emphasized) for line in lines]


@pytest.mark.parametrize("first", [None, 1])
@pytest.mark.parametrize("text", ["x = 1\n" * 200_000, "x" * 1_000_000, "(" * LARGEST, '"' * LARGEST], ids=len)
def test_large_code(text: str, first: int | None) -> None:
    """A megabyte of code has no colours, and takes no time; without numbers it is not even parted."""
    start = time.process_time()
    lines = lines_of(CodeBlock(text=text, syntax="python", first_number=first))
    assert time.process_time() - start < 5
    assert "".join(words for line in lines for _, words in line.pieces) in {text, ""}
    assert bool(lines) == (first is not None or len(text) <= LARGEST)


def test_large_code_on_a_page(with_files: WithFiles) -> None:
    """A chapter with a megabyte of code, in long lines, becomes a web page in seconds."""
    line = "tea " * 100 + "\n"
    root = with_files({"source/chapters/one.md": "# One\n\n```python\n" + line * 2500 + "```\n"})
    start = time.monotonic()
    guide, problems = load(root)
    assert guide is not None, problems
    (artifact,) = render("html", guide, design_of(root), Making(("html",)))
    assert artifact.data.count(line.encode()) == 2500
    assert time.monotonic() - start < 30


def test_names_of_languages() -> None:
    """Names are known in large and small letters; what means no language is plain text."""
    assert [True, True, True, False] == [is_known(name) for name in ("Python", "none", "ipython3", "pyton")]
    assert pieces_of("x", "none") == ()


def test_misfit() -> None:
    """The line of the first sign that cannot stand there is found."""
    assert [2, None] == [first_misfit("{\n\n?}", "json"), first_misfit("{}", "json")]
