"""What the documents show is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY
from examples import PICTURES, Example, examples, write_guide
from model_text import problem_text

from guidepress.errors import Problem
from guidepress.pipeline import review
from guidepress.read.directives import FORMS
from guidepress.read.roles import ROLES

EXAMPLES = tuple(examples())
_FORMAT = (REPOSITORY / "docs" / "source-format.md").read_text("utf-8")
_ALTERNATIVE = re.compile(r"^!\[(?P<words>[^\]]*)\]\(pictures/", re.MULTILINE)
_SHORTEST_ALTERNATIVE = 20  # letters
_LARGEST = 60_000  # bytes
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


def test_pictures_say_what_they_show() -> None:
    """Each picture has a text alternative, and no two have the same."""
    words = [found["words"] for found in _ALTERNATIVE.finditer(_FORMAT)]
    assert len(words) == len(set(words)) == len([one for one in EXAMPLES if one.name])
    assert all(len(one) > _SHORTEST_ALTERNATIVE for one in words)


@pytest.mark.parametrize("path", sorted(PICTURES.parent.rglob("*.png")), ids=lambda path: path.stem)
def test_picture_is_small(path: Path) -> None:
    """Nobody waits for a document's pictures."""
    assert path.stat().st_size < _LARGEST


@pytest.mark.parametrize("name", sorted(FORMS))
def test_block_is_told(name: str) -> None:
    """The source format names each block that there is."""
    assert f"{{{name}}}" in _FORMAT or f"`{name}`" in _FORMAT


def test_blocks_have_examples() -> None:
    """Each block has an example; those with several names have one for one of them."""
    shown = {name for example in EXAMPLES for name in re.findall(r"\{([a-z-]+)\}", example.text)}
    builders = {FORMS[name].build for name in shown if name in FORMS}
    assert [name for name, form in FORMS.items() if form.build not in builders] == []


@pytest.mark.parametrize("name", sorted(ROLES))
def test_role_is_told(name: str) -> None:
    """The source format names each role that there is."""
    assert f"{{{name}}}" in _FORMAT


def test_no_picture_is_left_over() -> None:
    """No picture is kept of an example that is gone."""
    assert {path.stem for path in PICTURES.glob("*.png")} == {one.name for one in EXAMPLES if one.name}


def test_documents_name_files_that_are_there() -> None:
    """Links from one document to another lead somewhere."""
    for document in (*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")):
        words = _CODE.sub("", document.read_text("utf-8"))
        for path in _LINK.findall(words):
            assert (document.parent / path).exists(), f"{document.name}: {path}"
