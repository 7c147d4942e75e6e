"""Make a guide of any length out of the one in ``source/``: its chapters, some or many times over, under new names.

Goes in: the repository's own guide. Comes out: a folder with a guide of so many pages, counted as the words of the real one fill them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
WORDS_A_PAGE = 236  # as the copies of the real guide fill them
_NAME = re.compile(r"(?<=:name: )\S+|(?<=^\()[a-z0-9-]+(?=\)=$)", re.MULTILINE)
_LINK = re.compile(
    r"(?<=\]\()(?:(?P<page>[\w-]+)\.md(?P<place>#[\w-]+)?|(?P<kind>case-study:|#)(?P<name>[\w-]+))(?=\))"
)
_SEE = re.compile(r"^see(?:also)?: ([^;\n]+);.*$", re.MULTILINE)
_KEPT = "how-to-use"  # it is about the whole guide, and comes once


def make_long_guide(folder: Path, pages: int) -> int:
    """Write a guide of about ``pages`` pages into ``folder``; return the number of its words."""
    shutil.copytree(REPOSITORY / "source", folder / "source")
    chapters = folder / "source" / "chapters"
    originals = {path.stem: path.read_text("utf-8") for path in sorted(chapters.glob("*.md")) if path.stem != _KEPT}
    words = len((chapters / f"{_KEPT}.md").read_text("utf-8").split())
    homes = {name: stem for stem, text in originals.items() for name in _NAME.findall(text)}
    made: list[tuple[str, int]] = []
    for stem, copy in _copies(originals):
        if words >= pages * WORDS_A_PAGE:
            break
        made.append((stem, copy))
        words += len(originals[stem].split())
    if len(made) < len(originals):  # what an index refers to may be in a chapter that is left out
        originals = {stem: _SEE.sub(r"single: \1", text) for stem, text in originals.items()}
    for stem in originals:
        (chapters / f"{stem}.md").unlink()
    for stem, copy in made:
        (chapters / f"{stem}-{copy}.md").write_text(_renamed(originals[stem], homes, set(made), copy), "utf-8")
    _list_chapters(folder / "source" / "guide.yaml", made)
    for path in (chapters / f"{_KEPT}.md", folder / "source" / "resources.yaml", folder / "source" / "glossary.yaml"):
        path.write_text(_renamed(path.read_text("utf-8"), homes, set(made), 1, named=False), "utf-8")
    return words


def _copies(stems: Collection[str]) -> Iterator[tuple[str, int]]:
    copy = 0
    while True:
        copy += 1
        yield from ((stem, copy) for stem in stems)


def _renamed(text: str, homes: dict[str, str], made: set[tuple[str, int]], copy: int, *, named: bool = True) -> str:
    """Give a chapter's names a number, and lead its links to the chapters of its own copy, or where there are none to the first."""

    def there(stem: str) -> str:
        number = copy if (stem, copy) in made else 1
        return (
            f"{stem}-{number}"
            if (stem, number) in made
            else "welcome-1"
            if ("welcome", 1) in made
            else min(made)[0] + "-1"
        )

    def link(found: re.Match[str]) -> str:
        page, kind, name = found["page"], found["kind"], found["name"]
        if page:
            home = there(page)
            place = (found["place"] or "") if home.rpartition("-")[0] == page else ""
            return found[0] if page == _KEPT else f"{home}.md{place}"
        if name not in homes:
            return found[0]
        number = copy if (homes[name], copy) in made else 1
        return f"{kind}{name}-{number}" if (homes[name], number) in made else f"{there(homes[name])}.md"

    if named:
        text = _NAME.sub(lambda name: f"{name[0]}-{copy}", text)
    return _LINK.sub(link, text)


def _list_chapters(guide: Path, made: list[tuple[str, int]]) -> None:
    """Write the parts of a guide: one for each round of copies."""
    rounds = sorted({copy for _, copy in made})
    parts = "".join(
        f"  - title: Round {number}\n    chapters:\n"
        + "".join(f"      - {stem}-{copy}.md\n" for stem, copy in made if copy == number)
        for number in rounds
    )
    text = guide.read_text("utf-8")
    guide.write_text(re.sub(r"(?ms)^parts:\n.*?(?=^\S|\Z)", f"parts:\n{parts}\n", text), "utf-8")
