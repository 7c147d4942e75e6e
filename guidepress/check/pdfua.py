"""Check PDFs against PDF/UA-1, and PDF/A where asked, with ``page``, a validator that runs inside this process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import page

from guidepress.check.finding import Finding, name_of, part_absent

NAME = "pdfua"
TITLE = "PDF/UA-1"
FILES = ("*.pdf",)
PROFILES = ("ua1",)


def check(
    paths: Sequence[Path], root: Path | None = None, *, profiles: Sequence[str] = PROFILES, name: str = NAME
) -> list[Finding]:
    """Check PDFs and give each rule that they break, once for each object that breaks it.

    Args:
        paths: the PDFs.
        root: findings name the PDFs by their path below this folder.
        profiles: what to check against: ``ua1``, and PDF/A's ``2a``, ``3a`` and so on.
        name: the checker that findings name.
    """
    there, findings = part_absent(name, paths, root)
    for path in there:
        for profile in profiles:
            findings += _check_one(name, path, name_of(path, root), page.ValidationProfile(profile))
    return findings


def _check_one(checker: str, path: Path, name: str, profile: page.ValidationProfile) -> list[Finding]:
    try:
        report = page.validate_pdf(path, profile=profile)
    except (page.PageError, OSError) as error:
        return [Finding(checker, "error", "unreadable", str(error), name)]
    findings = [_finding(checker, failure, name) for failure in report.failures]
    if findings or report.is_compliant:
        return findings
    return [
        Finding(checker, "error", profile.value, "The file does not comply, and the checker does not say why.", name)
    ]


def _finding(checker: str, failure: page.ValidationFailure, name: str) -> Finding:
    where = failure.object_id
    excerpt = f"object {where.object_number} {where.generation}" if where else ""
    return Finding(checker, "error", failure.rule_id, failure.message, name, excerpt=excerpt)
