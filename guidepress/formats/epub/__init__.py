"""Make the EPUB: one XHTML document a page, its own contents list and landmarks, packaged with EbookLib."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import flatten, join
from guidepress.errors import GuideError, Problem, Span
from guidepress.formats import Making
from guidepress.formats.epub.cover import cover_image
from guidepress.formats.epub.package import LICENCE, File, package
from guidepress.model import (
    Artifact,
    EasyReadRow,
    Figure,
    Guide,
    InlinePicture,
    Picture,
    Place,
    Target,
    WebAddress,
)
from guidepress.walk import find

XHTML = "application/xhtml+xml"
MADE = "made"  # the folder of what no file of the guide (source/) or of its styles (styles/) stands for
_MATTER = {"cover": "frontmatter", "contents": "frontmatter", "part": "bodymatter"}


def render(guide: Guide, design: Design, _making: Making) -> Iterator[Artifact]:
    """Render the guide as one EPUB 3.3 file."""
    files = [*_documents(guide, design), *_others(guide, design)]
    yield Artifact(f"{guide.stem}.epub", package(guide, files))


def _documents(guide: Guide, design: Design) -> Iterator[File]:
    """Write the documents in reading order."""
    pages = pages_of(guide)
    addresses = {path: _picture_name(picture) for path, picture in guide.pictures.items()}
    first = next(page for page in pages if page.kind == "part" or (page.chapter and page.chapter.number))
    extra = {**lookups(guide, pages), "downloads": {}, "made": MADE, "body_start": _href(Place(first.key))}
    renderer = Renderer(environment(design), guide, Medium("epub", _href, addresses.__getitem__, extra))
    for page in pages:
        template = {"cover": "epub/cover.xhtml.j2", "contents": "epub/nav.xhtml.j2"}.get(page.kind)
        content = renderer.page(template or f"pages/{page.kind}.html.j2", page=page)
        xhtml = renderer.page("epub/document.xhtml.j2", page=page, content=content, matter=_matter(page))
        yield File(
            _document_name(page.key), XHTML, _checked(xhtml, page), page.key, "nav" if page.kind == "contents" else ""
        )


def _matter(page: Page) -> str:
    if page.chapter:
        return "bodymatter" if page.chapter.number else "frontmatter"
    return _MATTER.get(page.kind, "backmatter")


def _checked(xhtml: str, page: Page) -> bytes:
    """Return the document as bytes; a template that does not write XML is a problem of that template."""
    data = xhtml.lstrip().encode()
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        line = data.decode().split("\n")[error.lineno - 1].strip() if error.lineno else ""
        message = f"the page '{page.key}' is not sound XHTML: {error.msg} at: {line[:120]}"
        hint = "Close every element in the template, and end empty ones with a slash: <br />."
        raise GuideError((Problem(Span("templates"), "xhtml", message, hint),)) from error
    return data


def _others(guide: Guide, design: Design) -> Iterator[File]:
    sheet = join(design, "epub.css", lambda name, _: f"../styles/{name}")
    yield File(f"{MADE}/book.css", "text/css", flatten(sheet.css).encode())
    for name, data in sheet.files.items():
        yield File(f"styles/{name}", media_type(name), data)
    if any(name.startswith("fonts/") for name in sheet.files):
        yield from _licences(design)
    chapters = (*guide.front, *guide.chapters)
    in_chapters = {node.path for node in find(chapters, Figure, InlinePicture, EasyReadRow)}
    for name, picture in guide.pictures.items():
        if name != guide.cover.picture or name in in_chapters:  # the cover is one picture, with its words
            yield File(_picture_name(picture), picture.media_type, picture.data)
    yield File(f"{MADE}/cover.png", "image/png", cover_image(guide, design), "cover-image", "cover-image")


def _licences(design: Design) -> Iterator[File]:
    """Give the licences of fonts, which stand beside them: ours, and those of the fonts that the guide brings."""
    names = {path.name for folder in design.styles for path in (folder / "fonts").glob("OFL*.txt")}
    for name in sorted(names):
        if (data := design.style(f"fonts/{name}")) is not None:
            yield File(name, "text/plain", data, role=LICENCE)


def _picture_name(picture: Picture) -> str:
    return f"source/{file_name(picture)}"


def _document_name(key: str) -> str:
    return "nav.xhtml" if key == "contents" else f"{key}.xhtml"


def _href(target: Target) -> str:
    match target:
        case WebAddress(url):
            return url
        case Place(page, identity):
            return _document_name(page) + (f"#{identity}" if identity else "")
