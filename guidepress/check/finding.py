"""Hold what a checker found, in the same shape whatever the checker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Describe one fault that a checker found in an artifact.

    Attributes:
        checker: the checker's name, such as ``epubcheck``.
        severity: ``error`` breaks a standard, ``warning`` is bad practice, ``info`` is for a person to judge.
        code: the checker's own code or rule.
        message: what is wrong, in the checker's words.
        file: the artifact; for a file inside an EPUB the EPUB's name, a slash and the path inside it.
        line: the line from 1, where the checker tells it.
        column: the column from 1, where the checker tells it.
        excerpt: the selector or the piece of markup that is meant.
        ids: the ids of the element that is meant and of those around it, the innermost first, where the checker tells them.
    """

    checker: str
    severity: Severity
    code: str
    message: str
    file: str
    line: int | None = None
    column: int | None = None
    excerpt: str = ""
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write the finding on one line, the place first, as editors understand it."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        excerpt = f" [{self.excerpt}]" if self.excerpt else ""
        return f"{place}: {self.severity}: {self.message} ({self.checker} {self.code}){excerpt}"


def name_of(path: Path, root: Path | None) -> str:
    """Name an artifact by its path below the root, or by its bare name when it is not below one."""
    if root is not None and path.resolve().is_relative_to(root.resolve()):
        return path.resolve().relative_to(root.resolve()).as_posix()
    return path.name


def part_absent(checker: str, paths: Sequence[Path], root: Path | None) -> tuple[list[Path], list[Finding]]:
    """Part the files that are there from findings about those that are not: some checkers pass over them in silence."""
    there: list[Path] = []
    findings: list[Finding] = []
    for path in paths:
        if path.is_file():
            there.append(path)
        else:
            findings.append(Finding(checker, "error", "no-file", "The file is not there.", name_of(path, root)))
    return there, findings


def failed_check(checker: str, names: Iterable[str], error: Exception) -> list[Finding]:
    """Say of each file that it could not be checked, which must not pass for a file without fault."""
    return [Finding(checker, "error", "checker-failed", str(error), name) for name in names]
