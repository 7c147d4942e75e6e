"""Check PDFs with veraPDF, the PDF Association's open validator, against each standard that they claim: PDF/UA-1 and PDF/A-3a.

It is a second opinion on what ``page`` says in ``pdfua`` and ``pdfa``; ``tags`` sees that both claims are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guidepress.check import toolbox
from guidepress.check.finding import Finding, failed_check, name_of, part_absent

NAME = "verapdf"
TITLE = "veraPDF"
FILES = ("*.pdf",)
TIMEOUT = 300.0
PROGRAM = "org.verapdf.apps.GreenfieldCliWrapper"


def check(paths: Sequence[Path], root: Path | None = None, *, timeout: float = TIMEOUT) -> list[Finding]:
    """Check PDFs and give each rule that they break, with the first place.

    Args:
        paths: the PDFs.
        root: findings name the PDFs by their path below this folder.
        timeout: seconds for one PDF.

    Raises:
        Missing: Java or veraPDF is not installed.
    """
    jars = toolbox.jars("verapdf", TITLE)
    toolbox.java()
    there, findings = part_absent(NAME, paths, root)
    for path in there:
        findings += _check_one(jars, path, name_of(path, root), timeout)
    return findings


def _check_one(jars: Path, path: Path, name: str, timeout: float) -> list[Finding]:
    try:
        output = toolbox.run_class(jars, PROGRAM, ["--format", "json", str(path.resolve())], timeout=timeout)
        (job,) = output.json()["report"]["jobs"]
    except toolbox.Broken as error:
        return failed_check(NAME, [name], error)
    if "validationResult" not in job:
        why = job.get("taskException", {}).get("exceptionMessage", output.last_words())
        return [Finding(NAME, "error", "unreadable", str(why), name)]
    return [finding for result in job["validationResult"] for finding in _findings(result, name)]


def _findings(result: Mapping[str, Any], name: str) -> Iterator[Finding]:
    """Give a finding for each rule of a standard that is broken."""
    rules = result["details"]["ruleSummaries"]
    for rule in rules:
        code = f"{rule['specification']}, {rule['clause']}, test {rule['testNumber']}"
        more = rule["failedChecks"] - 1
        words = f"{rule['description']} (and in {more} places more)" if more else str(rule["description"])
        place = next((str(one["context"]).rpartition("/")[2] for one in rule["checks"]), "")
        yield Finding(NAME, "error", code, words, name, excerpt=place)
    if not rules and not result["compliant"]:
        words = "The file does not comply, and the checker does not say why."
        yield Finding(NAME, "error", str(result["profileName"]), words, name)
