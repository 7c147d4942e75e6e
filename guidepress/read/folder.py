"""Read files of the guide's folder, and none outside it."""

from __future__ import annotations

import difflib
import hashlib
import itertools
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from guidepress.errors import Edit, Fix, Problem, Span
from guidepress.read.signs import crowded_from

# Control characters, lone halves of pairs, and what ends lines for some programs only.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# Nobody means so many, and a few hundred thousand could keep the parser busy for minutes.
LONGEST_ROW = 1000
_ROW = re.compile(rf"([^\w\s]|[ \t])\1{{{LONGEST_ROW - 1}}}")
LARGEST = 32 * 1024 * 1024


class About(NamedTuple):
    """Say which file it is, and when it was last written; ``changed`` is set by the system alone, in nanoseconds."""

    device: int
    number: int
    size: int
    written: int
    changed: int


@dataclass(frozen=True, slots=True)
class Folder:
    """Open the files below ``root`` / ``source``; faults go to ``problems``, digests of what was read to ``digests``.

    ``looked_for`` says of names whether they were there, when nothing but that was asked.
    """

    root: Path
    problems: list[Problem]
    home: str = field(init=False, repr=False)
    digests: dict[str, str] = field(init=False, repr=False, default_factory=dict)
    looked_for: dict[str, bool] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Find the folder that all files are below."""
        object.__setattr__(self, "home", os.path.realpath(self.root / "source"))

    def span(self, name: str, line: int = 0, column: int = 0) -> Span:
        """Name a place in the source file ``name`` (relative to ``source/``)."""
        return Span(f"source/{name}", line, column)

    def report(self, span: Span, code: str, message: str, hint: str = "", fix: Fix = ()) -> None:
        """Note a problem that stops the build."""
        self.problems.append(Problem(span, code, message, hint, fix=fix))

    def exists(self, name: str) -> bool:
        """Tell whether ``source/name`` is there, be it a file or not."""
        found = self.looked_for[name] = os.path.lexists(self.root / "source" / name)
        return found

    @property
    def digest(self) -> str:
        """Digest all files that were read, with their names."""
        return hashlib.sha256(repr(sorted(self.digests.items())).encode()).hexdigest()

    def data(self, name: str, asked: Span) -> bytes | None:
        """Read ``source/name``; report at ``asked`` what is wrong and return nothing if it cannot be had."""
        data = self._asked_for(name, asked)
        if data is not None:
            self.digests[name] = hashlib.sha256(data).hexdigest()
        return data

    def _asked_for(self, name: str, asked: Span) -> bytes | None:
        with suppress(OSError, ValueError):  # which are told below
            if (data := self._sound(name)) is not None:
                return data
        try:
            return self._data(name, asked)
        except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError up to Python 3.12
            why = getattr(error, "strerror", None) or "its links lead in a circle"
            hint = "Look whether you may open it, and whether it is what its name says."
            self.report(asked, "unreadable", f"source/{name} cannot be read: {why}", hint)
        return None

    def _sound(self, name: str) -> bytes | None:
        """Read what is a file below source/ and not too large, with few questions to the system, unless a link leads to it."""
        file = self._plain(name)
        return Path(self.home, name).read_bytes() if file and file.st_size <= LARGEST else None

    def _plain(self, name: str) -> os.stat_result | None:
        """Look at what is a file below source/ to which no link leads. Raises OSError and ValueError where there is none."""
        parts = name.split("/")
        if name.startswith("/") or ".." in parts:
            return None
        steps = itertools.accumulate(parts, "{}/{}".format, initial=self.home)
        *folders, file = [os.lstat(step) for step in steps][1:]
        is_known = stat.S_ISREG(file.st_mode) and all(stat.S_ISDIR(folder.st_mode) for folder in folders)
        return file if is_known else None

    def about(self, name: str) -> About | None:
        """Tell a file from what else had or will have its name, without reading it; nothing where that cannot be known."""
        with suppress(OSError, ValueError):
            if file := self._plain(name):
                return About(file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns, file.st_ctime_ns)
        return None

    def _data(self, name: str, asked: Span) -> bytes | None:
        home = (self.root / "source").resolve()
        path = (home / name.replace("\0", "")).resolve()
        if not path.is_relative_to(home) or name.startswith("/") or ".." in name.split("/"):
            self.report(asked, "outside", f"'{name}' lies outside source/", "Copy the file into source/.")
        elif path.exists() and not path.is_file():
            self.report(asked, "unreadable", f"source/{name} is no file", "Put a file in its place.")
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
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        refused = (self._is_crowded, self._has_odd_characters, self._has_long_row)
        return None if any(refuse(name, text) for refuse in refused) else text

    def _has_long_row(self, name: str, text: str) -> bool:
        """Report a sign that stands a thousand times in a row."""
        row = _ROW.search(text) if max(map(len, text.split("\n"))) >= LONGEST_ROW else None
        if row:
            place = self._place(name, text, row.start())
            hint = "Delete all but those that you mean."
            sign = {" ": "a space", "\t": "a tab"}.get(row[1], f"the sign {row[1]}")
            self.report(place, "sign-row", f"{sign} stands here a thousand times in a row", hint)
        return row is not None

    def _is_crowded(self, name: str, text: str) -> bool:
        """Report a file with so many signs that reading it would keep its editor waiting."""
        start = crowded_from(text)
        if start is not None:
            message = (
                f"up to here the file holds {text.count(chr(10), 0, start) + 1} lines and more signs than anybody means"
            )
            hint = "Delete what is damaged. If you mean all of it, divide the file into several."
            self.report(self._place(name, text, start), "too-many-signs", message, hint)
        return start is not None

    def _place(self, name: str, text: str, offset: int) -> Span:
        before = text[:offset]
        return self.span(name, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _has_odd_characters(self, name: str, text: str) -> bool:
        """Report characters that no page can show, and that neither XML nor YAML allow."""
        if not ODD.search(text):
            return False
        for number, line in enumerate(text.split("\n"), start=1):
            if odd := ODD.search(line):
                hint = "Delete it; it may not be visible in your editor. Typing the line again helps."
                place = self.span(name, number, odd.start() + 1)
                self.report(
                    place,
                    "odd-character",
                    f"this line holds a character that cannot be shown (U+{ord(odd[0]):04X})",
                    hint,
                    self._without_odd(name, number, line),
                )
        return True

    def _without_odd(self, name: str, number: int, line: str) -> Fix:
        """Delete all characters in a line that cannot be shown."""
        runs = re.finditer(f"(?:{ODD.pattern})+", line)
        return tuple(Edit(self.span(name, number, run.start() + 1), run[0], "") for run in runs)

    @staticmethod
    def _near(path: Path, home: Path) -> str:
        siblings = [file.name for file in path.parent.glob("*") if file.is_file()] if path.parent.is_dir() else []
        near = difflib.get_close_matches(path.name, siblings, n=1)
        if not near:
            return "Check the name, capital letters too, and that the file was saved there."
        return f"Did you mean '{(path.parent / near[0]).relative_to(home).as_posix()}'?"
