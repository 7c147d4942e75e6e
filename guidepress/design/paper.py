"""Find what of a guide's sheets WeasyPrint drops, so that paper would not show it.

Goes in: parts of the sheets that the PDF and the e-book's cover are laid out with. Comes out: problems at the places in the guide's files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guidepress.compose.styles import Part, with_values
from guidepress.errors import Problem, Span, nearest
from guidepress.paper.gatherings import SCHEME
from guidepress.paper.inside.dropped import Dropped, dropped, property_names

CODE = "not-on-paper"
_PAGE = "Boxes in a page's margin are called @top-left, @bottom-right and so on; pages are :left, :right, :first or have a name."
_SCREEN = "If it is for screens only, put it into @media screen { … }."
_SAID_ELSEWHERE = "Error: "  # what is no CSS is told for all media at once
# What designers reach for, and what does the same in WeasyPrint 70.
_INSTEAD = {
    "position: sticky": "On paper use position: running(name) and element(name) in a page's margin.",
    "position: fixed": "On paper use position: running(name) and element(name) in a page's margin.",
    "filter": "Change the picture itself.",
    "aspect-ratio": "Give a width and a height.",
    "clip-path": "Use border-radius or overflow: hidden, or cut the picture itself.",
    "float": "Use left, right or footnote.",
}


def dropped_on_paper(parts: Iterable[Part], tokens: Mapping[str, str]) -> Iterator[Problem]:
    """Find what WeasyPrint drops; ``tokens`` are the values of the tokens on paper. The parts given are changed."""
    for part in parts:
        rules = part.rules
        for rule in rules:
            if getattr(rule, "content", None) is not None:
                rule.content = with_values(rule.content, tokens)
        for one in dropped(_under(rules, part.under), SCHEME):
            if not one.reason.startswith(_SAID_ELSEWHERE):
                yield Problem(Span(part.file, one.line, one.column), CODE, _message(one), _hint(one), words=_name(one))


def _under(rules: list[Any], conditions: tuple[str, ...]) -> list[Any]:
    """Give rules only where the conditions of their import hold on paper, which are plain names of media there."""
    media = {query.strip() for one in conditions for query in one.removeprefix("@media").lower().split(",")}
    return rules if not media or media & {"all", "print"} else []


def _name(one: Dropped) -> str:
    return one.declaration.partition(":")[0]


def _message(one: Dropped) -> str:
    if one.declaration:
        words = " ".join(one.declaration.split())
        return f"paper cannot show '{words}': {_REASONS.get(one.reason, one.reason)}"
    said = _NODE.sub(r"\1", _PLACE.sub("", one.reason))
    return f"paper cannot show this: {said}"


_NODE = re.compile(r"<AtRule (\S+)[^>]*>")
_PLACE = re.compile(r" at \d+:\d+")
_REASONS = {
    "unknown property": "WeasyPrint does not know this property",
    "invalid value": "WeasyPrint does not know this value",
}


def _hint(one: Dropped) -> str:
    name = _name(one)
    value = " ".join(one.declaration.split())
    if instead := _INSTEAD.get(value) or _INSTEAD.get(name):
        return f"{instead} {_SCREEN}"
    if (near := nearest(name, property_names())) and one.reason == "unknown property":
        return f"Did you mean '{near}'?"
    if "color" in name and "(" in value:
        return f"Write the colour as #rrggbb. {_SCREEN}"
    return _PAGE if "@page" in one.reason else _SCREEN
