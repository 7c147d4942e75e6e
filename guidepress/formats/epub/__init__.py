"""Make the EPUB: one XHTML document a page, its own contents list, landmarks and page list, packaged with EbookLib."""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.compose.media_types import media_type
from guidepress.compose.pictures import file_name
from guidepress.compose.resources import Design
from guidepress.compose.styles import flatten, join
from guidepress.formats import Making
from guidepress.formats.epub.claims import claims
from guidepress.formats.epub.cover import cover_image
from guidepress.formats.epub.documents import Setting, documents
from guidepress.formats.epub.metadata import metadata
from guidepress.formats.epub.package import LICENCE, File, package
from guidepress.model import Artifact, EasyReadRow, Figure, Guide, InlinePicture, Picture
from guidepress.walk import find

MADE = "made"  # the folder of what no file of the guide (source/) or of its styles (styles/) stands for


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as one EPUB 3.3 file."""
    files = tuple(book_files(guide, design, making))
    yield Artifact(f"{guide.stem}.epub", package(guide, files, metadata(guide, claims(guide, files))))


def book_files(guide: Guide, design: Design, making: Making) -> Iterator[File]:
    """Make the files of the book: documents in reading order, then all that they show and are shown with."""
    setting = Setting(MADE, {path: _picture_name(picture) for path, picture in guide.pictures.items()})
    yield from documents(guide, design, setting, making.pages)
    yield from _others(guide, design)


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
