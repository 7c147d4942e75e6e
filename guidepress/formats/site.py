"""Make the website: one page a chapter, an index, and the files they show."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.page_marks import mark_pages
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import join
from guidepress.formats import Making, file_of
from guidepress.model import Artifact, Guide, Place, Target, WebAddress


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as pages below ``site/``; the other formats are offered as downloads beside it."""
    pages = pages_of(guide)
    downloads = {name: f"../{file_of(name, guide.stem)}" for name in making.formats if name != "site"}
    addresses = _picture_addresses(guide)
    medium = Medium("site", _href, addresses.__getitem__, {**lookups(guide, pages), "downloads": downloads})
    renderer = Renderer(environment(design), guide, medium)
    documents = dict(_documents(renderer, pages))
    if making.pages:
        documents = mark_pages(documents, making.pages, renderer.page_mark)[0]
    for name, html in documents.items():
        yield Artifact(f"site/{name}", html.encode())
    for picture in guide.pictures.values():
        yield Artifact(f"site/{addresses[picture.path]}", picture.data)
    sheet = join(design, "screen.css", lambda name, _: f"styles/{name}")
    yield Artifact("site/assets/site.css", sheet.css.encode())
    for name, data in sheet.files.items():
        media_type(name)  # a kind of file that no other format can carry is refused here too
        yield Artifact(f"site/assets/styles/{name}", data)


def _documents(renderer: Renderer, pages: tuple[Page, ...]) -> Iterator[tuple[str, Markup]]:
    """Write the pages, each with its file's name."""
    cover = renderer.page("pages/cover.html.j2", page=pages[0])
    yield "index.html", renderer.page("site/index.html.j2", cover=cover, page=pages[0])
    own = [page for page in pages if page.kind not in {"cover", "contents", "part"}]
    for previous, page, following in zip([None, *own], own, [*own[1:], None], strict=False):
        content = renderer.page(f"pages/{page.kind}.html.j2", page=page)
        html = renderer.page("site/page.html.j2", page=page, content=content, previous=previous, next=following)
        yield f"{page.key}.html", html


def _picture_addresses(guide: Guide) -> dict[str, str]:
    return {path: f"assets/source/{file_name(picture)}" for path, picture in guide.pictures.items()}


def _href(target: Target) -> str:
    match target:
        case WebAddress(url):
            return url
        case Place("cover"):
            return "index.html"
        case Place("contents"):
            return "index.html#contents"
        case Place(page, identity):
            return f"{page}.html#{identity}" if identity else f"{page}.html"
