"""Show that the e-book opens well in epub.js, a reading system that runs in a browser; reader.mjs does the reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import pytest
from browsing import browse
from e_book import XHTML, EBook
from read_aloud import squeezed

SCRIPT = Path(__file__).with_name("reader.mjs")


class Built(Protocol):
    """Name the part of the fixture ``built`` that is used here."""

    @property
    def epub(self) -> Path:
        """Return the EPUB."""


@pytest.fixture(scope="module")
def book(built: Built) -> EBook:
    """Give the real guide's EPUB."""
    return EBook(built.epub)


def read(check: str, book: EBook) -> Any:
    """Let epub.js read the book for a check, and give what the check found; nothing may be asked for, missed or complained of."""
    answer = browse(SCRIPT, {"check": check, "book": str(book.path)}, "epubjs", "jszip")
    assert answer["heard"] == []
    return answer["found"]


def test_every_document_is_shown(book: EBook) -> None:
    """Each document of the spine is shown with all its words, pictures and fonts, and the reader has nothing to complain of."""
    found = read("documents", book)
    words = {name: squeezed("".join(tree.find(f"{XHTML}body").itertext())) for name, tree in book.documents.items()}
    assert words == {name: squeezed(one["words"]) for name, one in found.items()}
    assert {name: one["missing"] for name, one in found.items() if one["missing"] or one["height"] <= 0} == {}


def test_contents_lead_to_headings(book: EBook) -> None:
    """Each entry of the contents opens a page on which the first heading has the entry's words, but for its number."""
    found = read("contents", book)
    assert [(one["label"], one["href"]) for one in found] == book.listed("toc")
    missed = [one for one in found if not one["heading"] or not one["label"].endswith(one["heading"])]
    assert missed == []


def test_page_list_is_read(book: EBook) -> None:
    """The reader knows every page of the page list, and goes to where it begins."""
    found = read("pages", book)
    listed = book.listed("page-list")
    assert len(listed) > 80
    assert [one["href"] for one in found] == [address for _, address in listed]
    assert [str(one["number"]) for one in found if one["number"]] == [label for label, _ in listed if label.isdigit()]
    assert [one["href"] for one in found if not one["shown"]] == []


def test_readers_size_is_kept(book: EBook) -> None:
    """When a reader wants letters twice as large, all of them are."""
    assert read("size", book) == []


def test_readers_font_is_kept(book: EBook) -> None:
    """When a reader wants another font, all words but code and formulas have it."""
    assert read("font", book) == []


def test_nothing_is_wider_than_a_small_phone(book: EBook) -> None:
    """On a phone 320 px wide no document scrolls sideways, with letters of any size up to 200 %."""
    assert read("reflow", book) == []


def test_no_words_are_lost_between_pages(book: EBook) -> None:
    """Where pages are turned on such a phone, no line is cut off at the foot or reaches into the next page, up to 200 %."""
    assert read("pagination", book) == []


def test_words_can_be_read_on_any_page(book: EBook) -> None:
    """Words, links, bubbles and callouts keep 4.5:1, whether the reader or the system or both or neither turn things dark."""
    found = read("contrast", book)
    assert len(found) == 4 * len(("words", "link", "bubble", "callout"))
    assert {kind: ratio for kind, ratio in found.items() if ratio < 4.5} == {}
