"""Check PDFs against PDF/UA-1, and PDF/A where asked, with ``page``, a validator that runs inside this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import page

from guidepress.check.finding import Finding, name_of, part_absent
from guidepress.check.pdf_places import ids_of

NAME = "pdfua"
TITLE = "PDF/UA-1"
FILES = ("*.pdf",)
PROFILES = ("ua1",)


def check(paths: Sequence[Path], root: Path | None = None, *, profiles: Sequence[str] = PROFILES) -> list[Finding]:
    """Check PDFs and give each rule that they break, once for each object that breaks it.

    Args:
        paths: the PDFs.
        root: findings name the PDFs by their path below this folder.
        profiles: what to check against: ``ua1``, and PDF/A's ``2a``, ``3a`` and so on.
    """
    there, findings = part_absent(NAME, paths, root)
    for path in there:
        for profile in profiles:
            findings += _check_one(path, name_of(path, root), page.ValidationProfile(profile))
    return findings


def _check_one(path: Path, name: str, profile: page.ValidationProfile) -> list[Finding]:
    try:
        report = page.validate_pdf(path, profile=profile)
    except (page.PageError, OSError) as error:
        return [Finding(NAME, "error", "unreadable", str(error), name)]
    marks = [mark for failure in report.failures if (mark := _object(failure))]
    ids = ids_of(path, marks) if marks else {}
    findings = [_finding(failure, name, ids) for failure in report.failures]
    if findings or report.is_compliant:
        return findings
    return [Finding(NAME, "error", profile.value, "The file does not comply, and the checker does not say why.", name)]


def _object(failure: page.ValidationFailure) -> tuple[int, int] | None:
    where = failure.object_id
    return (where.object_number, where.generation) if where else None


def _finding(failure: page.ValidationFailure, name: str, ids: Mapping[tuple[int, int], tuple[str, ...]]) -> Finding:
    where = _object(failure)
    excerpt = f"object {where[0]} {where[1]}" if where else ""
    around = ids.get(where, ()) if where else ()
    return Finding(NAME, "error", failure.rule_id, failure.message, name, excerpt=excerpt, ids=around)
