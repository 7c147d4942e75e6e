"""Make the torture guide longer: its chapters again under other names, all of them in one, and many that are tiny.

What has to be called otherwise each time (chapters, names, notes, titles) ends in ``-n1`` or ``take 1`` in ``source/``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
LONG = 90  # the number of the chapter that holds all others; those of tiny ones follow it
_HEAD = re.compile(r"(---\n.*?\n---\n)?\s*# [^\n]*\n", re.DOTALL)


def grow(folder: Path, copies: int, tiny: int) -> None:
    """Write into ``folder`` the guide with ``copies`` more of its chapters, one that holds them all, and ``tiny`` small ones."""
    shutil.copytree(HERE / "source", folder / "source")
    shutil.copytree(HERE / "styles", folder / "styles")
    chapters = folder / "source/chapters"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(chapters.glob("*-n1.md"))}
    parts = {
        f"Once more, with number {number}": {_again(name, number): _again(text, number) for name, text in texts.items()}
        for number in range(2, 2 + copies)
    }
    parts["One long chapter"] = {f"long-n{LONG}": _all_in_one(texts)}
    numbers = range(LONG + 1, LONG + 1 + tiny)
    parts["Many tiny chapters"] = {f"tiny-n{number}": _again(texts["tiny-n1"], number) for number in numbers}
    for title, made in parts.items():
        for name, text in made.items():
            (chapters / f"{name}.md").write_text(text, "utf-8")
        with (folder / "source/guide.yaml").open("a", encoding="utf-8") as guide:
            guide.write("".join(_part(title, made)))


def _again(text: str, number: int) -> str:
    return text.replace("-n1", f"-n{number}").replace("take 1", f"take {number}")


def _all_in_one(texts: Mapping[str, str]) -> str:
    """Join chapters into one, without their heads; links from one to another lead to the chapters themselves."""
    joined = _again("".join(_HEAD.sub("", text, count=1) for text in texts.values()), LONG)
    for name in texts:
        joined = joined.replace(_again(name, LONG), name)
    return f"# All in one\n{joined}"


def _part(title: str, chapters: Iterable[str]) -> Iterator[str]:
    yield f"  - title: {title}\n    chapters:\n"
    yield from (f"      - {name}.md\n" for name in chapters)
