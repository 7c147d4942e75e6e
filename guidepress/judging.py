"""Judge PDFs while they are made: what is not accessible does not leave the house.

Each part of a PDF is held against PDF/UA-1 and PDF/A-3a and its tags are audited where it is drawn, so that a part that is kept needs
no second look. Some things only the whole can say: that it is bound, what it is, and in what order its headings follow each other.
They are looked at in the finished file. ``check`` gives the finished file to every checker besides.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from guidepress.check.finding import Finding
from guidepress.errors import Problem, Span
from guidepress.model import Artifact

HINT = "The guide is not at fault: a template or style sheet is, or guidepress."

# What a part need not say of itself: the whole says it, and ``judge`` asks the whole; binding sees to the order of headings, and finishing
# to streams whose last byte looks like a line's end.
_OF_THE_WHOLE = frozenset(
    {
        "PDFUA1-ID-PART-001",
        "PDFUA1-ID-SCHEMA-001",
        "PDFUA1-HEADING-NESTING-001",
        "PDFA3A-METADATA-FILTER-001",
        "PDFA3A-STREAM-LENGTH-001",
        "no-claim",
        "no-page-labels",
    }
)
_CLAIMS = {"pdfuaid:part": "PDF/UA", "pdfaid:part": "PDF/A", "xmpMM:VersionID": "the version"}


def checkers() -> tuple[ModuleType, ModuleType, ModuleType]:
    """Import what judges a part: the standards' checkers, and the audit of tags."""
    from guidepress.check import pdfa, pdfua, tags

    return pdfua, pdfa, tags


def judge_part(pdf: bytes, key: str) -> tuple[Problem, ...]:
    """Judge a part of a PDF by what it holds; ``key`` names it."""
    *standards, tags = checkers()
    with tempfile.NamedTemporaryFile(prefix="guidepress-", suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        path = Path(file.name)
        found = [(checker, finding) for checker in standards for finding in checker.check([path], locate=False)]
        found += [(tags, finding) for finding in tags.check([path]) if finding.severity == "error"]
    span = Span(f"templates (the pages of '{key}')")
    return tuple(
        sorted({_problem(span, one.TITLE, finding) for one, finding in found if finding.code not in _OF_THE_WHOLE})
    )


def judge(files: Sequence[Artifact]) -> tuple[Problem, ...]:
    """Look in finished PDFs at what only the whole can say."""
    from guidepress.check import tags

    return tuple(
        sorted(
            {
                _problem(Span(file.path), tags.TITLE, finding)
                for file in files
                if file.path.endswith(".pdf")
                for finding in _of_the_whole(file.data)
            }
        )
    )


def _of_the_whole(pdf: bytes) -> Iterator[Finding]:
    import pikepdf

    from guidepress.check import tags

    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        yield Finding(tags.NAME, "error", "unreadable", str(error), "")
        return
    with document:
        root = document.Root
        if "/StructTreeRoot" not in root:
            yield Finding(tags.NAME, "error", "no-tree", "The PDF has no tags.", "")
        if "/PageLabels" not in root:
            yield Finding(
                tags.NAME, "error", "no-page-labels", "The document does not say how its pages are called.", ""
            )
        metadata = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    for claim, what in _CLAIMS.items():
        if not re.search(rf"<{claim}>\s*\S|\b{claim}=[\"']\S", metadata):
            yield Finding(tags.NAME, "error", "no-claim", f"The metadata does not state {what} ({claim}).", "")


def _problem(span: Span, title: str, finding: Finding) -> Problem:
    where = f" [{finding.excerpt}]" if finding.excerpt else ""
    return Problem(span, "not-accessible", f"{title}, {finding.code}: {finding.message}{where}", HINT)
