"""Say what is wrong with a guide, where, and what to do about it.

Every stage reports problems as data; only the command line prints them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from guidepress.frozen import quickened

Severity = Literal["error", "warning"]
SURE = 0.8  # how like a known word another must be, as difflib counts; 0.6 is its own measure of near
SHORTEST_SLIP = 3  # a shorter name has too many neighbours
MOST_COMPARED = 500_000  # letters of a word, once for each word that it is compared with: in up to half a second


@quickened
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
class Edit:
    """Replace the words ``old``, which must stand at ``span`` within one line, by ``new``."""

    span: Span
    old: str
    new: str

    def __str__(self) -> str:
        """Write the place and both wordings on one line."""
        return f"{self.span.file}:{self.span.line}: {_shown(self.old)} -> {_shown(self.new)}"


def _shown(words: str) -> str:
    """Make words visible that begin or end with a space, or hold a sign that no screen shows; nothing is a pair of marks."""
    seen = "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in words)
    return seen if seen and seen == seen.strip() else f"'{seen}'"


Fix = tuple[Edit, ...]  # made together or not at all


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Describe one fault: the place, a stable code, what is wrong, and what to do (hint).

    ``words`` are those at the place that are meant, where they are known; ``fix`` mends the fault where that is safe: the meaning
    of the guide stays, and its author would certainly want it.
    """

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    words: str = ""
    fix: Fix = ()


_ORDER = attrgetter(
    "span.file", "span.line", "span.column", "code", "message", "hint", "severity", "words", "fix"
)  # as their own order is


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by their places, each once: ten thousand in a tenth of the time that comparing them takes by themselves."""
    found = {_ORDER(problem): problem for problem in problems}
    return tuple(found[key] for key in sorted(found))


class ProcessEnded(Exception):  # noqa: N818 - nothing is wrong with the guide
    """Say that a process came to an end before its work did: it was killed, or there is too little memory."""


class GuideError(Exception):
    """Carry all the problems of a stage that could not go on."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems in the order of their places."""
        super().__init__("; ".join(f"{problem.span}: {problem.message}" for problem in problems))
        self.problems = in_order(problems)

    def __reduce__(self) -> tuple[type[GuideError], tuple[tuple[Problem, ...]]]:
        """Let the error travel from a worker process."""
        return type(self), (self.problems,)


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(problem.severity == "error" for problem in problems)


@dataclass(slots=True)
class _Allowance:
    left: int
    asked: int = 0


_ALLOWANCE: ContextVar[_Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def bounded_guesses(most: int = MOST_COMPARED) -> Iterator[None]:
    """Guess what slips of the pen were meant for only until so many letters have been compared.

    Nobody reads a thousand guesses, and a thousand slips among a thousand names would take a minute.
    """
    token = _ALLOWANCE.set(_Allowance(most))
    try:
        yield
    finally:
        _ALLOWANCE.reset(token)


def guesses_asked() -> int:
    """Count how often a guess has been asked for, had or not, since they are bounded; what came of it depends on those before."""
    allowance = _ALLOWANCE.get()
    return allowance.asked if allowance else 0


def _allowed(word: str, known: Iterable[str]) -> list[str]:
    """Sort the words to compare ``word`` with; there are none when enough has been compared."""
    allowance = _ALLOWANCE.get()
    if allowance is None:
        return sorted(known)
    allowance.asked += 1
    if allowance.left <= 0:
        return []
    words = sorted(known)
    allowance.left -= len(word) * len(words)
    return words


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one known word that ``word`` is surely a slip of the pen for, or nothing."""
    near = difflib.get_close_matches(word, _allowed(word, known), n=2, cutoff=SURE)
    return near[0] if len(near) == 1 and len(word) >= SHORTEST_SLIP else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is nearest, or list them all when none is near."""
    known = _allowed(word, known)
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Use one of: {', '.join(known)}." if known else ""
