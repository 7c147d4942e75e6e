"""Write a report as GitHub's workflow commands, which its pages show beside the lines that are meant.

The form is that of GitHub's documentation of workflow commands: ``::error file=…,line=…,col=…,title=…::words``. What a parser of
commands reads as its own signs is written with a per cent sign and two digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guidepress.errors import Edit, Problem
from guidepress.reports.report import Report, advice, missing_words


def to_github(report: Report) -> str:
    """Write a command a line: problems as errors and warnings, what was not done as notices."""
    return "\n".join(_commands(report))


def _commands(report: Report) -> Iterator[str]:
    for edit in report.mended:
        yield _command("notice", _edit_place(edit, report), f"Mended: {edit.old} -> {edit.new}")
    for problem in report.problems:
        yield _command(problem.severity, _place(problem, report), advice(problem))
    for outcome in report.checkers:
        if outcome.missing:
            kind = "error" if report.strict else "notice"
            yield _command(kind, {"title": f"{outcome.title} did not run"}, missing_words(outcome))
    for words in report.notices:
        yield _command("notice", {"title": "guidepress"}, words)


def _place(problem: Problem, report: Report) -> Mapping[str, object]:
    span, length = problem.span, report.excerpts.length(problem)
    place = {"file": report.path_from_here(span.file), "line": span.line, "col": span.column}
    return {**place, "endColumn": span.column + length if length else 0, "title": problem.code}


def _edit_place(edit: Edit, report: Report) -> Mapping[str, object]:
    return {"file": report.path_from_here(edit.span.file), "line": edit.span.line, "title": "mended"}


def _command(kind: str, properties: Mapping[str, object], words: str) -> str:
    listed = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in properties.items() if value)
    return f"::{kind} {listed}::{_escaped(words)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")
