"""Find the place in a page that an editor is at work on.

Goes in: the files of the source that were touched, and the guide that was read from them. Comes out: on which pages the first line that is
another now can be seen, and the ids of the blocks there, the innermost first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guidepress.errors import Span
from guidepress.model import Block, Guide
from guidepress.walk import find

Places = Mapping[str, tuple[str, ...]]  # by a page's key: ids
MOST = (
    6  # ids to look for: a paragraph in a tight list has none of its own in a page, nor has what a template leaves out
)
_WRITTEN = frozenset({".md", ".yaml"})  # files whose blocks know their lines
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Edits:
    """Remember how the written files below ``root`` were, so that the lines that are edited can be told."""

    root: Path
    _texts: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def among(self, touched: Iterable[str]) -> tuple[Span, ...]:
        """Name the line in each of the files touched that is another now; a file that is new to this memory has none."""
        edits = []
        for path in sorted(one for one in touched if Path(one).suffix in _WRITTEN):
            before, after = self._texts.get(path), _text(Path(path))
            if after is not None:
                self._texts[path] = after
            if before is not None and after is not None and before != after:
                edits.append(Span(Path(path).relative_to(self.root).as_posix(), edited_line(before, after)))
        return tuple(edits)


def edited_line(before: str, after: str) -> int:
    """Return the number of the first line that is another now and holds words; the last line's where only the end was cut off."""
    old, new = before.splitlines(), after.splitlines()
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    return next((at for at in range(same, len(new)) if new[at].strip()), max(len(new) - 1, 0)) + 1


def places_of(guide: Guide, edits: Iterable[Span]) -> Places:
    """Find on each page what stands at the first of the edited lines that can be seen there, and what is around or above it."""
    places: dict[str, tuple[str, ...]] = {}
    for edit in edits:
        for page, ids in _places_of(guide, edit).items():
            places.setdefault(page, ids)
    return places


def _places_of(guide: Guide, edit: Span) -> Places:
    above: dict[str, list[tuple[int, int, str]]] = {}
    for number, (page, identity, span) in enumerate(_standings(guide, edit.file)):
        if span.file == edit.file and span.line <= edit.line and identity:
            above.setdefault(page, []).append((span.line, number, identity))
    return {page: tuple(identity for *_, identity in sorted(found)[: -MOST - 1 : -1]) for page, found in above.items()}


def _standings(guide: Guide, file: str) -> Iterator[tuple[str, str, Span]]:
    """List the page and the id of all that may stand in a file of the source, each with its place there."""
    chapters = (*guide.front, *guide.chapters)
    for chapter in [
        one for one in chapters if one.span.file == file
    ] or chapters:  # others may include a file that is no chapter
        yield chapter.key, f"{chapter.key}_title", chapter.span
        yield from ((chapter.key, node.id, node.span) for node in find(chapter.blocks, Block))
        yield from ((chapter.key, note.id, note.span) for note in chapter.notes)
    yield from (("register", f"register.{one.kind}.{one.id}", one.span) for one in guide.entries)
    yield from (("glossary", term.id, term.span) for term in guide.glossary)


def _text(path: Path) -> str | None:
    """Read a file of the source; nothing where it is none, or a link, or more than anybody writes."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return None  # reading the guide tells why
