"""Write where an entry of the index leads to: the numbers of pages on paper, the titles of sections on screens.

Goes in: the places of an entry and, for paper, the pages on which each begins and ends. Comes out: what is printed, in order: "4, 12–14, 20".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from guidepress.model import (
    Block,
    Chapter,
    Guide,
    IndexEntry,
    IndexGroup,
    IndexMark,
    IndexPlace,
    PageMap,
    Phrase,
    Place,
    Section,
)  # fmt: skip
from guidepress.walk import find


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    """Name a page: its place among all pages of the document, from 0, and the number that is printed on it."""

    index: int
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Say on which pages something begins and ends; ``main`` says that most of the thing is told there."""

    place: Place
    first: Leaf
    last: Leaf
    main: bool = False


@dataclass(frozen=True, slots=True)
class Locator:
    """Hold what is printed for one or more places: a page, or pages that follow each other, and the place that begins them.

    ``first`` and ``last`` are '' while the pages are not known.
    """

    place: Place
    first: str = ""
    last: str = ""
    main: bool = False

    @property
    def printed(self) -> str:
        """Return the numbers, with an en dash between two."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


Leaves = Callable[
    [IndexPlace], tuple[Leaf, Leaf] | None
]  # where something begins and ends, or nothing while that is not known


def leaves_of(guide: Guide, pages: PageMap) -> Leaves:
    """Return what finds the pages of a place: that on which it begins and, where a section is meant as a whole, the last one of it."""
    begun = {page.begin.block: number for number, page in enumerate(pages.pages) if page.begin}
    inside = {identity: names for chapter in (*guide.front, *guide.chapters) for identity, names in _names(chapter)}

    def leaves(place: IndexPlace) -> tuple[Leaf, Leaf] | None:
        identity = place.place.id or place.place.page
        first = pages.places.get(identity)
        if first is None:
            return None
        names = inside.get(identity, ()) if place.whole else ()
        last = max((found.get(name, first) for name in names for found in (pages.places, begun)), default=first)
        return Leaf(first, pages.pages[first].label), Leaf(last, pages.pages[last].label)

    return leaves


def _names(chapter: Chapter) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a chapter and its sections by their ids, each with the ids of all that stands in it."""
    for node, identity in ((chapter, chapter.key), *((one, one.id) for one in find(chapter.blocks, Section))):
        yield identity, tuple(one.id for one in find(node, Block, IndexMark, Phrase) if one.id)


def unknown(_place: IndexPlace) -> None:
    """Say that the pages are not known."""


def locators(places: Iterable[IndexPlace], leaves: Leaves = unknown) -> tuple[Locator, ...]:
    """Return what is printed for the places of an entry."""
    places = tuple(places)
    known = [(place, leaves(place)) for place in places]
    if not all(found for _, found in known):
        return tuple(Locator(place.place, main=place.main and len(places) > 1) for place in places)
    return collapse(Stretch(place.place, *found, main=place.main) for place, found in known if found)


def collapse(stretches: Iterable[Stretch]) -> tuple[Locator, ...]:
    """Merge what stands on the same pages, or on pages that follow each other; main places stay by themselves.

    What stands on a main place's pages and no other is not printed as well. Numbers of two kinds, "iv" and "1", are not joined.
    """
    everything = sorted(stretches, key=lambda one: (one.first.index, one.last.index))
    main = tuple(_joined(one for one in everything if one.main))
    others = _joined(one for one in everything if not one.main and not any(_is_inside(one, run) for run in main))
    runs = sorted((*main, *others), key=lambda run: (run.first.index, run.last.index))
    return tuple(Locator(run.place, run.first.label, run.last.label, run.main and len(runs) > 1) for run in runs)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Join neighbours, which come in the order of their pages."""
    run: Stretch | None = None
    for one in stretches:
        if run and _follows(run, one):
            run = replace(run, last=max(run.last, one.last))
            continue
        if run:
            yield run
        run = one
    if run:
        yield run


def _follows(run: Stretch, one: Stretch) -> bool:
    """Tell whether something begins on the pages of what stands before it, or on the next, and their numbers are of one kind."""
    gap = one.first.index - run.last.index
    return gap <= 0 or (gap == 1 and run.last.label.isdecimal() == one.first.label.isdecimal())


def _is_inside(one: Stretch, run: Stretch) -> bool:
    return run.first.index <= one.first.index and one.last.index <= run.last.index


@dataclass(frozen=True, slots=True)
class SectionLink:
    """Lead from an entry to a section, by its title; ``about`` names the entry where the words alone lead to several places."""

    place: Place
    words: str
    about: str = ""
    main: bool = False


def section_links(index: Iterable[IndexGroup]) -> Callable[[IndexEntry], tuple[SectionLink, ...]]:
    """Return what gives an entry's links to sections, each section once. No two links of the index have the same words and lead apart.

    A title that several sections have stands with its chapter's.
    """
    entries = [entry for group in index for top in group.entries for entry in (top, *top.entries)]
    homes: dict[str, set[Place]] = {}
    for place in (place for entry in entries for place in entry.places):
        homes.setdefault(place.title, set()).add(place.section)
    listed = {entry.id: tuple(_links(entry, homes)) for entry in entries}
    leads: dict[str, set[Place]] = {}
    for link in (link for links in listed.values() for link in links):
        leads.setdefault(link.words, set()).add(link.place)

    def links_of(entry: IndexEntry) -> tuple[SectionLink, ...]:
        return tuple(
            replace(link, about=entry.words) if len(leads[link.words]) > 1 else link for link in listed[entry.id]
        )

    return links_of


def _links(entry: IndexEntry, homes: Mapping[str, set[Place]]) -> Iterator[SectionLink]:
    by_section: dict[Place, list[IndexPlace]] = {}
    for place in entry.places:
        by_section.setdefault(place.section, []).append(place)
    for places in by_section.values():
        first = next((place for place in places if place.main), places[0])
        words = first.title if len(homes[first.title]) == 1 else f"{first.title} ({first.chapter})"
        yield SectionLink(first.place, words, main=first.main and len(by_section) > 1)
