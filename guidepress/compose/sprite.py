"""Put SVG pictures into a page once, to be shown many times.

The single file holds its drawings as symbols (SVG 2, 5.6): smaller than repeating each, and under a policy that forbids all
requests. A drawing with a style sheet of its own, or with references that cannot be renamed, stays a picture apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from guidepress.model import Picture

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NAMESPACE = re.compile(r'\sxmlns(:\w+)?="[^"]*"')
_BETWEEN = re.compile(r">\s+<")
_LOCAL = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")


@dataclass(frozen=True, slots=True)
class Symbol:
    """Name a drawing in the sprite: its id, and its box as in ``viewBox``."""

    id: str
    box: str


@dataclass(frozen=True, slots=True)
class Sprite:
    """Hold the drawings: symbols by the pictures' paths, and the markup that defines them."""

    symbols: Mapping[str, Symbol]
    markup: Markup


def sprite_of(pictures: Mapping[str, Picture]) -> Sprite:
    """Gather all drawings that can stand together in one page."""
    symbols: dict[str, Symbol] = {}
    written: list[str] = []
    for number, picture in enumerate(pictures.values(), start=1):
        if picture.media_type != "image/svg+xml":
            continue
        root = etree.fromstring(picture.data, etree.XMLParser(resolve_entities=False, no_network=True))
        if root.find(f".//{_SVG}style") is not None or root.find(f".//{_SVG}image") is not None:
            continue
        symbol = Symbol(f"picture.{number}", root.get("viewBox") or f"0 0 {picture.width:g} {picture.height:g}")
        symbols[picture.path] = symbol
        written.append(_symbol(root, symbol))
    return Sprite(symbols, Markup("\n".join(written)))  # noqa: S704 - drawings are checked when they are read


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _symbol(root: etree._Element, symbol: Symbol) -> str:
    """Write a drawing as a symbol, with its own ids made unlike those of others."""
    for element in root.iter(f"{_SVG}*"):
        for name, value in _attributes(element):
            if name == "id":
                element.set(name, f"{symbol.id}.{value}")
            elif name in {"href", _XLINK} and value.startswith("#"):
                element.set(name, f"#{symbol.id}.{value[1:]}")
            elif "url(" in value:
                element.set(name, _LOCAL.sub(lambda found: f"url(#{symbol.id}.{found[1]})", value))
    for comment in list(root.iter(etree.Comment)):
        parent = comment.getparent()
        if parent is not None:
            parent.remove(comment)
    inside = "".join(etree.tostring(child, encoding="unicode") for child in root)
    inside = _BETWEEN.sub("><", _NAMESPACE.sub("", inside))
    return f'<symbol id="{symbol.id}" viewBox="{symbol.box}">{inside.strip()}</symbol>'
