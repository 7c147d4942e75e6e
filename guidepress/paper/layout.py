"""Lay out HTML on pages with WeasyPrint, whose home is here and, for what is inside it, in ``inside/``.

Goes in: a document as HTML, and what its addresses (``guide:…``) stand for. Comes out: the bytes of a PDF/A-3a file with tags, and
what its pages hold. Nothing is fetched: an address that is not among the given ones is an error.
"""

from __future__ import annotations

import ctypes.util
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidepress.errors import GuideError, Problem, Span
from guidepress.paper.complaints import complaints
from guidepress.paper.gatherings import ELSEWHERE, SCHEME
from guidepress.paper.inside.cascade import shorten
from guidepress.paper.inside.faults import imported, without_parsing
from guidepress.paper.inside.fonts import named_glyphs, typefaces
from guidepress.paper.inside.numbers import Margins, exchange
from guidepress.paper.inside.parsing import parsed
from guidepress.paper.inside.repetition import sound_repetition
from guidepress.paper.inside.sheets import SharedSheet
from guidepress.paper.printed import Bookmark, Printed, Typeface

PT_PER_PX = 0.75


@dataclass(frozen=True, slots=True)
class Resource:
    """Hold what an address stands for."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Materials:
    """Hold what all documents of a guide are laid out with.

    Attributes:
        resources: what their addresses stand for.
        stylesheet: the address of the style sheet that they share, if they do.
        fonts: the folder whose ``fonts.conf`` names all fonts there are.
        identifier: 16 bytes that go into a file's trailer, so that equal sources give equal bytes.
    """

    resources: Mapping[str, Resource]
    stylesheet: str
    fonts: Path
    identifier: bytes


def library_versions() -> tuple[str, ...]:
    """Name the versions of the libraries that set words, which are the system's and change without Python's packages."""
    return _version("pango-1.0", "pango_version_string"), _version("harfbuzz", "hb_version_string")


def import_library() -> None:
    """Import WeasyPrint before there is something to lay out: it takes a fifth of a second."""
    imported()
    import guidepress.paper.tags.tagging  # noqa: F401 - what is imported stays


def _version(library: str, function: str) -> str:
    """Ask a library for its version. On Linux its name is known, and to search for it takes longer than all else here."""
    name = f"lib{library}.so.0" if sys.platform == "linux" else ctypes.util.find_library(library)
    ask = getattr(ctypes.CDLL(name), function)
    ask.restype = ctypes.c_char_p
    found: bytes = ask()
    return found.decode()


def lay_out(html: str, resources: Mapping[str, Resource], fonts: Path, identifier: bytes) -> Printed:
    """Lay out and draw one document by itself; its arguments are those of ``Materials``. Raises GuideError as a compositor does."""
    return Compositor(Materials(resources, "", fonts, identifier)).lay_out(html).draw()


class Compositor:
    """Lay out documents, one after the other, with the same materials."""

    def __init__(self, materials: Materials) -> None:
        """Read the style sheet and its fonts. Raises GuideError when WeasyPrint complains."""
        # Pango asks fontconfig for fonts; without this, pages would depend on what else the machine has.
        os.environ["FONTCONFIG_FILE"] = str(materials.fonts.resolve() / "fonts.conf")
        imported()
        shorten()
        without_parsing()
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        self.materials = materials
        self.fetcher = _fetcher(materials.resources)
        self.fonts, self.counters = FontConfiguration(), CounterStyle()
        with _told():
            self.sheet = SharedSheet(materials.stylesheet, self.fetcher, self.fonts, self.counters)

    def lay_out(self, html: str, first: int = 1) -> LaidOut:
        """Lay out ``html`` on pages that are counted from ``first``. Raises GuideError when WeasyPrint complains."""
        import weasyprint

        margins = Margins()
        with _told(), self.sheet.lent(), margins.watched(), sound_repetition():
            source = parsed(html, SCHEME, self.fetcher)
            _send_elsewhere(source.etree_element)
            counted = weasyprint.CSS(string=f"@page :first {{ counter-reset: page {first} }}")
            document = source.render(
                self.fonts,
                self.counters.copy(),
                presentational_hints=True,
                stylesheets=[counted],
                optimize_images=False,
            )
        return LaidOut(document, source.etree_element, margins, self.materials.identifier)


class LaidOut:
    """Hold a document on its pages, ready to be drawn."""

    def __init__(self, document: Any, root: Any, margins: Margins, identifier: bytes) -> None:  # noqa: ANN401 - WeasyPrint has no types
        """Take over what ``Compositor.lay_out`` made."""
        self.document, self.root, self.margins, self.identifier = document, root, margins, identifier

    @property
    def pages(self) -> int:
        """Count the pages."""
        return len(self.document.pages)

    @property
    def places(self) -> dict[str, int]:
        """Give the page (from 0) of everything that has an id."""
        found: dict[str, int] = {}
        for number, page in enumerate(self.document.pages):
            for name in page.anchors:
                found.setdefault(name, number)
        return found

    def renumber(self, first: int, labels: Mapping[str, str]) -> bool:
        """Exchange the numbers of pages, and say whether it could be done: if one has another width, nothing changes."""
        if not exchange(self.document, self.root, labels):
            return False
        self.margins.renumber(first)
        return True

    def draw(self) -> Printed:
        """Draw the pages. Raises GuideError when WeasyPrint complains: nothing that it complains of is fit to print."""
        from guidepress.paper.tags.tagging import write_tagged

        faces: list[Typeface] = []

        def finish(document: Any, pdf: Any) -> None:  # noqa: ANN401 - as above
            _keep_to_pdfa(pdf)
            faces.extend(typefaces(document))

        with _told(), named_glyphs():
            options = {"pdf_variant": "pdf/a-3a", "pdf_identifier": self.identifier, "finisher": finish}
            data, starts = write_tagged(self.document, self.root, **options)
        return Printed(data, self.pages, self.places, tuple(self._bookmarks()), starts, tuple(faces))

    def _bookmarks(self) -> Iterator[Bookmark]:
        for number, page in enumerate(self.document.pages):
            for level, label, (x, y), _state in page.bookmarks:
                yield Bookmark(level, label, number, x * PT_PER_PX, (page.height - y) * PT_PER_PX)


def _send_elsewhere(root: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Give links to what is not in the document an address that can be told apart when all documents are bound."""
    own = {name for element in root.iter() if (name := element.get("id"))}
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in own:
            link.set("href", f"{ELSEWHERE}{href[1:]}")


def _keep_to_pdfa(pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Take out what PDF/A forbids and WeasyPrint 70 writes: smoothed pictures (ISO 19005-3, 6.2.8)."""
    for item in pdf.objects:
        extra = getattr(item, "extra", {})
        if extra.get("Subtype") == "/Image":
            extra["Interpolate"] = "false"


def _fetcher(resources: Mapping[str, Resource]) -> Any:  # noqa: ANN401 - WeasyPrint has no types
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Serve the given resources and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ANN401, ARG002 - WeasyPrint's signature
            resource = resources.get(url)
            if resource is None:
                message = f"{url} is not part of the guide"
                raise FatalURLFetchingError(message)
            return URLFetcherResponse(url, resource.data, {"Content-Type": resource.media_type})

    return Fetcher(allowed_protocols=("guide",))


@contextmanager
def _told() -> Iterator[None]:
    """Turn what WeasyPrint logs as a warning or error into a GuideError."""
    from weasyprint.urls import FatalURLFetchingError

    with complaints() as said:
        try:
            yield
        except FatalURLFetchingError as error:
            said.append(str(error))
    if said:
        hint = "Mend the style sheet or template; WeasyPrint said this."
        raise GuideError(tuple(Problem(Span("styles"), "layout", words, hint) for words in dict.fromkeys(said)))
