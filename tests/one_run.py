"""Write a whole guide as one HTML document for paper, with the numbers of its pages, as a single run of WeasyPrint lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import lxml.html as lxml_html
import pikepdf

from guidepress.compose.resources import design_of
from guidepress.formats import Making, pdf
from guidepress.model import Guide
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


def paper_html(guide: Guide, root: Path, path: Path) -> Any:
    """Give the HTML that a guide's PDF was made from, with the numbers of the pages that its destinations are on."""
    sets = pdf.typeset(guide, design_of(root), Making(("pdf",), kept=root))  # the index is written when pages are known
    return lxml_html.document_fromstring(in_one((one.gathering for one in sets), labels_of(path)))


def labels_of(path: Path) -> dict[str, str]:
    """Give what the page is called that each destination is on."""
    with pikepdf.open(path) as opened:
        labels = {page.obj.objgen: str(page.label) for page in opened.pages}
        return {str(name): labels[place[0].objgen] for name, place in pikepdf.NameTree(opened.Root.Names.Dests).items()}
