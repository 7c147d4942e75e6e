"""Write a whole guide as one HTML document for paper, with the numbers of its pages, as a single run of WeasyPrint lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from guidepress.paper.gatherings import Gathering

_MAIN = re.compile(r"<main[^>]*>(?P<words>.*)</main>", re.DOTALL)
# One document has no other way to begin its numbers anew than to name the page on which they do.
_BEGINS_ANEW = "<style>@page :nth({}) {{ counter-reset: page 1 }}</style></head>"


def in_one(gatherings: Iterable[Gathering], labels: Mapping[str, str], front_pages: int = 0) -> str:
    """Join gatherings: their main parts become one, in which the front matter, so many pages, stands apart."""
    found = [(one, one.filled(labels)) for one in gatherings]
    words = {"lower-roman": "", "decimal": ""}
    for one, html in found:
        (main,) = _MAIN.findall(html)
        words[one.numbering] += main
    joined = f'<div class="front-matter">{words["lower-roman"]}</div><div class="body-matter">{words["decimal"]}</div>'
    before, _, after = re.split(_MAIN, found[0][1])
    return f"{before}<main>{joined}</main>{after}".replace("</head>", _BEGINS_ANEW.format(front_pages + 1), 1)
