"""Make the PDF: a tagged A4 document for paper and screen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from guidepress.compose.addresses import href_in_one_document
from guidepress.compose.index_pages import Leaves, leaves_of, locators, unknown
from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import Sheet, join, tokens_of
from guidepress.errors import GuideError
from guidepress.formats import Making
from guidepress.model import Artifact, Guide, PageMap, Picture, Place
from guidepress.model.index import INDEX_PAGE
from guidepress.paper.binding.book import Book
from guidepress.paper.finish import finish
from guidepress.paper.formulas import draw_formula, undrawable
from guidepress.paper.gatherings import SCHEME, Gathering, Numbering, slot
from guidepress.paper.glyphs import missing_glyphs
from guidepress.paper.kept import Digests, Kept
from guidepress.paper.layout import Materials, Resource, library_versions
from guidepress.paper.press import Press, cores
from guidepress.paper.typesetting import Set, Typesetting

_BLACK = "currentColor"
_STYLESHEET = f"{SCHEME}made/print.css"  # not among the files that styles and guide bring
_FRONT = ("cover", "contents")  # with the chapters before the first part


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as one PDF."""
    sets, pages = typeset(guide, design, making)
    book = Book()
    for one in sets:
        book.add(one.printed, one.gathering.numbering, one.first, one.blank)
    yield Artifact(f"{guide.stem}.pdf", finish(book.bound(), guide), len(pages.pages))


def typeset(guide: Guide, design: Design, making: Making) -> tuple[tuple[Set, ...], PageMap]:
    """Lay out and draw the parts of the guide, and tell on which page everything stands."""
    if missing := missing_glyphs(guide, *(folder / "fonts" for folder in design.styles)):
        raise GuideError(missing)
    made_with = materials(guide, design)
    ink = tokens_of(made_with.resources[_STYLESHEET].data.decode())[""].get("--ink", _BLACK)
    if faults := undrawable(guide, ink):
        raise GuideError(faults)
    kept = Kept(making.kept)
    with Press(made_with, making.judge, making.jobs or cores()) as press:
        typesetting = Typesetting(press, kept, Digests(made_with, library_versions()), guide.stem)
        found = typesetting.set(gatherings(guide, design, ink))
        if guide.index:  # it tells of ranges of pages, so it is written when all else is set
            found = typesetting.change(*gatherings(guide, design, ink, leaves_of(guide, found[1]), only=INDEX_PAGE))
    kept.tidy()
    return found


def gatherings(
    guide: Guide, design: Design, ink: str = _BLACK, leaves: Leaves = unknown, only: str = ""
) -> Iterator[Gathering]:
    """Write each page of the guide as HTML for paper, in order, or ``only`` the one of a key; ``ink`` is the colour of formulas.

    ``leaves`` finds the pages of what the index leads to.
    """
    pages = pages_of(guide)
    own = {"page_of": _page_of, "locators": partial(locators, leaves=leaves)}
    extra = {**lookups(guide, pages), "downloads": {}, "stylesheet": _STYLESHEET, **own}
    draw = partial(draw_formula, ink=ink)
    medium = Medium("pdf", href_in_one_document, lambda path: _source(guide.pictures[path]), extra, draw)
    renderer = Renderer(environment(design), guide, medium)
    for page in (page for page in pages if only in {"", page.key}):
        numbering = _numbering(page, guide)
        rendered = renderer.nested(page.nesting).page(f"pages/{page.kind}.html.j2", page=page)
        html = renderer.page("book.html.j2", rendered=[rendered], numbering=numbering)
        yield Gathering(page.key, str(html), numbering, guide.two_sided)


def _page_of(place: Place) -> Markup:
    return Markup(slot(place.id or place.page))  # noqa: S704 - ids hold no markup


def _numbering(page: Page, guide: Guide) -> Numbering:
    return "lower-roman" if page.kind in _FRONT or page.chapter in guide.front else "decimal"


def materials(guide: Guide, design: Design) -> Materials:
    """Gather what the pages are laid out with."""
    sheet = join(
        design, "print-two-sided.css" if guide.two_sided else "print.css", lambda name, _: f"{SCHEME}styles/{name}"
    )
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
