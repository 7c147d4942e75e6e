"""Put words into the order of an index.

Word by word, as BS ISO 999 allows and British indexers mostly do: "tea leaves" stands before "teapots". A hyphen parts words as a space does.
Capitals, accents and signs do not count; an article at the beginning does not either, nor do small words at that of a subentry. Numbers
stand before letters, in the order of their size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet

Key = tuple[tuple[tuple[int, int, str], ...], ...]
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_PARTING = re.compile(r"[\s/\-\u2010-\u2015]+")
_APOSTROPHES = re.compile(r"['’]")
# Letters that Unicode does not part into a letter and a sign; an index puts them where their readers look.
_JOINED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(words: str) -> str:
    """Write words without capitals, accents and apostrophes."""
    parted = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", words.casefold()))
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).translate(_JOINED)


def words_that_count(words: str, ignored: AbstractSet[str]) -> list[str]:
    """Part folded words; those ``ignored`` at the beginning are left out, unless nothing would stay."""
    found = [word for word in _PARTING.split(fold(words)) if _PIECE.search(word)]
    while len(found) > 1 and found[0] in ignored:
        found.pop(0)
    return found


def order(words: str, ignored: AbstractSet[str]) -> tuple[Key, str]:
    """Return what words are sorted by."""
    key = tuple(tuple(map(_weight, _PIECE.findall(word))) for word in words_that_count(words, ignored))
    return key, words


def _weight(piece: str) -> tuple[int, int, str]:
    """Weigh a run of letters, or a number by its size: its digits, then their count first."""
    if not piece.isdecimal():
        return 1, 0, piece
    digits = piece.lstrip("0")
    return 0, len(digits), digits


def initial(words: str, ignored: AbstractSet[str]) -> str:
    """Return the letter under which words stand; '0' for all numbers, and nothing for mere signs."""
    first = next(iter(words_that_count(words, ignored)), "")
    piece = _PIECE.search(first)
    if piece is None:
        return ""
    return "0" if piece[0].isdecimal() else piece[0][0].upper()
