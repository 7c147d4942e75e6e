"""Number a PDF's pages as their feet do, so that "go to page 12" leads where 12 is printed (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf

from guidepress.paper.gatherings import Numbering

_STYLES = {"decimal": Name.D, "lower-roman": Name.r}


class Run(NamedTuple):
    """Say that pages are numbered in a certain way, from ``first`` on."""

    pages: int
    numbering: Numbering
    first: int


def write_labels(pdf: Pdf, runs: Iterable[Run]) -> None:
    """Write how pages are numbered; runs that go on from each other become one."""
    numbers: list[int | Object] = []
    place, due = 0, None
    for run in runs:
        if run.pages and (run.numbering, run.first) != due:
            start = {"/St": run.first} if run.first > 1 else {}
            numbers += [place, Dictionary({"/S": _STYLES[run.numbering], **start})]
        place += run.pages
        due = run.numbering, run.first + run.pages
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
