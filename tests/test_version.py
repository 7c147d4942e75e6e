"""The version of the guide stands wherever a reader, a librarian or a machine looks for it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from conftest import Built
from lxml import etree

VERSION = "1.0"
DATE = "2026-11-23"
SPOKEN = "Version 1.0, 23 November 2026"
COLOPHON = "This is version 1.0 of The Co-production Guide, dated 23 November 2026."
FOOT = "Version 1.0"
META = '<meta name="version" content="1.0" />'
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(scope="session")
def pages(built: Built) -> list[str]:
    """Give the words of each page of the PDF, spaces made single."""
    with pypdfium2.PdfDocument(built.pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.fixture(scope="session")
def package(built: Built) -> etree._Element:
    """Give the EPUB's package document."""
    with zipfile.ZipFile(built.epub) as epub:
        (name,) = (name for name in epub.namelist() if name.endswith(".opf"))
        return etree.fromstring(epub.read(name))


def document(built: Built, name: str) -> str:
    """Read one of the EPUB's documents."""
    with zipfile.ZipFile(built.epub) as epub:
        (found,) = (one for one in epub.namelist() if one.endswith(f"/{name}"))
        return epub.read(found).decode()


def texts(package: etree._Element, path: str) -> list[str]:
    """Find the words of elements of the package document."""
    return [str(element.text) for element in package.findall(path, OPF)]


def plain(markup: str) -> str:
    """Take the tags out of markup, for searching."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_folder(built: Built) -> None:
    """The folder is named for the guide and its version."""
    assert built.folder.name == f"co-production-guide-{VERSION}"


@pytest.mark.parametrize("ending", ["pdf", "epub", "html"])
def test_file_name(built: Built, ending: str) -> None:
    """Each file's name ends with the version."""
    assert (built.folder / f"co-production-guide-{VERSION}.{ending}").is_file()


def test_pdf_cover(pages: list[str]) -> None:
    """The PDF's cover says the version and the date in words."""
    assert SPOKEN in pages[0]


def test_pdf_feet(pages: list[str]) -> None:
    """Every page of the PDF says the version, but for the openings of parts, which have no foot."""
    without = [number for number, text in enumerate(pages, start=1) if FOOT not in text]
    openings = [number for number, text in enumerate(pages, start=1) if re.match(r"Part [1-4]\b", text)]
    assert openings == without


def test_pdf_colophon(pages: list[str]) -> None:
    """The PDF's colophon says the version and the date."""
    assert sum(COLOPHON in text for text in pages) == 1


def test_pdf_xmp(built: Built) -> None:
    """The PDF's XMP says the version as media management does, and the date."""
    with pikepdf.open(built.pdf) as pdf, pdf.open_metadata() as metadata:
        found = metadata["xmpMM:VersionID"], str(metadata["xmp:ModifyDate"])[:10]
    assert found == (VERSION, DATE)


def test_pdf_info(built: Built) -> None:
    """The PDF's document information says the version."""
    with pikepdf.open(built.pdf) as pdf:
        assert str(pdf.docinfo["/Version"]) == VERSION


def test_pdf_title(built: Built) -> None:
    """The PDF's title, which viewers show, says the version."""
    with pikepdf.open(built.pdf) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == f"The Co-production Guide, Version {VERSION}"


def test_epub_schema_version(package: etree._Element) -> None:
    """The EPUB's package states schema.org's version."""
    assert texts(package, "opf:metadata/opf:meta[@property='schema:version']") == [VERSION]


def test_epub_identifier(package: etree._Element) -> None:
    """One of the EPUB's identifiers is that of this version; the other, the book's own, is the same in all versions."""
    expected = ["urn:uuid:6b0f7c4e-5d0e-5b8a-9f53-2c1f0a9d7e41", f"urn:x-guide:co-production-guide:{VERSION}"]
    assert expected == texts(package, "opf:metadata/dc:identifier")


def test_epub_modified(package: etree._Element) -> None:
    """The EPUB was modified on the guide's date, whatever the clock said."""
    assert texts(package, "opf:metadata/opf:meta[@property='dcterms:modified']") == [f"{DATE}T00:00:00Z"]


def test_epub_cover(built: Built) -> None:
    """The text alternative of the EPUB's cover says the version and the date."""
    (alt,) = re.findall(r'alt="([^"]*)"', document(built, "cover.xhtml"))
    assert SPOKEN in alt


def test_epub_colophon(built: Built) -> None:
    """The EPUB's colophon says the version and the date."""
    assert COLOPHON in plain(document(built, "colophon.xhtml"))


def test_epub_titles(built: Built) -> None:
    """Every document of the EPUB says the version in its title."""
    with zipfile.ZipFile(built.epub) as epub:
        documents = {name: epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml")}
    assert [name for name, text in documents.items() if not _title_says(text)] == []


def _title_says(text: str) -> bool:
    return any(f"Version {VERSION}" in title for title in re.findall(r"<title>([^<]*)</title>", text))


def web_pages(built: Built) -> Iterator[tuple[str, str]]:
    """Yield the names and the markup of all web pages: the site's and the single file."""
    for path in (*built.site_pages, built.html):
        yield path.name, path.read_text("utf-8")


def test_web_meta(built: Built) -> None:
    """Every web page says the version to machines, once."""
    assert [name for name, text in web_pages(built) if text.count(META) != 1] == []


def test_web_feet(built: Built) -> None:
    """The foot of every web page says the version and the date."""
    feet = {name: plain(text.partition("<footer")[2]) for name, text in web_pages(built)}
    assert [name for name, foot in feet.items() if SPOKEN not in foot] == []


def test_web_titles(built: Built) -> None:
    """Every web page says the version in its title."""
    assert [name for name, text in web_pages(built) if not _title_says(text)] == []


def test_web_bands(built: Built) -> None:
    """Every page of the website but the first says the version at its top."""
    inner = [path for path in built.site_pages if path.name != "index.html"]
    assert [path.name for path in inner if FOOT not in plain(path.read_text("utf-8").partition("<main")[0])] == []


def test_site_cover(built: Built) -> None:
    """The website's first page says the version and the date on its cover."""
    assert SPOKEN in plain((built.site / "index.html").read_text("utf-8").partition("<main")[0])


def test_site_colophon(built: Built) -> None:
    """The website's colophon says the version and the date."""
    assert COLOPHON in plain((built.site / "colophon.html").read_text("utf-8"))


def test_single_file_cover(built: Built) -> None:
    """The single file says the version and the date on its cover."""
    assert SPOKEN in plain(built.html.read_text("utf-8").partition("<main")[0])


def test_single_file_colophon(built: Built) -> None:
    """The single file's colophon says the version and the date."""
    assert COLOPHON in plain(built.html.read_text("utf-8"))
