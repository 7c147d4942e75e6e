"""Write a report in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for code scanning and editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import guidepress
from guidepress.check.artifacts import Outcome
from guidepress.errors import Edit, Problem
from guidepress.reports.report import Report, advice, missing_words
from guidepress.rules.catalogue import BY_CODE
from guidepress.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MISSING, SKIPPED, MENDED = "checker-missing", "not-done", "mended"
_NOTICES = {
    MISSING: "A checker of finished files did not run.",
    SKIPPED: "A part of the check was not done.",
    MENDED: "A file of the guide was changed.",
}

Json = dict[str, Any]


def to_sarif(report: Report) -> str:
    """Write a log of one run."""
    codes = sorted({problem.code for problem in report.problems})
    driver = {
        "name": "guidepress",
        "version": guidepress.__version__,
        "rules": [_rule(code, report) for code in codes],
        "notifications": [{"id": name, "shortDescription": {"text": words}} for name, words in _NOTICES.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(problem, codes, report) for problem in report.problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, report: Report) -> Json:
    rule = BY_CODE.get(code)
    if rule is not None:
        return _from_catalogue(rule)
    level = next(problem.severity for problem in report.problems if problem.code == code)
    titles = {outcome.checker: outcome.title for outcome in report.checkers}
    checker, _, name = code.partition("-")
    known = f"{titles[checker]} found this in a finished file: {name}." if checker in titles else f"{code}."
    return {"id": code, "shortDescription": {"text": known}, "defaultConfiguration": {"level": level}}


def _from_catalogue(rule: Rule) -> Json:
    mends = f" `check --fix` {rule.mends}" if rule.mends else ""
    text = f"{rule.summary} {rule.reason}{mends}\n\nNot so:\n{rule.bad}\n\nBut so:\n{rule.good}"
    examples = "\n".join(
        f"\n{name}:\n\n````{rule.form}\n{one}\n````" for name, one in (("Not so", rule.bad), ("But so", rule.good))
    )
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.reason},
        "help": {"text": text, "markdown": f"**{rule.summary}** {rule.reason}{mends}\n{examples}\n"},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family]},
    }


def _result(problem: Problem, codes: Sequence[str], report: Report) -> Json:
    result: Json = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity,
        "message": {"text": advice(problem)},
        "locations": [{"physicalLocation": _place(problem, report)}],
    }
    if problem.fix:
        result["fixes"] = [
            {"description": {"text": problem.hint or "Mend it."}, "artifactChanges": _changes(problem.fix, report)}
        ]
    return result


def _place(problem: Problem, report: Report) -> Json:
    span, length = problem.span, report.excerpts.length(problem)
    place: Json = {"artifactLocation": _file(span.file, report)}
    if span.line:
        region: Json = {"startLine": span.line, "startColumn": max(span.column, 1)}
        if length:
            region |= {"endLine": span.line, "endColumn": span.column + length}
            region["snippet"] = {"text": problem.words}
        place["region"] = region
        line = report.excerpts.line(span)
        if line is not None:
            place["contextRegion"] = {"startLine": span.line, "endLine": span.line, "snippet": {"text": line}}
    return place


def _file(name: str, report: Report) -> Json:
    return {"uri": quote(report.path_from_here(name))}


def _changes(edits: Sequence[Edit], report: Report) -> list[Json]:
    files = dict.fromkeys(edit.span.file for edit in edits)
    return [
        {
            "artifactLocation": _file(name, report),
            "replacements": [_replacement(edit) for edit in edits if edit.span.file == name],
        }
        for name in files
    ]


def _replacement(edit: Edit) -> Json:
    line, column = edit.span.line, edit.span.column
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + len(edit.old)}
    return {"deletedRegion": region, "insertedContent": {"text": edit.new}}


def _invocation(report: Report) -> Json:
    """Say how the run ended; what did not run belongs to how the machine is set up (section 3.20.22 of the standard)."""
    return {
        "executionSuccessful": True,
        "exitCode": int(report.failed),
        "toolConfigurationNotifications": [_missing(outcome, report) for outcome in report.checkers if outcome.missing],
        "toolExecutionNotifications": list(_notices(report)),
    }


def _missing(outcome: Outcome, report: Report) -> Json:
    level = "error" if report.strict else "warning"
    return {"descriptor": {"id": MISSING}, "level": level, "message": {"text": missing_words(outcome)}}


def _notices(report: Report) -> Iterator[Json]:
    for words in report.notices:
        yield {"descriptor": {"id": SKIPPED}, "level": "note", "message": {"text": words}}
    for edit in report.mended:
        yield {"descriptor": {"id": MENDED}, "level": "note", "message": {"text": str(edit)}}
