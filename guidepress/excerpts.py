"""Show the lines of a guide's files that problems stand in.

Goes in: the guide's folder and a place. Comes out: the line as it is written there, and how far the words that are meant go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from guidepress.errors import Problem, Span

LINE_END = re.compile(r"\r\n|\r|\n")  # other signs end no line for the reader either
_STRAIGHT = str.maketrans("“”„«»‘’‚‹›", '"""""' + "'''''")


def straight(words: str) -> str:
    """Make curly quotation marks straight."""
    return words.translate(_STRAIGHT)


def same_words(source: str, words: str) -> bool:
    """Tell whether words of the model are those of the source, in which quotation marks may be straight."""
    return source in {words, straight(words)}


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Read lines of the files below ``root``, each file once."""

    root: Path
    _lines: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def line(self, span: Span) -> str | None:
        """Return the line at a place, or nothing where there is none to show."""
        if not span.line:
            return None
        lines = self._lines.get(span.file)
        if lines is None:
            lines = self._lines[span.file] = self._read(span.file)
        return lines[span.line - 1] if span.line <= len(lines) else None

    def length(self, problem: Problem) -> int:
        """Count the letters that are meant, from the problem's place on; 0 where that is not known."""
        line = self.line(problem.span)
        start = problem.span.column - 1
        if line is None or start < 0 or not problem.words:
            return 0
        return len(problem.words) if same_words(line[start : start + len(problem.words)], problem.words) else 0

    def _read(self, name: str) -> list[str]:
        path = self.root / name
        try:
            text = path.read_bytes().decode("utf-8-sig", errors="replace") if path.is_file() else ""
        except OSError:
            return []  # that it cannot be read is a problem of its own
        return LINE_END.split(text)
