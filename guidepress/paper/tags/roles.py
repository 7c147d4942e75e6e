"""Say what the elements of the HTML are in a PDF's structure (ISO 32000-1, 14.8.4: the standard structure types)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

WORD_JOINER = "\u2060"  # keeps a symbol and a word on one line, and is not said
SVG = "{http://www.w3.org/2000/svg}svg"

_ROLES: Mapping[str, str] = {
    "main": "Part", "article": "Art", "section": "Sect", "nav": "Sect", "aside": "Aside", "header": "Div", "footer": "Div",
    "address": "Div", "details": "Sect", "blockquote": "BlockQuote", "figure": "Div", "dl": "L", "dt": "Lbl", "dd": "LBody",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "p": "P", "pre": "P", "summary": "P",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH",
    "td": "TD", SVG: "Figure", "q": "Quote", "code": "Code",
}  # fmt: skip
# What HTML has no element for, the templates say by ARIA's and DPUB-ARIA's roles.
_BY_ARIA: Mapping[str, str] = {
    "note": "Aside", "doc-tip": "Aside", "doc-notice": "Aside", "doc-footnote": "Note", "paragraph": "P", "math": "Formula",
    "doc-index": "Index",
}  # fmt: skip
ROLE_MAP: Mapping[str, str] = {"Aside": "Sect"}  # PDF 2.0 knows it, PDF 1.7 is told what it is

# What holds blocks, so words directly in it need a paragraph (ISO 32000-1, 14.8.4.2).
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "Index"})
INLINE = frozenset({"Link", "Span", "Quote", "Code", "Reference"})
PARTS_ONLY = frozenset({"L", "LI", "TOC", "TOCI", "Table", "THead", "TBody", "TFoot", "TR"})  # no words of their own


class Sources:
    """Know the HTML that was laid out: where each element stands, what it is, and in which language."""

    def __init__(self, root: Element) -> None:
        """Note the parent and the place of each element."""
        self.root = root
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.places = {element: place for place, element in enumerate(root.iter())}
        self._roles: dict[Element, str] = {}

    def role(self, element: Element) -> str:
        """Name an element's structure type; it is empty when the element only dresses words that belong to what is around it."""
        if element not in self._roles:
            self._roles[element] = self._role(element)
        return self._roles[element]

    def _role(self, element: Element) -> str:
        tag = str(element.tag)
        if by_aria := _BY_ARIA.get(element.get("role", "")):
            return by_aria
        if tag in {"figure", "figcaption", "img"}:
            return self._role_of_picture(element)
        if tag in {"ul", "ol"}:
            return "TOC" if self.within(element, "nav") is not None else "L"
        if tag == "li":
            return "TOCI" if self.within(element, "nav") is not None else "LI"
        own = self.own_language(element)
        needs_one = {"a": element.get("href"), "abbr": element.get("title"), "div": element.get("id") or own}
        if needs_one.get(tag):
            return {"a": "Link", "abbr": "Span", "div": "Div"}[tag]
        return _ROLES.get(tag) or ("Span" if own else "")

    def _role_of_picture(self, element: Element) -> str:
        """Let a figure be one with its picture, if it has one that says something, so that its caption is in it."""
        figure = self.within(element, "figure")
        picture = self.picture_of(figure) if figure is not None else None
        match element.tag:
            case "figure":
                return "Div" if picture is None else "Figure"
            case "figcaption":
                return "" if picture is None else "Caption"
        return "" if element is picture or is_decoration(element) else "Figure"

    def picture_of(self, figure: Element) -> Element | None:
        """Give the picture of a figure that has one, and only one, that says something; those among words are theirs."""
        pictures = [one for one in figure.iter("img") if not is_decoration(one) and not self._is_among_words(one)]
        return pictures[0] if len(pictures) == 1 else None

    def _is_among_words(self, element: Element) -> bool:
        return any(self.within(element, tag) is not None for tag in ("p", "figcaption"))

    def line(self, element: Element | None) -> Iterator[Element]:
        """Yield an element and all that it stands in, the outermost last."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def within(self, element: Element, tag: str) -> Element | None:
        """Find the nearest element of a name that an element stands in, or is itself."""
        return next((one for one in self.line(element) if one.tag == tag), None)

    def owner(self, element: Element) -> Element | None:
        """Find the nearest element that has a structure type of its own."""
        return next((one for one in self.line(element) if self.role(one)), None)

    def named(self, element: Element) -> str:
        """Give the id of an element, or the nearest one around it; nothing where there is none."""
        return next((identity for one in self.line(element) if (identity := one.get("id"))), "")

    def language(self, element: Element | None) -> str:
        """Name the language that the words of an element are in."""
        return next((language for one in self.line(element) if (language := one.get("lang"))), "")

    def own_language(self, element: Element) -> str:
        """Name the language of an element when it is another than that of what is around it."""
        own = element.get("lang", "")
        return own if own and element is not self.root and own != self.language(self.parents.get(element)) else ""

    @cached_property
    def links(self) -> Mapping[Element, Element]:
        """Lead from each element that is in a link, or is one, to the link."""
        return {inner: link for link in self.root.iter("a") for inner in link.iter()}


def is_decoration(element: Element) -> bool:
    """Tell whether an element is no part of what is said (HTML 4.8.4.4.5: an empty alternative; ARIA's aria-hidden)."""
    return element.get("aria-hidden") == "true" or (element.tag == "img" and not element.get("alt", "").strip())


def words_of(element: Element) -> str:
    """Give what a screen reader says of an element, on one line."""
    return " ".join("".join(_words(element)).replace(WORD_JOINER, "").split())


def _words(element: Element) -> Iterator[str]:
    if is_decoration(element):
        return
    if element.tag == "img":
        yield f" {element.get('alt', '')} "
    elif element.tag == SVG:
        yield f" {element.findtext('{*}title', '')} "
    else:
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def alternative(element: Element) -> str:
    """Give the words that stand for a picture."""
    return element.get("alt") or element.get("aria-label") or element.findtext("{*}title") or ""
