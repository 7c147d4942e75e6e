"""Measure the preview: how long after a chapter is saved its new words stand in the page that is open in Chromium.

Run: ``.venv/bin/python benchmarks/serve.py [PAGES] [ROUNDS]`` (500 and 40 unless told otherwise); ``make validators`` installs the browser.
A chapter in the middle of the guide is saved by another program, as editors do it: opened, emptied, written. Pauses between the saves
differ, so that they fall on any moment of the watching.
"""

from __future__ import annotations

import json
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from long_guide import REPOSITORY, make_long_guide

sys.path.insert(0, str(REPOSITORY))
from guidepress.check import toolbox  # the same programs as the checkers use

SCRIPT = Path(__file__).with_name("serve.mjs")
PAUSE = 417  # ms
_ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+/")


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serve a guide, and give the preview's address."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--guide", str(root), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        found = _ADDRESS.match(process.stdout.readline()) if process.stdout else None
        if found is None:
            sys.exit("The preview did not begin.")
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


def measure(root: Path, rounds: int) -> Sequence[float]:
    """Give the milliseconds of each save."""
    chapters = sorted((root / "source" / "chapters").glob("*.md"))
    chapter = chapters[len(chapters) // 2]
    line = next(line for line in chapter.read_text("utf-8").splitlines()[10:] if re.match(r"[A-Z][a-z ,]{40}", line))
    with serving(root) as address, toolbox.workplace() as home:
        url = f"{address}site/{chapter.stem}.html"
        job = {"url": url, "file": str(chapter), "line": line, "rounds": rounds, "pause": PAUSE}
        places = {"GUIDEPRESS_VALIDATORS": str(toolbox.folder()), "GUIDEPRESS_CHROMIUM": str(toolbox.chromium())}
        command = [str(toolbox.node()), str(SCRIPT)]
        output = toolbox.run(command, timeout=600.0, home=home, stdin=json.dumps(job), variables=places)
    if output.status != 0:
        sys.exit(output.stderr)
    found: list[float] = output.json()["milliseconds"]
    return found


def main(pages: int = 500, rounds: int = 40) -> None:
    """Print the median, the 95th of a hundred and the worst."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "guide")
        words = make_long_guide(root, pages)
        found = measure(root, rounds)
    print(f"{pages} pages, {words:,} words, {rounds} saves")
    print(
        f"median {statistics.median(found):.0f} ms, of 20 the slowest {statistics.quantiles(found, n=20)[-1]:.0f} ms, worst {max(found):.0f} ms"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
