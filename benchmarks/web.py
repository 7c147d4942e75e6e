"""Measure making web pages beside pandoc and Sphinx, on the same words.

Run: ``.venv/bin/python benchmarks/web.py [PAGES ...]`` (60 and 500 unless told otherwise) ``--rounds 5``; ``make benchmark-peers`` installs the others.
All take turns, each as a command of its own and all anew, so that a round's figures were taken under the same load; what is shown is medians
and the least of each, and their ratio to that of pandoc's single HTML file.

- *pandoc*: one HTML file of the same Markdown, with a list of contents; once more with its pictures inside, as our single file has them.
- *Sphinx*: a website of the same Markdown, read by MyST's parser, with all defaults; our own blocks are divisions to it. With one process, and with one a core.
- *guidepress*: without the pages of the PDF, since the others have no such list.

Then it says what our website's time goes into, each step by itself in one process: the rest is starting Python and processes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from long_guide import REPOSITORY
from peers import pandoc, sphinx
from turns import Runner, measure_lengths

PANDOC = "pandoc, one HTML file"
_STEPS = """
import json, pickle, sys, tempfile, time
from pathlib import Path

def passed():
    global last
    last, before = time.perf_counter(), last
    return last - before

start = last = time.perf_counter()
from guidepress.commands.build import command
from guidepress import pipeline, write
from guidepress.compose.resources import design_of
from guidepress.formats import Making, site
from guidepress.read.guide import read_guide
from guidepress.resolve import resolve
import lxml.etree, jinja2
root = Path(sys.argv[1])
steps = {"importing": passed()}
with pipeline._without_collector():
    reading = read_guide(root, None)
    steps["reading"] = passed()
    guide = resolve(reading.guide).guide
    steps["resolving"] = passed()
sent = pickle.dumps(guide)
guide = pickle.loads(sent)
steps["handing over"] = passed()
files = tuple(site.render(guide, design_of(root), Making(("site",))))
steps["rendering"] = passed()
files = pickle.loads(pickle.dumps(files))
steps["handing back"] = passed()
with tempfile.TemporaryDirectory() as folder:
    last = time.perf_counter()
    write.write(Path(folder, "dist"), guide.stem, files)
    steps["writing"] = passed()
print(json.dumps(steps))
"""


def runners(root: Path, folder: Path) -> Mapping[str, Runner]:
    """Give the commands."""
    ours = [sys.executable, "build.py", "build", "--guide", str(root), "--quiet", "--no-page-list", "--no-cache"]
    inside = pandoc(root, folder / "whole.html", "--embed-resources")
    return {
        PANDOC: pandoc(root, folder / "pandoc.html"),
        "pandoc, with its pictures inside": inside,
        "Sphinx, website": sphinx(root, folder, "1"),
        "Sphinx, website, -j auto": sphinx(root, folder, "auto"),
        "guidepress, website": Runner([*ours, "--format", "site"], lambda: None),
        "guidepress, one HTML file": Runner([*ours, "--format", "html"], lambda: None),
    }


def show_steps(root: Path, rounds: int) -> None:
    """Print the least seconds of each step of making our website."""
    command = [sys.executable, "-c", _STEPS, str(root)]
    found = [
        json.loads(subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]
    least = {name: min(one[name] for one in found) for name in found[0]}
    print("our website: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in least.items()))


def main() -> None:
    """Measure guides of several lengths."""
    measure_lengths(__doc__ or "", runners, PANDOC, show_steps)


if __name__ == "__main__":
    main()
