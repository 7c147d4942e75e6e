"""Write a report as JSON; docs/checking.md describes every key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import guidepress
from guidepress.check.artifacts import Outcome
from guidepress.errors import Edit, Problem
from guidepress.reports.report import Report

FORM = 1  # raised when a key changes its meaning or goes; a new key does not raise it


def to_json(report: Report) -> str:
    """Write an object with the problems, the checkers, what was left out and what was mended."""
    errors = sum(problem.severity == "error" for problem in report.problems)
    document = {
        "form": FORM,
        "guidepress": guidepress.__version__,
        "failed": report.failed,
        "errors": errors,
        "warnings": len(report.problems) - errors,
        "problems": [_problem(problem, report) for problem in report.problems],
        "checkers": [_checker(outcome) for outcome in report.checkers],
        "notices": list(report.notices),
        "mended": _edits(report.mended),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _problem(problem: Problem, report: Report) -> dict[str, Any]:
    span, length = problem.span, report.excerpts.length(problem)
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.line if length else None,
        "end_column": span.column + length if length else None,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "excerpt": report.excerpts.line(span),
        "fix": _edits(problem.fix),
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    places = ((edit.span, edit) for edit in edits)
    return [
        {"file": span.file, "line": span.line, "column": span.column, "old": edit.old, "new": edit.new}
        for span, edit in places
    ]


def _checker(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.checker,
        "title": outcome.title,
        "ran": not outcome.missing,
        "why_not": outcome.missing,
        "files": outcome.files,
        "faults": len(outcome.faults),
    }
