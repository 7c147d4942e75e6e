"""Set a guide: lay out its gatherings until every number of a page that is printed is the right one.

Goes in: gatherings. Comes out: each as drawn, with the number of its first page, and the map of all pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guidepress.errors import GuideError, Problem, Span
from guidepress.model import PageMap, PrintedPage
from guidepress.paper.gatherings import Gathering, Setting, first_pages, label
from guidepress.paper.kept import Digests, Kept
from guidepress.paper.press import Extent, Press
from guidepress.paper.printed import Printed

ROUNDS = 8  # WeasyPrint gives up after as many; a guide that needs a fourth has not been seen
_LETTERS_A_PAGE = 1400


@dataclass(frozen=True, slots=True)
class Set:
    """Hold a gathering as drawn, the number of its first page, and how many pages before it stay blank."""

    gathering: Gathering
    printed: Printed
    first: int
    blank: int = 0

    def without_drawing(self) -> Set:
        """Return what is to be known of its pages, without the pages, which take much memory."""
        return replace(self, printed=replace(self.printed, pdf=b"", typefaces=()))


@dataclass(slots=True)
class Typesetting:
    """Set one guide; ``stem`` is the name under which the numbers of its pages are kept."""

    press: Press
    kept: Kept
    digests: Digests
    stem: str
    gatherings: list[Gathering] = field(default_factory=list)
    extents: dict[str, Extent] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)  # digests of the gatherings as they are to be
    found: dict[str, Printed] = field(default_factory=dict)  # those of them that were kept; the press has the others
    unjudged: dict[str, Printed] = field(default_factory=dict)  # what was drawn, by its digest
    counts: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def set(self, gatherings: Iterable[Gathering]) -> Iterator[Set]:
        """Set the gatherings, and yield each, in their order, when it is drawn; again, if more is known: what is as before stays.

        They are judged meanwhile; ``judged`` waits for that. Raises GuideError where the pages are at fault, or their numbers do not settle.
        """
        if not self.labels:
            self.counts, self.labels = self.kept.labels(self.stem)
        if self.labels:
            self._begin(gatherings)
        else:
            self.gatherings = list(gatherings)
            self._guess()
        self._settle()
        self.kept.keep_labels(self.stem, self.counts, self._labels())
        firsts, drawn, pages = self._firsts(), self._drawn(), 0
        for one in self.gatherings:
            blank = pages % 2 if one.recto else 0  # a recto after an odd number of pages has a blank one before it
            pages += blank + self.extents[one.key].pages
            yield Set(one, self._printed(one.key, drawn), firsts[one.key], blank)
        for _ in drawn:  # what is wrong with others is told at the end
            pass

    def _begin(self, gatherings: Iterable[Gathering]) -> None:
        """Lay out each gathering while the next is written, as the last build's numbers are mostly right."""
        self.gatherings = []
        for gathering in gatherings:
            self.gatherings.append(gathering)
            self._want(gathering, self._firsts()[gathering.key])

    def _guess(self) -> None:
        """Guess the numbers of pages: one that has as many figures as the right one can be exchanged."""
        self.counts = {one.key: max(round(one.letters / _LETTERS_A_PAGE), 1) for one in self.gatherings}
        firsts = self._firsts()
        for one in self.gatherings:
            here = {name: place * self.counts[one.key] // len(one.html) for name, place in one.places}
            self.labels.update((name, label(firsts[one.key] + page, one.numbering)) for name, page in here.items())

    def _settle(self) -> None:
        for _ in range(ROUNDS):
            firsts = self._firsts()
            for one in sorted(self.gatherings, key=_length, reverse=True):  # else others would wait for the longest
                self._want(one, firsts[one.key])
            self.extents.update(self.press.extents())
            before = self.labels
            self.counts |= {one.key: self.extents[one.key].pages for one in self.gatherings}
            self.labels = self.labels | self._labels()
            if firsts == self._firsts() and not self._moved(before):
                return
        raise GuideError(tuple(self._unsettled(before)))

    def _want(self, gathering: Gathering, first: int) -> None:
        """See that a gathering is there as it is to be: as kept, or in the press."""
        setting = Setting(first, {name: self.labels.get(name, "") for name in gathering.wanted})
        digest, key = self.digests.of(gathering, setting), gathering.key
        if digest == self.wanted.get(key):
            return
        self.wanted[key] = digest
        self.found.pop(key, None)
        printed = self.kept.find(digest)
        if printed is None:
            self.press.lay_out(gathering, setting)
        else:
            self.found[key] = printed
            self.extents[key] = Extent(printed.pages, printed.places)

    def _firsts(self) -> dict[str, int]:
        return first_pages(self.gatherings, self.counts)

    def _labels(self) -> dict[str, str]:
        """Give the number of the page of everything that has an id; what has it twice is where it comes first."""
        firsts, found = self._firsts(), dict[str, str]()
        for one in self.gatherings:
            for name, page in self.extents[one.key].places.items():
                found.setdefault(name, label(firsts[one.key] + page, one.numbering))
        return found

    def _moved(self, before: Mapping[str, str]) -> bool:
        wanted = {name for one in self.gatherings for name in one.wanted}
        return any(before.get(name) != self.labels.get(name) for name in wanted)

    def _unsettled(self, before: Mapping[str, str]) -> Iterable[Problem]:
        hint = "Change the words around a reference to that page a little, or how such numbers look in the style sheet."
        moving = [name for one in self.gatherings for name in one.wanted if before.get(name) != self.labels.get(name)]
        for name in dict.fromkeys(moving):
            words = (
                f"the number of the page of '{name}' will not settle: where it is {before.get(name)}, the page becomes"
                f" {self.labels.get(name)}, and so on without end"
            )
            yield Problem(Span("source/guide.yaml"), "page-unsettled", words, hint)

    def judged(self) -> None:
        """Wait until all that was drawn is judged, and keep what is sound. Raises GuideError where something is not."""
        for digest in self.press.judged():
            self.kept.keep(digest, self.unjudged.pop(digest))

    def _drawn(self) -> Iterator[None]:
        """Begin to draw what the press holds; take in one after the other, and have it judged."""
        return self._taken(self.press.draw([one.key for one in self.gatherings if one.key not in self.found]))

    def _taken(self, drawn: Iterable[tuple[str, Printed]]) -> Iterator[None]:
        for key, printed in drawn:
            digest = self.wanted[key]
            self.found[key] = self.unjudged[digest] = printed
            self.press.judge(digest, key, printed.pdf)
            yield

    def _printed(self, key: str, drawn: Iterator[None]) -> Printed:
        """Wait until a gathering is drawn."""
        while key not in self.found:
            next(drawn)
        return self.found[key]


def _length(gathering: Gathering) -> int:
    return len(gathering.html)


def page_map(sets: Sequence[Set]) -> PageMap:
    """Map the pages of gatherings in their order."""
    pages: list[PrintedPage] = []
    places: dict[str, int] = {}
    before, numbering = 0, sets[0].gathering.numbering if sets else "decimal"
    for one in sets:
        pages += [PrintedPage(label(before + number, numbering)) for number in range(1, one.blank + 1)]
        for name, page in one.printed.places.items():
            places.setdefault(name, len(pages) + page)
        pages += [
            PrintedPage(label(one.first + number, one.gathering.numbering), start)
            for number, start in enumerate(one.printed.starts)
        ]
        before, numbering = one.first + one.printed.pages - 1, one.gathering.numbering
    return PageMap(tuple(pages), places)
