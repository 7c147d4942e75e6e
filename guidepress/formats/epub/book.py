"""See an e-book's files as one book: its documents in reading order, its navigation, its style sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guidepress.formats.epub.package import XHTML, File

HTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
NAV = "nav"
Place = tuple[str, str]  # a document's name, and an id in it or ''


@dataclass(frozen=True)
class Book:
    """Hold the files of a book; those that are documents stand in reading order."""

    files: Sequence[File]

    @cached_property
    def documents(self) -> dict[str, Any]:
        """Give the documents' trees by their names."""
        return {file.name: file.tree for file in self.files if file.media_type == XHTML}

    @cached_property
    def styles(self) -> str:
        """Join the style sheets."""
        return "\n".join(file.data.decode() for file in self.files if file.media_type == "text/css")

    @cached_property
    def places(self) -> dict[Place, int]:
        """Number, in reading order, the documents and everything in them that has an id."""
        found: dict[Place, int] = {}
        for name, tree in self.documents.items():
            found[name, ""] = len(found)
            for identity in tree.xpath("//@id"):
                found.setdefault((name, str(identity)), len(found))
        return found

    def elements(self, *names: str) -> Iterator[Any]:
        """Yield the elements of these names in all documents, in reading order."""
        tags = [HTML + name for name in names]
        for tree in self.documents.values():
            yield from tree.iter(*tags)

    def is_typed(self, name: str, kind: str) -> bool:
        """Tell whether a document is, as a whole, of a kind that ``epub:type`` names."""
        body = self.documents[name].find(f"{HTML}body")
        return any(kind in one.get(TYPE, "").split() for one in body)

    def listed(self, kind: str) -> list[Place]:
        """List where the navigation's list of a kind leads to, in its order; nothing where there is no such list."""
        navs = [one for one in self.elements("nav") if one.get(TYPE) == kind]
        return [self.place(str(link.get("href", "")), self._home) for nav in navs for link in nav.iter(f"{HTML}a")]

    @cached_property
    def _home(self) -> str:
        return next((file.name for file in self.files if file.role == NAV), "")

    def place(self, address: str, home: str) -> Place:
        """Find the place that an address in the document ``home`` names."""
        name, _, identity = address.partition("#")
        return name or home, identity
