"""Measure making an EPUB beside pandoc, on the same words.

Run: ``.venv/bin/python benchmarks/epub.py [PAGES ...]`` (60 and 500 unless told otherwise) ``--rounds 5``; ``make benchmark-peers`` installs pandoc. All take turns,
each as a command of its own, so that a round's figures were taken under the same load; what is shown is medians, the least of each, and their ratio to pandoc's.

- *without a page list*: what pandoc makes too, and besides a cover's picture, an index, a register and checks of all that is claimed.
- *with the pages of the PDF, which are known*: nothing has changed since they were last laid out.
- *with the pages of the PDF*: nothing is known, so that all pages are laid out first.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from peers import pandoc
from turns import Runner, measure_lengths

PANDOC = "pandoc"


def runners(root: Path, folder: Path) -> Mapping[str, Runner]:
    """Give the commands; pandoc reads the guide's Markdown as it is."""
    ours = [sys.executable, "build.py", "build", "--guide", str(root), "--format", "epub", "--quiet"]

    def forget() -> None:
        shutil.rmtree(root / ".guidepress", ignore_errors=True)

    return {
        PANDOC: pandoc(root, folder / "pandoc.epub", "-t", "epub3"),
        "guidepress, without a page list": Runner([*ours, "--no-page-list", "--no-cache"], lambda: None),
        "guidepress, with the pages of the PDF": Runner(ours, forget),
        "guidepress, with the pages of the PDF, known": Runner(ours, lambda: None),
    }


def main() -> None:
    """Measure guides of several lengths."""
    measure_lengths(__doc__ or "", runners, PANDOC)


if __name__ == "__main__":
    main()
