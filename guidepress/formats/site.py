"""Make the website: one page a chapter, an index, and the files they show.

``Site`` writes a page when it is asked for, ``render`` writes them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
from guidepress.model import Artifact, Guide, Picture, Place, Target, WebAddress

_FRONT = "index.html"


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as pages below ``site/``; the other formats are offered as downloads beside it."""
    site = Site(guide, design, making)
    documents = {name: site.page(name) for name in site.names}
    if making.pages:
        documents = mark_pages(documents, making.pages, site.renderer.page_mark)[0]
    for name, html in documents.items():
        yield Artifact(f"site/{name}", html.encode())
    for address, picture in site.pictures():
        yield Artifact(f"site/{address}", picture.data)
    yield from styles(design)


def styles(design: Design) -> Iterator[Artifact]:
    """Give the style sheet of all pages, and the files that it refers to."""
    sheet = join(design, "screen.css", lambda name, _: f"styles/{name}")
    yield Artifact("site/assets/site.css", sheet.css.encode())
    for name, data in sheet.files.items():
        media_type(name)  # a kind of file that no other format can carry is refused here too
        yield Artifact(f"site/assets/styles/{name}", data)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Hold a page and its neighbours."""

    page: Page
    previous: Page | None
    next: Page | None


class Site:
    """Write any page of a guide's website, by the name of its file."""

    def __init__(self, guide: Guide, design: Design, making: Making) -> None:
        """Gather once what all pages share."""
        pages = pages_of(guide)
        downloads = {name: f"../{file_of(name, guide.stem)}" for name in making.formats if name != "site"}
        self.guide, self._cover, self._turns = guide, pages[0], dict(_turns(pages))
        self._addresses = {path: f"assets/source/{file_name(picture)}" for path, picture in guide.pictures.items()}
        medium = Medium("site", _href, self._addresses.__getitem__, {**lookups(guide, pages), "downloads": downloads})
        self.renderer = Renderer(environment(design), guide, medium)

    @property
    def names(self) -> tuple[str, ...]:
        """Name the files of all pages, in reading order."""
        return (_FRONT, *self._turns)

    def page(self, name: str) -> Markup:
        """Write one page. Raises KeyError when there is none of this name, and GuideError when a template is at fault."""
        if name == _FRONT:
            cover = self.renderer.page("pages/cover.html.j2", page=self._cover)
            return self.renderer.page("site/index.html.j2", cover=cover, page=self._cover)
        turn = self._turns[name]
        content = self.renderer.page(f"pages/{turn.page.kind}.html.j2", page=turn.page)
        around = {"previous": turn.previous, "next": turn.next}
        return self.renderer.page("site/page.html.j2", page=turn.page, content=content, **around)

    def pictures(self) -> Iterator[tuple[str, Picture]]:
        """List the pictures by their addresses, as the pages write them."""
        return ((self._addresses[path], picture) for path, picture in self.guide.pictures.items())


def _turns(pages: tuple[Page, ...]) -> Iterator[tuple[str, _Turn]]:
    """List the pages that have files of their own, by the names of these."""
    own = [page for page in pages if page.kind not in {"cover", "contents", "part"}]
    for previous, page, following in zip([None, *own], own, [*own[1:], None], strict=False):
        yield f"{page.key}.html", _Turn(page, previous, following)


def _href(target: Target) -> str:
    match target:
        case WebAddress(url):
            return url
        case Place("cover"):
            return _FRONT
        case Place("contents"):
            return f"{_FRONT}#contents"
        case Place(page, identity):
            return f"{page}.html#{identity}" if identity else f"{page}.html"
