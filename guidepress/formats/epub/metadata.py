"""Say about an EPUB what is true of it (EPUB 3.3, EPUB Accessibility 1.1).

What is claimed is what reading and rendering ensure: every picture has a text alternative or is decorative, every page has
headings, the contents list is complete. No conformance is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guidepress.compose.render import edition_of
from guidepress.model import Formula, FormulaBlock, Guide
from guidepress.walk import walk

ACCESS_MODES = ("textual", "visual")
SUFFICIENT = ("textual", "textual,visual")
FEATURES = (
    "alternativeText",
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "displayTransformability",
    "ARIA",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one statement: name is 'dc' for Dublin Core elements and 'meta' for properties."""

    name: str
    key: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def metadata(guide: Guide) -> Iterator[Entry]:
    """State identity, version, people, rights and accessibility."""
    yield Entry("dc", "identifier", guide.identifier, {"id": "id"})
    yield Entry(
        "dc",
        "identifier",
        f"urn:x-guide:{':'.join(filter(None, (guide.slug, guide.version, guide.edition)))}",
        {"id": "version-id"},
    )
    yield Entry("dc", "title", guide.title, {"id": "title"})
    if guide.edition:
        yield Entry("dc", "title", edition_of(guide), {"id": "edition"})
        yield Entry("meta", "title-type", "main", {"refines": "#title"})
        yield Entry("meta", "title-type", "edition", {"refines": "#edition"})
        yield Entry("meta", "dcterms:audience", guide.audiences[guide.edition])
    yield Entry("dc", "language", guide.language)
    for number, author in enumerate(guide.authors or (guide.publisher.name,), start=1):
        yield Entry("dc", "creator", author, {"id": f"creator-{number}"})
        yield Entry("meta", "role", "aut", {"refines": f"#creator-{number}", "scheme": "marc:relators"})
    yield Entry("dc", "publisher", guide.publisher.name)
    yield Entry("dc", "date", guide.date.isoformat())
    yield Entry("dc", "rights", guide.licence.name)
    yield Entry("dc", "description", guide.description)
    yield Entry("meta", "schema:version", guide.version)
    yield from _accessibility(guide)


def _accessibility(guide: Guide) -> Iterator[Entry]:
    for mode in ACCESS_MODES:
        yield Entry("meta", "schema:accessMode", mode)
    for modes in SUFFICIENT:
        yield Entry("meta", "schema:accessModeSufficient", modes)
    for feature in (*FEATURES, *_of_formulas(guide)):
        yield Entry("meta", "schema:accessibilityFeature", feature)
    yield Entry("meta", "schema:accessibilityHazard", "none")
    yield Entry("meta", "schema:accessibilitySummary", guide.words["accessibility_summary"])


def _of_formulas(guide: Guide) -> Iterator[str]:
    """Say that there is MathML, and that all formulas are said in words, when it is so."""
    formulas = [node for node in walk((guide.front, guide.parts)) if isinstance(node, Formula | FormulaBlock)]
    if formulas:
        yield "MathML"
    if formulas and all(isinstance(one, FormulaBlock) and one.alt for one in formulas):
        yield "describedMath"
