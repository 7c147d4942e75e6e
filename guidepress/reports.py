"""Write problems for machines: JSON, SARIF 2.1.0, and GitHub's workflow commands.

Goes in: problems. Comes out: text, the same for the same problems.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import guidepress
from guidepress.errors import Problem

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_json(problems: Sequence[Problem]) -> str:
    """Write a list of objects with file, line, column, severity, code, message and hint."""
    rows = [
        {
            "file": problem.span.file,
            "line": problem.span.line,
            "column": problem.span.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def to_sarif(problems: Sequence[Problem]) -> str:
    """Write one run in the Static Analysis Results Interchange Format."""
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "guidepress", "version": guidepress.__version__, "rules": [{"id": code} for code in codes]}
    run = {"tool": {"driver": driver}, "results": [_sarif_result(problem) for problem in problems]}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _sarif_result(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": problem.span.file}}
    if problem.span.line:
        place["region"] = {"startLine": problem.span.line, "startColumn": max(problem.span.column, 1)}
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": f"{problem.message}. {problem.hint}" if problem.hint else problem.message},
        "locations": [{"physicalLocation": place}],
    }


def to_github(problems: Sequence[Problem]) -> str:
    """Write a workflow command a line, which GitHub shows beside the line that is meant."""
    return "\n".join(_github_line(problem) for problem in problems)


def _github_line(problem: Problem) -> str:
    places = {"file": problem.span.file, "line": problem.span.line, "col": problem.span.column, "title": problem.code}
    listed = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in places.items() if value)
    return f"::{problem.severity} {listed}::{_escaped(f'{problem.message}. {problem.hint}'.strip())}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"json": to_json, "sarif": to_sarif, "github": to_github}
