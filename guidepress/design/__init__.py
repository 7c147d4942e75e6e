"""Hold a guide's own style sheets against what eyes can read and what each medium can show.

Goes in: a guide's design. Comes out: problems, each at its place in the guide's ``styles/``. Our own sheets are held to the same by our tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guidepress.compose.media import Reaches, anywhere, in_e_books, on_paper
from guidepress.compose.resources import Design
from guidepress.compose.styles import Part, parts_of
from guidepress.design.e_book import e_book_problems
from guidepress.design.sheets import changed, no_css, unknown_tokens
from guidepress.errors import GuideError, Problem, in_order
from guidepress.paper.gatherings import SCHEME

COVER = "cover-image.css"
E_BOOK = "epub.css"
SCREEN = "screen.css"
PAPER = "paper"  # the set of colours that is printed


def check_design(design: Design, *, two_sided: bool, with_paper: bool = True) -> tuple[Problem, ...]:
    """Return all that is wrong with a guide's own style sheets; without paper, which takes WeasyPrint a third of a second, if not asked for."""
    if not (design.root / "styles").is_dir():
        return ()
    found: list[Problem] = []
    try:
        found.extend(_problems(design, "print-two-sided.css" if two_sided else "print.css", with_paper=with_paper))
    except GuideError as error:  # a file that cannot be read
        found.extend(error.problems)
    return in_order({(one.span, one.code, one.words or one.message): one for one in reversed(found)}.values())


def _problems(design: Design, paper: str, *, with_paper: bool) -> Iterator[Problem]:
    from guidepress.design.contrast import contrast_problems
    from guidepress.design.sets import palettes

    theirs = palettes(design)
    if not design.has_own_styles:
        yield from contrast_problems(design, theirs, ())
        return
    tokens = frozenset(name for palette in theirs for name in palette.tokens)
    screen = _Sheets(design, (SCREEN,), anywhere, tokens)
    e_book = _Sheets(design, (E_BOOK,), in_e_books, tokens)
    printed = _Sheets(design, (paper, COVER), on_paper, tokens)
    yield from contrast_problems(design, theirs, _each_once(screen, printed))
    yield from screen.problems()
    yield from printed.problems()
    yield from e_book.problems(only_root=True)
    yield from e_book_problems(e_book.changed)
    if with_paper and any(part.rules for part in printed.changed):
        from guidepress.design.paper import dropped_on_paper

        values = next(palette.values for palette in theirs if palette.colours.name == PAPER)
        yield from dropped_on_paper(printed.changed, values)


class _Sheets:
    """Hold what of a medium's sheets is the guide's own, and what is wrong with it in any medium."""

    def __init__(self, design: Design, entries: tuple[str, ...], reaches: Reaches, tokens: frozenset[str]) -> None:
        """Parse the guide's own sheets among those that the entries import; ``tokens`` are those of all sets of colours."""
        self.parts, self.faults = parts_of(design, entries, _located, reaches, own_only=True)
        self.changed, self.tokens = changed(self.parts), tokens

    def problems(self, *, only_root: bool = False) -> Iterator[Problem]:
        """Find what no medium can read, or has no value."""
        yield from self.faults
        yield from no_css(self.changed)
        yield from unknown_tokens(self.parts, self.tokens, only_root=only_root)


def _each_once(*sheets: _Sheets) -> Sequence[Part]:
    """Give each sheet once, as the first of the media has it."""
    return list({part.name: part for one in reversed(sheets) for part in one.changed}.values())


def _located(name: str, _data: bytes) -> str:
    return f"{SCHEME}styles/{name}"
