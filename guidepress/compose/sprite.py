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

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LOCAL = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
_APART = {"style", "image"}  # these act beyond their drawing, or are pictures themselves
_WORDS = {"text", "title", "desc"}  # white space in these is words
# What the root says of itself alone; the rest it says of all that is drawn in it, as fill and stroke.
_OF_THE_ROOT = {
    "id", "version", "baseProfile", "x", "y", "width", "height", "viewBox", "preserveAspectRatio", "zoomAndPan", "overflow",
    "role", "focusable", "tabindex", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """Name a drawing in the sprite: its id, and the box that shows it, as a ``viewBox``."""

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
        if any(_name(element) in _APART for element in root.iter(etree.Element)):
            continue
        box = (root.get("viewBox") or f"0 0 {picture.width:g} {picture.height:g}").replace(",", " ").split()
        # what uses a symbol shows it from 0 0 on, wherever the symbol's own box begins
        symbols[picture.path] = Symbol(f"picture.{number}", f"0 0 {' '.join(box[2:])}")
        written.append(_symbol(root, f"picture.{number}", " ".join(box)))
    return Sprite(symbols, Markup("\n".join(written)))  # noqa: S704 - drawings are checked when they are read


def _symbol(root: etree._Element, identity: str, box: str) -> str:
    """Write a drawing as a symbol: what its root says of all that is drawn stands on a group."""
    for element in list(root.iter()):
        if element is not root and _name(element) in {"", "metadata"}:
            _take_out(element)
    for element in root.iter(etree.Element):
        element.tag = _name(element)
        _rewrite_attributes(element, identity)
        _tighten(element)
    symbol, group = etree.Element("symbol", id=identity, viewBox=box), etree.Element("g")
    said = {str(name): str(value) for name, value in root.attrib.items() if name not in _OF_THE_ROOT}
    for name, value in said.items():
        group.set(name, value)
    inside = group if said else symbol
    if said:
        symbol.append(group)
    inside.extend(list(root))
    etree.cleanup_namespaces(symbol)
    return etree.tostring(symbol, encoding="unicode")


def _name(element: etree._Element) -> str:
    """Name an element of SVG; what is a comment, or of another vocabulary, has no name here."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in {_SVG, None} else ""


def _take_out(element: etree._Element) -> None:
    """Take an element out, and leave the words behind it."""
    parent = element.getparent()
    if parent is None:  # it went with the element around it
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _rewrite_attributes(element: etree._Element, identity: str) -> None:
    """Write attributes as HTML knows them, with the drawing's own ids made unlike those of others.

    A drawing here has no style sheet; its classes would only meet those of the page.
    """
    given = {str(name): str(value) for name, value in element.attrib.items()}
    if _XLINK in given:
        given.setdefault("href", given[_XLINK])  # href outdoes it (SVG 2, 16.1.1)
    element.attrib.clear()
    for name, value in given.items():
        if name == "class" or (name.startswith("{") and not name.startswith(_XML)):
            continue
        if name == "id":
            new = f"{identity}.{value}"
        elif name == "href" and value.startswith("#"):
            new = f"#{identity}.{value[1:]}"
        elif name in {"aria-labelledby", "aria-describedby"}:
            new = " ".join(f"{identity}.{one}" for one in value.split())
        else:
            new = _LOCAL.sub(lambda found: f"url(#{identity}.{found[1]})", value)
        element.set(name, new)


def _tighten(element: etree._Element) -> None:
    """Take out the white space that only parts lines of markup."""
    if any(_name(above) in _WORDS for above in (element, *element.iterancestors())):
        return
    if not (element.text or "").strip():
        element.text = None
    for child in element:
        if not (child.tail or "").strip():
            child.tail = None
