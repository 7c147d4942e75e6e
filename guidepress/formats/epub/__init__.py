"""Make the EPUB: one XHTML document a page, its own contents list, landmarks and page list, packaged with EbookLib."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from guidepress.aside import Aside
from guidepress.compose.media import in_e_books
from guidepress.compose.media_types import media_type
from guidepress.compose.pictures import file_name
from guidepress.compose.resources import Design
from guidepress.compose.styles import flatten, join
from guidepress.formats import Making
from guidepress.formats.epub.book import HTML
from guidepress.formats.epub.claims import claims
from guidepress.formats.epub.cover import cover_image, cover_name
from guidepress.formats.epub.documents import Setting, documents
from guidepress.formats.epub.metadata import metadata
from guidepress.formats.epub.package import LICENCE, MADE, File, package
from guidepress.formats.epub.pictures import for_readers
from guidepress.model import Artifact, Guide, Picture
from guidepress.paper.kept import Kept


def render(guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render the guide as one EPUB 3.3 file."""
    files = tuple(book_files(guide, design, making))
    yield Artifact(f"{guide.stem}.epub", package(guide, files, metadata(guide, claims(guide, files))))


def book_files(guide: Guide, design: Design, making: Making) -> Iterator[File]:
    """Make the files of the book: documents in reading order, then all that they show and are shown with."""
    cover = partial(cover_image, guide, design, Kept(making.kept), making.standby)
    with Aside(cover) as drawing, Aside(partial(_styles, design)) as styling:
        pictures = {path: _file(picture, guide, design) for path, picture in guide.pictures.items()}
        setting = Setting(MADE, cover_name(guide), {path: file.name for path, file in pictures.items()})
        written = tuple(documents(guide, design, setting, making.pages))
        shown = {str(image.get("src")) for file in written for image in file.tree.iter(f"{HTML}img")}
        yield from written
        yield from styling.result()
        yield from (file for file in pictures.values() if file.name in shown)
        yield drawing.result()


def _file(picture: Picture, guide: Guide, design: Design) -> File:
    fit = for_readers(picture, design.fonts, drawings_as_png=guide.drawings_as_png)
    return File(f"source/{file_name(fit)}", fit.media_type, fit.data)


def _styles(design: Design) -> tuple[File, ...]:
    sheet = join(design, "epub.css", lambda name, _: f"../styles/{name}", in_e_books)
    joined = File(f"{MADE}/book.css", "text/css", flatten(sheet.css).encode())
    used = (File(f"styles/{name}", media_type(name), data) for name, data in sheet.files.items())
    has_fonts = any(name.startswith("fonts/") for name in sheet.files)
    return joined, *used, *(_licences(design) if has_fonts else ())


def _licences(design: Design) -> Iterator[File]:
    """Give the licences of fonts, which stand beside them: ours, and those of the fonts that the guide brings."""
    names = {path.name for folder in design.styles for path in (folder / "fonts").glob("OFL*.txt")}
    for name in sorted(names):
        if (data := design.style(f"fonts/{name}")) is not None:
            yield File(name, "text/plain", data, role=LICENCE)
