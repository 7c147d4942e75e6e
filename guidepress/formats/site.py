"""Make the website: one page a chapter, an index, and the files they show.

``Site`` writes a page when it is asked for, ``render`` writes them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from markupsafe import Markup, escape

from guidepress.aside import Aside, in_two
from guidepress.compose.linked_data import linked_data
from guidepress.compose.lookups import lookups
from guidepress.compose.media_types import media_type
from guidepress.compose.page_marks import mark_pages
from guidepress.compose.pages import Page, pages_of
from guidepress.compose.passages import passages_as_json, passages_of
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.screens import join_for_screens, screen_sheets
from guidepress.compose.scripts import EARLY, late_scripts, script, search_engine
from guidepress.formats import Making
from guidepress.model import Artifact, Guide, Picture, Place, Target, WebAddress

_FRONT = "index.html"


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as pages below ``site/``; the other formats are offered as downloads beside it."""
    site = Site(guide, design, making)
    with Aside(partial(_beside_pages, guide, design)) as beside:
        documents = dict(zip(site.names, in_two(site.written, site.names), strict=True))
        if making.pages:
            documents = mark_pages(documents, making.pages, site.renderer.page_mark)[0]
        for name, html in documents.items():
            yield Artifact(f"site/{name}", html.encode())
        for address, picture in site.pictures():
            yield Artifact(f"site/{address}", picture.data)
        yield from beside.result()
    if guide.web_address:
        yield Artifact("site/sitemap.xml", _sitemap(site, guide))


def _beside_pages(guide: Guide, design: Design) -> tuple[Artifact, ...]:
    return (*styles(design), *scripts(guide))


def styles(design: Design) -> Iterator[Artifact]:
    """Give the style sheets of all pages, and the files that they refer to."""
    files: dict[str, bytes] = {}
    for one in screen_sheets(design):
        sheet = join_for_screens(design, one, lambda name, _: f"styles/{name}")
        files |= sheet.files
        yield Artifact(f"site/assets/{one.name}.css", sheet.css.encode())
    for name, data in files.items():
        media_type(name)  # a kind of file that no other format can carry is refused here too
        yield Artifact(f"site/assets/styles/{name}", data)


def scripts(guide: Guide) -> Iterator[Artifact]:
    """Give the scripts of all pages. What is searched is one too: a page that is opened from a disk may load nothing else."""
    passages = passages_as_json(passages_of(guide, pages_of(guide)), _href)
    named = {
        "early.js": script(EARLY),
        "guide.js": late_scripts(),
        "minisearch.js": search_engine(),
        "passages.js": f"guidepressPassages={passages};\n",
    }
    for name, text in named.items():
        yield Artifact(f"site/assets/{name}", text.encode())


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
        self.guide, self._cover, self._turns = guide, pages[0], dict(_turns(pages))
        self._addresses = {path: f"assets/source/{file_name(picture)}" for path, picture in guide.pictures.items()}
        extra = {
            **lookups(guide, pages),
            "downloads": making.downloads,
            "sheets": screen_sheets(design),
            "web_address": self.web_address,
            "linked_data": linked_data,
        }
        medium = Medium("site", _href, self._addresses.__getitem__, extra)
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

    def written(self, names: Sequence[str]) -> list[Markup]:
        """Write pages, in the order in which they are named."""
        return [self.page(name) for name in names]

    def web_address(self, key: str) -> str:
        """Give the address of a page on the web, if the guide says where its website will stand."""
        return (
            urljoin(self.guide.web_address, "" if key == "cover" else f"{key}.html") if self.guide.web_address else ""
        )

    def pictures(self) -> Iterator[tuple[str, Picture]]:
        """List the pictures by their addresses, as the pages write them."""
        return ((self._addresses[path], picture) for path, picture in self.guide.pictures.items())


def _sitemap(site: Site, guide: Guide) -> bytes:
    """List the addresses of all pages (sitemaps.org, protocol 0.9)."""
    keys = ("cover", *(name.removesuffix(".html") for name in site.names[1:]))
    addresses = "".join(
        f"<url><loc>{escape(site.web_address(key))}</loc><lastmod>{guide.date.isoformat()}</lastmod></url>\n"
        for key in keys
    )
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{start}{addresses}</urlset>\n".encode()


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
