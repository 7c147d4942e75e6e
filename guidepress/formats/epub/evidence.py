"""Look in an e-book for what a claim about its accessibility needs: each function answers for one claim.

The words of the claims are those of the Schema.org Accessibility Properties for Discoverability Vocabulary (W3C community group).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from guidepress.compose.broken_claims import FIXED, OUT_OF_ORDER
from guidepress.formats.epub.book import HTML, TYPE, Book

_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_SVG = "{http://www.w3.org/2000/svg}svg"
_ROLES = frozenset(
    f"doc-{name}"
    for name in ["abstract", "acknowledgments", "afterword", "appendix", "backlink", "biblioentry", "bibliography", "biblioref", "chapter", "colophon", "conclusion", "cover", "credit", "credits", "dedication", "endnote", "endnotes", "epigraph", "epilogue", "errata", "example", "footnote", "foreword", "glossary", "glossref", "index", "introduction", "noteref", "notice", "pagebreak", "pagefooter", "pageheader", "pagelist", "part", "preface", "prologue", "pullquote", "qna", "subtitle", "tip", "toc"]
) | {"note", "img", "list", "listitem", "group", "region", "presentation", "none", "table", "figure", "math", "separator"}  # fmt: skip
_NAMED_BY = ("aria-labelledby", "aria-describedby", "aria-details")
_APART = ("cover", "titlepage", "toc")  # documents that the contents need not name
Alternatives = Counter[str]


def pictures_are_described(book: Book, expected: Alternatives) -> bool:
    """Tell whether every picture has a text alternative or says that it needs none, and all that were written are there.

    ``expected`` counts the alternatives that the guide has: one that is lost on the way makes a picture look like decoration.
    """
    pictures = list(book.elements("img"))
    drawings = [one for tree in book.documents.values() for one in tree.iter(_SVG)]
    told = [*(one.get("alt") for one in pictures), *map(_name_of_drawing, drawings)]
    return None not in told and expected <= Counter(words for words in told if words)


def _name_of_drawing(drawing: Any) -> str | None:  # noqa: ANN401 - lxml's element
    """Give a drawing's name; '' where it is decoration, and nothing where it does not say."""
    if drawing.get("aria-hidden") == "true":
        return ""
    return drawing.get("aria-label") or drawing.findtext("{http://www.w3.org/2000/svg}title") or None


def formulas_are_mathml(book: Book) -> bool:
    """Tell whether there are formulas as MathML, each with words for programs that know none."""
    formulas = [one for tree in book.documents.values() for one in tree.iter(_MATH)]
    return bool(formulas) and all(one.get("alttext", "").strip() for one in formulas)


def headings_are_sound(book: Book) -> bool:
    """Tell whether each document but the cover has one title, and no level of heading is left out or empty."""
    for name, tree in book.documents.items():
        found = list(tree.iter(*(HTML + one for one in _HEADINGS)))
        levels = [int(one.tag[-1]) for one in found if one.getparent().get("hidden") is None]
        if not levels and book.is_typed(name, "cover"):
            continue
        is_stepped = all(after <= before + 1 for before, after in pairwise(levels))
        if levels.count(1) != 1 or levels[0] != 1 or not is_stepped or not all(_words(one) for one in found):
            return False
    return True


def _words(element: Any) -> str:  # noqa: ANN401 - lxml's element
    return "".join(element.itertext()).strip()


def contents_are_whole(book: Book) -> bool:
    """Tell whether the contents lead to every document, and nowhere else."""
    listed = book.listed("toc")
    names = {name for name, _ in listed}
    needed = {name for name in book.documents if not any(book.is_typed(name, kind) for kind in _APART)}
    return bool(listed) and needed <= names and all(place in book.places for place in listed)


def order_is_one(book: Book) -> bool:
    """Tell whether contents, documents and style sheets agree on the order in which the book is read."""
    order = [book.places.get(place, -1) for place in book.listed("toc")]
    moved = any(
        str(index).strip() not in {"0", "-1"} for tree in book.documents.values() for index in tree.xpath("//@tabindex")
    )
    return order == sorted(order) and -1 not in order and not moved and not OUT_OF_ORDER.search(book.styles)


def words_can_be_transformed(book: Book) -> bool:
    """Tell whether readers can choose size, spacing and letters: no style sheet fixes them, nor any style in a document."""
    styles = [str(style) for tree in book.documents.values() for style in tree.xpath("//@style")]
    return not any(FIXED.search(css) for css in (book.styles, *styles))


def roles_are_sound(book: Book) -> bool:
    """Tell whether there are roles, all of them known, and everything that names itself by another element finds it."""
    roles = {str(role) for tree in book.documents.values() for role in tree.xpath("//@role")}
    for name, tree in book.documents.items():
        names = {
            identity for attribute in _NAMED_BY for found in tree.xpath(f"//@{attribute}") for identity in found.split()
        }
        if any((name, identity) not in book.places for identity in names):
            return False
    return bool(roles) and roles <= _ROLES


def pages_are_marked(book: Book) -> bool:
    """Tell whether the documents say where pages of a printed edition begin, each with its number."""
    marks = [one for _, one in _page_marks(book)]
    return bool(marks) and all(one.get("id") and (one.get("aria-label") or _words(one)) for one in marks)


def page_list_is_whole(book: Book) -> bool:
    """Tell whether the list of pages leads to every mark and to nothing else, in their order."""
    marks = [(name, str(one.get("id"))) for name, one in _page_marks(book)]
    return bool(marks) and book.listed("page-list") == marks


def _page_marks(book: Book) -> Iterator[tuple[str, Any]]:
    """Yield the marks of pages, each with the name of its document."""
    for name, tree in book.documents.items():
        for one in tree.iter(*(HTML + tag for tag in ("span", "div", "hr"))):
            if one.get(TYPE) == "pagebreak":
                yield name, one


def index_leads_to_words(book: Book) -> bool:
    """Tell whether there is an index, all of whose entries lead to a place that is there."""
    homes = [name for name in book.documents if book.is_typed(name, "index")]
    links = [
        book.place(str(link.get("href")), name) for name in homes for link in book.documents[name].iter(f"{HTML}a")
    ]
    return bool(links) and all(place in book.places for place in links)


def long_descriptions_are_there(book: Book) -> bool:
    """Tell whether pictures name what leads to their long descriptions, and each of these is there."""
    named = {(name, str(one)) for name, tree in book.documents.items() for one in tree.xpath("//@aria-details")}
    if not named:
        return False
    links = {
        (name, str(one.get("id"))): [book.place(str(link.get("href")), name) for link in one.iter(f"{HTML}a")]
        for name, tree in book.documents.items()
        for one in tree.xpath("//*[@id]")
        if (name, one.get("id")) in named
    }
    leads = [links.get(place, []) for place in named]
    return all(places and places[0] in book.places for places in leads)
