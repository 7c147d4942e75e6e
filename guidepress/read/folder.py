"""Read files of the guide's folder, and none outside it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from guidepress.errors import Problem, Span

LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """Open the files below ``root`` / ``source``; faults go to ``problems``."""

    root: Path
    problems: list[Problem]

    def span(self, name: str, line: int = 0, column: int = 0) -> Span:
        """Name a place in the source file ``name`` (relative to ``source/``)."""
        return Span(f"source/{name}", line, column)

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        """Note a problem that stops the build."""
        self.problems.append(Problem(span, code, message, hint))

    def exists(self, name: str) -> bool:
        """Tell whether ``source/name`` is there."""
        return (self.root / "source" / name).is_file()

    def data(self, name: str, asked: Span) -> bytes | None:
        """Read ``source/name``; report at ``asked`` what is wrong and return nothing if it cannot be had."""
        home = (self.root / "source").resolve()
        path = (home / name).resolve()
        if not path.is_relative_to(home):
            self.report(asked, "outside", f"'{name}' lies outside source/", "Copy the file into source/.")
        elif not path.is_file():
            self.report(asked, "missing-file", f"there is no file source/{name}", self._near(path, home))
        elif path.stat().st_size > LARGEST:
            self.report(asked, "too-large", f"source/{name} is larger than 32 MB", "Save a smaller copy of it.")
        else:
            return path.read_bytes()
        return None

    def text(self, name: str, asked: Span) -> str | None:
        """Read ``source/name`` as UTF-8 text with plain line ends."""
        data = self.data(name, asked)
        if data is None:
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            hint = "Save the file again with the encoding UTF-8."
            self.report(self.span(name, line, 1), "encoding", "this line is not in UTF-8", hint)
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @staticmethod
    def _near(path: Path, home: Path) -> str:
        siblings = [file.name for file in path.parent.glob("*") if file.is_file()] if path.parent.is_dir() else []
        near = difflib.get_close_matches(path.name, siblings, n=1)
        if not near:
            return "Check the name, capital letters too, and that the file was saved there."
        return f"Did you mean '{(path.parent / near[0]).relative_to(home).as_posix()}'?"
