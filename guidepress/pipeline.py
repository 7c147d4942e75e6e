"""Run the stages of a build; the command line shows what comes of it.

Goes in: a guide's folder. Comes out: problems, or artifacts by format.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from guidepress.compose.resources import Design
from guidepress.errors import GuideError, Problem, has_errors
from guidepress.formats import render
from guidepress.model import Artifact, Guide


@dataclass(frozen=True, slots=True)
class Made:
    """Hold what one format made, or the problems that kept it from it, and how long it took in seconds."""

    format: str
    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    seconds: float


def load(root: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
    """Read and resolve the guide in ``root``; the guide is missing when its problems stop a build."""
    guide, problems = _read(root)
    return (None if has_errors(problems) else guide), problems


def review(root: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
    """Load the guide in ``root`` and hold its words against the rules too, as far as its errors let them be read."""
    from guidepress.rules.catalogue import check_rules, check_waivers

    guide, problems = _read(root)
    if guide is None:
        return None, problems
    if has_errors(problems):
        return None, tuple(sorted({*problems, *check_waivers(guide)}))
    problems = check_rules(guide, problems)
    return (None if has_errors(problems) else guide), problems


def _read(root: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
    from guidepress.read.guide import read_guide
    from guidepress.resolve import resolve

    reading = read_guide(root, _build_date())
    if reading.guide is None:
        return None, tuple(sorted(set(reading.problems)))
    resolution = resolve(reading.guide)
    return resolution.guide, tuple(sorted({*reading.problems, *resolution.problems}))


def _build_date() -> date | None:
    """Return the date that SOURCE_DATE_EPOCH asks for (reproducible-builds.org), or nothing."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else None


def make(guide: Guide, design: Design, formats: Sequence[str]) -> Iterator[Made]:
    """Render formats side by side, one process each as far as there are cores; yield each when it is done."""
    names = tuple(formats)
    cores = min(os.cpu_count() or 1, len(names))
    if cores < 2:  # noqa: PLR2004 - one core, or one format: nothing to do side by side
        yield from (_make_one(name, guide, design, names) for name in names)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy the thread that shows progress
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        running = [pool.submit(_make_one, name, guide, design, names) for name in names]
        for done in as_completed(running):
            yield done.result()


def _make_one(name: str, guide: Guide, design: Design, names: tuple[str, ...]) -> Made:
    start = time.monotonic()
    try:
        artifacts = tuple(render(name, guide, design, names))
    except GuideError as error:
        return Made(name, (), error.problems, time.monotonic() - start)
    return Made(name, artifacts, (), time.monotonic() - start)
