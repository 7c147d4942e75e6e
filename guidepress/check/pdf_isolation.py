"""Find the first structure element of a PDF that breaks a rule, where the validator tells only that several do.

Goes in: a PDF, and what tells whether a PDF breaks the rule. Comes out: the number of an object, or nothing where the fault is the
document's. The structure is cut off behind ever earlier elements, and the whole asked again, until the rule is kept: in each list of
children the last that is needed to break it holds the fault. That asks some 30 times: 6 seconds for a guide of 80 pages.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MOST = 400  # questions, far more than a guide needs

Breaks = Callable[[bytes], bool]


@dataclass
class _Cut:
    """Ask about a document whose structure is cut off; ``asked`` counts the questions."""

    document: pikepdf.Pdf
    breaks: Breaks
    asked: int = 0

    def breaks_with(self, element: Any, kids: list[Any]) -> bool:  # noqa: ANN401 - pikepdf's objects have no narrower type
        """Tell whether the rule is broken when ``element`` has these children only."""
        self.asked += 1
        element.K = Array(kids)
        out = io.BytesIO()
        self.document.save(out)
        return self.breaks(out.getvalue())

    def last_needed(self, element: Any) -> Any:  # noqa: ANN401 - as above
        """Cut off all children that are not needed to break the rule, and return the last that is, or nothing."""
        found = element.get(Name.K)
        kids = list(found.as_list()) if isinstance(found, Array) else [] if found is None else [found]
        if not kids or self.breaks_with(element, []):
            return None
        kept, broken = 0, len(kids)
        while broken - kept > 1:
            middle = (kept + broken) // 2
            if self.breaks_with(element, kids[:middle]):
                broken = middle
            else:
                kept = middle
        element.K = Array(kids[:broken])
        last = kids[broken - 1]
        return last if isinstance(last, Dictionary) and Name.S in last else None


def first_at_fault(path: Path, breaks: Breaks) -> tuple[int, int] | None:
    """Return the object number and generation of the first element that breaks the rule; a file that cannot be read has none."""
    try:
        with pikepdf.open(path) as document:
            return _first(document, breaks)
    except pikepdf.PdfError:
        return None  # what is wrong with such a file, the checker tells


def _first(document: pikepdf.Pdf, breaks: Breaks) -> tuple[int, int] | None:
    element = document.Root.get(Name.StructTreeRoot)
    if element is None:
        return None
    cut = _Cut(document, breaks)
    found: tuple[int, int] | None = None
    while cut.asked < MOST and (element := cut.last_needed(element)) is not None:
        found = element.objgen
    return found
