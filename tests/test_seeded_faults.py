"""Faults of every family, seeded into a copy of the real guide, are all reported at their places, in one run, and nothing else is."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import REPOSITORY
from faults import ABSENCES, FAULTS, Fault
from machine import slowness

from guidepress.pipeline import review
from guidepress.rules.catalogue import BY_CODE, FAMILIES

Found = tuple[str, str, int, int]  # code, file, line, column
_FIRST_MARK = 0xE000  # the private use area: letters that no guide holds


@dataclass(slots=True)
class Seeder:
    """Put faults into the files of a guide, and tell where they then stand."""

    root: Path

    def seed(self, faults: Sequence[Fault]) -> Iterator[Found]:
        """Write the faults; yield the code of each with the place of its mark."""
        for file in dict.fromkeys(fault.file for fault in faults):
            path = self.root / "source" / file
            text = path.read_text("utf-8")
            codes: dict[str, str] = {}
            for fault in faults:
                if fault.file == file:
                    text = fault.put_into(text, _marked(fault, codes))
            yield from _places(f"source/{file}", text, codes)
            path.write_text("".join(letter for letter in text if letter not in codes), "utf-8")


def _marked(fault: Fault, codes: dict[str, str]) -> str:
    """Return the text of a fault with a mark of its own for each code; ``codes`` notes them."""
    parts = fault.text.split("‹")
    assert len(parts) == len(fault.codes) + 1, fault
    marks = [chr(_FIRST_MARK + len(codes) + number) for number in range(len(fault.codes))]
    codes.update(zip(marks, fault.codes, strict=True))
    return "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True))


def _places(file: str, text: str, codes: dict[str, str]) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        column = 1
        for letter in line:
            if letter in codes:
                yield codes[letter], file, number, column
            else:
                column += 1


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Copy the real guide's source."""
    shutil.copytree(REPOSITORY / "source", tmp_path / "source")
    return tmp_path


def found_in(root: Path) -> set[Found]:
    """Review a guide; return the code and the place of each problem."""
    spans = ((problem.code, problem.span) for problem in review(root)[1])
    return {(code, span.file, span.line, span.column) for code, span in spans}


def compare(seeded: set[Found], found: set[Found]) -> None:
    """Fail with what is missing and what is too much."""
    __tracebackhide__ = True
    missing, more = sorted(seeded - found), sorted(found - seeded)
    lines = [*(f"not found: {one}" for one in missing), *(f"not seeded: {one}" for one in more)]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def test_every_fault_is_reported_where_it_stands(guide: Path) -> None:
    """Errors and warnings of all families come in one run, each with its line and column, and no other problem."""
    seeded = set(Seeder(guide).seed(FAULTS))
    assert len(seeded) >= 100
    compare(seeded, found_in(guide))


def test_every_lack_is_reported_where_nothing_is_unread(guide: Path) -> None:
    """What the whole guide lacks is told when the whole guide can be read."""
    compare(set(Seeder(guide).seed(ABSENCES)), found_in(guide))


def test_all_are_told_within_a_second(guide: Path) -> None:
    """The command tells them all in a second of computing, its start included; the quickest of three runs counts."""
    list(Seeder(guide).seed(FAULTS))
    times = []
    for _ in range(3):
        start = _computed()
        command = [sys.executable, str(REPOSITORY / "build.py"), "check", "--source", "--guide", str(guide)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        times.append(_computed() - start)
        assert done.returncode == 1
    assert min(times) < 1.0 * slowness()


def _computed() -> float:
    """Return the seconds of computing that all programs took that were started here; waiting for others does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_all_families_have_faults() -> None:
    """Of each family of rules some fault is seeded, but for the one that asks the net and that of style sheets, whose cases are in ``make/``."""
    seeded = {BY_CODE[code].family for fault in (*FAULTS, *ABSENCES) for code in fault.codes if code in BY_CODE}
    of_sources = {family.name for family in FAMILIES if not all(rule.asked for rule in family.rules)} - {"Design"}
    assert of_sources == seeded
