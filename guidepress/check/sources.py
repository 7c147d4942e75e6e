"""Lead findings on finished files back to the source: to the line of the block that caused them.

Every block has the same id in all formats, so the ids around a finding's place name the block. A browser's checkers tell the ids of the
element; for the others ``landmarks`` finds them at line and column of a page, ``pdf_places`` in a PDF.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from guidepress.check.finding import Finding
from guidepress.check.landmarks import Landmarks
from guidepress.errors import Problem, Severity, Span
from guidepress.model import Block, Guide
from guidepress.walk import find

_AFTER_THE_TAG = {"epubcheck"}  # its columns are those right behind the tag that is meant
_PAGES = {".html", ".xhtml"}
_LONGEST = 160
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold the places of blocks and of all else that has an id; ``folder`` holds the finished files."""

    places: Mapping[str, Span]
    folder: Path
    _pages: dict[str, Landmarks] = field(default_factory=dict, init=False, repr=False, compare=False)

    def problem(self, finding: Finding) -> Problem:
        """Turn a finding into a problem at the block that caused it, or at the finished file when no block did."""
        span = self._source(finding) or Span(finding.file, finding.line or 0, finding.column or 0)
        severity: Severity = "error" if finding.severity == "error" else "warning"
        return Problem(span, f"{finding.checker}-{finding.code}", finding.message, _place(finding, span), severity)

    def _source(self, finding: Finding) -> Span | None:
        page = PurePosixPath(finding.file)
        own = (page.stem,) if page.suffix in _PAGES else ()
        found = (self.places.get(name) for one in (*self._ids(finding), *own) for name in _names_in(one))
        return next((span for span in found if span), None)

    def _ids(self, finding: Finding) -> tuple[str, ...]:
        if finding.ids or not finding.line or PurePosixPath(finding.file).suffix not in _PAGES:
            return finding.ids
        if finding.file not in self._pages:
            self._pages[finding.file] = Landmarks(self._text(finding.file))
        column = (finding.column or 0) - (finding.checker in _AFTER_THE_TAG)
        return self._pages[finding.file].ids_at(finding.line, max(column, 0))

    def _text(self, name: str) -> str:
        """Read a finished file, or one inside an EPUB (named ``book.epub/EPUB/page.xhtml``)."""
        book, inside, member = name.partition(".epub/")
        if not inside:
            path = self.folder / name
            return path.read_text("utf-8", errors="replace") if path.is_file() else ""
        with zipfile.ZipFile(self.folder / f"{book}.epub") as archive:
            return archive.read(member).decode("utf-8", errors="replace") if member in archive.namelist() else ""


def _names_in(identity: str) -> Iterator[str]:
    """Yield an id and what it begins with: a part of a block has the block's id, a dot or an underscore, and a name of its own."""
    yield identity
    for at in range(len(identity) - 1, 0, -1):
        if identity[at] in "._":
            yield identity[:at]


def _place(finding: Finding, span: Span) -> str:
    """Say where the finished file has the fault; only the piece that is meant, if it is shown there anyway."""
    excerpt = " ".join(finding.excerpt.split())[:_LONGEST]
    if span.file == finding.file:
        return excerpt
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    return f"{place}, at {excerpt}" if excerpt else place


def sources_of(guide: Guide, folder: Path) -> Sources:
    """Index the places of all that has an id in the files in ``folder``."""
    return Sources({name: span for name, span in _places(guide) if span.file}, folder)


def _places(guide: Guide) -> Iterator[tuple[str, Span]]:
    nowhere = Span("")
    yield "cover", guide.places.get(("cover", "picture"), nowhere)
    for part in guide.parts:
        yield f"part-{part.number}", guide.places.get(("parts", part.number - 1, "title"), nowhere)
    for kind in guide.link_kinds:
        yield f"register.{kind}", guide.places.get(("link_kinds", kind), nowhere)
    for entry in guide.entries:
        yield f"register.{entry.kind}.{entry.id}", entry.span
    for term in guide.glossary:
        yield term.id, term.span
    for chapter in (*guide.front, *guide.chapters):
        yield chapter.key, chapter.span
        yield from ((note.id, note.span) for note in chapter.notes if note.id)
        yield from ((node.id, node.span) for node in find(chapter.blocks, Block))


def problems_of(findings: Iterable[Finding], sources: Sources) -> tuple[Problem, ...]:
    """Turn findings into problems, in the order of their places; the same fault in several files is one problem."""
    places: dict[Problem, dict[str, None]] = {}
    for finding in findings:
        problem = sources.problem(finding)
        in_file = problem.span.file == finding.file
        same = problem if in_file else replace(problem, hint="")
        places.setdefault(same, {}).update({} if in_file else {problem.hint: None})
    return tuple(sorted(replace(same, hint=_hint(tuple(found))) if found else same for same, found in places.items()))


def _hint(places: Sequence[str]) -> str:
    """Say what is to be done: look at the words, else at what made them."""
    more = f"; and in {len(places) - _MOST_PLACES} places more" if len(places) > _MOST_PLACES else ""
    found = "; and in ".join(places[:_MOST_PLACES])
    return f"Found in {found}{more}. If these words are sound, a template or style sheet is at fault."
