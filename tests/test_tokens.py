"""Colours stand in tokens only, and every pair that is put together can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import tinycss2.color4
from conftest import REPOSITORY

from guidepress.compose.resources import our_design
from guidepress.design.colours import Colour, contrast
from guidepress.design.pairs import LINE_RATIO, LINES, PAIRS, TEXT, TEXT_RATIO, Pair
from guidepress.design.sets import Palette, palettes

STYLES = REPOSITORY / "styles"
SHEETS = sorted(path for path in STYLES.glob("*.css") if not path.name.startswith("tokens"))
PALETTES = {palette.colours.name: palette for palette in palettes(our_design())}
TOKENS = PALETTES["light"].tokens.keys()

ALLOWED_WORDS = {"currentcolor", "transparent"}  # they name no colour of their own


def test_contrast_is_wcags() -> None:
    """The formula gives what WCAG gives: black on white 21, #767676 on white just more than 4.5."""
    black, grey, white = Colour(0, 0, 0), Colour(*[0x76 / 255] * 3), Colour(1, 1, 1)
    assert [round(contrast(black, white), 2), round(contrast(grey, white), 2)] == [21.0, 4.54]


def test_colours_are_known() -> None:
    """All tokens that meet have a plain colour in each set, of which there are those for light, dark and paper at least."""
    assert {"light", "dark", "paper", "paper, printed in grey"} <= PALETTES.keys()
    names = {name for pair in PAIRS for name in (pair.front, pair.ground)}
    assert [name for palette in PALETTES.values() for name in names if palette.tokens[name].colour is None] == []


def contrast_in(palette: Palette, pair: Pair) -> float:
    """Return the contrast of two tokens in a set."""
    front, ground = palette.tokens[pair.front].colour, palette.tokens[pair.ground].colour
    assert front
    assert ground
    return contrast(front.grey, ground.grey) if palette.colours.is_grey else contrast(front, ground)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", TEXT, ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_words_can_be_read(name: str, pair: Pair) -> None:
    """Words have a contrast of 4.5 to 1 with their ground in each set of colours, and printed without colour."""
    assert contrast_in(PALETTES[name], pair) >= pair.ratio == TEXT_RATIO, pair.where


@pytest.mark.parametrize("name", [name for name in PALETTES if "grey" not in name])
@pytest.mark.parametrize("pair", LINES, ids=lambda pair: f"{pair.front} beside {pair.ground}")
def test_lines_can_be_seen(name: str, pair: Pair) -> None:
    """Lines that carry meaning have a contrast of 3 to 1 with what is beside them in each set of colours."""
    assert contrast_in(PALETTES[name], pair) >= pair.ratio == LINE_RATIO, pair.where


def declarations(path: Path) -> Iterator[tuple[Any, str]]:
    """Yield every declaration of a sheet with the media query that it stands in."""
    rules = tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    for rule in rules:
        yield from _declarations(rule, "")


def _declarations(rule: Any, media: str) -> Iterator[tuple[Any, str]]:
    if rule.type == "at-rule" and rule.lower_at_keyword == "media":
        query = tinycss2.serialize(rule.prelude).strip()
        for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            yield from _declarations(inner, query)
    elif getattr(rule, "content", None):
        for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if one.type == "declaration":
                yield one, media
            else:
                yield from _declarations(one, media)


def values(tokens: list[Any]) -> Iterator[Any]:
    """Yield every token of a declaration's value, those inside functions too."""
    for token in tokens:
        yield token
        yield from values(getattr(token, "arguments", None) or [])


def literal_colours(path: Path) -> Iterator[str]:
    """Find colours that are written out; where colours are forced, the system's own are asked for by name."""
    for declaration, media in declarations(path):
        for token in values(declaration.value):
            if token.type == "ident" and (token.lower_value in ALLOWED_WORDS or "forced-colors" in media):
                continue
            if token.type in {"ident", "hash", "function"} and tinycss2.color4.parse_color(token) is not None:
                yield f"line {declaration.source_line}: {declaration.name}: {token.serialize()}"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_literal_colours(path: Path) -> None:
    """No sheet but the tokens' writes out a colour."""
    assert list(literal_colours(path)) == []


def used_in(path: Path) -> set[str]:
    """Name the custom properties that a sheet asks for."""
    return set(re.findall(r"var\(\s*(--[\w-]+)", path.read_text("utf-8")))


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_tokens_exist(path: Path) -> None:
    """Every custom property that a sheet asks for is a token, or is declared in the sheet itself."""
    own = {declaration.name for declaration, _ in declarations(path) if declaration.name.startswith("--")}
    assert used_in(path) - own - TOKENS == set()


def test_tokens_are_used() -> None:
    """Every token is asked for by a sheet."""
    assert TOKENS - {name for path in STYLES.glob("*.css") for name in used_in(path)} == set()


@pytest.mark.parametrize("name", PALETTES)
def test_tokens_of_sets_are_known(name: str) -> None:
    """A set gives other values to tokens that there are, and makes up none."""
    assert PALETTES[name].tokens.keys() == TOKENS


@pytest.mark.parametrize("kind", ["note", "important", "seealso", "tip", "warning"])
def test_kind_of_note_has_its_sign(kind: str) -> None:
    """On screens a sign stands before each kind of note; without a drawing it would be a dark square."""
    sheet = (STYLES / "screen.css").read_text("utf-8")
    assert re.search(rf"\.{kind} \.callout-kind::before[^{{}}]*{{ mask-image: url\(", sheet)


@pytest.mark.parametrize("sheet", ["blocks.css", "print.css"])
@pytest.mark.parametrize("box", [".case-head", ".activity >", ".worksheet >", ".tab >"])
def test_title_of_box_has_a_size_at_each_level(box: str, sheet: str) -> None:
    """A box right below a chapter's title has a title of the same size as one further down."""
    words = (STYLES / sheet).read_text("utf-8")
    assert [level for level in range(2, 7) if f"{box} h{level}" not in words] == []
