"""Let commands take turns, so that a round's figures were taken under the same load.

Goes in: commands by name. Comes out: what each took, in seconds and memory, and a table of these and their ratio to one of them.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from long_guide import REPOSITORY, make_long_guide

_PAUSE = 0.02  # seconds between two looks at how much memory processes have


@dataclass(slots=True)
class Figures:
    """Gather what runs of one command took: seconds of the clock, and the most memory of any of its processes in MB."""

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Runner:
    """Name a command, and what is to be done before it, which is not counted."""

    command: list[str]
    before: Callable[[], None]
    folder: Path = REPOSITORY


def run(runner: Runner) -> tuple[float, float]:
    """Run a command and give its seconds and the most memory, in MB, of any process that it started."""
    runner.before()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(
        runner.command, cwd=runner.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    seen = [0.0]
    watch = threading.Thread(target=_watch, args=(process, seen), daemon=True)
    watch.start()
    errors = process.communicate()[1]
    seconds = time.perf_counter() - start
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(runner.command)[:200]}: {errors[-2000:]}")
    return seconds, seen[0]


def _watch(process: subprocess.Popen[str], seen: list[float]) -> None:
    while process.poll() is None:
        seen[0] = max(seen[0], *map(_memory, _family(process.pid)), 0.0)
        time.sleep(_PAUSE)


def _family(root: int) -> Iterator[int]:
    """Yield the number of a process and those below it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += parents.get(one, [])


def _memory(number: int) -> float:
    try:
        found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{number}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def measure(runners: Mapping[str, Runner], rounds: int) -> dict[str, Figures]:
    """Let all take turns."""
    figures = {name: Figures() for name in runners}
    for _ in range(rounds):
        for name, runner in runners.items():
            seconds, memory = run(runner)
            figures[name].seconds.append(seconds)
            figures[name].memory.append(memory)
    return figures


def show(figures: Mapping[str, Figures], reference: str) -> None:
    """Print medians and the least of each, as on a machine that does other things too the least is nearer to the truth, and their ratios to the reference's."""
    beside = figures[reference].seconds
    print(f"{'':<46} {'median':>7} {'ratio':>6} {'least':>7} {'ratio':>6} {'MB':>5}")
    for name, one in figures.items():
        median, least = statistics.median(one.seconds), min(one.seconds)
        ratios = median / statistics.median(beside), least / min(beside)
        print(f"{name:<46} {median:7.2f} {ratios[0]:6.3f} {least:7.2f} {ratios[1]:6.3f} {max(one.memory):5.0f}")


def measure_lengths(
    description: str,
    runners: Callable[[Path, Path], Mapping[str, Runner]],
    base: str,
    after: Callable[[Path, int], None] = lambda _guide, _rounds: None,
) -> None:
    """Measure commands on guides of several lengths, as the command line asks for, and print their figures beside those of ``base``.

    ``runners`` gets a guide's folder and one to work in; ``after`` shows more of a guide, by its folder and the number of rounds.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[60, 500])
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    for pages in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            guide = Path(folder, "guide")
            words = make_long_guide(guide, pages)
            figures = measure(runners(guide, Path(folder)), asked.rounds)
            print(f"\n{pages} pages, {words:,} words, {asked.rounds} rounds")
            show(figures, base)
            after(guide, asked.rounds)
