"""Drawings of the single file look as they do by themselves, and bring nothing else with them."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from guidepress.compose.sprite import Sprite, sprite_of
from guidepress.model import Picture

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ink="urn:ink" {}>{}</svg>'
)


def sprite(inside: str, root: str = 'viewBox="0 0 9 9"') -> Sprite:
    """Put one drawing into a sprite."""
    return sprite_of({"a.svg": Picture("a.svg", "image/svg+xml", SVG.format(root, inside).encode(), 9, 9)})


def symbol(inside: str, root: str = 'viewBox="0 0 9 9"') -> etree._Element:
    """Give the symbol of one drawing, read again."""
    return etree.fromstring(str(sprite(inside, root).markup))


def attributes(element: etree._Element) -> dict[str, str]:
    """Give an element's attributes as words."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def words_in(element: etree._Element) -> str:
    """Give the words of a drawing."""
    return "".join(str(words) for words in element.itertext())


def test_root_says_how_to_draw() -> None:
    """What the root says of all that is drawn in it is kept."""
    (group,) = symbol("<path/>", 'viewBox="0 0 9 9" fill="none" stroke="currentColor" stroke-width="2"')
    assert {"fill": "none", "stroke": "currentColor", "stroke-width": "2"} == attributes(group)


@pytest.mark.parametrize("said", ['width="9"', 'id="a"', 'role="img"', 'aria-label="A"', 'class="hidden"', 'ink:v="1"'])
def test_root_keeps_what_is_its_own(said: str) -> None:
    """What the root says of itself alone is not said of what is drawn."""
    (path,) = symbol("<path/>", f'viewBox="0 0 9 9" {said}')
    assert ("path", {}) == (path.tag, attributes(path))


def test_space_between_words() -> None:
    """White space between words of a drawing is kept."""
    words = symbol("<text><tspan>one</tspan> <tspan>two</tspan></text>")
    assert "one two" == words_in(words)


def test_space_between_lines_of_markup() -> None:
    """White space that parts lines of markup is left out."""
    assert "\n" not in sprite("\n  <g>\n    <path/>\n  </g>\n").markup


def test_no_namespace_is_left() -> None:
    """A drawing in an HTML page declares no namespace."""
    assert "xmlns" not in sprite('<g xmlns:other="urn:other"><path ink:label="a"/></g>').markup


def test_words_that_look_like_a_namespace() -> None:
    """Words of a drawing that read like markup stay as they are."""
    assert ' xmlns="a" ' in words_in(symbol('<text>write xmlns="a" here</text>'))


@pytest.mark.parametrize(
    "note", ["<ink:note><ink:a>x</ink:a></ink:note>", "<metadata><ink:a/></metadata>", "<!-- x -->"]
)
def test_notes_of_programs_are_left_out(note: str) -> None:
    """What a drawing program notes for itself is left out, and what stands behind it is not."""
    assert "<text>one two</text>" in sprite(f"<text>one{note} two</text>").markup


def test_references_are_renamed() -> None:
    """Ids, and what refers to them in either way, get names of the drawing's own."""
    markup = sprite('<path id="p" fill="url(#q)"/><use xlink:href="#p"/><use href="#p"/>').markup
    assert {"picture.1.p", "picture.1.q"} == set(re.findall(r"#?(picture\.1\.[pq])", markup))
    assert markup.count('href="#picture.1.p"') == 2


def test_classes_do_not_meet_those_of_the_page() -> None:
    """The classes in a drawing, which has no style sheet, do not take on the page's styles."""
    assert "class" not in sprite('<path class="hidden"/>').markup


@pytest.mark.parametrize("inside", ["<style>path { fill: red }</style>", '<image href="data:image/png;base64,AA"/>'])
def test_drawing_stays_apart(inside: str) -> None:
    """A drawing with a style sheet of its own, or a picture in it, is no symbol."""
    assert sprite(inside).symbols == {}


def test_box_that_begins_elsewhere() -> None:
    """A drawing whose box does not begin at 0 0 is shown whole: what uses a symbol begins there."""
    drawn = sprite("<path/>", 'viewBox="10,20 9 8"')
    assert ("0 0 9 8", True) == (drawn.symbols["a.svg"].box, 'viewBox="10 20 9 8"' in drawn.markup)
