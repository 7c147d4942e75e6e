"""Read a PDF's tags and the HTML that it was made from as they are read aloud, so that the two can be compared."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import builder

from guidepress.check.structure import Content, Element


def words_of_tree(element: Element) -> str:
    """Give the words of an element, without those that only the style sheet writes: labels of lists and notes."""
    words = ""
    for kid in element.kids:
        if isinstance(kid, Content):
            words += "" if element.role == "Figure" else kid.words
        elif isinstance(kid, Element) and not is_written_by_style_sheet(kid, element):
            words += words_of_tree(kid)
    return words


def is_written_by_style_sheet(label: Element, above: Element) -> bool:
    """Tell whether an element is a bullet, a number of a list or that of a note, and no term."""
    return label.role == "Lbl" and (above.role == "Note" or re.fullmatch(r"•|\d+\.", label.words.strip()) is not None)


def words_of_html(main: Any) -> str:
    """Give the words of HTML as they are read: notes after the block that calls them."""
    for drawing in main.xpath(".//*[local-name() = 'svg']"):
        drawing[:] = []  # its title is what stands for it
    for chapter in main.xpath("./div/*"):
        last: dict[Any, Any] = {}
        for number, note in enumerate(chapter.xpath(".//span[@class='footnote']"), start=1):
            home = next(
                one for one in note.iterancestors() if one.tag in {"p", "h1", "h2", "h3", "h4", "li", "td", "dd"}
            )
            note.addprevious(builder.I(str(number)))
            note.getprevious().tail, note.tail = note.tail, None
            if home.tag in {"li", "td", "dd"}:
                home.append(note)
            else:
                tail, home.tail = home.tail, None
                last.get(home, home).addnext(note)
                note.tail = tail
            last[home] = note
    return "".join(main.itertext())


def squeezed(words: str) -> str:
    """Take out spaces, and the signs that keep words together or apart and are not said."""
    return re.sub(r"[\s\u2060\u00ad]", "", words)


def first_difference(expected: str, told: str) -> str:
    """Show where two texts begin to differ, but for their spaces; nothing when they are equal."""
    expected, told = squeezed(expected), squeezed(told)
    if expected == told:
        return ""
    place = next((place for place, (one, other) in enumerate(zip(expected, told, strict=False)) if one != other), -1)
    start = max(place - 40, 0)
    return f"expected: {expected[start : place + 60]}\ntold:     {told[start : place + 60]}"
