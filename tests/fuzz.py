"""Change real source files at random and look whether reading holds: `python tests/fuzz.py --seconds 600 --seed 1`.

Each try takes a file of the real guide, the stock guide or a case, damages it, puts it into the stock guide and reviews that. It
holds if there is no traceback, every problem has a place that is in its file, and the time is within bounds. What does not hold
is told with the seed and the number that make it again; `--only NUMBER` makes one try.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import FrameType

TESTS = Path(__file__).resolve().parent
sys.path[:0] = [str(TESTS.parent), str(TESTS)]

from machine import slowness  # noqa: E402 - the paths stand above, so that the script runs by itself

from guidepress.compose.resources import design_of  # noqa: E402 - likewise
from guidepress.errors import Problem  # noqa: E402 - likewise
from guidepress.formats import Making, render  # noqa: E402 - likewise
from guidepress.pipeline import review  # noqa: E402 - likewise

SECONDS_PER_MB = 2.0  # of computing: what an editor may wait for a file as large as the whole guide
SECONDS_AT_LEAST = 1.0  # what a small file may take: the rest of the guide is read with it
LARGEST = 400_000  # bytes: what is larger is cut
SHOWN = "# One\n\n![a drawing](images/fuzzed.{})\n\nWords.\n"
SIGNS = b"*_[](){}<>|`~:;#-+=!?&%$^\"'\\/.,@ \t\n0aZ"
OPENINGS = (
    b"> ", b"- ", b"1. ", b"[", b"![", b"*", b"**", b"_", b"`", b"```\n", b":::{note}\n", b"::::{tab-set}\n", b"[^", b"^[", b"{{", b"(",
    b"{term}`", b"{abbr}`", b"<!--", b"<b>", b"&", b"| ", b"    ", b"\t", b": ", b"[a](", b"~~~\n", b"{", b'"', b"'", b"&a ", b"*a ", b"? ",
    b"!!", b"- - ", b"<g>", b"<svg>", b"<!ENTITY a 'b'>", b"%", b"$$", b"+++\n", b"---\n", b"\r", b"\xff", b"\x00", b"\xe2\x80\xae", b"\xcc\x81",
    b":::{csv-table}\n", b":::{list-table}\n* - ", b":::{figure} images/ladder.svg\n", b":::{quote}\n:attribution: ", b"\xef\xbb\xbf", b"\xc2\x85",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Name a file of the guide that is damaged, and what kind of files it is made from."""

    name: str
    endings: tuple[str, ...]
    folders: tuple[str, ...] = ("",)


TARGETS = (
    Target("chapters/one.md", (".md",)),
    Target("guide.yaml", ("guide.yaml",)),
    Target("resources.yaml", ("resources.yaml",)),
    Target("glossary.yaml", ("glossary.yaml",)),
    Target("images/fuzzed.svg", (".svg",)),
    Target("images/fuzzed.png", (".png",)),
    Target("images/fuzzed.jpg", (".jpg",)),
)
_WEIGHTS = (10, 2, 2, 2, 2, 1, 1)


@dataclass(slots=True)
class Trial:
    """Hold what one try did: the file, its bytes, and what did not hold."""

    number: int
    target: str
    data: bytes
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


@cache
def corpus(endings: tuple[str, ...]) -> tuple[bytes, ...]:
    """Read the files to start from, in an order that is the same everywhere."""
    folders = (TESTS.parent / "source", TESTS / "stock", TESTS / "cases")
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.name.endswith(endings))
    return tuple(path.read_bytes() for path in paths if path.is_file()) or _pictures()


def _pictures() -> tuple[bytes, ...]:
    """Draw pictures of a kind that no case has."""
    import io

    from PIL import Image

    drawn = []
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "TIFF"):
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(file, kind)
        drawn.append(file.getvalue())
    return tuple(drawn)


# ---------------------------------------------------------------- damage


def _flip(data: bytearray, chance: random.Random, _: bytes) -> None:
    for _time in range(chance.randint(1, 8)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random, _: bytes) -> None:
    start = chance.randint(0, len(data))
    del data[start : start + chance.choice((1, 3, 20, 400))]


def _splice(data: bytearray, chance: random.Random, other: bytes) -> None:
    start, at = chance.randint(0, len(other)), chance.randint(0, len(data))
    data[at:at] = other[start : start + chance.choice((5, 60, 1000))]


def _repeat_lines(data: bytearray, chance: random.Random, _: bytes) -> None:
    lines = bytes(data).split(b"\n")
    start = chance.randrange(len(lines))
    lines[start:start] = lines[start : start + chance.randint(1, 9)] * chance.choice((1, 2, 30, 500))
    data[:] = b"\n".join(lines)


def _swap_lines(data: bytearray, chance: random.Random, _: bytes) -> None:
    lines = bytes(data).split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    data[:] = b"\n".join(lines)


def _nest(data: bytearray, chance: random.Random, _: bytes) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = b"".join(chance.choices(OPENINGS, k=chance.randint(1, 3))) * chance.choice((1, 2, 10, 100, 3000))


def _run(data: bytearray, chance: random.Random, _: bytes) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = bytes([chance.choice(SIGNS)]) * chance.choice((2, 20, 500, 20_000, 100_000))


def _indent(data: bytearray, chance: random.Random, _: bytes) -> None:
    lines = bytes(data).split(b"\n")
    start = chance.randrange(len(lines))
    mark = chance.choice((b" ", b"  ", b"    ", b"> ", b"- ", b"\t"))
    lines[start : start + 20] = [mark + line for line in lines[start : start + 20]]
    data[:] = b"\n".join(lines)


DAMAGES = (_flip, _cut, _splice, _repeat_lines, _swap_lines, _nest, _nest, _run, _indent)


def damaged(seed: int, number: int) -> Trial:
    """Make the file of a try; the same seed and number make the same."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - chance for tests, not for secrets
    (target,) = chance.choices(TARGETS, _WEIGHTS)
    files = corpus(target.endings)
    data = bytearray(chance.choice(files))
    for damage in chance.choices(DAMAGES, k=chance.randint(1, 5)):
        damage(data, chance, chance.choice(files))
    return Trial(number, target.name, bytes(data[:LARGEST]))


# ---------------------------------------------------------------- what must hold


def run(root: Path, trial: Trial) -> Trial:
    """Put a try's file into the guide in ``root``, review it, and note what does not hold."""
    path, chapter = root / "source" / trial.target, root / "source/chapters/one.md"
    old = {file: file.read_bytes() if file.is_file() else None for file in (path, chapter)}
    if trial.target.startswith("images/"):
        chapter.write_text(SHOWN.format(trial.target.rpartition(".")[2]), "utf-8")
    path.write_bytes(trial.data)
    start = time.process_time()
    try:
        guide, problems = review(root)
        trial.seconds = time.process_time() - start
        trial.faults += [
            f"{problem.span} {problem.code}: {why}" for problem in problems for why in misplaced(root, problem)
        ]
        if guide is None and not any(problem.severity == "error" for problem in problems):
            trial.faults.append("there is no guide, and no error says why")
        if guide is not None and trial.number % 5 == 0 and len(trial.data) < LARGEST / 10:
            list(render("html", guide, design_of(root), Making(("html",))))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        trial.faults.append(f"{type(error).__name__}: {error}"[:300])
    finally:
        for file, data in old.items():
            file.unlink(missing_ok=True) if data is None else file.write_bytes(data)
    bound = (SECONDS_AT_LEAST + SECONDS_PER_MB * len(trial.data) / 1e6) * slowness()
    if trial.seconds > bound:
        trial.faults.append(f"{len(trial.data)} bytes take {trial.seconds:.1f} s, more than {bound:.1f} s")
    return trial


def misplaced(root: Path, problem: Problem) -> Iterator[str]:
    """Say what is wrong with a problem's place: it must be within a file of the guide."""
    span, path = problem.span, root / problem.span.file
    if not problem.message.strip():
        yield "it has no message"
    if not span.file.startswith("source/"):
        yield "it names no source file"
        return
    if not path.is_file() or not span.line:
        if span.line or span.column:
            yield "it has a line in no file"
        return
    lines = _lines(path.read_bytes())
    if not 1 <= span.line <= len(lines):
        yield f"the file has {len(lines)} lines"
    elif not 1 <= span.column <= len(lines[span.line - 1]) + 1:
        yield f"the line has {len(lines[span.line - 1])} characters"


@lru_cache(maxsize=8)
def _lines(data: bytes) -> tuple[str, ...]:
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.split("\n"))


def guide_to_damage(folder: Path) -> Path:
    """Copy the stock guide."""
    root = folder / "guide"
    shutil.copytree(TESTS / "stock", root)
    return root


def fuzz(root: Path, seconds: float, seed: int) -> Iterator[Trial]:
    """Try for some seconds; yield each try."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        yield run(root, damaged(seed, number))


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError("it hangs")


def _say(*lines: str) -> None:
    print(*lines, sep="\n    ", flush=True)  # noqa: T201 - a script


def main() -> int:
    """Fuzz from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, default=0, help="make one try, and keep its file as fuzzed.bin")
    asked = parser.parse_args()
    signal.signal(signal.SIGALRM, _hang)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        root = guide_to_damage(Path(folder))
        if asked.only:
            trials: Iterator[Trial] = iter([run(root, damaged(asked.seed, asked.only))])
        else:
            trials = fuzz(root, asked.seconds, asked.seed)
        count = faulty = 0
        slowest = 0.0
        signal.alarm(60)
        for trial in trials:
            signal.alarm(60)
            count, slowest = count + 1, max(slowest, trial.seconds)
            if asked.only:
                Path("fuzzed.bin").write_bytes(trial.data)
            if trial.faults:
                faulty += 1
                _say(f"--seed {asked.seed} --only {trial.number} {trial.target}:", *trial.faults[:3])
        signal.alarm(0)
    _say(f"{count} tries, {faulty} of them do not hold; the slowest took {slowest:.2f} s")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
