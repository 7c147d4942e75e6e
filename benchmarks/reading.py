"""Measure reading and resolving a guide of 500 pages beside markdown-it-py, which parses and renders the same chapters.

Run: ``.venv/bin/python benchmarks/reading.py [PAGES] [ROUNDS]``. Both take turns in processes of their own, so that neither profits from the
other's garbage or caches; what is shown is the ratio of the medians. Both must have read every chapter. Imports are not counted.

"markdown-it-py" is the CommonMark preset with tables; "with plug-ins" has besides those extensions that the guide's language needs
(front matter, notes, definition lists, attributes, roles, values), which is what any tool for such a language runs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from long_guide import REPOSITORY, make_long_guide

_OURS = """
import sys, time
from pathlib import Path
from guidepress.pipeline import load
import lxml.etree, guidepress.read.guide, guidepress.resolve
start = time.perf_counter()
guide, problems = load(Path(sys.argv[1]))
print(time.perf_counter() - start)
assert guide is not None and len(guide.front) + len(guide.chapters) == int(sys.argv[2]), problems
"""

_PLAIN = """
import sys, time
from pathlib import Path
from markdown_it import MarkdownIt
{plugins}
start = time.perf_counter()
read = [md.render(path.read_text("utf-8")) for path in sorted(Path(sys.argv[1], "source", "chapters").glob("*.md"))]
print(time.perf_counter() - start)
assert len(read) == int(sys.argv[2])
"""

_BARE = 'md = MarkdownIt("commonmark").enable("table")'
_PLUGGED = """
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin
md = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "smartquotes"])
for plugin in (front_matter_plugin, footnote_plugin, deflist_plugin, myst_role_plugin, substitution_plugin, myst_block_plugin):
    md.use(plugin)
md.use(attrs_plugin, spans=True)
"""

RUNS = {
    "guidepress, read and resolve": _OURS,
    "markdown-it-py, parse and render": _PLAIN.format(plugins=_BARE),
    "the same with plug-ins": _PLAIN.format(plugins=_PLUGGED),
}


def _seconds(code: str, folder: Path, chapters: int) -> float:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(chapters)],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    return float(done.stdout)


def main(pages: int = 500, rounds: int = 7) -> None:
    """Print the median seconds of each and its ratio to markdown-it-py."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "guide")
        words = make_long_guide(folder, pages)
        chapters = len(list((folder / "source" / "chapters").glob("*.md")))
        times: dict[str, list[float]] = {name: [] for name in RUNS}
        for _ in range(rounds):
            for name, code in RUNS.items():
                times[name].append(_seconds(code, folder, chapters))
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    bare = medians["markdown-it-py, parse and render"]
    print(f"{pages} pages, {words:,} words, {chapters} chapters, {rounds} rounds")
    for name, median in medians.items():
        print(f"{name:<34} {median:6.2f} s  {median / bare:5.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
