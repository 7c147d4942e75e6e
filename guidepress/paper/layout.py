"""Lay out HTML on pages with WeasyPrint, whose home is here and in ``tags/boxes``.

Goes in: a document as HTML, and what its addresses (``guide:…``) stand for. Comes out: the bytes of a PDF/A-3a file
with tags, and its number of pages. Nothing is fetched: an address that is not among the given ones is an error.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidepress.errors import GuideError, Problem, Span
from guidepress.paper.repetition import sound_repetition

SCHEME = "guide:"


@dataclass(frozen=True, slots=True)
class Resource:
    """Hold what an address stands for."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Hold a laid out document and its number of pages."""

    pdf: bytes
    pages: int


def lay_out(html: str, resources: Mapping[str, Resource], fonts: Path, identifier: bytes) -> LaidOut:
    """Lay out ``html``; ``fonts`` is the folder whose ``fonts.conf`` names all fonts there are.

    ``identifier`` goes into the file's trailer, so that equal sources give equal bytes.
    Raises GuideError when WeasyPrint complains: nothing that it complains of is fit to print.
    """
    # Pango asks fontconfig for fonts; without this, pages would depend on what else the machine has.
    os.environ["FONTCONFIG_FILE"] = str(fonts.resolve() / "fonts.conf")
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    from guidepress.paper.tags.tagging import write_tagged

    with _complaints() as complaints:
        try:
            source = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=_fetcher(resources))
            with sound_repetition():
                document = source.render(presentational_hints=True)
            options = {"pdf_variant": "pdf/a-3a", "pdf_identifier": identifier, "finisher": _keep_to_pdfa}
            pdf = write_tagged(document, source.etree_element, **options)
        except FatalURLFetchingError as error:
            complaints.append(str(error))
    if complaints:
        hint = "Mend the style sheet or template; WeasyPrint said this."
        raise GuideError(tuple(Problem(Span("styles"), "layout", words, hint) for words in dict.fromkeys(complaints)))
    return LaidOut(pdf, len(document.pages))


def _keep_to_pdfa(_document: Any, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
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
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs as a warning or error."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, handler = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    others, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = others, propagate
