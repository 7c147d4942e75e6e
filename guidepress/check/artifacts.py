"""Run every checker that is there on the finished files of a guide.

Goes in: the folder with the PDF, EPUB, HTML file and site. Comes out: an ``Outcome`` a checker, in the order they end.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from guidepress.check.finding import Finding
from guidepress.check.toolbox import Missing

CHECKERS = ("pdfua", "epubcheck", "ace", "vnu", "axe")
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what one checker said: its findings, or why it did not run; ``files`` is how many it looked at."""

    checker: str
    files: int
    findings: tuple[Finding, ...] = ()
    missing: str = ""
    seconds: float = 0.0

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return the findings that must be mended: errors and warnings, not information."""
        return tuple(finding for finding in self.findings if finding.severity != "info")


def check_artifacts(folder: Path) -> Iterator[Outcome]:
    """Run the checkers on what stands in ``folder``, two at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_run, name, _files(name, folder), folder) for name in CHECKERS]
        for done in as_completed(running):
            yield done.result()


def _files(checker: str, folder: Path) -> list[Path]:
    if checker == "pdfua":
        return sorted(folder.glob("*.pdf"))
    if checker in {"epubcheck", "ace"}:
        return sorted(folder.glob("*.epub"))
    return [*sorted(folder.glob("*.html")), *sorted((folder / "site").glob("*.html"))]


def _run(checker: str, files: Sequence[Path], folder: Path) -> Outcome:
    start = time.monotonic()
    try:
        findings = import_module(f"guidepress.check.{checker}").check(files, folder) if files else []
    except Missing as error:
        return Outcome(checker, len(files), missing=f"{error.reason}; {error.remedy}")
    return Outcome(checker, len(files), tuple(findings), seconds=time.monotonic() - start)
