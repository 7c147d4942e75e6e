"""Make the fixes of what the reader reports, where they are safe.

Goes in: a place and what is wrong there. Comes out: the edits that mend it, or none where it is not certain what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from guidepress.errors import Edit, Fix, Span, nearest

if TYPE_CHECKING:
    from guidepress.read.directives.form import Form
    from guidepress.read.markdown import Locator
    from guidepress.read.tree import Node

_FENCE = re.compile(r"(?P<indent>\s*)(?P<fence>:{3,})(?P<name>\{[A-Za-z][\w:-]*\})?(?P<rest>.*)$")
_UNBRACED = re.compile(r"(?P<fence>:{3,})(?P<gap>\s*)(?P<name>[A-Za-z][\w-]*)(?P<title>\s.*)?$")
_YES = frozenset({"true", "yes", "on", "1"})


def replaced(where: Locator, span: Span, old: str, new: str) -> Fix:
    """Replace words at a place, or where they stand in its line if that is one place only, as behind the sign of a quote."""
    number = span.line - 1 - where.offset
    line = where.lines[number] if 0 <= number < len(where.lines) else ""
    if line[span.column - 1 - where.column :].startswith(old):
        return (Edit(span, old, new),)
    if line.count(old) != 1:
        return ()
    return (Edit(Span(span.file, span.line, line.index(old) + 1 + where.column), old, new),)


def respelt(where: Locator, span: Span, form: str, word: str, known: Iterable[str]) -> Fix:
    """Replace a slip of the pen by the one known word that is near; ``form`` says how a word is written there, as ``{{{}}}``."""
    near = nearest(word, known)
    return replaced(where, span, form.format(word), form.format(near)) if near else ()


def without_words(where: Locator, span: Span, key: str, value: str) -> Fix:
    """Let an option stand alone where its words say yes."""
    number = span.line - 1 - where.offset
    written = where.lines[number][span.column - 1 - where.column :].rstrip() if 0 <= number < len(where.lines) else ""
    return (Edit(span, written, f":{key}:"),) if value.lower() in _YES and written.startswith(f":{key}:") else ()


def raised_headings(where: Locator, headings: Iterable[Node], level: int) -> Fix:
    """Give the first of ``headings``, which skips a level, the right one, and take with it those of its level and below that follow."""
    headings = list(headings)
    old = int(headings[0].tag[1])
    edits: list[Edit] = []
    for node in headings:
        if int(node.tag[1]) < old:
            break
        marks = "#" * int(node.tag[1])
        edits += replaced(where, where.block(node), marks, marks[old - level :])
    return tuple(edits)


def longer_fences(where: Locator, span: Span) -> Fix:
    """Give a block that begins at ``span`` more colons than the blocks inside it, if its end is certain.

    The end is where as many blocks of the same indentation have ended as have begun. A heading or a fence of backticks before it
    leaves that open.
    """
    depth, deepest, longest, indent = 0, 0, 0, ""
    for number in range(span.line - 1 - where.offset, len(where.lines)):
        line = where.lines[number]
        if line.lstrip().startswith(("#", "```")):
            return ()
        found = _FENCE.match(line)
        if not found or (not found["name"] and found["rest"].strip()):
            continue
        if not longest:
            indent, outer = found["indent"], found["fence"]
        if found["indent"] != indent:
            return ()
        longest = max(longest, len(found["fence"]))
        depth += 1 if found["name"] else -1
        deepest = max(deepest, depth)
        if depth == 0:  # blocks inside the inner ones are mended next, and need room
            new = ":" * max(longest + 1, len(outer) + deepest - 1)
            ends = ((span.line, outer), (number + 1 + where.offset, found["fence"]))
            return tuple(Edit(Span(span.file, at, len(indent) + 1), old, new) for at, old in ends)
    return ()


def braced(where: Locator, span: Span, forms: Mapping[str, Form]) -> Fix:
    """Put braces around the name on a line that was meant to begin a block, where all that the block needs is there."""
    number = span.line - 1 - where.offset
    found = _UNBRACED.match(where.lines[number].strip())
    form = forms.get(found["name"]) if found else None
    if not found or form is None or form.required or not _is_closed(where, number, found["fence"]):
        return ()
    titled = bool((found["title"] or "").strip())
    if (form.argument == "none" and titled) or (form.argument == "needed" and not titled):
        return ()
    old = f"{found['fence']}{found['gap']}{found['name']}"
    return replaced(where, span, old, f"{found['fence']}{{{found['name']}}}")


def _is_closed(where: Locator, number: int, fence: str) -> bool:
    """Tell whether the next line of colons ends what begins at a line, with words between them."""
    below = where.lines[number + 1 :]
    end = next((at for at, line in enumerate(below) if line.strip().startswith(":::")), None)
    return end is not None and below[end].strip() == fence and any(line.strip() for line in below[:end])
