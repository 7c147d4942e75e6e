"""Read a block's words as one text in which every letter knows its place: sentences, words, syllables, reading grade."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from guidepress.errors import Edit, Fix, Span
from guidepress.model import Formula, InlinePicture, Inlines, LineBreak, Link, Places, Term, Text
from guidepress.walk import walk

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+|-[^\W\d_]+)*")
_LETTER = re.compile(r"\w")
# Possessive, and begun once in a row of marks: a text of one sign, however long, is gone through once.
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>[\"'”’)\]]*+)\s++(?=(?P<next>\S))")
_QUOTED = re.compile(r"“[^“”]*”|(?<!\w)‘[^‘’]*’(?!\w)|«[^«»]*»")
_ADDRESS = re.compile(r"://|@|\w[./\\]\w")
_UNBROKEN = re.compile(r"\S+")
_LONGEST_ABBREVIATION = 20
_PICTURE = "\ufffc"  # Unicode's sign for an object among words: no word, and no gap
_VOWELS = re.compile(r"[aeiouyáéíóúàèìòùâêîôûäëïöü]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|ed|[^l]e)$")
ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "mx", "dr", "prof", "rev", "st", "sr", "jr", "no", "nos", "vol", "p", "pp", "ch", "fig", "ed", "eds", "etc", "eg", "ie", "e.g", "i.e", "cf", "al", "vs", "approx", "dept", "est", "ext", "inc", "ltd", "co", "tel", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m"]
)  # fmt: skip


class Word(NamedTuple):
    """Hold a word, as written and in small letters with straight apostrophes, and where it begins in the text."""

    start: int
    text: str
    plain: str


class Sentence(NamedTuple):
    """Hold a sentence and where it begins in the text."""

    start: int
    text: str

    @property
    def length(self) -> int:
        """Count the words; a number is one, a dash that stands alone is none."""
        return count_words(self.text)


@dataclass(frozen=True)
class Prose:
    """Join the words of inlines; ``starts`` are the offsets at which pieces begin, ``places`` their spans.

    A piece that is not ``written`` here has its words from elsewhere: a value, a title that fills an empty link, code. Where
    letters have no places of their own (``exact`` is false), all have that of the first.
    """

    text: str
    starts: tuple[int, ...] = field(repr=False)
    places: tuple[Span, ...] = field(repr=False)
    written: tuple[bool, ...] = field(repr=False)
    exact: bool = True
    inlines: Inlines = field(default=(), repr=False, compare=False)

    def _piece(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def span(self, offset: int) -> Span:
        """Find the place in the source of the letter at ``offset``; of words from elsewhere, that of their piece."""
        piece = self._piece(offset)
        place = self.places[piece]
        if not self.exact:
            return place
        return Span(place.file, place.line, place.column + (offset - self.starts[piece]) * self.written[piece])

    def edit(self, offset: int, old: str, new: str) -> Fix:
        """Replace words of the text where they stand in the source.

        Nothing where they do not stand there in one piece, and where they name something as they are: a term of the glossary, the
        title of a work, an address, a file.
        """
        end = offset + len(old)
        piece = self._piece(offset)
        whole = self.exact and self.written[piece] and piece == self._piece(end - 1)
        if not whole or self.places[piece] in self._names or self._is_in_address(offset, end):
            return ()
        return (Edit(self.span(offset), old, new),)

    def _is_in_address(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the text holds, or touches, what may be an address."""
        before = bisect_right(self._addresses, (end, len(self.text))) - 1
        return before >= 0 and self._addresses[before][1] >= start

    @cached_property
    def _addresses(self) -> tuple[tuple[int, int], ...]:
        """List where what may be an address begins and ends, from space to space."""
        return tuple(found.span() for found in _UNBROKEN.finditer(self.text) if _ADDRESS.search(found[0]))

    @cached_property
    def _names(self) -> frozenset[Span]:
        """List the places of text that a link or a role looks something up by, or that is a work's title."""
        names = (
            node for node in walk(self.inlines) if isinstance(node, Term) or (isinstance(node, Link) and node.entry)
        )
        texts = (text for node in names for text in walk(node.children) if isinstance(text, Text))
        return frozenset(place for text in texts for _, place in text.places)

    def is_written(self, offset: int) -> bool:
        """Tell whether the letter at ``offset`` stands in the source."""
        return self.written[self._piece(offset)]

    def is_own(self, offset: int) -> bool:
        """Tell whether the guide itself speaks here: the letter is written in the source and not in quotation marks."""
        begun = bisect_right(self._quoted, (offset, len(self.text))) - 1
        return self.is_written(offset) and (begun < 0 or offset >= self._quoted[begun][1])

    @cached_property
    def _quoted(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _QUOTED.finditer(self.text))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """List the words, without numbers."""
        found = _WORD.finditer(self.text)
        return tuple(Word(one.start(), one[0], one[0].lower().replace("’", "'")) for one in found)

    @cached_property
    def length(self) -> int:
        """Count the words, numbers too."""
        return count_words(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Split the text at the ends of sentences."""
        return tuple(split_sentences(self.text))


def prose_of(inlines: Inlines, at: Span) -> Prose:
    """Join the words of inlines; what has no place of its own gets the place before it, or ``at``."""
    pieces = list(_pieces(inlines))
    starts, places, written, text, last = [], [], [], "", at
    for words, span in pieces:
        last = span or last
        starts.append(len(text))
        places.append(last)
        written.append(span is not None)
        text += words
        last = Span(last.file, last.line, last.column + len(words) * (span is not None))
    begins, spans, own = tuple(starts) or (0,), tuple(places) or (at,), tuple(written) or (False,)
    return Prose(text, begins, spans, own, inlines=inlines)


def words_at(text: str, span: Span, places: Places = ()) -> Prose:
    """Treat plain words, as those of a YAML file, as written at ``places``; where there are none, all of them at ``span``."""
    if places:
        return Prose(text, tuple(at for at, _ in places), tuple(place for _, place in places), (True,) * len(places))
    return Prose(text, (0,), (span,), (True,), exact=False)


def _pieces(inlines: Inlines) -> Iterator[tuple[str, Span | None]]:
    """Yield words, each with its place or, when they do not stand in the source as the guide's own, nothing."""
    for inline in inlines:
        if isinstance(inline, Text):
            yield from _text_pieces(inline)
        elif isinstance(inline, Formula):
            yield "x", None  # a word of one letter, as no rule of words is about formulas
        elif isinstance(inline, LineBreak):
            yield " ", None
            yield "", inline.span
        elif isinstance(inline, InlinePicture):
            yield _PICTURE, None
        elif getattr(inline, "language", ""):  # a phrase in another language
            yield "".join(words for words, _ in _pieces(getattr(inline, "children", ()))), None
        elif children := getattr(inline, "children", ()):
            yield from _pieces(children)
        else:  # code, keys, an abbreviation that is explained; calls of notes have no words in the line
            yield getattr(inline, "text", ""), None


def _text_pieces(inline: Text) -> Iterator[tuple[str, Span | None]]:
    text, places = inline.text, inline.places
    if not places:
        yield text, None
        return
    if places[0][0] > 0:
        yield text[: places[0][0]], None
    ends = [start for start, _ in places[1:]] + [len(text)]
    for (start, span), end in zip(places, ends, strict=True):
        yield text[start:end], span


def count_words(text: str) -> int:
    """Count what stands between spaces and holds a letter or a digit."""
    return sum(1 for word in text.split() if _LETTER.search(word))


def split_sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; abbreviations, initials and numbers with points end none."""
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            yield from _sentence(text, start, match.end())
            start = match.end()
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    if piece.strip():
        yield Sentence(start + len(piece) - len(piece.lstrip()), piece.strip())


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match["next"].islower():
        return False
    if match["mark"] != "." or match["close"]:
        return True
    before = text[max(match.start() - _LONGEST_ABBREVIATION, 0) : match.start()]
    word = before.split()[-1].lower().lstrip("(“‘\"'") if before[-1:].strip() else ""
    is_initial = len(word) == 1 and word.isalpha() and word != "i"
    return word not in ABBREVIATIONS and not is_initial


def syllables(word: str) -> int:
    """Guess how many syllables an English word has: groups of vowels, without endings that are not spoken."""
    plain = word.lower()
    count = len(_VOWELS.findall(plain))
    if (
        count > 1
        and _SILENT.search(plain)
        and not plain.endswith(("ted", "ded", "ses", "ces", "ges", "xes", "zes", "ee"))
    ):
        count -= 1
    return max(count, 1)


def reading_grade(proses: Iterable[Prose]) -> float:
    """Compute the Flesch-Kincaid grade (Kincaid and others, 1975): about the years at school that a text asks for."""
    proses = list(proses)
    sentences = sum(len(prose.sentences) for prose in proses)
    words = [word.text for prose in proses for word in prose.words]
    if not words or not sentences:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
