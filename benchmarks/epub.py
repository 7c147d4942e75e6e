"""Measure making an EPUB beside pandoc, on the same words.

Run: ``.venv/bin/python benchmarks/epub.py [PAGES ...]`` (60 and 500 unless told otherwise) ``--rounds 5``; ``make benchmark-peers`` installs pandoc. All take turns,
each as a command of its own, so that a round's figures were taken under the same load; what is shown is medians and their ratio to pandoc's.

- *without a page list*: what pandoc makes too, and besides a cover's picture, an index, a register and checks of all that is claimed.
- *with the pages of the PDF, which are known*: nothing has changed since they were last laid out.
- *with the pages of the PDF*: nothing is known, so that all pages are laid out first.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from long_guide import make_long_guide
from pdf import PEERS, Runner, measure

PANDOC = "pandoc"
_PANDOC = """
import subprocess, sys
import pypandoc
options = ["-f", "markdown-citations", "--toc", "-t", "epub3", "-M", "title=Guide", "--resource-path=.."]
subprocess.run([pypandoc.get_pandoc_path(), *options, "-o", sys.argv[1], *sys.argv[2:]], check=True)
"""


def runners(root: Path, folder: Path) -> Mapping[str, Runner]:
    """Give the commands; pandoc reads the guide's Markdown as it is."""
    python = PEERS / "bin" / "python"
    if not python.is_file():
        sys.exit("pandoc is not installed: run `make benchmark-peers`.")
    chapters = sorted(str(path) for path in (root / "source/chapters").glob("*.md"))
    ours = [sys.executable, "build.py", "build", "--guide", str(root), "--format", "epub", "--quiet"]

    def forget() -> None:
        shutil.rmtree(root / ".guidepress", ignore_errors=True)

    pandoc = [str(python), "-c", _PANDOC, str(folder / "pandoc.epub"), *chapters]
    return {
        PANDOC: Runner(pandoc, lambda: None, root / "source/chapters"),
        "guidepress, without a page list": Runner([*ours, "--no-page-list", "--no-cache"], lambda: None),
        "guidepress, with the pages of the PDF": Runner(ours, forget),
        "guidepress, with the pages of the PDF, known": Runner(ours, lambda: None),
    }


def main() -> None:
    """Measure guides of several lengths."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[60, 500])
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    for pages in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            words = make_long_guide(Path(folder, "guide"), pages)
            figures = measure(runners(Path(folder, "guide"), Path(folder)), asked.rounds)
            pandoc = statistics.median(figures[PANDOC].seconds)
            print(f"\n{pages} pages, {words:,} words, {asked.rounds} rounds")
            print(f"{'':<46} {'seconds':>8} {'ratio':>6} {'MB':>5}")
            for name, one in figures.items():
                median = statistics.median(one.seconds)
                print(f"{name:<46} {median:8.2f} {median / pandoc:6.3f} {max(one.memory):5.0f}")


if __name__ == "__main__":
    main()
