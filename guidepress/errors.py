"""Say what is wrong with a guide, where, and what to do about it.

Every stage reports problems as data; only the command line prints them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Name a place in a source file: path relative to the guide's folder, line and column from 1.

    A line of 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as ``file:line:column``, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Describe one fault: the place, a stable code, what is wrong, and what to do (hint)."""

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"


class GuideError(Exception):
    """Carry all the problems of a stage that could not go on."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems in the order of their places."""
        super().__init__("; ".join(f"{problem.span}: {problem.message}" for problem in problems))
        self.problems = tuple(sorted(set(problems)))

    def __reduce__(self) -> tuple[type[GuideError], tuple[tuple[Problem, ...]]]:
        """Let the error travel from a worker process."""
        return type(self), (self.problems,)


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(problem.severity == "error" for problem in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is nearest, or list them all when none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Use one of: {', '.join(known)}." if known else ""
