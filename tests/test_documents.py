"""What the documents show is true."""

from __future__ import annotations

import re

import pytest
from conftest import REPOSITORY
from examples import PICTURES, Example, examples, write_guide
from model_text import problem_text

from guidepress.errors import Problem
from guidepress.pipeline import review

EXAMPLES = tuple(examples())
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """Review a guide with a chapter for each example."""
    folder = tmp_path_factory.mktemp("examples") / "guide"
    write_guide(folder, {f"line-{example.line}.md": example.chapter for example in EXAMPLES})
    return review(folder)[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}")
def test_example_is_without_error(example: Example, problems: tuple[Problem, ...]) -> None:
    """An example of the source format can be copied into a chapter as it stands."""
    file = f"source/chapters/line-{example.line}.md"
    errors = [problem for problem in problems if problem.severity == "error" and problem.span.file == file]
    assert [problem_text(problem) for problem in errors] == []


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.name], ids=lambda example: example.name)
def test_picture_of_example_is_there(example: Example) -> None:
    """Each example that shows a picture has one: `make pictures` draws them."""
    assert (PICTURES / f"{example.name}.png").is_file()


def test_no_picture_is_left_over() -> None:
    """No picture is kept of an example that is gone."""
    assert {path.stem for path in PICTURES.glob("*.png")} == {one.name for one in EXAMPLES if one.name}


def test_documents_name_files_that_are_there() -> None:
    """Links from one document to another lead somewhere."""
    for document in (*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")):
        words = _CODE.sub("", document.read_text("utf-8"))
        for path in _LINK.findall(words):
            assert (document.parent / path).exists(), f"{document.name}: {path}"
