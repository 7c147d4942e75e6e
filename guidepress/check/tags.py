"""Audit the tags of PDFs: what screen readers are told, and the validators of PDF/UA do not ask.

Each function of the module ``audits`` looks at one side of the structure. Guidepress writes the tags, so an author is never at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from guidepress.check.audits import AUDITS
from guidepress.check.finding import Finding, name_of, part_absent
from guidepress.check.structure import read_structure

NAME = "tags"
TITLE = "Tags"
FILES = ("*.pdf",)


def check(paths: Sequence[Path], root: Path | None = None) -> list[Finding]:
    """Audit the tags of PDFs."""
    there, findings = part_absent(NAME, paths, root)
    for path in there:
        findings += _check_one(path, name_of(path, root))
    return findings


def _check_one(path: Path, name: str) -> list[Finding]:
    from pypdfium2 import PdfiumError

    try:
        structure = read_structure(path)
    except (pikepdf.PdfError, PdfiumError, OSError) as error:
        return [Finding(NAME, "error", "unreadable", str(error), name)]
    if not structure.elements:
        return [Finding(NAME, "error", "no-tree", "The PDF has no tags.", name)]
    faults = (fault for audit in AUDITS for fault in audit(structure))
    return [
        Finding(NAME, "error" if one.is_sure else "info", one.code, one.message, name, excerpt=one.where)
        for one in faults
    ]
