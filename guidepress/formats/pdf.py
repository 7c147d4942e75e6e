"""Make the PDF: a tagged A4 document for paper and screen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.pages import pages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import Sheet, join
from guidepress.model import Artifact, Guide, Picture, Place, Target, WebAddress
from guidepress.paper.finish import finish
from guidepress.paper.layout import SCHEME, Resource, lay_out


def render(guide: Guide, design: Design, _made: tuple[str, ...]) -> Iterator[Artifact]:
    """Render the guide as one PDF."""
    sheet = join(design, "print.css", lambda name: f"{SCHEME}styles/{name}")
    html = document(guide, design)
    identifier = hashlib.sha256(f"{guide.identifier}/{guide.version}".encode()).digest()[:16]
    laid_out = lay_out(html, _resources(guide, design, sheet), design.fonts, identifier)
    yield Artifact(f"{guide.stem}.pdf", finish(laid_out.pdf, guide), laid_out.pages)


def document(guide: Guide, design: Design) -> str:
    """Write the whole guide as one HTML document for paper."""
    pages = pages_of(guide)
    extra = {**lookups(guide, pages), "downloads": {}, "stylesheet": f"{SCHEME}styles/print.css"}
    renderer = Renderer(
        environment(design), guide, Medium("pdf", _href, lambda path: _source(guide.pictures[path]), extra)
    )
    rendered = [renderer.nested(page.nesting).page(f"pages/{page.kind}.html.j2", page=page) for page in pages]
    return renderer.page("book.html.j2", rendered=rendered)


def _href(target: Target) -> str:
    match target:
        case WebAddress(url):
            return url
        case Place(page, identity):
            return f"#{identity or page}"


def _source(picture: Picture) -> str:
    return f"{SCHEME}source/{file_name(picture)}"


def _resources(guide: Guide, design: Design, sheet: Sheet) -> Mapping[str, Resource]:
    """List all that the document may ask for."""
    resources = {_source(picture): Resource(picture.media_type, picture.data) for picture in guide.pictures.values()}
    for name in sheet.files:
        path = design.style(name)
        if path:
            resources[f"{SCHEME}styles/{name}"] = Resource(media_type(name), path.read_bytes())
    resources[f"{SCHEME}styles/print.css"] = Resource("text/css", sheet.css.encode())
    return resources
