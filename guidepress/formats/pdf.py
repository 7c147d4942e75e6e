"""Make the PDF: a tagged A4 document for paper and screen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial

from guidepress.compose.addresses import href_in_one_document
from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.pages import pages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import Sheet, join, tokens_of
from guidepress.errors import GuideError
from guidepress.model import Artifact, Guide, Picture
from guidepress.paper.finish import finish
from guidepress.paper.formulas import draw_formula, undrawable
from guidepress.paper.glyphs import missing_glyphs
from guidepress.paper.layout import SCHEME, Resource, lay_out

_BLACK = "currentColor"
_STYLESHEET = f"{SCHEME}made/print.css"  # not among the files that styles and guide bring


def render(guide: Guide, design: Design, _made: tuple[str, ...]) -> Iterator[Artifact]:
    """Render the guide as one PDF."""
    if missing := missing_glyphs(guide, *(folder / "fonts" for folder in design.styles)):
        raise GuideError(missing)
    sheet = join(design, "print.css", lambda name, _: f"{SCHEME}styles/{name}")
    ink = tokens_of(sheet.css)[""].get("--ink", _BLACK)
    if faults := undrawable(guide, ink):
        raise GuideError(faults)
    html = document(guide, design, ink)
    identifier = hashlib.sha256(f"{guide.identifier}/{guide.version}".encode()).digest()[:16]
    laid_out = lay_out(html, _resources(guide, sheet), design.fonts, identifier)
    yield Artifact(f"{guide.stem}.pdf", finish(laid_out.pdf, guide), laid_out.pages)


def document(guide: Guide, design: Design, ink: str = _BLACK) -> str:
    """Write the whole guide as one HTML document for paper; ``ink`` is the colour of formulas."""
    pages = pages_of(guide)
    extra = {**lookups(guide, pages), "downloads": {}, "stylesheet": _STYLESHEET}
    renderer = Renderer(
        environment(design),
        guide,
        Medium(
            "pdf",
            href_in_one_document,
            lambda path: _source(guide.pictures[path]),
            extra,
            partial(draw_formula, ink=ink),
        ),
    )
    rendered = [renderer.nested(page.nesting).page(f"pages/{page.kind}.html.j2", page=page) for page in pages]
    return renderer.page("book.html.j2", rendered=rendered)


def _source(picture: Picture) -> str:
    return f"{SCHEME}source/{file_name(picture)}"


def _resources(guide: Guide, sheet: Sheet) -> Mapping[str, Resource]:
    """List all that the document may ask for."""
    resources = {_source(picture): Resource(picture.media_type, picture.data) for picture in guide.pictures.values()}
    for name, data in sheet.files.items():
        resources[f"{SCHEME}styles/{name}"] = Resource(media_type(name), data)
    resources[_STYLESHEET] = Resource("text/css", sheet.css.encode())
    return resources
