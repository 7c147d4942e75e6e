"""Open an EPUB as a reader does: its documents in reading order, its lists, and the words behind a place."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
_FOLDER = "EPUB/"
_SAID = "following::text()[not(ancestor::*[@class='hidden'])]"


@dataclass(frozen=True)
class EBook:
    """Name an EPUB."""

    path: Path

    @cached_property
    def package(self) -> Any:
        """Parse the package document."""
        return etree.fromstring(self.read("content.opf"))

    @cached_property
    def documents(self) -> dict[str, Any]:
        """Parse the documents, in reading order, by their names."""
        items = {item.get("id"): str(item.get("href")) for item in self.package.iter(f"{OPF}item")}
        names = [items[one.get("idref")] for one in self.package.iter(f"{OPF}itemref")]
        return {name: etree.fromstring(self.read(name)) for name in names}

    def read(self, name: str) -> bytes:
        """Read a file of the book's folder."""
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(f"{_FOLDER}{name}")

    def listed(self, kind: str) -> list[tuple[str, str]]:
        """List the words and addresses in one of the navigation document's lists; nothing when it has none of that kind."""
        navs = [one for one in self.documents["nav.xhtml"].iter(f"{XHTML}nav") if one.get(OPS_TYPE) == kind]
        return [("".join(link.itertext()), str(link.get("href"))) for nav in navs for link in nav.iter(f"{XHTML}a")]

    def said(self, name: str) -> list[str]:
        """List what the package says under a property, as ``schema:accessMode``."""
        return [str(one.text) for one in self.package.iter(f"{OPF}meta") if one.get("property") == name]

    def words_behind(self, address: str) -> Iterator[str]:
        """Yield the words behind a place, in this document and the next."""
        name, _, identity = address.partition("#")
        (place,) = (one for one in self.documents[name].iter() if one.get("id") == identity)
        yield from place.xpath(_SAID)
        names = list(self.documents)
        for other in names[names.index(name) + 1 :]:
            yield from self.documents[other].find(f"{XHTML}body").itertext()
