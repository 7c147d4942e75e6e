"""Make the cover's picture for shelves and shops: 1600 by 2560 px."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from guidepress.aside import Aside, Standby
from guidepress.compose.media import on_paper
from guidepress.compose.media_types import media_type
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import join
from guidepress.formats.epub.package import COVER, MADE, File
from guidepress.formats.epub.pictures import as_jpeg, small_enough
from guidepress.model import Guide, Picture
from guidepress.paper.gatherings import SCHEME, Gathering, Setting
from guidepress.paper.glyphs import can_be_drawn
from guidepress.paper.kept import Digests, Kept
from guidepress.paper.layout import Materials, Resource, library_versions
from guidepress.paper.raster import page_as_png
from guidepress.resolve.values import spoken_date

_SIZE = (1600.0, 2560.0)  # px, as cover-image.css sets the page


def cover_name(guide: Guide) -> str:
    """Name the cover's file, which is of the kind that suits the artwork."""
    return f"{MADE}/cover{'.png' if _is_drawn(guide) else '.jpg'}"


def cover_image(guide: Guide, design: Design, kept: Kept, standby: Standby | None = None) -> File:
    """Draw the cover, or take what was drawn before of the same: as PNG, or as JPEG around a photograph."""
    html, materials = _page(guide, design)
    digest = Digests(materials, library_versions()).of(Gathering("cover", html), Setting(1, {}))
    data = kept.picture(digest)
    if data is None:
        data = _saved(_drawn(html, materials, standby), guide)
        kept.keep_picture(digest, data)
    return File(cover_name(guide), "image/png" if _is_drawn(guide) else "image/jpeg", data, COVER, COVER)


def _drawn(html: str, materials: Materials, standby: Standby | None) -> bytes:
    """Draw the page, in what stands by if there is something."""
    call = partial(page_as_png, html, materials)
    return Aside(call, standby).result() if standby else call()


def _saved(drawn: bytes, guide: Guide) -> bytes:
    if not _is_drawn(guide):
        return as_jpeg(drawn)
    return small_enough(Picture(guide.cover.picture, "image/png", drawn, *_SIZE)).data


def _is_drawn(guide: Guide) -> bool:
    return guide.pictures[guide.cover.picture].media_type == "image/svg+xml"


def _page(guide: Guide, design: Design) -> tuple[str, Materials]:
    """Write the cover as a page, from the guide's artwork and title, and gather what it is laid out with."""
    sheet = join(design, "cover-image.css", lambda name, _: f"{SCHEME}styles/{name}", on_paper)
    address = f"{SCHEME}made/cover-image.css"
    picture = guide.pictures[guide.cover.picture]
    source = f"{SCHEME}source/{file_name(picture)}"
    medium = Medium("pdf", str, {guide.cover.picture: source}.__getitem__, {"stylesheet": address})
    renderer = Renderer(environment(design), guide, medium)
    html = renderer.page("epub/cover-image.html.j2", with_words=can_be_drawn(_words(guide), *_fonts(design)))
    resources = {
        address: Resource("text/css", sheet.css.encode()),
        source: Resource(picture.media_type, picture.data),
    }
    for name, data in sheet.files.items():
        resources[f"{SCHEME}styles/{name}"] = Resource(media_type(name), data)
    return html, Materials(resources, "", design.fonts, b"cover")


def _words(guide: Guide) -> str:
    """Give the words on the cover, but for those that guidepress writes."""
    return " ".join((guide.title, guide.subtitle, guide.publisher.name, *guide.authors, spoken_date(guide)))


def _fonts(design: Design) -> tuple[Path, ...]:
    return tuple(folder / "fonts" for folder in design.styles)
