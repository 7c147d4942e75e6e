"""Make the single file: the whole guide as one web page that needs no network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

from guidepress.compose.addresses import href_in_one_document
from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.page_marks import mark_pages
from guidepress.compose.pages import pages_of
from guidepress.compose.pictures import data_address
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.sprite import sprite_of
from guidepress.compose.styles import join
from guidepress.formats import Making
from guidepress.model import Artifact, Guide


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as one HTML file with its pictures, fonts and styles inside."""
    pages = pages_of(guide)

    @cache
    def source(path: str) -> str:
        picture = guide.pictures[path]
        return data_address(picture.media_type, picture.data)

    sprite = sprite_of(guide.pictures)
    css = join(design, "screen.css", lambda name, data: data_address(media_type(name), data)).css
    style = Markup(css.replace("</", "<\\/"))  # noqa: S704 - CSS reads the two alike, and "</style" would end the element
    inside = {"style": style, "symbols": sprite.markup, "sprite": sprite.symbols}
    extra = {**lookups(guide, pages), "downloads": {}, **inside}
    renderer = Renderer(environment(design), guide, Medium("html", href_in_one_document, source, extra))
    # The cover's title is the file's only h1; everything else stands under it.
    below = {
        page.key: renderer.nested(page.nesting + 1).page(f"pages/{page.kind}.html.j2", page=page) for page in pages
    }
    cover = renderer.page("pages/cover.html.j2", page=pages[0])
    rendered = [html for key, html in below.items() if key not in {"cover", "contents"}]
    html = renderer.page("single.html.j2", cover=cover, contents=below["contents"], rendered=rendered)
    if making.pages:
        html = mark_pages({"": html}, making.pages, renderer.page_mark)[0][""]
    yield Artifact(f"{guide.stem}.html", html.encode())
