"""Describe the website's pages to search engines, in the words of schema.org, as JSON-LD.

Only what the guide says is said. Whether an author is a person or an organisation it does not say, so authors are left to the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from guidepress.compose.pages import Page
from guidepress.compose.sizes import file_size
from guidepress.model import Download, Guide

_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip", "html": "text/html"}


def linked_data(guide: Guide, page: Page, address: str, downloads: Iterable[Download]) -> Mapping[str, Any]:
    """Describe a page: the first as the book, a chapter as part of it, any other as a page of it.

    ``address`` is the page's own on the web, or nothing; ``downloads`` are the other formats.
    """
    if page.kind == "cover":
        return {"@context": "https://schema.org", **_book(guide), **_more(guide, tuple(downloads))}
    about = {"@type": "Chapter" if page.chapter else "WebPage", "name": page.title, "inLanguage": guide.language}
    position = {"position": page.chapter.number} if page.chapter and page.chapter.number else {}
    return {"@context": "https://schema.org", **about, **position, **_at(address), "isPartOf": _book(guide)}


def _book(guide: Guide) -> Mapping[str, Any]:
    named = {"@type": "Book", "@id": guide.identifier, "name": guide.title, "version": guide.version}
    return {**named, "bookEdition": guide.words["version"].format(version=guide.version), **_at(guide.web_address)}


def _more(guide: Guide, downloads: tuple[Download, ...]) -> Mapping[str, Any]:
    pages = next((one.pages for one in downloads if one.pages), None)
    return {
        "description": guide.description,
        "inLanguage": guide.language,
        "dateModified": guide.date.isoformat(),
        "publisher": {"@type": "Organization", "name": guide.publisher.name, "email": guide.publisher.email},
        "license": guide.licence.address or guide.licence.name,
        **({"numberOfPages": pages} if pages else {}),
        **({"encoding": [_encoding(guide, one) for one in downloads]} if downloads and guide.web_address else {}),
    }


def _encoding(guide: Guide, download: Download) -> Mapping[str, Any]:
    return {
        "@type": "MediaObject",
        "encodingFormat": _TYPES[download.format],
        "contentUrl": urljoin(guide.web_address, f"../{download.file}"),
        **({"contentSize": file_size(download.size)} if download.size else {}),
    }


def _at(address: str) -> Mapping[str, str]:
    return {"url": address} if address else {}
