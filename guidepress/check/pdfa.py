"""Check PDFs against PDF/A-3a, which archives ask for, with ``page`` as in ``pdfua``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from guidepress.check import pdfua
from guidepress.check.finding import Finding

NAME = "pdfa"
TITLE = "PDF/A-3a"
FILES = pdfua.FILES
PROFILES = ("3a",)


def check(paths: Sequence[Path], root: Path | None = None, *, locate: bool = True) -> list[Finding]:
    """Check PDFs and give each rule that they break, as ``pdfua.check`` does."""
    return pdfua.check(paths, root, profiles=PROFILES, name=NAME, locate=locate)
