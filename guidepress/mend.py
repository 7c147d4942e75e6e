"""Mend what is safe in the author's own files; the only module that writes to ``source/``.

Goes in: problems that carry fixes. Comes out: the edits that were made. An edit is made only where the words stand that it expects;
those of one fix are made together or not at all; two that touch each other wait for another round. A file is replaced in one step.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from guidepress.errors import Edit, Fix, Problem, Span
from guidepress.excerpts import LINE_END, same_words, straight
from guidepress.write import in_words

ROUNDS = 20  # blocks inside blocks are mended from the outside in, one a round
MARK = "\ufeff"  # the byte order mark, which the reader passes over


@dataclass(frozen=True, slots=True)
class Mending:
    """Hold the edits that were made, in the order of their places, and what kept others from being made."""

    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


def mend(root: Path, find: Callable[[], Iterable[Problem]]) -> Mending:
    """Make the fixes of the problems that ``find`` gives, until it gives none that can be made."""
    edits: list[Edit] = []
    for _ in range(ROUNDS):
        done = apply_fixes(root, [problem.fix for problem in find() if problem.fix])
        edits += done.edits
        if done.problems or not done.edits:
            return Mending(tuple(sorted(edits)), done.problems)
    return Mending(tuple(sorted(edits)))


def apply_fixes(root: Path, fixes: Iterable[Fix]) -> Mending:
    """Make what can be made of ``fixes`` in one go."""
    by_file: dict[str, list[Fix]] = {}
    for fix in dict.fromkeys(fixes):
        files = {edit.span.file for edit in fix}
        if len(files) == 1:
            by_file.setdefault(files.pop(), []).append(fix)
    edits: list[Edit] = []
    problems: list[Problem] = []
    for file, its in by_file.items():
        try:
            edits += _mend_file(root, file, its)
        except (OSError, UnicodeError) as error:
            why = in_words(error) if isinstance(error, OSError) else "it is not in UTF-8"
            hint = "Look whether you may write to it, and whether the disk is full. The file is as it was."
            problems.append(Problem(Span(file), "unwritable", f"{file} cannot be mended: {why}", hint))
    return Mending(tuple(edits), tuple(problems))


def _mend_file(root: Path, file: str, fixes: Iterable[Fix]) -> tuple[Edit, ...]:
    home = (root / "source").resolve()
    path = (root / file).resolve()
    if not path.is_relative_to(home) or not path.is_file():
        return ()
    text, edits = mended_text(path.read_bytes().decode("utf-8"), fixes)
    if edits and not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "it may be read only", str(path))
    if edits:
        _replace(path, text.encode("utf-8"))
    return edits


def mended_text(text: str, fixes: Iterable[Fix]) -> tuple[str, tuple[Edit, ...]]:
    """Return ``text`` after the fixes that fit it, with its line ends as they were, and the edits that were made."""
    mark = MARK if text.startswith(MARK) else ""
    text = text.removeprefix(MARK)
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    made: dict[tuple[int, int], Edit] = {}
    for fix in fixes:
        placed = [_placed(edit, text, starts) for edit in fix]
        found = {(start, start + len(edit.old)): edit for start, edit in (one for one in placed if one)}
        if len(found) == len(fix) and not _meet((*made, *found)):
            made |= found
    for (start, end), edit in sorted(made.items(), reverse=True):
        text = text[:start] + edit.new + text[end:]
    return mark + text, tuple(made.values())


def _placed(edit: Edit, text: str, starts: list[int]) -> tuple[int, Edit] | None:
    """Find where in the text an edit is to be made, if the words stand there that it expects."""
    span = edit.span
    if not 0 < span.line <= len(starts) or span.column < 1 or not edit.old or edit.old == edit.new:
        return None
    start = starts[span.line - 1] + span.column - 1
    source = text[start : start + len(edit.old)]
    if LINE_END.search(source + edit.new) or not same_words(source, edit.old):
        return None
    return start, edit if source == edit.old else replace(edit, old=source, new=straight(edit.new))


def _meet(areas: Iterable[tuple[int, int]]) -> bool:
    """Tell whether any two areas overlap or touch: one edit could then undo what another expects."""
    return any(one[1] >= other[0] for one, other in pairwise(sorted(areas)))


def _replace(path: Path, data: bytes) -> None:
    """Put a new file in the place of an old one in one step, with the same rights."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
