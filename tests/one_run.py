"""Write a whole guide as one HTML document for paper, with the numbers of its pages, as a single run of WeasyPrint lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from guidepress.paper.gatherings import Gathering

_MAIN = re.compile(r"<main[^>]*>(?P<words>.*)</main>", re.DOTALL)
# The first page after the front matter is page 1 again (CSS Paged Media 3 has no other way to begin anew inside a document).
_NUMBERED = "@page :nth(1 of {first}) {{ counter-reset: page 1 }} .whole > .from-here {{ page: {first} }}"


def in_one(gatherings: Iterable[Gathering], labels: Mapping[str, str]) -> str:
    """Join gatherings: their main parts become one, in which the front matter stands apart."""
    front, body = "", ""
    frame = ""
    for one in gatherings:
        html = one.filled(labels)
        found = _MAIN.search(html)
        assert found is not None
        frame = frame or html[: found.start()] + "{}" + html[found.end() :]
        if one.numbering == "decimal":
            body += found["words"]
        else:
            front += found["words"]
    before, after = frame.split("{}")
    return f'{before}<main><div class="front-matter">{front}</div><div class="body-matter">{body}</div></main>{after}'
