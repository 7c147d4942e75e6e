"""Find words and phrases of a list in prose, in time that does not grow with the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from guidepress.rules.prose import Prose, Word


@dataclass(frozen=True, slots=True)
class Found:
    """Hold words that were found, where they begin, and what the list says of them."""

    start: int
    words: str
    advice: str


class Phrases:
    """Hold phrases with advice, by their first word; the longest that fits is found."""

    def __init__(self, advice: Mapping[str, str]) -> None:
        """Index the phrases, which are in small letters with straight apostrophes."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, words in sorted(advice.items(), key=lambda item: -len(item[0].split())):
            parts = tuple(phrase.split())
            self._by_first.setdefault(parts[0], []).append((parts, words))

    def find(self, prose: Prose) -> Iterator[Found]:
        """Yield the phrases that the guide itself says in ``prose``."""
        words = prose.words
        after = 0
        for index, word in enumerate(words):
            if index < after:
                continue
            for parts, advice in self._by_first.get(word.plain, ()):
                found = words[index : index + len(parts)]
                if _is_phrase(prose, found, parts) and prose.is_own(word.start):
                    end = found[-1].start + len(found[-1].text)
                    after = index + len(parts)
                    yield Found(word.start, prose.text[word.start : end], advice)
                    break


def _is_phrase(prose: Prose, found: tuple[Word, ...], parts: tuple[str, ...]) -> bool:
    """Tell whether the words are those of the phrase, with nothing but spaces between them."""
    if tuple(word.plain for word in found) != parts:
        return False
    pairs = pairwise(found)
    return all(not prose.text[one.start + len(one.text) : other.start].strip() for one, other in pairs)


def verb_forms(verb: str, plain: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a regular verb, each with the plain verb as advice."""
    stem, *rest = verb.split(" ", 1)
    tail = f" {rest[0]}" if rest else ""
    if stem.endswith("e"):
        forms = (stem, f"{stem}s", f"{stem}d", f"{stem[:-1]}ing")
    elif stem.endswith("y") and stem[-2] not in "aeiou":
        forms = (stem, f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing")
    elif stem.endswith(("s", "sh", "ch", "x")):
        forms = (stem, f"{stem}es", f"{stem}ed", f"{stem}ing")
    else:
        forms = (stem, f"{stem}s", f"{stem}ed", f"{stem}ing")
    for form in forms:
        yield f"{form}{tail}", plain
