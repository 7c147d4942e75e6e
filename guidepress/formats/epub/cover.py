"""Make the cover's picture for shelves and shops: 1600 by 2560 px."""

from __future__ import annotations

from guidepress.compose.media_types import media_type
from guidepress.compose.pictures import file_name
from guidepress.compose.render import Medium, Renderer, environment
from guidepress.compose.resources import Design
from guidepress.compose.styles import join
from guidepress.model import Guide
from guidepress.paper.gatherings import SCHEME
from guidepress.paper.layout import Resource, lay_out
from guidepress.paper.raster import first_page_as_png


def cover_image(guide: Guide, design: Design) -> bytes:
    """Draw the cover from the guide's artwork and title, with the fonts of the pages."""
    sheet = join(design, "cover-image.css", lambda name, _: f"{SCHEME}styles/{name}")
    address = f"{SCHEME}made/cover-image.css"
    picture = guide.pictures[guide.cover.picture]
    source = f"{SCHEME}source/{file_name(picture)}"
    medium = Medium("pdf", str, {guide.cover.picture: source}.__getitem__, {"stylesheet": address})
    html = Renderer(environment(design), guide, medium).page("epub/cover-image.html.j2")
    resources = {
        address: Resource("text/css", sheet.css.encode()),
        source: Resource(picture.media_type, picture.data),
    }
    for name, data in sheet.files.items():
        resources[f"{SCHEME}styles/{name}"] = Resource(media_type(name), data)
    return first_page_as_png(lay_out(html, resources, design.fonts, b"cover").pdf)
