"""Hold text against the file that says what it should be, or save it there."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


def cases(stage: str) -> list[Path]:
    """List the case folders of a stage."""
    return sorted(folder for folder in (CASES / stage).iterdir() if folder.is_dir())


def check(golden: Path, actual: str, *, save: bool) -> None:
    """Fail with a unified diff where ``actual`` is not what ``golden`` holds; with ``save``, write it there."""
    __tracebackhide__ = True
    if save:
        golden.write_text(actual, "utf-8")
    if not golden.is_file():
        pytest.fail(f"{golden.relative_to(CASES)} is missing; look at what --save-goldens writes there", pytrace=False)
    expected = golden.read_text("utf-8")
    if expected != actual:
        lines = difflib.unified_diff(
            expected.splitlines(keepends=True), actual.splitlines(keepends=True), "expected", "actual"
        )
        pytest.fail(f"{golden.relative_to(CASES)}\n{''.join(lines)}", pytrace=False)
