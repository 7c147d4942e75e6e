"""Count what keeps the parser busy: signs and lines, in a file and in a paragraph.

Goes in: a text. Comes out: whether it holds more than anybody means, so that no file can keep an editor waiting. Prose has a sign
or a line's end for every 20 to 40 letters, a table of figures for every three.
"""

from __future__ import annotations

import re

MOST = 10_000  # in a file of any size …
_LETTERS = 10  # … and one more for so many letters
MOST_IN_PARAGRAPH = 1_000
_LONG_PARAGRAPH, _MOST_IN_LONG = 100_000, 100  # letters, and signs in so many
# Each sign that begins something, dashes and numbers that begin an item, each line. Commas with words right after them part cells;
# others, full stops and the like begin nothing.
_COUNTED = re.compile(r"""[\\`*_\[\]{}()<>&^!$|"'\n]|[#~=+:?%]+|-(?=\s)|\d[.)](?=\s)|,(?=\S)""")
_IN_WORDS = re.compile(r"""[\\`*_\[\]{}<&^!$"']""")


def crowded_from(text: str) -> int | None:
    """Return the offset of the first sign too many in a file, or nothing if there are as few as can be meant."""
    allowed = MOST + len(text) // _LETTERS
    if len(text) <= allowed:
        return None
    for count, found in enumerate(_COUNTED.finditer(text), start=1):
        if count > allowed:
            return found.start()
    return None


def is_crowded(words: str) -> bool:
    """Tell whether one paragraph holds more signs than anybody means."""
    if len(words) <= MOST_IN_PARAGRAPH:
        return False
    count = len(_IN_WORDS.findall(words))
    return count > (_MOST_IN_LONG if len(words) > _LONG_PARAGRAPH else MOST_IN_PARAGRAPH)
