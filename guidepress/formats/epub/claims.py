"""Claim of an e-book's accessibility what a look at its files has shown, and nothing else (EPUB Accessibility 1.1, 2.2).

Goes in: the files of the book, and the guide. Comes out: the values of schema.org's properties that hold in this build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from guidepress.formats.epub import evidence
from guidepress.formats.epub.book import Book
from guidepress.formats.epub.hazards import hazards
from guidepress.formats.epub.package import File
from guidepress.model import Figure, Formula, FormulaBlock, Guide, InlinePicture
from guidepress.walk import find

Check = Callable[[Book], bool]


@dataclass(frozen=True, slots=True)
class Claims:
    """Hold what is claimed, by schema.org's words, and ``lacking``: features that every book should have and this one has not."""

    features: tuple[str, ...]
    lacking: tuple[str, ...]
    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    hazards: tuple[str, ...]


def claims(guide: Guide, files: Sequence[File]) -> Claims:
    """Find out what can be claimed."""
    book = Book(files)
    core = {name: check(book) for name, check in _core(guide).items()}
    more = [name for name, check in _when_there(guide).items() if check(book)]
    has_pictures = any(one.get("alt") for one in book.elements("img"))
    modes = ("textual", "visual") if has_pictures else ("textual",)
    alone = ("textual",) if core["alternativeText"] else ()
    return Claims(
        (*(name for name, holds in core.items() if holds), *more),
        tuple(name for name, holds in core.items() if not holds),
        modes,
        (*alone, ",".join(modes)) if has_pictures else alone,
        hazards(book),
    )


def _core(guide: Guide) -> Mapping[str, Check]:
    """Give the checks of what every book should have."""
    return {
        "alternativeText": partial(evidence.pictures_are_described, expected=_alternatives(guide)),
        "structuralNavigation": evidence.headings_are_sound,
        "tableOfContents": evidence.contents_are_whole,
        "readingOrder": evidence.order_is_one,
        "displayTransformability": evidence.words_can_be_transformed,
        "ARIA": evidence.roles_are_sound,
    }


def _when_there(guide: Guide) -> Mapping[str, Check]:
    """Give the checks of what a book may have."""
    return {
        "pageBreakMarkers": evidence.pages_are_marked,
        "pageNavigation": evidence.page_list_is_whole,
        "index": evidence.index_leads_to_words,
        "longDescription": evidence.long_descriptions_are_there,
        "MathML": evidence.formulas_are_mathml,
        "describedMath": partial(_formulas_are_described, guide=guide),
    }


def _alternatives(guide: Guide) -> evidence.Alternatives:
    """Count the text alternatives that the chapters of a guide have."""
    pictures = find((*guide.front, *guide.chapters), Figure, InlinePicture)
    return Counter(one.alt for one in pictures if one.alt)


def _formulas_are_described(book: Book, guide: Guide) -> bool:
    """Tell whether the author said every formula in words, and the book has them."""
    formulas = list(find((*guide.front, *guide.chapters), Formula, FormulaBlock))
    return all(isinstance(one, FormulaBlock) and one.alt for one in formulas) and evidence.formulas_are_mathml(book)
