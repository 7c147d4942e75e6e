"""Check EPUBs with Ace by DAISY, which judges accessibility: axe-core in each chapter, metadata, navigation, page list."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from guidepress.check import toolbox
from guidepress.check.finding import Finding, Severity, failed_check, name_of, part_absent

NAME = "ace"
TITLE = "Ace"
FILES = ("*.epub",)
TIMEOUT = 600.0
_ID_IN_PATH = re.compile(r"/\d+\[((?:\^.|[^\]^])*)\]")

SEVERITIES: Mapping[str, Severity] = {
    "critical": "error",
    "serious": "error",
    "moderate": "warning",
    "minor": "warning",
}


def check(paths: Sequence[Path], root: Path | None = None, *, timeout: float = TIMEOUT) -> list[Finding]:
    """Check EPUBs, in one browser session, and give every assertion that failed.

    Args:
        paths: the EPUBs.
        root: findings name the EPUBs by their path below this folder.
        timeout: seconds for all of them together.

    Raises:
        Missing: Node.js, Chromium or Ace is not installed.
    """
    for package in ("@daisy/ace-core", "@daisy/ace-axe-runner-puppeteer"):
        toolbox.npm_file(package, TITLE)
    there, findings = part_absent(NAME, paths, root)
    if not there:
        return findings
    names = [name_of(path, root) for path in there]
    job = json.dumps({"epubs": [str(path.resolve()) for path in there]})
    try:
        reports = toolbox.run_script("ace.mjs", job, timeout=timeout).json()["reports"]
    except toolbox.Broken as error:
        return [*findings, *failed_check(NAME, names, error)]
    for path, name, report in zip(there, names, reports, strict=True):
        findings += _findings(report, path, name)
    return findings


def _findings(report: Mapping[str, Any], path: Path, name: str) -> Iterator[Finding]:
    """Give the findings of one EPUB's report."""
    if "failed" in report:
        yield Finding(NAME, "error", "checker-failed", " ".join(report["failed"].split()), name)
        return
    start = _package_folder(path)
    for subject in report["assertions"]:
        file = posixpath.normpath(posixpath.join(name, start, subject["earl:testSubject"]["url"]))
        for assertion in subject["assertions"]:
            if assertion["earl:result"]["earl:outcome"] == "fail":
                yield _finding(assertion, file)


def _package_folder(path: Path) -> str:
    """Give the folder of an EPUB's package document, from which Ace names the files."""
    with zipfile.ZipFile(path) as epub:
        container = etree.fromstring(epub.read("META-INF/container.xml"))
    return posixpath.dirname(str(container.xpath("string(//@full-path)")))


def _finding(assertion: Mapping[str, Any], file: str) -> Finding:
    test, result = assertion["earl:test"], assertion["earl:result"]
    pointer = result.get("earl:pointer") or {}
    selectors = pointer.get("css") or []
    return Finding(
        checker=NAME,
        severity=SEVERITIES.get(test.get("earl:impact", ""), "error"),
        code=test["dct:title"],
        message=" ".join(str(result.get("dct:description") or test.get("dct:description") or "").split()),
        file=file,
        excerpt=" ".join(selectors) or str(result.get("html") or ""),
        ids=_ids_in_path("".join(pointer.get("cfi") or [])),
    )


def _ids_in_path(path: str) -> tuple[str, ...]:
    """List the ids in an EPUB CFI (section 2.4: in brackets after a step, ``^`` before a sign of its own), innermost first."""
    found: list[str] = _ID_IN_PATH.findall(path)
    return tuple(re.sub(r"\^(.)", r"\1", one) for one in reversed(found))
