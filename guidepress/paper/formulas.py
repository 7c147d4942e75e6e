"""Draw formulas for paper. This is ziamath's only home: it lays out MathML with STIX Two Math, a font that it brings along.

WeasyPrint draws no MathML. A drawing has no words, so the formula's own go with it as its title.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from guidepress.errors import Problem
from guidepress.model import Formula, FormulaBlock, Guide
from guidepress.read.tex import mathml
from guidepress.walk import walk

_STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)  # ziamath's
_SIZE = 16.0  # px for an em, as MathML's own lengths suppose; the drawing is as large as the words around it


def math_font() -> Path:
    """Return the file of the font that formulas are drawn with."""
    found = find_spec("ziamath")
    return Path(found.origin if found and found.origin else "").parent / "fonts/STIXTwoMath-Regular.ttf"


@lru_cache(maxsize=4096)
def draw_formula(tex: str, alt: str, *, display: bool, ink: str) -> str:
    """Return an SVG drawing in the colour ``ink``, which stands on the line of the words around it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it finds its font as Python 3.11 no longer likes
        from ziamath.config import config
        from ziamath.zmath import Math

    config.svg2 = False  # paths, not symbols: an id that stands twice would be a fault
    tree = copy.deepcopy(mathml(tex, display=display))
    del tree.attrib["xmlns"]  # ziamath would take it for part of every name
    tree.set("mathcolor", ink)  # WeasyPrint 70 gives drawings none of the page's colours
    drawn = Math(tree, size=_SIZE, margin=0).svgxml()
    left, top, width, height = (float(part) for part in drawn.attrib["viewBox"].split())
    svg = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "math",
        "class": "formula-drawing on-own-line" if display else "formula-drawing",
        "viewBox": f"{left:g} {top:g} {width:g} {height:g}",
        "style": f"width: {_em(width)}; height: {_em(height)}; vertical-align: {_em(-top - height)}",
    })  # fmt: skip
    SubElement(svg, "title").text = alt
    svg.extend(drawn)
    return tostring(svg, encoding="unicode")


def undrawable(guide: Guide, ink: str = "currentColor") -> tuple[Problem, ...]:
    """Report the formulas that cannot be drawn, each with its place."""
    return tuple(_undrawable(guide, ink))


def _undrawable(guide: Guide, ink: str) -> Iterator[Problem]:
    for node in walk((guide.front, guide.parts, guide.glossary)):
        if isinstance(node, Formula | FormulaBlock):
            display = node.display if isinstance(node, Formula) else True
            alt = node.text if isinstance(node, Formula) else node.alt or node.text
            try:
                draw_formula(node.tex, alt, display=display, ink=ink)
            except _STUMBLES:
                hint = "Write it with other commands: \\frac, \\sqrt, \\binom and their kin can all be drawn."
                yield Problem(node.span, "formula-drawing", "the formula cannot be drawn for paper", hint)


def _em(length: float) -> str:
    return f"{length / _SIZE:.4f}em"
