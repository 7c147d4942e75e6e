"""Run every checker that is there on the finished files of a guide.

A checker is a module of this folder with a ``TITLE`` for people, ``FILES`` (patterns of the files that it takes, below the
guide's output folder) and ``check``.

Goes in: the folder with the PDF, EPUB, HTML file and site. Comes out: an ``Outcome`` a checker, in the order they end.
"""

from __future__ import annotations

import pkgutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from guidepress import check
from guidepress.check.finding import Finding
from guidepress.check.toolbox import Missing

AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what one checker said: its findings, or why it did not run; ``files`` is how many it looked at."""

    checker: str
    title: str
    files: int
    findings: tuple[Finding, ...] = ()
    missing: str = ""
    seconds: float = 0.0

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return the findings that must be mended: errors and warnings, not information."""
        return tuple(finding for finding in self.findings if finding.severity != "info")


def checkers() -> tuple[ModuleType, ...]:
    """Find the checkers among the modules of this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(check.__path__))
    modules = (import_module(f"{check.__name__}.{name}") for name in names)
    return tuple(module for module in modules if hasattr(module, "TITLE"))


def check_artifacts(folder: Path) -> Iterator[Outcome]:
    """Run the checkers on what stands in ``folder``, two at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_run, checker, folder) for checker in checkers()]
        for done in as_completed(running):
            yield done.result()


def _run(checker: ModuleType, folder: Path) -> Outcome:
    start = time.monotonic()
    files = [path for pattern in checker.FILES for path in sorted(folder.glob(pattern))]
    try:
        findings = checker.check(files, folder) if files else []
    except Missing as error:
        return Outcome(checker.NAME, checker.TITLE, len(files), missing=f"{error.reason}; {error.remedy}")
    return Outcome(checker.NAME, checker.TITLE, len(files), tuple(findings), seconds=time.monotonic() - start)
