"""The EPUB holds what EPUB 3.3 asks, and EbookLib still has the private parts that packaging reaches into."""

from __future__ import annotations

import inspect
import io
import posixpath
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from conftest import Built, WithFiles
from ebooklib import epub as ebooklib
from lxml import etree

from guidepress.compose.resources import design_of
from guidepress.formats import Making, epub
from guidepress.pipeline import load

package = import_module("guidepress.formats.epub.package")  # the package gives this name to a function
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FOLDER = "EPUB/"


@pytest.fixture(scope="session")
def archive(built: Built) -> Iterator[zipfile.ZipFile]:
    """Open the real guide's EPUB."""
    with zipfile.ZipFile(built.epub) as opened:
        yield opened


@pytest.fixture(scope="session")
def opf(archive: zipfile.ZipFile) -> etree._Element:
    """Parse the package document."""
    return etree.fromstring(archive.read(f"{FOLDER}content.opf"))


@pytest.fixture(scope="session")
def documents(archive: zipfile.ZipFile) -> dict[str, etree._Element]:
    """Parse every XHTML document, by its name in the package's folder."""
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {name.removeprefix(FOLDER): etree.fromstring(archive.read(name)) for name in names}


def manifest(opf: etree._Element) -> dict[str, dict[str, str]]:
    """List the manifest's items by their ids."""
    return {str(item.get("id")): {str(k): str(v) for k, v in item.attrib.items()} for item in opf.iter(f"{OPF}item")}


def spine(opf: etree._Element) -> list[str]:
    """List the documents' names in reading order."""
    items = manifest(opf)
    return [items[str(reference.get("idref"))]["href"] for reference in opf.iter(f"{OPF}itemref")]


def nav(documents: dict[str, etree._Element], kind: str) -> list[str]:
    """List the addresses in one of the navigation document's lists."""
    (found,) = (one for one in documents["nav.xhtml"].iter(f"{XHTML}nav") if one.get(OPS_TYPE) == kind)
    return [str(link.get("href")) for link in found.iter(f"{XHTML}a")]


# ---------------------------------------------------------------- what packaging reaches into


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("__init__", ["self", "name", "book", "options"]),
        ("process", ["self"]),
        ("write", ["self"]),
        ("_write_container", ["self"]),
        ("_write_opf", ["self"]),
        ("_write_opf_file", ["self", "root"]),
        ("_write_items", ["self"]),
    ],
)
def test_methods_of_ebooklibs_writer(name: str, parameters: list[str]) -> None:
    """EbookLib's writer has the method, with the parameters that packaging counts on."""
    assert parameters == list(inspect.signature(getattr(ebooklib.EpubWriter, name)).parameters)


def test_parts_of_ebooklibs_writer() -> None:
    """EbookLib's writer keeps the book, the archive and the file's name where packaging looks for them."""
    source = inspect.getsource(ebooklib.EpubWriter)
    assert [] == [
        name for name in ("self.book", "self.out", "self.file_name", "self.out.writestr(") if name not in source
    ]


def test_writer_opens_the_archive_in_write_alone() -> None:
    """EbookLib opens its archive in the one method that packaging replaces."""
    users = [
        name
        for name, method in inspect.getmembers(ebooklib.EpubWriter, inspect.isfunction)
        if "ZipFile" in inspect.getsource(method)
    ]
    assert users == ["write"]


def test_options_are_known() -> None:
    """Each option that packaging sets is one that EbookLib has."""
    own: Any = package._options.__code__.co_consts
    names = {name for group in own if isinstance(group, tuple) for name in group} | {
        name for name in own if isinstance(name, str)
    }
    used = names & {"epub2_guide", "epub3_landmark", "epub3_pages", "play_order", "mtime", "raise_exceptions"}
    assert used <= set(ebooklib.EpubWriter.DEFAULT_OPTIONS) | {"mtime", "raise_exceptions"}
    assert "epub3_landmark" in used


@pytest.mark.parametrize("name", ["reset", "add_metadata", "add_item"])
def test_methods_of_ebooklibs_book(name: str) -> None:
    """EbookLib's book has the method."""
    assert callable(getattr(ebooklib.EpubBook, name))


# ---------------------------------------------------------------- the archive


def test_mimetype_is_first(archive: zipfile.ZipFile) -> None:
    """The media type stands first, stored, without extra field (OCF 3.3, 4.3)."""
    first = archive.infolist()[0]
    assert ("mimetype", zipfile.ZIP_STORED, b"") == (first.filename, first.compress_type, first.extra)
    assert archive.read(first) == b"application/epub+zip"


def test_archive_has_no_clock(archive: zipfile.ZipFile) -> None:
    """Every entry has the first date that a zip can hold, and says nothing of the machine."""
    assert {((1980, 1, 1, 0, 0, 0), 3)} == {(entry.date_time, entry.create_system) for entry in archive.infolist()}


def test_names_are_unique(archive: zipfile.ZipFile) -> None:
    """No entry stands twice, in small or capital letters (OCF 3.3, 4.2.3)."""
    names = [name.lower() for name in archive.namelist()]
    assert len(names) == len(set(names))


def test_manifest_is_whole(archive: zipfile.ZipFile, opf: etree._Element) -> None:
    """The manifest lists every file of the book and no other."""
    expected = {posixpath.join("EPUB", item["href"]) for item in manifest(opf).values()} | {f"{FOLDER}content.opf"}
    assert expected == {name for name in archive.namelist() if name.startswith(FOLDER)}


def test_fonts_have_their_licence(archive: zipfile.ZipFile) -> None:
    """The fonts' licences travel with them."""
    assert {"META-INF/OFL.txt", "META-INF/OFL-Mono.txt"} <= set(archive.namelist())


def test_fonts_of_a_guide_have_their_licence(with_files: WithFiles) -> None:
    """The licence of a font that the guide brings travels with ours."""
    root = with_files({"styles/fonts/OFL-More.txt": "The licence of more letters."})
    guide, problems = load(root)
    assert guide is not None, problems
    (book,) = epub.render(guide, design_of(root), Making(("epub",)))
    with zipfile.ZipFile(io.BytesIO(book.data)) as opened:
        assert {"META-INF/OFL.txt", "META-INF/OFL-More.txt"} <= set(opened.namelist())


# ---------------------------------------------------------------- the package document


def test_package_names_its_language(opf: etree._Element) -> None:
    """The package says which language its metadata is in."""
    assert (opf.get(XML_LANG), opf.get("version")) == ("en-GB", "3.0")


def test_spine_names_no_ncx(opf: etree._Element) -> None:
    """The spine refers to no NCX, since there is none."""
    (found,) = opf.iter(f"{OPF}spine")
    assert found.get("toc") is None


def test_cover_picture(opf: etree._Element) -> None:
    """One item of the manifest is the cover's picture."""
    covers = [item for item in manifest(opf).values() if item.get("properties") == "cover-image"]
    assert [("made/cover.png", "image/png")] == [(item["href"], item["media-type"]) for item in covers]


def test_media_types(opf: etree._Element) -> None:
    """Every item is of a core media type (EPUB 3.3, 3.2)."""
    core = {"application/xhtml+xml", "text/css", "image/svg+xml", "image/png", "image/jpeg", "font/ttf"}
    assert {item["media-type"] for item in manifest(opf).values()} <= core


def test_titles_are_unique(documents: dict[str, etree._Element]) -> None:
    """Every document has a title of its own."""
    titles = [document.findtext(f".//{XHTML}title") for document in documents.values()]
    assert len(titles) == len(set(titles))


# ---------------------------------------------------------------- navigation


def test_contents_follow_the_spine(opf: etree._Element, documents: dict[str, etree._Element]) -> None:
    """The contents list every document but the cover, its words and themselves, in the spine's order."""
    listed = list(dict.fromkeys(address.partition("#")[0] for address in nav(documents, "toc")))
    assert [name for name in spine(opf) if name not in {"cover.xhtml", "title-page.xhtml", "nav.xhtml"}] == listed


@pytest.mark.parametrize("kind", ["toc", "landmarks", "page-list", "loi"])
def test_navigation_leads_somewhere(documents: dict[str, etree._Element], kind: str) -> None:
    """Every entry of the contents and the landmarks leads to a place that is there."""
    assert [address for address in nav(documents, kind) if not leads(documents, "nav.xhtml", address)] == []


def leads(documents: dict[str, etree._Element], here: str, address: str) -> bool:
    """Tell whether an address inside the book leads to a document, and to an id in it."""
    name, _, identity = address.partition("#")
    target = documents.get(name or here)
    return target is not None and (not identity or any(one.get("id") == identity for one in target.iter()))


def test_links_lead_somewhere(documents: dict[str, etree._Element]) -> None:
    """Every link inside the book leads to a place that is there."""
    links = [(name, str(a.get("href"))) for name, document in documents.items() for a in document.iter(f"{XHTML}a")]
    inside = [
        (name, address)
        for name, address in links
        if "://" not in address and not address.startswith(("mailto:", "tel:"))
    ]
    assert [one for one in inside if not leads(documents, *one)] == []
    assert len(inside) > 100


# ---------------------------------------------------------------- the documents


def test_pictures_have_alternatives(documents: dict[str, etree._Element]) -> None:
    """Every picture has a text alternative, or an empty one that says that it is decoration."""
    assert [
        name
        for name, document in documents.items()
        for image in document.iter(f"{XHTML}img")
        if image.get("alt") is None
    ] == []


def test_pictures_are_there(archive: zipfile.ZipFile, documents: dict[str, etree._Element]) -> None:
    """Every picture that a document shows is in the book."""
    shown = {f"{FOLDER}{image.get('src')}" for document in documents.values() for image in document.iter(f"{XHTML}img")}
    assert shown - set(archive.namelist()) == set()


def test_documents_name_their_language(documents: dict[str, etree._Element]) -> None:
    """Every document says its language, in both of the ways that readers know."""
    assert {("en-GB", "en-GB")} == {(document.get("lang"), document.get(XML_LANG)) for document in documents.values()}


def test_ids_are_unique(documents: dict[str, etree._Element]) -> None:
    """No id stands twice in a document."""
    for name, document in documents.items():
        ids = [one.get("id") for one in document.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), name
