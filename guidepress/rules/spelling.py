"""Rules of spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.errors import Span
from guidepress.rules.phrases import Found, Phrases
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Passage, Survey
from guidepress.rules.us_spellings import UK_BY_US

FAMILY = Family("Spelling", "One spelling throughout, that of the guide's language.")
SHORTEST_COMPOUND = 6  # shorter ones may be two words; those with re- often are (re-form, reform)
_SURNAMES = frozenset({"arbor", "gray", "harbor", "mold", "plow"})
_SIGN = re.compile(r"\S")
_us = Phrases({us: f"Write: {uk}" for us, uk in UK_BY_US.items()})


@FAMILY.rule(
    "spelling-us",
    summary="Use UK spelling in a guide in British English.",
    reason="Mixed spelling looks careless, makes readers stop, and leads voices of screen readers astray.",
    bad="Organize the center for your neighbors.",
    good="Organise the centre for your neighbours.",
    language="en-GB",
    mends="writes the UK spelling, unless the word may be part of a name or gives a section its address.",
)
def _spelling_us(survey: Survey) -> Iterator[Fault]:
    for one in survey.own:
        for found in _us.find(one.prose):
            if found.words[0].isupper() and not _begins(one.prose.text, found.start):
                continue  # a name, as Pearl Harbor
            uk = UK_BY_US[found.words.lower()]
            uk = uk.capitalize() if found.words[0].isupper() else uk
            fix = one.prose.edit(found.start, found.words, uk) if _is_safe(found, one) else ()
            message = f"'{found.words}' is US spelling"
            yield Fault(one.prose.span(found.start), message, f"Write: {uk}", found.words, fix)


def _is_safe(found: Found, passage: Passage) -> bool:
    """Tell whether a word is no part of a name (Gray, Center Parcs), and nothing is looked up by the words it stands in.

    The address of a section comes from its heading, unless the author has named it.
    """
    is_name = found.words[0].isupper() and (
        found.words.lower() in _SURNAMES or _is_before_capital(passage.prose.text, found)
    )
    is_address = passage.kind == "term" or (passage.kind == "heading" and "." in passage.inside[-1].id)
    return not (is_name or is_address) and found.words[1:] == found.words[1:].lower()


def _is_before_capital(text: str, found: Found) -> bool:
    """Tell whether the next sign is a capital letter."""
    after = _SIGN.search(text, found.start + len(found.words))
    return after is not None and after[0].isupper()


def _begins(text: str, at: int) -> bool:
    """Tell whether a word is the first of its sentence."""
    while at and text[at - 1] in " “‘(*":
        at -= 1
    return not at or text[at - 1] in ".!?:…”"


@FAMILY.rule(
    "hyphen-uneven",
    summary="Write a word with a hyphen everywhere, or nowhere.",
    reason="People who search for a word find only one of its spellings, and others wonder whether two things are meant.",
    bad="Co-design takes time. Codesign is worth it.",
    good="Co-design takes time. Co-design is worth it.",
)
def _hyphen_uneven(survey: Survey) -> Iterator[Fault]:
    first: dict[str, tuple[str, Span]] = {}
    told: set[str] = set()
    words = ((one.prose, word) for one in survey.own for word in one.prose.words)
    for prose, word in words:
        bare = word.plain.replace("-", "")
        if (
            len(bare) < SHORTEST_COMPOUND
            or word.plain.startswith("re")
            or word.plain in told
            or not prose.is_own(word.start)
        ):
            continue
        if "-" in word.plain or bare in survey.compounds:
            form, span = first.setdefault(bare, (word.plain, prose.span(word.start)))
            if form != word.plain:
                told.add(word.plain)
                message = f"'{word.text}' is written '{form}' at {span}"
                yield Fault(prose.span(word.start), message, f"Write it one way throughout: {form}")
