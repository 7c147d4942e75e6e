"""Find letters of a guide that no font can show, before they are laid out. fontTools reads the fonts.

Goes in: a resolved guide, and the folders of fonts. Comes out: a problem for each run of such letters, at its place.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from guidepress.errors import Problem, Span, in_order
from guidepress.model import (
    Abbreviation,
    Activity,
    Block,
    Chapter,
    Code,
    CodeBlock,
    Entry,
    Formula,
    FormulaBlock,
    GlossaryTerm,
    Guide,
    Keys,
    LineBreak,
    Link,
    Note,
    Quote,
    Section,
    Term,
    Text,
    WebAddress,
)  # fmt: skip
from guidepress.paper.formulas import math_font
from guidepress.read.tex import mathml
from guidepress.walk import walk

GUIDE = Span("source/guide.yaml")
_ENDINGS = {".ttf", ".otf", ".woff", ".woff2"}
_UNSEEN = {"Cf", "Zs"}  # what only joins or parts letters, and spaces: nothing is drawn
_WHITE = "\n\t\r"
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # they choose how the letter before them looks


class _Placed(NamedTuple):
    """Hold words all of which have one place."""

    text: str
    place: Span

    def span(self, _offset: int) -> Span:
        """Find the place of a letter, as a Text does."""
        return self.place


def missing_glyphs(guide: Guide, *folders: Path) -> tuple[Problem, ...]:
    """Report the letters of ``guide`` that no font in ``folders`` has."""
    cover = frozenset(_WHITE).union(*(letters_of(folder.resolve()) for folder in folders))
    found = (problem for words in _words(guide) for problem in _missing(words, cover))
    drawn = (problem for words in _formulas(guide) for problem in _missing(words, _math_cover()))
    return in_order((*found, *drawn))


def can_be_drawn(words: str, *folders: Path) -> bool:
    """Tell whether the fonts in ``folders`` have all letters of ``words``."""
    cover = frozenset().union(*(letters_of(folder.resolve()) for folder in folders))
    return not any(_missing(_Placed(words, GUIDE), cover))


def _formulas(guide: Guide) -> Iterator[Text | _Placed]:
    """Yield the letters of formulas, which have a font of their own."""
    for node in walk((guide.front, guide.parts, guide.glossary)):
        if isinstance(node, Formula | FormulaBlock):
            display = node.display if isinstance(node, Formula) else True
            yield _Placed("".join(mathml(node.tex, display=display).itertext()), node.span)


@cache
def letters_of(folder: Path) -> frozenset[str]:
    """Collect what the fonts in a folder can show together: layout asks another face where one has no such letter."""
    files = (path for path in sorted(folder.glob("*")) if path.suffix.lower() in _ENDINGS)
    return frozenset().union(*(_letters(path) for path in files if path.resolve().is_relative_to(folder)))


@cache
def _math_cover() -> frozenset[str]:
    return frozenset((*_WHITE, *_letters(math_font())))


def _letters(path: Path) -> Iterable[str]:
    """List the letters of a font; one that cannot be read has none, and layout says what is wrong with it."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True) as font:
            return tuple(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, ValueError, LookupError, AssertionError, struct.error):
        return ()


def _missing(words: Text | _Placed, cover: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each run of letters that cannot be shown."""
    if cover.issuperset(words.text):
        return
    run = ""
    for offset, letter in enumerate(f"{words.text}\n"):
        if not _is_shown(words.text[offset - 1 : offset], letter, cover):
            run += letter
        elif run:
            yield _problem(run, words.span(offset - len(run)))
            run = ""


def _is_shown(before: str, letter: str, cover: frozenset[str]) -> bool:
    """Tell whether a letter can be shown: itself, joined with the one before it, or as its parts."""
    if letter in cover or unicodedata.category(letter) in _UNSEEN:
        return True
    if any(ord(letter) in selectors for selectors in _SELECTORS):
        return True
    if unicodedata.combining(letter):
        joined = unicodedata.normalize("NFC", before + letter)
        return len(joined) == 1 and joined in cover
    parts = unicodedata.normalize("NFD", letter)
    return parts != letter and all(part in cover for part in parts)


def _problem(run: str, span: Span) -> Problem:
    letters = dict.fromkeys(run)
    more = f" and {len(letters) - 1} more" if len(letters) > 1 else ""
    sign = f"'{run}' " if run.isprintable() else ""
    message = f"our fonts have no {sign}(U+{ord(run[0]):04X}{more})"
    return Problem(span, "no-glyph", message, "Write it in words, or use another sign.")


def _words(guide: Guide) -> Iterator[Text | _Placed]:
    """Yield all the words that are shown, each piece with its place as near as it is known."""
    for words, path in _of_guide(guide):
        yield _Placed(words, guide.places.get(path, GUIDE))
    for part in guide.parts:
        yield _Placed(part.title, guide.places.get(("parts", part.number - 1, "title"), GUIDE))
    for chapter in (*guide.front, *guide.chapters):
        yield _Placed(chapter.promise, chapter.promise_span)
        yield from _below(chapter, chapter.span)
    listed = (entry for entry in guide.entries if isinstance(entry.target, WebAddress))  # others stand in chapters
    for entry in listed:
        yield from _below(entry, entry.span)
    for term in guide.glossary:
        yield from _below(term, term.span)
    for indexed in (one for group in guide.index for top in group.entries for one in (top, *top.entries)):
        yield _Placed(indexed.words, indexed.span)


def _of_guide(guide: Guide) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the words of guide.yaml that pages show, and where in it they stand."""
    for name in ("title", "subtitle", "description", "version"):
        yield getattr(guide, name), (name,)
    for name in ("name", "email", "phone", "address", "website", "feedback"):
        yield getattr(guide.publisher, name), ("publisher", name)
    yield from ((author, ("authors", number)) for number, author in enumerate(guide.authors))
    yield from ((getattr(guide.licence, name), ("licence", name)) for name in ("name", "address"))
    for key, mascot in guide.mascots.items():
        yield from ((getattr(mascot, name), ("mascots", key, name)) for name in ("name", "description"))
    for key, kind in guide.link_kinds.items():
        yield from ((getattr(kind, name), ("link_kinds", key, name)) for name in ("label", "plural", "meaning"))
    yield from ((words, ("audiences", key)) for key, words in guide.audiences.items())
    yield from ((words, ("words", key)) for key, words in guide.words.items())


def _below(top: object, here: Span) -> Iterator[Text | _Placed]:
    """Yield the words of a node and those below it; what keeps no place of its own stands where the words before it end."""
    for node in walk(top):
        if isinstance(node, Block | Note) and node.span.line:
            here = node.span
        if isinstance(node, Text):
            yield node if node.places else _Placed(node.text, here)
            here = node.span(len(node.text)) if node.places else here
        elif isinstance(node, LineBreak):
            here = node.span
        elif isinstance(node, CodeBlock):
            yield _Placed(node.text, here)
            yield _Placed(node.file, here)
        else:
            yield from (_Placed(words, here) for words in _plain(node))


def _plain(node: object) -> Iterable[str]:
    """List the plain words that a node itself shows."""
    match node:
        case Chapter(title=words) | Section(title=words) | Link(children=words) | Term(children=words):
            return [one.text for one in walk(words) if isinstance(one, Formula)]  # lists and links show them as words
        case Code() | Keys() | Abbreviation():
            return (node.text, getattr(node, "expansion", ""))
        case Activity(time=time, group=group, materials=materials):
            return (time, group, *materials)
        case Quote(attribution=words) | GlossaryTerm(term=words):
            return (words,)
        case Entry(title=title, publisher=publisher, author=author, year=year, summary=summary, target=target):
            address = target.url if isinstance(target, WebAddress) else ""
            return (title, publisher, author, year, summary, address)
    return ()
