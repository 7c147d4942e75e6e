"""Pictures in an e-book are what e-readers take: small enough, of the type that they say, drawings as PNG where asked for."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from conftest import STOCK, WithFiles
from e_book import XHTML, EBook
from lxml import etree
from PIL import Image

from guidepress.compose.resources import design_of
from guidepress.formats import Making, render
from guidepress.formats.epub.pictures import LARGEST, as_jpeg, for_readers
from guidepress.model import Picture
from guidepress.pipeline import load

FONTS = design_of(STOCK).fonts
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><circle cx="150" cy="100" r="90" fill="#c00"/></svg>"""
MEGABYTE = 1024 * 1024


def noise(kind: str, width: int, height: int) -> bytes:
    """Make a picture that hardly gets smaller in a file."""
    out = io.BytesIO()
    image = Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))  # noqa: S311 - not for secrets
    image.save(out, kind, **({"quality": 95} if kind == "JPEG" else {}))
    return out.getvalue()


def test_drawing_stays() -> None:
    """A drawing is put into the book as it is."""
    picture = Picture("a.svg", "image/svg+xml", DRAWING, 300, 200)
    assert for_readers(picture, FONTS, drawings_as_png=False) is picture


def test_drawing_as_png() -> None:
    """A drawing becomes a PNG twice its size, which one can see through where nothing is drawn."""
    picture = Picture("a.svg", "image/svg+xml", DRAWING, 300, 200)
    made = for_readers(picture, FONTS, drawings_as_png=True)
    with Image.open(io.BytesIO(made.data)) as image:
        assert (made.media_type, image.format, image.size, image.mode) == ("image/png", "PNG", (600, 400), "RGBA")
        assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]  # a picture with four bands
        assert image.getpixel((300, 200)) == (204, 0, 0, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_large_picture(kind: str) -> None:
    """A picture of more than 4 MB becomes one of less, of the same kind and shape."""
    data = noise(kind, 2400, 1600)
    assert len(data) > LARGEST == 4 * MEGABYTE
    made = for_readers(Picture("a", f"image/{kind.lower()}", data, 2400, 1600), FONTS, drawings_as_png=False)
    with Image.open(io.BytesIO(made.data)) as image:
        assert (image.format, round(image.width / image.height, 2)) == (kind, 1.5)
    assert MEGABYTE < len(made.data) <= LARGEST


def test_cover_as_jpeg() -> None:
    """A cover that is too large as a PNG is a JPEG of the same size."""
    data = as_jpeg(noise("PNG", 1600, 2560))
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("JPEG", (1600, 2560))


CHAPTER = "# One\n\n:::{figure} images/a.png\n:alt: A picture\n:::\n\n:::{figure} images/b.svg\n:alt: A drawing\n:::\n"


def book(root: Path) -> EBook:
    """Make the e-book of the guide in a folder."""
    guide, problems = load(root)
    assert guide is not None, problems
    (made,) = render("epub", guide, design_of(root), Making(("epub",)))
    (root / "book.epub").write_bytes(made.data)
    return EBook(root / "book.epub")


def with_pictures(with_files: WithFiles, more: str = "") -> Path:
    """Write a guide with a JPEG that is called a PNG, and a drawing that is large."""
    stock = (STOCK / "source/guide.yaml").read_text("utf-8")
    return with_files(
        {
            "source/guide.yaml": stock + more,
            "source/chapters/one.md": CHAPTER,
            "source/images/a.png": noise("JPEG", 30, 20),
            "source/images/b.svg": DRAWING,
        }
    )


def test_type_by_content(with_files: WithFiles) -> None:
    """A JPEG whose name says PNG is a JPEG in the book, by its name and by the manifest."""
    found = book(with_pictures(with_files))
    types = {
        item.get("href"): item.get("media-type") for item in found.package.iter("{http://www.idpf.org/2007/opf}item")
    }
    assert types["source/images/a.png_.jpg"] == "image/jpeg"
    assert types["source/images/b.svg"] == "image/svg+xml"


def test_no_svg_where_asked_for(with_files: WithFiles) -> None:
    """With ``drawings_as_png`` the book holds no SVG, and every picture of its pages is there."""
    found = book(with_pictures(with_files, "\ndrawings_as_png: true\n"))
    with zipfile.ZipFile(found.path) as archive:
        names = archive.namelist()
    assert not [name for name in names if name.endswith(".svg")]
    shown = {image.get("src") for tree in found.documents.values() for image in tree.iter(f"{XHTML}img")}
    assert {f"EPUB/{name}" for name in shown} <= set(names)


def test_only_what_is_shown(with_files: WithFiles) -> None:
    """A picture that no page shows is not in the book."""
    found = book(with_pictures(with_files))
    shown = {image.get("src") for tree in found.documents.values() for image in tree.iter(f"{XHTML}img")}
    pictures = {
        item.get("href")
        for item in found.package.iter("{http://www.idpf.org/2007/opf}item")
        if str(item.get("media-type")).startswith("image/")
    }
    assert pictures == shown


def test_drawing_keeps_its_letters(with_files: WithFiles) -> None:
    """A drawing is in the book byte for byte, with names such as viewBox as they were."""
    found = book(with_pictures(with_files))
    assert found.read("source/images/b.svg") == DRAWING
    assert etree.fromstring(found.read("source/images/b.svg")).get("viewBox") == "0 0 300 200"
