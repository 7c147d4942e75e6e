"""Make a long guide out of the one in ``source/``: its chapters many times over, under new names.

Goes in: the repository's own guide. Comes out: a folder with a guide of so many pages, counted as the words of the real one fill them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
WORDS_A_PAGE = 200  # the PDF of the real guide has 82 pages and 17,000 words
_NAME = re.compile(r"(?<=:name: )\S+|(?<=^\()[a-z0-9-]+(?=\)=$)", re.MULTILINE)
_LOCAL = re.compile(r"(?<=\]\()(?P<path>[\w-]+)(?=\.md)|(?<=\]\()(?P<anchor>(?:case-study:|#)[\w-]+)")


def make_long_guide(folder: Path, pages: int) -> int:
    """Write a guide of about ``pages`` pages into ``folder``; return the number of its words."""
    shutil.copytree(REPOSITORY / "source", folder / "source")
    chapters = folder / "source" / "chapters"
    originals = {
        path.stem: path.read_text("utf-8") for path in sorted(chapters.glob("*.md")) if path.stem != "how-to-use"
    }
    names = {name for text in originals.values() for name in _NAME.findall(text)}
    wanted, words, copy = pages * WORDS_A_PAGE, 0, 0
    made: list[str] = []
    for path in chapters.glob("*.md"):
        words += len(path.read_text("utf-8").split())
    while words < wanted:
        copy += 1
        for stem, original in originals.items():
            text = _renamed(original, originals.keys(), names, copy)
            (chapters / f"{stem}-{copy}.md").write_text(text, "utf-8")
            made.append(f"{stem}-{copy}.md")
            words += len(text.split())
    guide = folder / "source" / "guide.yaml"
    part = "  - title: The same again\n    chapters:\n" + "".join(f"      - {name}\n" for name in made)
    guide.write_text(re.sub(r"(?m)^parts:\n", f"parts:\n{part}", guide.read_text("utf-8")), "utf-8")
    return words


def _renamed(text: str, chapters: Collection[str], names: Collection[str], copy: int) -> str:
    """Give a chapter's names, and the links to them, a number."""
    text = _NAME.sub(lambda name: f"{name[0]}-{copy}", text)

    def link(found: re.Match[str]) -> str:
        kind, sign, name = found[0].rpartition(":" if ":" in found[0] else "#")
        known = names if sign else chapters
        return f"{kind}{sign}{name}-{copy}" if name in known else found[0]

    return _LOCAL.sub(link, text)
