"""Files that cannot be read are problems with a place, whatever stands in their way: a case folder cannot hold these."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WithFiles

from guidepress.errors import Problem
from guidepress.read.guide import read_guide


def only_problem(root: Path) -> Problem:
    """Return the one problem of the guide in ``root``."""
    (problem,) = read_guide(root).problems
    return problem


@pytest.mark.parametrize("name", ["resources.yaml", "glossary.yaml"])
def test_folder_in_place_of_a_file(name: str, with_files: WithFiles) -> None:
    """A folder named as a file that may be missing is reported, not taken for a missing one."""
    path = with_files({}) / "source" / name
    path.unlink()
    path.mkdir()
    problem = only_problem(path.parents[1])
    assert (problem.code, problem.span.file) == ("unreadable", f"source/{name}")


@pytest.mark.parametrize("name", ["resources.yaml", "chapters/one.md", "images/cover.svg"])
def test_links_in_a_circle(name: str, with_files: WithFiles) -> None:
    """A link to itself is reported."""
    root = with_files({})
    path = root / "source" / name
    path.unlink()
    path.symlink_to(path)
    assert only_problem(root).code == "unreadable"


@pytest.mark.parametrize("name", ["resources.yaml", "chapters/one.md", "images/cover.svg"])
def test_file_that_may_not_be_opened(name: str, with_files: WithFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not open is reported; root may open all, so the system's answer is played."""
    root = with_files({})
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == (root / "source" / name).resolve():
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problem = only_problem(root)
    assert problem.code == "unreadable"
    assert "Permission denied" in problem.message
