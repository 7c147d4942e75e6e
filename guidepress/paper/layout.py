"""Lay out HTML on pages with WeasyPrint. This is WeasyPrint's only home.

Goes in: a document as HTML, and what its addresses (``guide:…``) stand for. Comes out: the bytes of a PDF/UA-1 file and its
number of pages. Nothing is fetched: an address that is not among the given ones is an error.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from guidepress.errors import GuideError, Problem, Span

SCHEME = "guide:"


@dataclass(frozen=True, slots=True)
class Resource:
    """Hold what an address stands for."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Hold a laid out document; ``links`` says for each page what its link annotations lead from, in their order."""

    pdf: bytes
    pages: int
    links: tuple[tuple[LinkSource, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkSource:
    """Name the link in the HTML that an annotation was made for: its number in the document, its words and its address."""

    number: int
    words: str
    target: str


def lay_out(html: str, resources: Mapping[str, Resource], fonts: Path, identifier: bytes) -> LaidOut:
    """Lay out ``html``; ``fonts`` is the folder whose ``fonts.conf`` names all fonts there are.

    ``identifier`` goes into the file's trailer, so that equal sources give equal bytes.
    Raises GuideError when WeasyPrint complains: nothing that it complains of is fit to print.
    """
    # Pango asks fontconfig for fonts; without this, pages would depend on what else the machine has.
    os.environ["FONTCONFIG_FILE"] = str(fonts.resolve() / "fonts.conf")
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    with _complaints() as complaints:
        try:
            source = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=_fetcher(resources))
            document = source.render(presentational_hints=True)
            pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, pdf_tags=True)
        except FatalURLFetchingError as error:
            complaints.append(str(error))
    if complaints:
        hint = "Mend the style sheet or template; WeasyPrint said this."
        raise GuideError(tuple(Problem(Span("styles"), "layout", words, hint) for words in dict.fromkeys(complaints)))
    links = _link_sources(source.etree_element)
    return LaidOut(pdf, len(document.pages), tuple(tuple(_of_page(page, links)) for page in document.pages))


def _link_sources(root: Element) -> Mapping[Element, tuple[int, str]]:
    """Number the links, and note number and words for each element in them: a box in a link has an annotation too."""
    found: dict[Element, tuple[int, str]] = {}
    for number, link in enumerate(root.iter("a")):
        words = " ".join("".join(_words(link)).split()) or link.get("aria-label", "")
        found.update(dict.fromkeys(link.iter(), (number, words)))
    return found


def _words(element: Element) -> Iterator[str]:
    """Yield what a screen reader says of an element."""
    if element.get("aria-hidden") == "true":
        return
    if element.tag == "img":
        yield f" {element.get('alt', '')} "
    elif str(element.tag).endswith("}svg"):
        yield f" {element.findtext('{*}title', '')} "
    else:
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def _of_page(page: Any, links: Mapping[Element, tuple[int, str]]) -> Iterator[LinkSource]:  # noqa: ANN401 - WeasyPrint has no types
    """List the links of a page in the order in which WeasyPrint writes their annotations."""
    boxes = [(target, box) for kind, target, _, box in page.links if kind in {"internal", "external"}]
    found = [(target, box, *links.get(box.element, (-1, ""))) for target, box in boxes]
    added: dict[int, str] = {}  # the style sheet's own words: a page's number after the link to it
    for _, box, number, _ in found:
        if box.element_tag.endswith("::after"):
            added[number] = "".join(getattr(one, "text", "") for one in box.descendants())
    for target, _, number, words in found:
        spoken = " ".join(f"{words} {added.get(number, '')}".split())
        yield LinkSource(number, spoken or target, target)


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
