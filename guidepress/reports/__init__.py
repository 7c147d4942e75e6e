"""Write what a check found for machines: JSON, SARIF 2.1.0, and GitHub's workflow commands.

Goes in: a ``Report``. Comes out: one document, the same for the same report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guidepress.reports.github import to_github
from guidepress.reports.json_document import to_json
from guidepress.reports.report import Report
from guidepress.reports.sarif import to_sarif

FORMATS: Mapping[str, Callable[[Report], str]] = {"json": to_json, "sarif": to_sarif, "github": to_github}
