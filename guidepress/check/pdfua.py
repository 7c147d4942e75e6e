"""Check PDFs against PDF/UA-1, and PDF/A where asked, with ``page``, a validator that runs inside this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import page

from guidepress.check.finding import Finding, name_of, part_absent
from guidepress.check.pdf_isolation import first_at_fault
from guidepress.check.pdf_places import ids_of

NAME = "pdfua"
TITLE = "PDF/UA-1"
FILES = ("*.pdf",)
PROFILES = ("ua1",)


def check(
    paths: Sequence[Path],
    root: Path | None = None,
    *,
    profiles: Sequence[str] = PROFILES,
    name: str = NAME,
    locate: bool = True,
) -> list[Finding]:
    """Check PDFs and give each rule that they break.

    Args:
        paths: the PDFs.
        root: findings name the PDFs by their path below this folder.
        profiles: what to check against: ``ua1``, and PDF/A's ``2a``, ``3a`` and so on.
        name: the checker that findings name.
        locate: find the blocks at fault too, which takes some seconds for a rule that several objects break.
    """
    there, findings = part_absent(name, paths, root)
    for path in there:
        for profile in profiles:
            findings += _check_one(name, path, name_of(path, root), page.ValidationProfile(profile), locate=locate)
    return findings


def _check_one(checker: str, path: Path, name: str, profile: page.ValidationProfile, *, locate: bool) -> list[Finding]:
    try:
        report = page.validate_pdf(path, profile=profile)
    except (page.PageError, OSError) as error:
        return [Finding(checker, "error", "unreadable", str(error), name)]
    findings = [_finding(checker, failure, name) for failure in report.failures]
    if locate:
        findings = [
            _located(one, failure, path, profile) for one, failure in zip(findings, report.failures, strict=True)
        ]
    if findings or report.is_compliant:
        return findings
    return [
        Finding(checker, "error", profile.value, "The file does not comply, and the checker does not say why.", name)
    ]


def _finding(checker: str, failure: page.ValidationFailure, name: str) -> Finding:
    where = failure.object_id
    excerpt = f"object {where.object_number} {where.generation}" if where else ""
    return Finding(checker, "error", failure.rule_id, failure.message, name, excerpt=excerpt)


def _located(finding: Finding, failure: page.ValidationFailure, path: Path, profile: page.ValidationProfile) -> Finding:
    """Add the ids around the object at fault: the checker names it if it is the only one, else the first is sought."""
    where, one = failure.object_id, finding
    if where is None:
        first = first_at_fault(path, lambda data: _breaks(data, failure.rule_id, profile))
        if first is None:
            return finding
        number, generation = first
        one = replace(
            finding, message=f"{finding.message} (here first, and elsewhere)", excerpt=f"object {number} {generation}"
        )
    else:
        number, generation = where.object_number, where.generation
    return replace(one, ids=ids_of(path, number, generation))


def _breaks(data: bytes, rule: str, profile: page.ValidationProfile) -> bool:
    try:
        return rule in {failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures}
    except page.PageError:
        return False
