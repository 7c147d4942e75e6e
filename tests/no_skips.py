"""Turn skipped tests into failures where GUIDEPRESS_NO_SKIPS=1 is set.

A test skips where a tool is missing, which is right on a reader's machine. Where everything has been set up (in
continuous integration), a skip means that the set-up is broken, and that must not pass for success.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

# A second opinion, which is fetched where Maven Central answers; continuous integration says whether it was there.
_MAY_BE_MISSING = "veraPDF is not installed"


def _forbidden() -> bool:
    return os.environ.get("GUIDEPRESS_NO_SKIPS") == "1"


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Make a skip a failure that tells the skip's reason; leave expected failures alone."""
    if not _forbidden() or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if _MAY_BE_MISSING in reason:
        return
    report.outcome = "failed"
    report.longrepr = f"{reason}\nGUIDEPRESS_NO_SKIPS=1 is set, so this counts as a failure."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same for a module that skips as a whole."""
    report = yield
    _fail_if_skipped(report)
    return report
