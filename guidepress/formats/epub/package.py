"""Package an EPUB with EbookLib 0.20. This is EbookLib's only home.

EbookLib writes container, manifest, spine and zip. What it does wrong is mended by ``_Writer``, which touches two of its private
methods; ``tests/test_epub_package.py`` fails loudly when they change. The faults, by EbookLib's issues: content parsed again as HTML
(76, 221, 294), so documents go in as bytes; no ``xml:lang`` on the package; ``toc`` on the spine without an NCX; local time in
``dcterms:modified``; the clock in zip entries; media types guessed by the machine.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ebooklib import epub

from guidepress.compose.languages import direction
from guidepress.model import Guide

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "application/xhtml+xml"
LICENCE = "licence"
COVER = "cover-image"
MADE = "made"  # the folder of what no file of the guide (source/) or of its styles (styles/) stands for
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip entry can have


@dataclass(frozen=True, slots=True)
class File:
    """Hold a file of the book; documents stand in reading order, each with its ``tree``.

    ``role`` is LICENCE or a manifest property, as 'nav'.
    """

    name: str
    media_type: str
    data: bytes
    key: str = ""
    role: str = ""
    tree: Any = field(default=None, repr=False, compare=False)  # lxml's element


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one statement: name is 'dc' for Dublin Core elements, 'meta' for properties and 'link' for what is elsewhere."""

    name: str
    key: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def package(guide: Guide, files: Sequence[File], entries: Iterable[Entry]) -> bytes:
    """Write the EPUB; equal input gives equal bytes.

    Raises ValueError when two files have one name, which is a fault of ours: each source of files has a folder of its own.
    """
    names = Counter(file.name.lower() for file in files)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"the EPUB would hold two files of one name: {', '.join(twice)}")
    book = epub.EpubBook()
    book.reset()
    book.metadata = {}  # drop EbookLib's random identifier and its generator mark
    book.language = guide.language
    for entry in entries:
        _state(book, entry)
    for number, file in enumerate(files):
        if file.role != LICENCE:
            book.add_item(_item(file, number))
    book.spine = [item.id for item in book.items if item.media_type == XHTML]
    out = io.BytesIO()
    writer = _Writer(out, book, _options(guide))
    writer.licences = tuple(file for file in files if file.role == LICENCE)
    writer.process()
    writer.write()
    return out.getvalue()


def _state(book: Any, entry: Entry) -> None:  # noqa: ANN401 - EbookLib has no types
    """Put a statement among the book's metadata."""
    attributes = dict(entry.attributes)
    if entry.name == "dc":
        book.add_metadata("DC", entry.key, entry.value, attributes)
    elif entry.name == "link":
        book.add_metadata(None, "link", None, {"rel": entry.key, "href": entry.value, **attributes})
    else:
        book.add_metadata("OPF", entry.key, entry.value, {"property": entry.key, **attributes})


def _options(guide: Guide) -> dict[str, Any]:
    modified = datetime(guide.date.year, guide.date.month, guide.date.day, tzinfo=UTC)
    own = {"epub2_guide": False, "epub3_landmark": False, "epub3_pages": False, "play_order": {"enabled": False}}
    return {"mtime": modified, "raise_exceptions": True, **own}


def _item(file: File, number: int) -> Any:  # noqa: ANN401 - EbookLib has no types
    item = epub.EpubItem(f"{file.key or 'file'}-{number}", file.name, file.media_type, file.data)
    item.properties = list(_properties(file))
    return item


def _properties(file: File) -> Iterator[str]:
    """Say what the manifest must (EPUB 3.3, D.8): the file's role, and SVG or MathML inside a document."""
    if file.role:
        yield file.role
    if file.tree is not None:
        for namespace, name in (
            ("http://www.w3.org/2000/svg", "svg"),
            ("http://www.w3.org/1998/Math/MathML", "mathml"),
        ):
            if next(file.tree.iter(f"{{{namespace}}}*"), None) is not None:
                yield name


class _Archive:
    """Write a zip's entries without clock, owner or machine; EbookLib asks it for no more than ``writestr``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def writestr(self, name: object, data: bytes | str, compress_type: int = zipfile.ZIP_DEFLATED) -> None:
        """Write one entry."""
        info = zipfile.ZipInfo(str(name), _EARLIEST)
        info.create_system, info.external_attr = 3, 0o644 << 16
        info.compress_type = compress_type
        self._archive.writestr(info, data, compresslevel=9)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """Mend what EbookLib 0.20 writes."""

    licences: tuple[File, ...] = ()

    def _write_opf_file(self, root: Any) -> None:  # noqa: ANN401 - lxml's element
        root.set(_XML_LANG, self.book.language)
        root.set("dir", direction(self.book.language))
        root.find("spine").attrib.pop("toc", None)
        super()._write_opf_file(root)

    def write(self) -> None:
        """Write the archive: first the media type, stored, as OCF 3.3 asks."""
        with zipfile.ZipFile(self.file_name, "w") as container:
            self.out = archive = _Archive(container)
            archive.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()
            for file in self.licences:  # beside the book, not in it: no page of it refers to them
                archive.writestr(f"META-INF/{file.name}", file.data)
