"""Rules of the index, and the names of what the reader reports about it."""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.model import IndexEntry
from guidepress.resolve.alphabet import words_that_count
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Survey

FAMILY = Family("The index", "Entries that readers look for, each in one place, that lead to what they want.")
MOST_PLACES = 6
_SHORTEST_PLURAL = 4  # letters; "bus" and "gas" are none


def _rows(survey: Survey) -> Iterator[tuple[IndexEntry, ...]]:
    """Yield entries that stand one below the other: those of the index, and the subentries of each."""
    entries = tuple(entry for group in survey.guide.index for entry in group.entries)
    yield entries
    yield from (entry.entries for entry in entries if entry.entries)


@FAMILY.rule(
    "index-near",
    summary="Index a thing under one form of its name.",
    reason="'Carer' and 'carers', one below the other, share the places between them, and whoever reads the one misses the other.",
    bad="A {index}`carer` asks.\n\nMany {index}`carers` answer.",
    good="A {index}`carer <carers>` asks.\n\nMany {index}`carers` answer.",
)
def _index_near(survey: Survey) -> Iterator[Fault]:
    english = survey.guide.language.partition("-")[0] == "en"
    for entries in _rows(survey):
        met: dict[str, IndexEntry] = {}
        for entry in sorted(entries, key=lambda one: one.span):
            first = met.setdefault(_likeness(entry.words, plurals=english), entry)
            if first is not entry:
                hint = f"Write it as at {first.span}, or say in both how they differ."
                message = f"'{entry.words}' and '{first.words}' seem to be one entry"
                yield Fault(entry.span, message, hint, entry.words)


def _likeness(words: str, *, plurals: bool) -> str:
    """Return what entries for one thing have in common: their letters, without the ending of an English plural."""
    found = words_that_count(words, frozenset())
    return "".join(map(_singular, found) if plurals else found)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) < _SHORTEST_PLURAL or word.endswith("ss"):
        return word
    return word.removesuffix("s")


@FAMILY.rule(
    "index-many",
    summary=f"Part an entry of the index that leads to more than {MOST_PLACES} sections.",
    reason="Nobody looks up eight pages one after the other. Subentries say which of them is wanted.",
    bad="".join(f"## Part {number}\n\n{{index}}`Tea <tea>` for {number}.\n\n" for number in range(1, 8)),
    good="".join(
        f"## Part {number}\n\n{{index}}`Tea <tea; part {number}>` for {number}.\n\n" for number in range(1, 8)
    ),
)
def _index_many(survey: Survey) -> Iterator[Fault]:
    for entries in _rows(survey):
        for entry in entries:
            count = len({place.section for place in entry.places})
            if count > MOST_PLACES:
                hint = f"Write subentries: {{index}}`words <{entry.words}; what of it>`"
                yield Fault(entry.span, f"'{entry.words}' leads to {count} sections", hint)


FAMILY.error(
    "index-empty", "Let a mark for the index say something.",
    "Nothing would lead to it.",
    ":::{index}\n:::\n\nWords.", ":::{index} tea\n:::\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "index-kind", "Write single, pair, triple, see or seealso before the colon in a mark for the index.",
    "What the entry is to be cannot be guessed. A colon that is a mere sign has a backslash before it.",
    ":::{index}\nsinlge: tea\n:::\n\nWords.", ":::{index}\nsingle: tea\n:::\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "index-parts", "Give an entry of the index the parts that its kind asks for.",
    "A pair of one would stand in the index with a hole in it.",
    ":::{index}\npair: tea\n:::\n\nWords.", ":::{index}\npair: tea; kitchens\n:::\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "index-section", "Put a mark that is about a whole section right below its heading.",
    "Further down, nobody can tell whether the section is meant, or the block.",
    "## Tea\n\nWords.\n\n:::{index} tea\n:section:\n:::\n\nMore.", "## Tea\n\n:::{index} tea\n:section:\n:::\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "index-see-unknown", "Send readers of the index to entries that lead somewhere.",
    "They would turn the pages for nothing.",
    ":::{index}\nsee: brew; tea\n:::\n\nWords.", ":::{index}\ntea\nsee: brew; tea\n:::\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "index-see-places", "Send readers elsewhere only from an entry without places.",
    "'See' means that all is told under the other entry; what stands here would be missed. 'See also' says that there is more.",
    ":::{index}\ntea, brew\nsee: brew; tea\n:::\n\nWords.", ":::{index}\ntea, brew\nseealso: brew; tea\n:::\n\nWords.",
)  # fmt: skip
FAMILY.error(
    "index-seealso-alone", "Write 'see' for an entry that has no place of its own.",
    "'Also' promises something here as well.",
    ":::{index}\ntea\nseealso: brew; tea\n:::\n\nWords.", ":::{index}\ntea\nsee: brew; tea\n:::\n\nWords.",
)  # fmt: skip
