"""Write what became of all addresses as a table: CSV for a spreadsheet, Markdown for reading."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from guidepress.check.links.answer import Answer, Asked

HEADINGS = ("Address", "Result", "Status", "New address", "Written in", "Used in", "Tested on")
Row = tuple[str, ...]


def write_report(path: Path, tested: Sequence[Asked]) -> None:
    """Write the table in the form that the file's ending names, in one step. Raises OSError when that fails."""
    text = FORMS[path.suffix.lower()](tested)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def to_csv(tested: Sequence[Asked]) -> str:
    """Write a row an address, as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(tested))
    return text.getvalue()


def to_markdown(tested: Sequence[Asked]) -> str:
    """Write a table with a row an address."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *_rows(tested)]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |\n" for row in rows)


def _rows(tested: Sequence[Asked]) -> Iterator[Row]:
    for one in tested:
        link, answer = one.link, one.answer
        yield (
            link.address,
            answer.detail or _in_words(answer),
            str(answer.status or ""),
            answer.moved or answer.secure,
            "; ".join(map(str, link.places)),
            "; ".join(map(str, link.uses)),
            answer.asked,
        )


def _in_words(answer: Answer) -> str:
    if answer.moved:
        return "moved for good"
    return "fine" if answer.status else "looks right (not asked)"


FORMS: Mapping[str, Callable[[Sequence[Asked]], str]] = {".csv": to_csv, ".md": to_markdown}
