"""Each case folder holds templates and styles of a guide's own that are at fault, and the problems that making it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import LayOver
from goldens import cases, check
from model_text import problem_text

from guidepress.compose.resources import design_of
from guidepress.design import check_design
from guidepress.errors import GuideError, Problem
from guidepress.formats import FORMATS, Making, render
from guidepress.pipeline import load


def problems_of_making(root: Path, formats: tuple[str, ...] = FORMATS) -> list[Problem]:
    """Make the guide in each format by itself, and return the problems."""
    guide, problems = load(root)
    assert guide is not None
    found = {*problems, *check_design(design_of(root), two_sided=guide.two_sided)}
    for name in formats:
        try:
            tuple(render(name, guide, design_of(root), Making((name,))))
        except GuideError as error:
            found.update(error.problems)
    return sorted(found)


@pytest.mark.parametrize("case", cases("make"), ids=lambda case: case.name)
def test_making(case: Path, lay_over: LayOver, save_goldens: bool) -> None:  # noqa: FBT001 - a fixture's value
    """A case's templates and styles give the problems that its golden lists, in HTML unless formats.txt says otherwise."""
    named = case / "formats.txt"
    formats = tuple(named.read_text("utf-8").split()) if named.is_file() else ("html",)
    problems = problems_of_making(lay_over(case / "in"), formats)
    written = "".join(f"{problem_text(problem)}\n" for problem in problems)
    check(case / "expected.txt", f"---\n{written}", save=save_goldens)


def test_stock_guide_can_be_made(stock: Path) -> None:
    """The stock guide is made in every format without a problem."""
    assert problems_of_making(stock) == []
