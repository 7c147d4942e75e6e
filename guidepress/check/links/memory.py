"""Keep good answers for a while in ``.guidepress/links.json`` below the guide's folder, so that no host is asked again in vain.

A file that is damaged, or written by another version, is not believed. Writing is one step, and two runs at once keep what both
found. A folder that cannot be used costs requests, and nothing else.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from guidepress.check.links.answer import Answer
from guidepress.own_folder import FOLDER, is_ours, own_folder, replace

FILE = "links.json"
_FORM = 1  # to be raised when what is kept changes its meaning
_DAY = 24 * 60 * 60
_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Remember good answers for ``days``; ``now`` is the time in seconds since 1970."""

    root: Path
    days: float
    now: float

    def recall(self) -> Mapping[str, Answer]:
        """Return the answers that are young enough, by their addresses."""
        return {address: answer for address, (answer, _) in self._read().items()}

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Add the good ones among ``answers`` to what is kept."""
        good = {address: (answer, self.now) for address, answer in answers.items() if answer.outcome == "fine"}
        if not good:
            return
        with suppress(OSError), self._alone() as folder:
            kept = {**self._read(), **good}
            rows = {address: {"time": time, **asdict(answer)} for address, (answer, time) in sorted(kept.items())}
            replace(folder / FILE, json.dumps({"form": _FORM, "answers": rows}, ensure_ascii=False, indent=1).encode())

    def _read(self) -> dict[str, tuple[Answer, float]]:
        path = self.root / FOLDER / FILE
        try:
            if not is_ours(self.root) or path.is_symlink() or path.stat().st_size > _LARGEST:
                return {}
            held = json.loads(path.read_text("utf-8"))
            rows = held["answers"] if held["form"] == _FORM else {}
            found = {str(address): _row(row) for address, row in rows.items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return {}
        oldest = self.now - self.days * _DAY
        return {address: (answer, time) for address, (answer, time) in found.items() if oldest <= time <= self.now}

    @contextmanager
    def _alone(self) -> Iterator[Path]:
        """Make the folder, and keep other runs out of it; the system frees the lock when a run is killed."""
        folder = own_folder(self.root)
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield folder
        finally:
            os.close(handle)


def _row(row: Mapping[str, Any]) -> tuple[Answer, float]:
    """Read what was kept of one answer; raises when it is not what ``keep`` writes."""
    texts = {name: row[name] for name in ("detail", "moved", "secure", "asked")}
    if row["outcome"] != "fine" or not all(isinstance(text, str) for text in texts.values()):
        raise ValueError(row)
    return Answer("fine", int(row["status"]), **texts), float(row["time"])
