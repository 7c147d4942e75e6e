"""Say about an EPUB what is true of it (EPUB 3.3, EPUB Accessibility 1.1).

What is claimed of its accessibility is what ``claims`` found in its files. That it conforms to a standard is claimed when these checks hold
and somebody evaluated it by hand, which guide.yaml says; else the summary says why not.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.compose.render import edition_of
from guidepress.formats.epub.claims import Claims
from guidepress.formats.epub.package import Entry
from guidepress.model import Guide
from guidepress.resolve.values import date_in_words


def metadata(guide: Guide, claims: Claims) -> Iterator[Entry]:
    """State identity, version, people, rights and accessibility."""
    yield Entry("dc", "identifier", guide.identifier, {"id": "id"})
    yield Entry("dc", "identifier", guide.release, {"id": "version-id"})
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
    yield from _accessibility(guide, claims)


def _accessibility(guide: Guide, claims: Claims) -> Iterator[Entry]:
    for mode in claims.modes:
        yield Entry("meta", "schema:accessMode", mode)
    for modes in claims.sufficient:
        yield Entry("meta", "schema:accessModeSufficient", modes)
    for feature in claims.features or ("unknown",):
        yield Entry("meta", "schema:accessibilityFeature", feature)
    for hazard in claims.hazards:
        yield Entry("meta", "schema:accessibilityHazard", hazard)
    yield Entry("meta", "schema:accessibilitySummary", " ".join(summary(guide, claims)))
    if "pageBreakMarkers" in claims.features:
        yield Entry("meta", "pageBreakSource", guide.pdf_release)
    if may_conform(guide, claims):
        yield from _conformance(guide)


def may_conform(guide: Guide, claims: Claims) -> bool:
    """Tell whether conformance can be claimed: a person has evaluated the book, and what can be checked holds."""
    return guide.evaluation is not None and not claims.lacking and claims.hazards == ("none",)


def _conformance(guide: Guide) -> Iterator[Entry]:
    """Claim conformance, and say who found it and when (EPUB Accessibility 1.1, 3.5)."""
    if found := guide.evaluation:
        yield Entry("meta", "dcterms:conformsTo", found.standard, {"id": "conformance"})
        yield Entry("meta", "a11y:certifiedBy", found.evaluator, {"id": "certifier", "refines": "#conformance"})
        yield Entry("meta", "dcterms:date", found.date.isoformat(), {"refines": "#certifier"})
        if found.report:
            yield Entry("link", "a11y:certifierReport", found.report, {"refines": "#certifier"})


def summary(guide: Guide, claims: Claims) -> Iterator[str]:
    """Say in sentences what the rest does not: how pictures and links are told, and why something is not claimed."""
    words = guide.words
    if "alternativeText" in claims.features:
        yield words["accessibility_pictures"]
    if guide.mascots:
        yield words["accessibility_mascots"]
    if guide.link_kinds:
        yield words["accessibility_links"]
    for feature in claims.lacking:
        yield words[f"accessibility_lacks_{feature}"]
    if claims.hazards != ("none",):
        yield words["accessibility_unknown_hazards"]
    if guide.evaluation is None:
        yield words["accessibility_not_evaluated"]
    elif not may_conform(guide, claims):
        yield words["accessibility_not_sound"]
    else:
        yield words["accessibility_evaluated"].format(
            evaluator=guide.evaluation.evaluator, date=date_in_words(guide, guide.evaluation.date)
        )
