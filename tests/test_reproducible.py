"""The same source gives the same bytes, anywhere and at any time."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from conftest import run_build

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
EPOCH = {"SOURCE_DATE_EPOCH": "946684800"}  # the first of January 2000


def digests(folder: Path) -> dict[str, str]:
    """Name every file below a folder with its content's hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def build(stock: Path, place: Path, *arguments: str, **variables: str) -> Path:
    """Build a copy of the stock guide in a folder of its own, and return the output's folder."""
    shutil.copytree(stock, place / "guide")
    done = run_build(place / "dist", *arguments, guide=place / "guide", **variables)
    assert (done.returncode, done.stderr) == (0, "")
    return place / "dist"


def test_same_bytes(stock: Path, tmp_path: Path) -> None:
    """Builds in other folders, time zones and locales, with other hash seeds, give identical files in all formats."""
    here = build(stock, tmp_path / "here", **HERE)
    there = build(stock, tmp_path / "a longer way/to ünother place", **THERE)
    assert digests(here) == digests(there)


@pytest.mark.parametrize("ending", ["html", "site/index.html"])
def test_date_can_be_set(stock: Path, tmp_path: Path, ending: str) -> None:
    """SOURCE_DATE_EPOCH replaces the guide's date."""
    name = ending.partition("/")[0]
    folder = build(stock, tmp_path, "--format", name, **EPOCH) / "stock-guide-2.1"
    text = (folder / (ending if "/" in ending else f"stock-guide-2.1.{ending}")).read_text("utf-8")
    assert "Version 2.1, 1 January 2000" in text
    assert "2026" not in text
