"""Lead findings on finished files back to the source: to the line of the block that caused them.

Every block has the same id in all formats, so the id nearest to a finding names the block.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from guidepress.check.finding import Finding
from guidepress.errors import Problem, Severity, Span
from guidepress.model import Block, Guide
from guidepress.walk import find

_ID = re.compile(r'\sid="([^"]+)"')
_SELECTED = re.compile(r"#((?:\\.|[\w-])+)")


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold the places of blocks and of chapters, by id; ``folder`` holds the finished files."""

    blocks: Mapping[str, Span]
    folder: Path

    def problem(self, finding: Finding) -> Problem:
        """Turn a finding into a problem at the block that caused it, or at the finished file when no block did."""
        span = self._block(finding) or Span(finding.file, finding.line or 0, finding.column or 0)
        severity: Severity = "error" if finding.severity == "error" else "warning"
        where = "" if span.file == finding.file else f"In {finding.file}. "
        hint = f"{where}{finding.excerpt[:160]}".strip()
        return Problem(span, f"{finding.checker}-{finding.code}", finding.message, hint, severity)

    def _block(self, finding: Finding) -> Span | None:
        """Find the nearest id: in the selector, before the line, or the page's own."""
        ids = [*_selected(finding.excerpt), *self._before(finding), PurePosixPath(finding.file).stem]
        return next((self.blocks[one] for one in ids if one in self.blocks), None)

    def _before(self, finding: Finding) -> Iterator[str]:
        """Yield the ids that stand before the finding's place in its file, the nearest first."""
        if not finding.line:
            return
        lines = self._text(finding.file).split("\n")[: finding.line]
        if lines and finding.column:
            lines[-1] = lines[-1][: finding.column]
        yield from reversed(_ID.findall("\n".join(lines)))

    def _text(self, name: str) -> str:
        """Read a finished file, or one inside an EPUB (named ``book.epub/EPUB/page.xhtml``)."""
        book, inside, member = name.partition(".epub/")
        if not inside:
            path = self.folder / name
            return path.read_text("utf-8", errors="replace") if path.is_file() else ""
        with zipfile.ZipFile(self.folder / f"{book}.epub") as archive:
            return archive.read(member).decode("utf-8", errors="replace") if member in archive.namelist() else ""


def _selected(excerpt: str) -> Iterator[str]:
    """Yield the ids in a CSS selector, the innermost first."""
    found = [match.replace("\\", "") for match in _SELECTED.findall(excerpt)]
    for one in reversed(found):
        yield one
        yield one.rsplit(".", 1)[0]  # a part of a block, such as its title


def sources_of(guide: Guide, folder: Path) -> Sources:
    """Index the places of a guide's blocks, for the files in ``folder``."""
    blocks: dict[str, Span] = {}
    for chapter in (*guide.front, *guide.chapters):
        blocks[chapter.key] = chapter.span
        blocks.update({node.id: node.span for node in find(chapter.blocks, Block)})
    blocks.update({term.id: term.span for term in guide.glossary})
    blocks.update({f"register.{entry.kind}.{entry.id}": entry.span for entry in guide.entries})
    return Sources(blocks, folder)


def problems_of(findings: Iterable[Finding], sources: Sources) -> tuple[Problem, ...]:
    """Turn findings into problems, in the order of their places."""
    return tuple(sorted({sources.problem(finding) for finding in findings}))
