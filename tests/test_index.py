"""The index is in order, prints pages and ranges of pages, and leads to what is there, in every format."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Built, WithFiles
from pypdfium2 import PdfDocument

from guidepress.check import epubcheck, toolbox
from guidepress.compose.index_pages import Leaf, Stretch, collapse, leaves_of, locators, section_links
from guidepress.compose.pages import pages_of
from guidepress.compose.resources import design_of
from guidepress.formats import Making, render
from guidepress.model import Begin, IndexEntry, IndexGroup, IndexPlace, PageMap, Place, PrintedPage
from guidepress.pipeline import load
from guidepress.resolve.alphabet import initial, order

ARTICLES = frozenset({"a", "an", "the"})
FRONT = 4  # pages that are numbered in Roman figures

# ---------------------------------------------------------------- pages


def leaf(index: int) -> Leaf:
    """Number a page as books do: four pages in Roman figures, then from 1."""
    return Leaf(index, ("i", "ii", "iii", "iv")[index] if index < FRONT else str(index - FRONT + 1))


def stretch(words: str) -> Stretch:
    """Read '12', '12-14' or '!12': pages by their places, the main ones with an exclamation mark."""
    first, _, last = words.removeprefix("!").partition("-")
    return Stretch(Place("one", words), leaf(int(first)), leaf(int(last or first)), words.startswith("!"))


def printed(words: str) -> str:
    """Write what is printed for places; a main one has stars around it."""
    found = collapse(stretch(one) for one in words.split())
    return ", ".join(f"*{one.printed}*" if one.main else one.printed for one in found)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("", ""),
        ("7", "4"),
        ("7 7 7", "4"),
        ("9 7", "4, 6"),
        ("7 8", "4–5"),
        ("7 8 9 11", "4–6, 8"),
        ("7-9", "4–6"),
        ("7-9 8", "4–6"),
        ("7-9 9-11", "4–8"),
        ("7-9 10", "4–7"),
        ("7-9 11", "4–6, 8"),
        ("7-12 8-9 20", "4–9, 17"),
    ],
)
def test_pages_are_merged(places: str, expected: str) -> None:
    """Places on the same pages are printed once, and pages that follow each other are joined by an en dash."""
    assert printed(places) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("!7", "4"),
        ("!7 7", "4"),
        ("!7 20", "*4*, 17"),
        ("7 8 9 !8", "4, *5*, 6"),
        ("7-9 !8", "4–6, *5*"),
        ("!7 !8 9", "*4–5*, 6"),
        ("!7-9 8 20", "*4–6*, 17"),
    ],
)
def test_main_places_stay_apart(places: str, expected: str) -> None:
    """A main place is printed by itself where there are others, and what stands on its pages only is not printed again."""
    assert printed(places) == expected


@pytest.mark.parametrize(("places", "expected"), [("2 3", "iii–iv"), ("3 4", "iv, 1"), ("3 4 5", "iv, 1–2")])
def test_two_kinds_of_numbers_are_not_joined(places: str, expected: str) -> None:
    """Roman figures and others do not make a range."""
    assert printed(places) == expected


def test_range_leads_to_its_beginning() -> None:
    """What is joined leads to the first of the places in it."""
    assert [one.place.id for one in collapse(map(stretch, ("9", "7", "8")))] == ["7"]


def place(
    words: str, *, section: str = "", title: str = "One", chapter: str = "Chapter", main: bool = False
) -> IndexPlace:
    """Make a place of an entry."""
    return IndexPlace(Place("one", words), Place("one", section), title, chapter, main)


def test_pages_that_are_not_known() -> None:
    """While pages are not known, each place stands for itself, for the style sheet to number."""
    found = locators((place("a", main=True), place("b")))
    assert [(one.place.id, one.printed, one.main) for one in found] == [("a", "", True), ("b", "", False)]


def test_pages_that_are_known() -> None:
    """Once they are known they are merged."""
    pages = {"a": (leaf(7), leaf(7)), "b": (leaf(8), leaf(9))}
    found = locators((place("a"), place("b")), lambda one: pages[one.place.id])
    assert [(one.place.id, one.printed) for one in found] == [("a", "4–6")]


PAGES = PageMap(
    (
        PrintedPage("i", Begin("before", 0)),
        PrintedPage("1", Begin("one_p1", 0)),
        PrintedPage("2", Begin("one.tea_p1", 40)),
        PrintedPage("3", Begin("one.cups", 0)),
    ),
    {"before": 0, "one": 1, "one_p1": 1, "one.tea": 1, "one.tea_p1": 1, "one.cups": 3, "one.cups_p1": 3},
)
TEA = "# Chapter one\n\nWords.\n\n## Tea\n\nMany words.\n\n## Cups\n\nWords.\n"


@pytest.mark.parametrize(
    ("identity", "whole", "expected"),
    [("one.tea", False, "1"), ("one.tea", True, "1–2"), ("one.cups", True, "3"), ("", True, "1–3"), ("gone", True, "")],
)
def test_pages_of_a_section(with_files: WithFiles, identity: str, whole: bool, expected: str) -> None:  # noqa: FBT001 - a case's value
    """A section that is meant as a whole goes on to the last page on which words of it stand, though nothing begins there."""
    guide, _ = load(with_files({"source/chapters/one.md": TEA}))
    assert guide is not None
    found = locators((replace(place(identity), whole=whole),), leaves_of(guide, PAGES))
    assert [one.printed for one in found] == [expected]


def test_print(with_files: WithFiles) -> None:
    """In print the index names pages and ranges of pages, each once."""
    words = "Words and words. " * 400
    text = f"# Chapter one\n\n:::{{index}} ! tea\n:section:\n:::\n\n{words}\n\n{{index}}`Tea <tea>`, {{index}}`cups` and {{index}}`cups`.\n"
    two = "# Chapter two\n\nMore {index}`tea`.\n\n:::{case-study} The lunch club\n:name: lunch-club\n\nWords.\n:::\n"
    root = with_files({"source/chapters/one.md": text, "source/chapters/two.md": two})
    guide, _ = load(root)
    assert guide is not None
    (made,) = render("pdf", guide, design_of(root), Making(("pdf",)))
    with PdfDocument(io.BytesIO(made.data)) as pdf:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    (index,) = (page for page in pages if page.startswith("Index"))
    assert "C cups, 4 T tea, 2–4 (main), 6" in index


# ---------------------------------------------------------------- order


@pytest.mark.parametrize(
    "words",
    [
        ("tea", "tea leaves", "The tea trade", "teapots"),
        ("Coal", "coal", "coals"),
        ("café", "cafes"),
        ("co-design", "co-production", "coal"),
        ("9 lives", "10 green bottles", "99", "100"),
        ("peoples", "people's own"),
        ("Æsop", "afternoon"),
        ("an ant", "bee"),
        ("A", "a and b"),
    ],
)
def test_order(words: tuple[str, ...]) -> None:
    """Words stand word by word, without regard to capitals, accents, signs and articles."""
    assert tuple(sorted(words, key=lambda one: order(one, ARTICLES))) == words


@pytest.mark.parametrize(
    ("words", "letter"),
    [("the tea", "T"), ("élan", "E"), ("Øre", "O"), ("“so”", "S"), ("10 men", "0"), ("&", ""), ("ёж", "Е"), ("a", "A")],
)
def test_letter(words: str, letter: str) -> None:
    """An entry stands under the first letter that counts."""
    assert initial(words, ARTICLES) == letter


def test_number_without_end() -> None:
    """A number of any length has a place."""
    assert order("9" * 9999, ARTICLES) > order("9" * 9998, ARTICLES)


# ---------------------------------------------------------------- links to sections


def links(*entries: IndexEntry) -> list[list[tuple[str, str, bool]]]:
    """Give the words of each entry's links, the entry that they name, and whether each is the main one."""
    links_of = section_links((IndexGroup("t", "T", entries),))
    return [[(one.words, one.about, one.main) for one in links_of(entry)] for entry in entries]


def test_a_section_is_linked_once() -> None:
    """Two places in one section are one link, to the main of them."""
    found = (place("a"), place("b", main=True), place("c", section="two", title="Two"))
    assert links(IndexEntry("tea", "tea", found)) == [[("One", "", True), ("Two", "", False)]]


def test_sections_of_one_title() -> None:
    """Sections with the same title are told apart by their chapters."""
    found = (place("a", section="x", chapter="Cups"), place("b", section="y", chapter="Pots"))
    assert links(IndexEntry("tea", "tea", found)) == [[("One (Cups)", "", False), ("One (Pots)", "", False)]]


def test_words_that_lead_to_two_places() -> None:
    """Links of the same words that lead to different places name their entries."""
    entries = (IndexEntry("tea", "tea", (place("a"),)), IndexEntry("milk", "milk", (place("b"),)))
    assert links(*entries) == [[("One", "tea", False)], [("One", "milk", False)]]


# ---------------------------------------------------------------- whole guides


def test_without_marks(stock: Path) -> None:
    """A guide without marks has no index."""
    guide, _ = load(stock)
    assert guide is not None
    assert "index" not in {page.kind for page in pages_of(guide)}


def ids_and_links(path: Path) -> tuple[set[str], set[str]]:
    """Return the ids of a page, and the addresses that it links to, as they stand in it."""
    text = path.read_text("utf-8")
    return set(re.findall(r'\bid="([^"]+)"', text)), set(re.findall(r'href="([^"]+)"', text))


def test_every_link_arrives(built: Built) -> None:
    """On the website each link of the index leads to an element that is there."""
    folder = built.folder / "site"
    _, addresses = ids_and_links(folder / "book-index.html")
    inside = [address.partition("#") for address in addresses if ".html#" in address]
    assert len(inside) > 100
    assert [one for one in inside if one[2] not in ids_and_links(folder / one[0])[0]] == []


def test_every_link_has_its_own_words(built: Built) -> None:
    """No two links of the index have the same words and lead to different places (WCAG 2.4.9)."""
    text = (built.folder / "site" / "book-index.html").read_text("utf-8")
    found = re.findall(
        r'<a href="([^"]+)"[^>]*>(.*?)</a>', text[text.index('class="index-groups"') : text.index("</main>")]
    )
    leads: dict[str, set[str]] = {}
    for address, words in found:
        leads.setdefault(words, set()).add(address)
    assert {words: to for words, to in leads.items() if len(to) > 1} == {}


def test_structure_for_epub(built: Built, tmp_path: Path) -> None:
    """The index keeps to EPUB Indexes 1.0; EPUBCheck looks at it where the manifest and the body say that it is one."""
    changes = {
        "EPUB/book-index.xhtml": [
            ('<body epub:type="backmatter">', '<body epub:type="index">'),
            (' epub:type="index" role="doc-index"', ' role="doc-index"'),
        ],
        "EPUB/content.opf": [('href="book-index.xhtml"', 'href="book-index.xhtml" properties="index"')],
    }
    path = tmp_path / "index.epub"
    with zipfile.ZipFile(built.epub) as book, zipfile.ZipFile(path, "w") as changed:
        for name in book.namelist():
            data = book.read(name)
            for old, new in changes.get(name, []):
                assert data.count(old.encode()) == 1
                data = data.replace(old.encode(), new.encode())
            changed.writestr(name, data)
    try:
        assert [str(one) for one in epubcheck.check([path])] == []
    except toolbox.Missing as missing:
        pytest.skip(f"{missing.reason}; {missing.remedy}")


def test_edition(with_files: WithFiles) -> None:
    """An edition's index has what the edition has."""
    text = "# Chapter one\n\n{audience=funders}\nMore {index}`money`.\n\nSome {index}`tea`.\n"
    root = with_files({"source/chapters/one.md": text})
    guide, _ = load(root, "planners")
    assert guide is not None
    (site,) = (one for one in render("epub", guide, design_of(root), Making(("epub",))) if one.path.endswith(".epub"))
    page = zipfile.ZipFile(io.BytesIO(site.data)).read("EPUB/book-index.xhtml").decode()
    assert re.findall(r'epub:type="index-term">([^<]+)<', page) == ["tea"]
