"""Tell which rules of a style sheet reach a medium, so that a guide's own.css can speak to all of them.

Goes in: the keyword of an at-rule and what stands behind it. Comes out: whether the medium is to see what is in it.
"""

from __future__ import annotations

from collections.abc import Callable

Reaches = Callable[[str, str], bool]  # the keyword of an at-rule that holds rules, and its condition

# WeasyPrint 70 knows media by their names only, and none of these rules: it complains of all the rest.
_NOT_FOR_PAPER = frozenset(
    {"supports", "container", "keyframes", "-webkit-keyframes", "property", "starting-style", "view-transition"}
)
_PAPER = ("all", "print", "not")


def anywhere(_keyword: str, _condition: str) -> bool:
    """Let all rules through: browsers find out by themselves."""
    return True


def on_paper(keyword: str, condition: str) -> bool:
    """Leave out what never holds on paper: other media, and what asks for a screen's width, colours or abilities."""
    if keyword == "media":
        return any(_first(query) in _PAPER for query in condition.lower().split(","))
    return keyword not in _NOT_FOR_PAPER


def in_e_books(keyword: str, condition: str) -> bool:
    """Leave out what is for paper: e-readers are screens, and sizes in points would bind those who read the file for its claims."""
    return keyword != "media" or condition.strip().lower() != "print"


def _first(query: str) -> str:
    """Return a media query's first word; a feature in brackets stands for itself, and nothing means all media."""
    words = query.split()
    if words[:1] == ["only"]:
        words = words[1:]
    return words[0] if words else "all"
