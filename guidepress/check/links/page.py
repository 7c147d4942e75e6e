"""Find the places in a web page that a link can lead to."""

from __future__ import annotations

import re
from codecs import lookup
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import HTMLParser

_CHARSET = re.compile(r"charset=[\"']?(?P<name>[\w.:-]+)", re.IGNORECASE)
# Some hosts (GitHub is one) write their own prefix before ids that authors chose, and let a script find them without it.
_PREFIX = "user-content-"


def is_page(media_type: str) -> bool:
    """Tell whether an answer is HTML."""
    return media_type.partition(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}


def anchors(data: bytes, media_type: str) -> frozenset[str]:
    """List the ids of a page, and the names of its old-fashioned anchors; what cannot be parsed has none."""
    from lxml import etree

    try:
        page = etree.fromstring(data, _parser(_charset(media_type)))
    except etree.XMLSyntaxError:
        return frozenset()
    if page is None:
        return frozenset()
    found = {str(name) for name in page.xpath("//@id | //a/@name | //map/@name")}  # type: ignore[union-attr]  # a list, as it asks for attributes
    return frozenset(found | {name.removeprefix(_PREFIX) for name in found})


def _parser(charset: str | None) -> HTMLParser:
    """Make a parser; a charset that it does not know is guessed from the page."""
    from lxml import etree

    try:
        return etree.HTMLParser(recover=True, no_network=True, encoding=charset)
    except LookupError:
        return etree.HTMLParser(recover=True, no_network=True)


def _charset(media_type: str) -> str | None:
    found = _CHARSET.search(media_type)
    try:
        return lookup(found["name"]).name if found else None
    except LookupError:
        return None
