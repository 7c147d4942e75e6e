"""What comes of making a format: the file, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field

from guidepress.errors import Problem, Span


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold a finished file, or the problems that kept it from being made."""

    data: bytes | None = field(repr=False)
    problems: tuple[Problem, ...] = ()


def failure(name: str, why: str = "the program that makes it ended early") -> Answer:
    """Say that nothing came of making a format, though nothing is known to be wrong with the guide."""
    hint = (
        "Look whether there is room on the disk, and at what stands in the terminal in which the preview was started."
    )
    return Answer(None, (Problem(Span("source"), "format-failed", f"the format {name} cannot be made: {why}", hint),))
