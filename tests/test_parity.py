"""All formats say the same words in the same order; what each must say in its own way is named here."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html as lxml_html
import pytest
from conftest import REPOSITORY, Built, build_once
from e_book import XHTML, EBook
from lxml.html import builder
from one_run import paper_html
from read_aloud import first_difference, squeezed
from torture import grow

from guidepress.pipeline import load

TORTURE = Path(grow.__file__).parent
# What formats tell in their own ways: navigation, notes (compared by themselves), numbers of pages, addresses that only paper
# needs, words for screen readers alone, formulas (MathML or drawings), and where the index and the register lead.
OWN_WAYS = """
    .//*[local-name() = 'nav' or local-name() = 'math' or local-name() = 'svg' or local-name() = 'script']
    | .//*[@data-on-paper or @data-page-of or @role = 'doc-footnote' or @role = 'doc-noteref' or @role = 'doc-pagebreak']
    | .//*[@role = 'doc-index'] | .//*[@id = 'register']//*[@class = 'entry-mentions' or @class = 'entry-address']
    | .//*[@class = 'entry-archived' or @class = 'notes' or @class = 'hidden' or @class = 'back' or @class = 'return']
    | .//*[@class = 'address' or @class = 'in-this-chapter' or @class = 'formats' or @class = 'note-call']
    | .//*[@class = 'footnote' or @class = 'note-again']
"""


def said(element: Any) -> str:
    """Give the words of an element that all formats have."""
    whole = builder.DIV(copy.deepcopy(element))
    for own in whole.xpath(OWN_WAYS):
        own[:], own.text = [], None  # its tail is said
    return "".join(whole.itertext())


def notes(elements: list[Any]) -> list[str]:
    """Give the words of notes, without their numbers and the links back, in the order of the alphabet."""
    found = []
    for note in elements:
        whole = builder.DIV(copy.deepcopy(note))
        whole[0].tail = None
        for own in whole.xpath(".//*[@class = 'back' or @data-on-paper]"):
            own[:], own.text = [], None
        found.append(re.sub(r"^\d+\.", "", squeezed("".join(whole.itertext()))))
    return sorted(found)


def terms(elements: list[Any]) -> list[str]:
    """Give the entries of an index."""
    return [squeezed("".join(term.itertext())) for one in elements for term in one.xpath(".//*[@class = 'index-term']")]


@dataclass(frozen=True)
class Said:
    """Hold what a format says: its words in order, its notes, the entries of its index."""

    words: str
    notes: list[str]
    terms: list[str]


def of(elements: list[Any], note: str) -> Said:
    """Gather what elements say; ``note`` is the path to a note in this format."""
    found = [one for element in elements for one in element.xpath(note)]
    return Said("".join(map(said, elements)), notes(found), terms(elements))


@pytest.fixture(scope="module", params=["real", "torture"])
def formats(request: pytest.FixtureRequest, shared_folder: Path) -> dict[str, Said]:
    """Give what each format of a guide says."""
    root = REPOSITORY if request.param == "real" else TORTURE
    made: Built = (
        request.getfixturevalue("built")
        if root == REPOSITORY
        else Built(build_once(shared_folder / "torture", lambda: TORTURE))
    )
    guide, problems = load(root)
    assert guide is not None, problems
    single: Any = lxml_html.document_fromstring(made.html.read_bytes())
    return {
        "paper": of(paper_html(guide, root, made.pdf).xpath("//main/div/*"), ".//*[@role = 'doc-footnote']"),
        "epub": of(
            [one.find(f"{XHTML}body") for one in EBook(made.epub).documents.values()], ".//*[@role = 'doc-footnote']"
        ),
        "html": of(single.xpath("/html/body/header/* | /html/body/main/*"), ".//*[@class = 'notes']//li"),
    }


@pytest.mark.parametrize("other", ["html", "paper"])
def test_same_words(other: str, formats: dict[str, Said]) -> None:
    """The EPUB says, in its reading order, the words of the single file and of the pages on paper, whose tags test_tags holds to them."""
    assert first_difference(formats["epub"].words, formats[other].words) == ""
    assert len(formats["epub"].words.split()) > 5000


@pytest.mark.parametrize("other", ["html", "paper"])
def test_same_notes(other: str, formats: dict[str, Said]) -> None:
    """The EPUB has the notes of the single file and of the pages on paper."""
    assert formats["epub"].notes == formats[other].notes != []


@pytest.mark.parametrize("other", ["html", "paper"])
def test_same_index(other: str, formats: dict[str, Said]) -> None:
    """The EPUB's index has the entries of the others, in their order."""
    assert formats["epub"].terms == formats[other].terms != []
