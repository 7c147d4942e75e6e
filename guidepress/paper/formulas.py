"""Draw formulas for paper. This is ziamath's only home: it lays out MathML with STIX Two Math, a font that it brings along.

WeasyPrint draws no MathML. A drawing has no words, so the formula's own go with it as its title.
"""

from __future__ import annotations

import copy
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring
from xml.sax.saxutils import escape, quoteattr

from guidepress.errors import Problem
from guidepress.model import Formula, FormulaBlock, Guide
from guidepress.read.tex import mathml
from guidepress.walk import find

_STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)  # ziamath's
# Elements that a review draws, in some 0.4 s. The PDF draws the rest, and reports the same.
MOST_REVIEWED = 1_200
_LETTER, _NUMBER = re.compile(r"[A-Za-z]"), re.compile(r"[0-9][0-9.]*")
_ROWS = frozenset({"math", "mrow"})
_SIZE = 16.0  # px for an em, as MathML's own lengths suppose; the drawing is as large as the words around it


def math_font() -> Path:
    """Return the file of the font that formulas are drawn with."""
    found = find_spec("ziamath")
    return Path(found.origin if found and found.origin else "").parent / "fonts/STIXTwoMath-Regular.ttf"


@lru_cache(maxsize=4096)
def draw_formula(tex: str, alt: str, *, display: bool, ink: str) -> str:
    """Return an SVG drawing in the colour ``ink``, which stands on the line of the words around it."""
    tree = copy.deepcopy(mathml(tex, display=display))
    del tree.attrib["xmlns"]  # ziamath would take it for part of every name
    tree.set("mathcolor", ink)  # WeasyPrint 70 gives drawings none of the page's colours
    drawn = _drawn(tree)
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


def _drawn(tree: Element) -> Element:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it finds its font as Python 3.11 no longer likes
        from ziamath.config import config
        from ziamath.zmath import Math

    config.svg2 = False  # paths, not symbols: an id that stands twice would be a fault
    drawing: Element = Math(tree, size=_SIZE, margin=0).svgxml()
    return drawing


def undrawable(guide: Guide, ink: str = "currentColor") -> tuple[Problem, ...]:
    """Report the formulas that cannot be drawn, each with its place."""
    return tuple(_problem(node) for node in formulas_of(guide) if not _can_draw(node, ink))


def formulas_of(guide: Guide) -> Iterator[Formula | FormulaBlock]:
    """Yield the formulas of a guide."""
    return find((guide.front, guide.parts, guide.glossary), Formula, FormulaBlock)


def _can_draw(node: Formula | FormulaBlock, ink: str) -> bool:
    alt = node.text if isinstance(node, Formula) else node.alt or node.text
    try:
        draw_formula(node.tex, alt, display=_is_display(node), ink=ink)
    except _STUMBLES:
        return False
    return True


def _is_display(node: Formula | FormulaBlock) -> bool:
    return node.display if isinstance(node, Formula) else True


def _problem(node: Formula | FormulaBlock) -> Problem:
    hint = "Write it with other commands: \\frac, \\sqrt, \\binom and their kin can all be drawn."
    return Problem(node.span, "formula-drawing", "the formula cannot be drawn for paper", hint)


def undrawable_shapes(guide: Guide) -> tuple[Problem, ...]:
    """Report the formulas that cannot be drawn by their shapes, as far as a review has time: a letter takes a third of a millisecond."""
    return tuple(_undrawable_shapes(guide))


def _undrawable_shapes(guide: Guide) -> Iterator[Problem]:
    known: dict[str, bool] = {}
    drawn = 0
    for node in formulas_of(guide):
        shape = shape_of(mathml(node.tex, display=_is_display(node)))
        if shape not in known and drawn < MOST_REVIEWED:
            drawn += shape.count("</")
            known[shape] = _can_draw_shape(shape)
        if not known.get(shape, True):
            yield _problem(node)


def _can_draw_shape(shape: str) -> bool:
    try:
        _drawn(fromstring(shape))  # noqa: S314 - written by ourselves, right above
    except _STUMBLES:
        return False
    return True


def shape_of(element: Element) -> str:
    """Write a formula without what cannot decide whether it can be drawn: which letter stands where, and how often in a row."""
    parts = [shape_of(child) for child in element]
    inside = "".join(dict.fromkeys(parts) if element.tag in _ROWS else parts)
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.items() if name != "xmlns")
    return f"<{element.tag}{attributes}>{escape(_sign(element))}{inside}</{element.tag}>"


def _sign(element: Element) -> str:
    """Return the words of an element; one letter, and one number, stands for all."""
    text = element.text or ""
    if element.tag == "mi" and _LETTER.fullmatch(text):
        return "x"
    return "1" if element.tag == "mn" and _NUMBER.fullmatch(text) else text


def _em(length: float) -> str:
    return f"{length / _SIZE:.4f}em"
