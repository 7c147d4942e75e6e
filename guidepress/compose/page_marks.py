"""Mark in pages for screens where the pages of the PDF begin, in the middle of a paragraph too.

Goes in: pages as rendered, and the map of the printed pages, which counts the letters of blocks. Comes out: the same pages with marks, and
where each mark stands.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from operator import itemgetter

from markupsafe import Markup

from guidepress.model import Begin, PageMap, Place
from guidepress.model.paging import letters

Mark = Callable[[str], str]  # writes the mark of a page, given its label

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_SIGN = re.compile(r"&[^;]+;|.", re.DOTALL)
_PICTURES = ("img", "svg", "math")  # on paper a picture, without letters
_OF_ANOTHER = re.compile(r'\sid="|\sclass="hidden"')  # what is not the block's own, or is not on paper


@dataclass(frozen=True, slots=True)
class Marked:
    """Name a printed page, and the place of its mark."""

    label: str
    place: Place


def mark_name(label: str) -> str:
    """Name the place where a printed page begins, as addresses do: ``page-12``."""
    return f"page-{label}"


def mark_pages(contents: Mapping[str, str], pages: PageMap, mark: Mark) -> tuple[dict[str, Markup], tuple[Marked, ...]]:
    """Put the marks into ``contents``, rendered pages by their keys in the guide's order.

    A printed page that begins with nothing that these pages have is marked where the next one begins, the last ones at the end.
    """
    spots = _following(list(_spots(contents, pages)), contents)
    marked = {key: _with_marks(html, spots, pages, mark, key) for key, html in contents.items()}
    places = (
        Marked(page.label, Place(spot[0], mark_name(page.label))) for page, spot in zip(pages.pages, spots, strict=True)
    )
    return marked, tuple(places)


_Spot = tuple[str, int]  # the key of a page, and how far into its text a mark stands


def _spots(contents: Mapping[str, str], pages: PageMap) -> Iterator[_Spot | None]:
    """Find where each printed page begins: pages follow each other in all formats, so each is looked for from where the last was found."""
    keys = deque(contents)
    for page in pages.pages:
        spot = _spot(contents, keys, page.begin) if page.begin else None
        if spot:
            keys.rotate(-keys.index(spot[0]))
        yield spot


def _spot(contents: Mapping[str, str], keys: Iterable[str], begin: Begin) -> _Spot | None:
    for key in keys:
        at = contents[key].find(f' id="{begin.block}"')
        if at >= 0:
            return key, beginning(contents[key], at, begin.offset)
    return None


def _following(spots: list[_Spot | None], contents: Mapping[str, str]) -> list[_Spot]:
    last = list(contents)[-1]
    html = contents[last]
    due: _Spot = (last, max(html.rfind("</main>"), 0) or html.rfind("</"))
    found: list[_Spot] = []
    for spot in reversed(spots):
        due = spot or due
        found.append(due)
    return found[::-1]


def _with_marks(html: str, spots: list[_Spot], pages: PageMap, mark: Mark, key: str) -> Markup:
    here = [(at, page.label) for page, (home, at) in zip(pages.pages, spots, strict=True) if home == key]
    pieces, done = [], 0
    for at, label in sorted(here, key=itemgetter(0)):  # the single file's contents stand before what is first on paper
        pieces += [html[done:at], mark(label)]
        done = at
    return Markup("".join([*pieces, html[done:]]))  # noqa: S704 - as it was rendered


def beginning(html: str, at: int, offset: int) -> int:
    """Find the letter of a block before which ``offset`` others of the block's own stand, or a picture there.

    ``at`` is a place in the block's first tag. Letters of what has an id of its own are not the block's. In a block with fewer letters
    than that, it is where the last of them ends.
    """
    scan = _Scan(offset)
    for token in _TOKEN.finditer(html, html.rindex("<", 0, at)):
        if scan.arrives(token):
            return scan.place
        if not scan.own:
            break
    return scan.place


class _Scan:
    """Go through the markup of a block, and count its letters."""

    def __init__(self, offset: int) -> None:
        """Look for the letter before which so many others stand."""
        self.left, self.place = offset, 0
        self.own: list[bool] = []  # for each element that is open, whether its letters are the block's

    def arrives(self, token: re.Match[str]) -> bool:
        """Take the next tag, or the words between two, and tell whether the letter or a picture is in it."""
        if not token[0].startswith("<"):
            return self.own[-1] and self._arrives_in_words(token)
        if token[0].startswith("</"):
            self.own.pop()
        elif not token[0].startswith(("<!", "<?")):
            return self._arrives_at_element(token)
        return False

    def _arrives_in_words(self, token: re.Match[str]) -> bool:
        count = letters(unescape(token[0]))
        if count > self.left:
            self.place = token.start() + _letter(token[0], self.left)
            return True
        self.left -= count
        if count:
            self.place = token.end()
        return False

    def _arrives_at_element(self, token: re.Match[str]) -> bool:
        tag, is_block = token[0], not self.own
        is_picture = tag[1:].startswith(_PICTURES)
        if is_picture and not is_block and self.own[-1] and not self.left:
            self.place = token.start()
            return True
        if is_block:
            self.place = token.end()
        if not tag.endswith("/>"):
            is_other = is_picture or _OF_ANOTHER.search(tag) is not None
            self.own.append(is_block or (self.own[-1] and not is_other))
        return False


def _letter(words: str, number: int) -> int:
    """Find where a letter of words in markup begins: one of them may be written as ``&amp;``."""
    for sign in _SIGN.finditer(words):
        if letters(unescape(sign[0])):
            if not number:
                return sign.start()
            number -= 1
    return len(words)
