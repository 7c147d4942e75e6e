"""Hold what a check has to say, whoever reads it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from guidepress.check.artifacts import Outcome
from guidepress.errors import Edit, Problem
from guidepress.excerpts import Excerpts


@dataclass(frozen=True)
class Report:
    """Gather all problems of the guide in ``root``, and what was done to find them.

    ``checkers`` tells how each checker of finished files ended and is empty where none was asked; ``notices`` say what else was not
    done, and why; ``mended`` are the edits made before the check; ``failed`` tells whether the command ends with status 1.
    """

    root: Path
    problems: tuple[Problem, ...] = ()
    checkers: tuple[Outcome, ...] = ()
    notices: tuple[str, ...] = ()
    mended: tuple[Edit, ...] = ()
    strict: bool = False
    failed: bool = field(default=False)

    @cached_property
    def excerpts(self) -> Excerpts:
        """Return what shows the lines of the guide's files."""
        return Excerpts(self.root)

    @cached_property
    def _prefix(self) -> str:
        """Lead from the working folder to the guide's, when that lies below it."""
        path = os.path.relpath(self.root.resolve()) if self.root.resolve().is_relative_to(Path.cwd()) else "."
        return "" if path == "." else f"{Path(path).as_posix()}/"

    def path_from_here(self, file: str) -> str:
        """Name one of the guide's files as seen from the working folder, which is a repository's top in most workflows."""
        return f"{self._prefix}{file}"


def advice(problem: Problem) -> str:
    """Join what is wrong and what to do into sentences."""
    message = problem.message if problem.message.endswith((".", "!", "?", "…", ".)")) else f"{problem.message}."
    return f"{message} {problem.hint}".strip()


def missing_words(outcome: Outcome) -> str:
    """Say that a checker did not run, and why."""
    return f"{outcome.title} did not run, so nothing is known of what it checks: {outcome.missing}"
