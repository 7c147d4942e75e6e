"""Make the PDF: a tagged A4 document for paper and screen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from guidepress.aside import cores, in_two
from guidepress.compose.addresses import href_in_one_document
from guidepress.compose.index_pages import Leaves, leaves_of, locators, unknown
from guidepress.compose.lookups import lookups
from guidepress.compose.media import on_paper
from guidepress.compose.media_types import media_type
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import Sheet, join, tokens_of
from guidepress.errors import GuideError, Problem, Span
from guidepress.formats import Making, unjudged
from guidepress.model import Artifact, Guide, PageMap, Picture, Place
from guidepress.model.index import IndexPlace
from guidepress.paper.binding.book import Book
from guidepress.paper.finish import finish
from guidepress.paper.formulas import draw_formula, formulas_of, undrawable
from guidepress.paper.gatherings import SCHEME, Gathering, Numbering, slot
from guidepress.paper.glyphs import missing_glyphs
from guidepress.paper.kept import Digests, Kept
from guidepress.paper.layout import Materials, Resource, library_versions
from guidepress.paper.origin import origin
from guidepress.paper.press import Press
from guidepress.paper.typesetting import ROUNDS, Set, Typesetting, page_map
from guidepress.walk import find

_BLACK = "currentColor"
_STYLESHEET = f"{SCHEME}made/print.css"  # not among the files that styles and guide bring
GUIDE_FILE = "source/guide.yaml"
_FRONT = ("cover", "contents")  # with the chapters before the first part


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as one PDF."""
    for attempt in attempts(guide, design, making):
        book, sets = Book(), list[Set]()
        for one in attempt:
            book.add(one.printed, one.gathering.numbering, one.first, one.blank)
            sets.append(one.without_drawing())
    pages = _mapped(sets, guide, design, making)
    yield Artifact(f"{guide.stem}.pdf", finish(book.bound(), guide), pages)


def paginate(guide: Guide, design: Design, making: Making) -> PageMap:
    """Find on which page of the PDF everything stands, as the PDF is made but for its binding."""
    for attempt in attempts(guide, design, making):
        sets = [one.without_drawing() for one in attempt]
    return _mapped(sets, guide, design, making)


def _mapped(sets: Sequence[Set], guide: Guide, design: Design, making: Making) -> PageMap:
    """Map the pages, and keep the map for what else is made of the guide."""
    pages = page_map(sets)
    Kept(making.kept).keep_page_map(guide.stem, pages, origin(guide, design))
    return pages


def typeset(guide: Guide, design: Design, making: Making) -> list[Set]:
    """Lay out and draw the parts of the guide."""
    return [list(attempt) for attempt in attempts(guide, design, making)][-1]


def attempts(guide: Guide, design: Design, making: Making) -> Iterator[Iterator[Set]]:
    """Lay out and draw the parts of the guide, each given as soon as those before it are drawn too.

    If another attempt follows, the one before it is void: all pages had to be known to see that the index tells of others.
    """
    if missing := missing_glyphs(guide, *(folder / "fonts" for folder in design.styles)):
        raise GuideError(missing)
    made_with = materials(guide, design)
    ink = _ink(made_with) if any(formulas_of(guide)) else _BLACK
    if faults := undrawable(guide, ink):
        raise GuideError(faults)
    kept = Kept(making.kept, judged=making.judge is not unjudged)
    with Press(made_with, making.judge, making.jobs or cores(), making.standby) as press:
        press.prepare(1 if kept.labels(guide.stem)[1] else making.jobs or cores())
        typesetting = Typesetting(press, kept, Digests(made_with, library_versions()), guide.stem)
        pages = Pages(guide, design, ink)
        if guide.index:
            yield from _with_index(guide, pages, typesetting, kept)
        else:
            yield typesetting.set(pages.written())
        typesetting.judged()
    kept.tidy()


def _ink(made_with: Materials) -> str:
    return tokens_of(made_with.resources[_STYLESHEET].data.decode())[""].get("--ink", _BLACK)


def _with_index(guide: Guide, pages: Pages, typesetting: Typesetting, kept: Kept) -> Iterator[Iterator[Set]]:
    """Set a guide whose index tells of ranges of pages: it is written by the last build's map of pages, and again if that is not right."""
    known = kept.page_map(guide.stem) or page_map(list(typesetting.set(pages.written(pages.before_index()))))
    for _ in range(ROUNDS):
        told, seen = leaves_of(guide, known), list[Set]()
        yield _noting(typesetting.set(pages.written(leaves=told)), seen)
        found = page_map(seen)
        if found == known or _are_right(told, leaves_of(guide, found), guide):
            return
        known = found
    hint = "Change the words around the references that stand before the index a little."
    raise GuideError(
        (Problem(Span(GUIDE_FILE), "page-unsettled", "the pages that the index tells of will not settle", hint),)
    )


def _noting(sets: Iterator[Set], seen: list[Set]) -> Iterator[Set]:
    for one in sets:
        seen.append(one.without_drawing())
        yield one


def _are_right(told: Leaves, found: Leaves, guide: Guide) -> bool:
    return all(told(place) == found(place) for place in find(guide.index, IndexPlace))


def gatherings(guide: Guide, design: Design) -> Iterator[Gathering]:
    """Write each page of the guide as HTML for paper, in order."""
    return Pages(guide, design, _BLACK).written()


class Pages:
    """Write the guide's pages as HTML for paper; ``ink`` is the colour of formulas."""

    def __init__(self, guide: Guide, design: Design, ink: str) -> None:
        """List the pages."""
        self.guide, self.design, self.ink = guide, design, ink
        self.pages = pages_of(guide)
        self.done: dict[str, Gathering] = {}

    def before_index(self) -> tuple[Page, ...]:
        """Return the pages that the index may lead to."""
        return self.pages[: self._index]

    @property
    def _index(self) -> int:
        return next(place for place, page in enumerate(self.pages) if page.kind == "index")

    def written(self, pages: Iterable[Page] = (), leaves: Leaves = unknown) -> Iterator[Gathering]:
        """Write pages, or all; ``leaves`` finds the pages of what the index leads to."""
        pages = pages or self.pages
        new = [page for page in pages if page.kind == "index" or page.key not in self.done]
        for one in in_two(partial(self._written, renderer=self._renderer(leaves)), new):
            self.done[one.key] = one
        return (self.done[page.key] for page in pages)

    def _written(self, pages: Sequence[Page], renderer: Renderer) -> list[Gathering]:
        return [self._write(page, renderer) for page in pages]

    def _write(self, page: Page, renderer: Renderer) -> Gathering:
        numbering = _numbering(page, self.guide)
        rendered = renderer.nested(page.nesting).page(f"pages/{page.kind}.html.j2", page=page)
        html = renderer.page("book.html.j2", rendered=[rendered], numbering=numbering)
        return Gathering(page.key, str(html), numbering, self.guide.two_sided)

    def _renderer(self, leaves: Leaves) -> Renderer:
        own = {"page_of": _page_of, "locators": partial(locators, leaves=leaves)}
        extra = {**lookups(self.guide, self.pages), "downloads": {}, "stylesheet": _STYLESHEET, **own}
        draw = partial(draw_formula, ink=self.ink)
        medium = Medium("pdf", href_in_one_document, lambda path: _source(self.guide.pictures[path]), extra, draw)
        return Renderer(environment(self.design), self.guide, medium)


def _page_of(place: Place) -> Markup:
    return Markup(slot(place.id or place.page))  # noqa: S704 - ids hold no markup


def _numbering(page: Page, guide: Guide) -> Numbering:
    return "lower-roman" if page.kind in _FRONT or page.chapter in guide.front else "decimal"


def materials(guide: Guide, design: Design) -> Materials:
    """Gather what the pages are laid out with."""
    entry = "print-two-sided.css" if guide.two_sided else "print.css"
    sheet = join(design, entry, lambda name, _: f"{SCHEME}styles/{name}", on_paper)
    identifier = hashlib.sha256(f"{guide.identifier}/{guide.version}".encode()).digest()[:16]
    return Materials(_resources(guide, sheet), _STYLESHEET, design.fonts, identifier)


def _source(picture: Picture) -> str:
    return f"{SCHEME}source/{file_name(picture)}"


def _resources(guide: Guide, sheet: Sheet) -> Mapping[str, Resource]:
    """List all that the document may ask for."""
    resources = {_source(picture): Resource(picture.media_type, picture.data) for picture in guide.pictures.values()}
    for name, data in sheet.files.items():
        resources[f"{SCHEME}styles/{name}"] = Resource(media_type(name), data)
    resources[_STYLESHEET] = Resource("text/css", sheet.css.encode())
    return resources
