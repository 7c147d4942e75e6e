"""Read what marks for the index say: ``pair: tea; kitchens``, as Sphinx has it and MyST after it.

Goes in: one line of a mark, with its place. Comes out: what it puts into the index, and problems for what cannot be an entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guidepress.errors import Span, nearest
from guidepress.model import IndexTerm

Report = Callable[[Span, str, str, str], None]  # place, code, message, hint
_KIND = re.compile(r"(?P<kind>[A-Za-z][\w-]*)[ \t]*:(?P<rest>.*)", re.DOTALL)
_COMMA, _SEMICOLON = re.compile(r"(?<!\\),"), re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\([:;,!<>\\])")
# How many words, with semicolons between them, an entry of each kind has; ``double`` is an old name for ``pair``.
_PARTS = {"single": (1, 2), "pair": (2, 2), "double": (2, 2), "triple": (3, 3), "see": (2, 2), "seealso": (2, 2)}
_FORMS = {
    "single": "single: tea; green",
    "triple": "triple: tea; cups; kitchens",
    "see": "see: brew; tea",
    "seealso": "seealso: tea; coffee",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line of a mark, or a piece of one, and its place."""

    words: str
    span: Span

    def cut(self, start: int, end: int | None = None) -> Line:
        """Return a piece without the spaces around it."""
        piece = self.words[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        return Line(piece.strip(), Span(self.span.file, self.span.line, self.span.column + begin))

    def parts(self, sign: re.Pattern[str]) -> Iterator[Line]:
        """Part the line at a sign."""
        start = 0
        for found in sign.finditer(self.words):
            yield self.cut(start, found.start())
            start = found.end()
        yield self.cut(start)


def has_kind(words: str) -> bool:
    """Tell whether words begin with the kind of an entry, as in ``pair: tea; kitchens``."""
    found = _KIND.match(words)
    return bool(found and found["kind"] in _PARTS)


def read_line(line: Line, report: Report, *, listed: bool) -> tuple[IndexTerm, ...]:
    """Read a line that names a kind, or is an entry; if it is ``listed``, several with commas between them."""
    whole = line.cut(0)
    main, line = _main(whole)
    kind = _KIND.match(line.words)
    if kind and kind["kind"] not in _PARTS:
        _report_kind(kind["kind"], line.span, report)
        return ()
    if kind:
        return _of_kind(kind["kind"], line.cut(kind.start("rest")), report, main=main)
    pieces = whole.parts(_COMMA) if listed else (whole,)  # each may have an exclamation mark of its own
    return tuple(term for piece in pieces if piece.words for term in _of_kind("single", piece, report))


def _report_kind(kind: str, span: Span, report: Report) -> None:
    near = nearest(kind, _PARTS)
    known = f"Did you mean '{near}'?" if near else "Write single, pair, triple, see or seealso."
    hint = f"{known} Put a backslash before a colon that is a mere sign: {kind}\\:"
    report(span, "index-kind", f"'{kind}' is no kind of entry for the index", hint)


def _main(line: Line) -> tuple[bool, Line]:
    """Take away the exclamation mark that stands before a main place."""
    return line.words.startswith("!"), line.cut(1) if line.words.startswith("!") else line


def _of_kind(kind: str, line: Line, report: Report, *, main: bool = False) -> tuple[IndexTerm, ...]:
    also_main, line = _main(line)
    parts = tuple(_plain(part.words) for part in line.parts(_SEMICOLON))
    fewest, most = _PARTS[kind]
    if not all(parts) or not fewest <= len(parts) <= most:
        form = _FORMS.get(kind, f"{kind}: tea; kitchens")
        message = (
            "this entry for the index has no words" if parts == ("",) else f"this is no entry as '{kind}' asks for"
        )
        report(line.span, "index-parts", message, f"Write the words with semicolons between them: {form}")
        return ()
    return tuple(_terms(kind, parts, line.span, main=main or also_main))


def _plain(words: str) -> str:
    return _ESCAPED.sub(r"\1", " ".join(words.split()))


def _terms(kind: str, parts: tuple[str, ...], span: Span, *, main: bool) -> Iterator[IndexTerm]:
    """Make entries of parts, in the pairs that Sphinx makes."""
    if kind in {"see", "seealso"}:
        yield IndexTerm(parts[:1], kind, parts[1], span=span)
        return
    paths = [parts]
    if kind in {"pair", "double"}:
        paths = [parts, parts[::-1]]
    elif kind == "triple":
        one, two, three = parts
        paths = [(one, f"{two} {three}"), (two, f"{three}, {one}"), (three, f"{one} {two}")]
    for path in paths:
        yield IndexTerm(path, main=main, span=span)
