"""Words of a YAML value are told at the line of the file on which they stand, however the value is written."""

from __future__ import annotations

import pytest

from guidepress.errors import Span
from guidepress.model import Text
from guidepress.read.yaml_values import read_yaml


def place_of(text: str, word: str) -> Span:
    """Read a value, as the register strips it, and find a word in it."""
    values = read_yaml(text, "a.yaml", [])
    assert values is not None
    words = values.data["a"].strip()
    return Text(words, values.places(("a",), words)).span(words.index(word))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: One two\n  and here\n", 2, 7),
        ("a: One two\n  and here # not these\n", 2, 7),
        ("a: 'One two\n  and here' # not these\n", 2, 7),
        ("a: 'One two\n  and here '\n", 2, 7),
        ('a: "One two\n  and here "\n', 2, 7),
        ('a: "\\\n  and here"\n', 2, 7),
        ('a: "One \\\n  two \\\\ three\n  and here"\n', 3, 7),
        ("a: 'One ''two''\n  \\and here'\n", 2, 8),
        ('a: "One and\n  and\n  and here"\n', 3, 7),
        ("a: ' and\n  here and'\n", 2, 3),
        ("a: >\n  One two\n  and here\n", 3, 7),
        ("a: |\n  One two\n  and here # too\n", 3, 7),
    ],
)
def test_line_of_a_word(text: str, line: int, column: int) -> None:
    """A word is found on its own line."""
    assert place_of(text, "here") == Span("a.yaml", line, column)


def test_line_that_begins_with_an_escape() -> None:
    """What an escape stands for is on the escape's line, not behind the end of the line above."""
    assert place_of('a: "One two\n  \\u00e9\\u00e9 and here"\n', "é and").line == 2
