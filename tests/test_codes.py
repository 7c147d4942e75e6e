"""Every kind of problem that guidepress can report has a case that shows it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from goldens import CASES
from markdown_it.token import Token

from guidepress.errors import Problem
from guidepress.read.blocks import BlockReader
from guidepress.read.directives import FORMS
from guidepress.read.inlines import InlineReader
from guidepress.read.markdown import Locator
from guidepress.read.tree import tree_of

PACKAGE = Path(__file__).resolve().parents[1] / "guidepress"
REPORTING = {"Problem", "report", "_report", "fail", "warn"}  # each takes the code as its second argument
CODE = re.compile(r"^[a-z]+(-[a-z]+)*$")
BUILT_FROM_PARTS = {
    "*-*": set[str](),  # what a validator found in a finished file has the validator's own code
    "missing-*": {f"missing-{option}" for form in FORMS.values() for option in form.required},
    "schema-*": {
        "schema-date-type",
        "schema-extra-forbidden",
        "schema-list-type",
        "schema-missing",
        "schema-model-type",
        "schema-string-pattern-mismatch",
        "schema-string-type",
        "schema-too-short",
    },
}
# What cannot be written into a case folder is shown by a test.
SHOWN_BY_TESTS = {
    "page-unsettled": "test_typesetting.py",
    "markdown": "test_codes.py",
    "link-untested": "test_links_told.py",
    "format-failed": "test_making_apart.py",
    "not-accessible": "test_making_apart.py",
    "too-large": "test_safety.py",
    "unwritable": "test_mend.py",
}


def codes_in_source(folder: Path = PACKAGE) -> Iterator[str]:
    """Find the codes in the calls that report problems; a part that is only known when it runs is a star."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and _name(node.func) in REPORTING:
                yield from _codes(node.args[1])


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        pattern = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        yield from BUILT_FROM_PARTS.get(pattern, {pattern})


def codes_in_cases() -> set[str]:
    """Find the codes in the lines that the cases expect below their dashes."""
    texts = (path.read_text("utf-8").rpartition("---\n")[2] for path in CASES.rglob("expected.txt"))
    return {line.split(" ")[1] for text in texts for line in text.splitlines()}


@pytest.mark.parametrize("code", sorted(set(codes_in_source())))
def test_code_is_shown(code: str) -> None:
    """The code occurs in a case's expectation, or in the test that is named for it."""
    shown = code in codes_in_cases()
    if code in SHOWN_BY_TESTS:
        shown = f'"{code}"' in (Path(__file__).parent / SHOWN_BY_TESTS[code]).read_text("utf-8")
    assert shown, f"add a case that reports '{code}'"


def test_codes_are_found() -> None:
    """The search finds codes however they are reported."""
    expected = {"yaml", "raw-html", "unknown-chapter", "missing-file", "missing-time", "schema-missing", "template"}
    assert expected == expected & set(codes_in_source())


@pytest.mark.parametrize("kind", ["block", "inline"])
def test_unknown_markdown(kind: str) -> None:
    """What a new version of the parser might find, and the model does not know, is reported and not lost."""
    problems: list[Problem] = []
    inlines = InlineReader(Locator("one.md", ("words",)), problems, "en")
    tree = tree_of([Token("marquee", "", 0, map=[0, 1])])
    if kind == "block":
        BlockReader(inlines).read(tree.children)
    else:
        inlines.read(tree.children)
    assert [("markdown", "'marquee' cannot be used here")] == [(problem.code, problem.message) for problem in problems]
