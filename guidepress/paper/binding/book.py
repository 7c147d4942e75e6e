"""Take gatherings into one PDF, in their order."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
from pikepdf import Dictionary, Object, PageCopyWarning, Pdf

from guidepress.errors import GuideError, Problem, Span
from guidepress.paper.binding.fonts import Fonts
from guidepress.paper.binding.labels import Run, write_labels
from guidepress.paper.binding.outline import write_outline
from guidepress.paper.binding.shared import Shared
from guidepress.paper.binding.structure import Structure, describe, name_tree
from guidepress.paper.gatherings import Numbering
from guidepress.paper.printed import Bookmark, Printed


class Book:
    """Hold the PDF while it grows. What is taken in must stay open until all is saved, so the book keeps it."""

    def __init__(self) -> None:
        """Begin an empty PDF."""
        self.pdf = Pdf.new()
        self.sources: list[Pdf] = []
        self.structure, self.fonts, self.shared = Structure(self.pdf), Fonts(self.pdf), Shared()
        self.places: dict[bytes, Object] = {}
        self.bookmarks: list[Bookmark] = []
        self.begun: list[int] = []  # where each gathering's bookmarks begin
        self.runs: list[Run] = []

    def add(self, printed: Printed, numbering: Numbering, first: int, blank: int = 0) -> None:
        """Take in a gathering, whose pages are numbered from ``first``, after so many blank pages."""
        source = pikepdf.open(io.BytesIO(printed.pdf))
        self._leave_blank(blank, tuple(float(number) for number in source.pages[0].mediabox[2:]))
        before = len(self.pdf.pages)
        _copy_pages(source, self.pdf)
        pages = [self.pdf.pages[before + number].obj for number in range(printed.pages)]
        self.structure.add(self.pdf.copy_foreign(source.Root.StructTreeRoot), pages)
        if not self.sources:
            describe(self.pdf, source)
        self.sources.append(source)
        self.shared.share(pages)
        self.fonts.add(printed.typefaces, pages[0].Resources)
        self.places.update(_places(self.pdf, source))
        self.begun.append(len(self.bookmarks))
        self.bookmarks += [replace(one, page=one.page + before) for one in printed.bookmarks]
        self.runs.append(Run(printed.pages, numbering, first))

    def _leave_blank(self, number: int, size: tuple[float, ...]) -> None:
        """Add pages on which nothing is; they are counted as those before them."""
        for _ in range(number):
            self.pdf.add_blank_page(page_size=(size[0], size[1]))
            self.pdf.pages[-1].obj.Tabs = pikepdf.Name.S
        if number and self.runs:
            last = self.runs[-1]
            self.runs.append(Run(number, last.numbering, last.first + last.pages))

    def bound(self) -> Pdf:
        """Finish the PDF, and give it; it is to be saved while the book lives.

        Raises GuideError where a link leads nowhere, or a heading skips a level (ISO 14289-1, 7.4.2).
        """
        if problems := (*self._lost(), *self._skipping()):
            raise GuideError(problems)
        self.structure.write()
        self.fonts.write()
        if self.places:
            self.pdf.Root.Names = Dictionary(Dests=name_tree(self.pdf, self.places))
        write_outline(self.pdf, self.bookmarks)
        write_labels(self.pdf, self.runs)
        for intent in self.pdf.Root.get("/OutputIntents", ()):
            intent.DestOutputProfile = self.shared.profile(intent.DestOutputProfile)
        return self.pdf

    def _skipping(self) -> Iterator[Problem]:
        """Report gatherings that begin with a heading too far below the last one of those before; their own tags tell all others."""
        for place in sorted({place for place in self.begun if place < len(self.bookmarks)}):
            one, level = self.bookmarks[place], self.bookmarks[place - 1].level if place else 0
            if one.level > level + 1:
                message = f"the heading '{one.words}' has level {one.level}, but the one before it {level or 'does not exist'}"
                hint = "Let the template use heading(…), which knows how deep a page stands."
                yield Problem(Span("templates"), "layout", message, hint)

    def _lost(self) -> Iterator[Problem]:
        """Report links to what no page shows: a template leaves out what others link to."""
        asked = {
            bytes(annotation.Dest)
            for page in self.pdf.pages
            for annotation in page.obj.get("/Annots", ())
            if isinstance(annotation.get("/Dest"), pikepdf.String)
        }
        for name in sorted(asked - self.places.keys()):
            shown = name.decode("utf-8", "replace")
            hint = "Let the template of that block or page write the attribute id."
            yield Problem(Span("templates"), "layout", f"a link leads to '{shown}', which is on no page", hint)


def _places(pdf: Pdf, source: Pdf) -> Iterator[tuple[bytes, Object]]:
    """Yield the named places of a gathering, whose pages have been copied."""
    names = source.Root.get("/Names", Dictionary()).get("/Dests")
    if names is not None:
        flat = pdf.copy_foreign(source.make_indirect(names)).Names.as_list()
        yield from ((bytes(name), place) for name, place in zip(flat[::2], flat[1::2], strict=True))


def _copy_pages(source: Pdf, target: Pdf) -> None:
    with warnings.catch_warnings():
        # pikepdf's other way to copy pages renames the places that they link to; ours know that their ids are the guide's.
        warnings.simplefilter("ignore", PageCopyWarning)
        target.pages.extend(source.pages)
