"""Write the e-book's documents: one of XHTML a page, in reading order, with the marks and the list of the PDF's pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml import etree
from markupsafe import Markup

from guidepress.aside import in_two
from guidepress.compose.lookups import lookups
from guidepress.compose.page_marks import Marked, mark_pages
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.errors import GuideError, Problem, Span
from guidepress.formats.epub.package import XHTML, File
from guidepress.model import Guide, PageMap, Place, Target, WebAddress

TITLE_PAGE = "title-page"
_TEMPLATES = {"cover": "epub/cover.xhtml.j2", "contents": "epub/nav.xhtml.j2", TITLE_PAGE: "epub/title-page.xhtml.j2"}
_MATTER = {"cover": "frontmatter", "contents": "frontmatter", TITLE_PAGE: "frontmatter", "part": "bodymatter"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Say what documents are written with: the folder of what was made for the book, the cover's file, pictures' files by their paths."""

    made: str
    cover: str
    pictures: Mapping[str, str]


def documents(guide: Guide, design: Design, setting: Setting, printed: PageMap | None) -> Iterator[File]:
    """Write the documents in reading order; with a map of the PDF's pages they say where these begin."""
    pages = _with_title_page(guide)
    renderer = _renderer(guide, design, setting, pages)
    rendered = in_two(partial(_rendered, renderer=renderer), pages)
    contents = {page.key: html for page, html in zip(pages, rendered, strict=True)}
    if printed:
        contents, marked = mark_pages(contents, printed, renderer.page_mark)
        contents = {
            **contents,
            "contents": contents["contents"] + renderer.page("epub/page-list.xhtml.j2", page_list=_each_once(marked)),
        }
    for page in pages:
        xhtml = renderer.page("epub/document.xhtml.j2", page=page, content=contents[page.key], matter=_matter(page))
        data = xhtml.lstrip().encode()
        role = "nav" if page.kind == "contents" else ""
        yield File(document_name(page.key), XHTML, data, page.key, role, _parsed(data, page))


def _rendered(pages: Sequence[Page], renderer: Renderer) -> list[Markup]:
    return [renderer.page(_TEMPLATES.get(page.kind) or f"pages/{page.kind}.html.j2", page=page) for page in pages]


def _with_title_page(guide: Guide) -> tuple[Page, ...]:
    """List the pages; the cover is a picture here, so its words have a page of their own behind it."""
    cover, *others = pages_of(guide)
    return cover, Page(TITLE_PAGE, TITLE_PAGE, guide.words["title_page"]), *others


def _renderer(guide: Guide, design: Design, setting: Setting, pages: tuple[Page, ...]) -> Renderer:
    first = next(page for page in pages if page.kind == "part" or (page.chapter and page.chapter.number))
    own = {"downloads": {}, "made": setting.made, "cover_image": setting.cover, "body_start": href(Place(first.key))}
    medium = Medium("epub", href, setting.pictures.__getitem__, {**lookups(guide, pages), **own})
    return Renderer(environment(design), guide, medium)


def _each_once(marked: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Name each page once; that two have one label is possible only where numbers begin anew."""
    return tuple({one.label: one for one in reversed(marked)}.values())[::-1]


def _matter(page: Page) -> str:
    if page.chapter:
        return "bodymatter" if page.chapter.number else "frontmatter"
    return _MATTER.get(page.kind, "backmatter")


def _parsed(data: bytes, page: Page) -> Any:  # noqa: ANN401 - lxml's element
    """Parse a document; a template that does not write XML is a problem of that template."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        line = data.decode().split("\n")[error.lineno - 1].strip() if error.lineno else ""
        message = f"the page '{page.key}' is not sound XHTML: {error.msg} at: {line[:120]}"
        hint = "Close every element in the template, and end empty ones with a slash: <br />."
        raise GuideError((Problem(Span("templates"), "xhtml", message, hint),)) from error


def document_name(key: str) -> str:
    """Name a page's file."""
    return "nav.xhtml" if key == "contents" else f"{key}.xhtml"


def href(target: Target) -> str:
    """Give the address of a target, as seen from any document."""
    match target:
        case WebAddress(url):
            return url
        case Place(page, identity):
            return document_name(page) + (f"#{identity}" if identity else "")
