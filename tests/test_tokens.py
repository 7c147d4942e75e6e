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

from guidepress.compose.screens import COLOURS
from guidepress.compose.styles import tokens_of

STYLES = REPOSITORY / "styles"
SHEETS = sorted(path for path in STYLES.glob("*.css") if not path.name.startswith("tokens"))
LIGHT = tokens_of((STYLES / "tokens.css").read_text("utf-8"))[""]
SCHEMES = {
    "light": LIGHT,
    **{name: {**LIGHT, **tokens_of((STYLES / f"tokens-{name}.css").read_text("utf-8"))[""]} for name in COLOURS},
}

CODE = ("comment", "keyword", "string", "number", "name", "builtin")

# Words on grounds (WCAG 1.4.3): token of the words, token of the ground, where they meet.
TEXT = [
    ("ink", "paper", "all words on paper; the band, the foot and the pager on screens"),
    ("ink", "ground", "all words on screens"),
    ("ink", "quiet-tint", "code, key points, the head of a case study"),
    *(
        (f"code-{kind}", ground, "code; lines that are emphasised")
        for kind in CODE
        for ground in ("quiet-tint", "paper")
    ),
    ("ink-soft", "quiet-tint", "the numbers of lines of code"),
    ("ink", "voice-1-tint", "what the first mascot says"),
    ("ink", "voice-2-tint", "what the second mascot says"),
    ("ink", "voice-3-tint", "what the third mascot says"),
    ("ink", "voice-4-tint", "what the fourth mascot says"),
    ("ink", "activity-tint", "activities"),
    ("ink", "caution-tint", "warnings"),
    ("ink-soft", "paper", "the version in the band and at the foot of a page; addresses on paper; the pager"),
    ("ink-soft", "ground", "that a case study is made up; what the guide is set in"),
    ("link", "paper", "links on paper; the link that skips to the words"),
    ("link", "ground", "links on screens"),
    ("link", "quiet-tint", "links in key points"),
    ("link", "voice-1-tint", "links in what the first mascot says"),
    ("link", "voice-2-tint", "links in what the second mascot says"),
    ("link", "voice-3-tint", "links in what the third mascot says"),
    ("link", "voice-4-tint", "links in what the fourth mascot says"),
    ("link", "activity-tint", "links in activities"),
    ("link", "caution-tint", "links in warnings"),
    ("voice-1", "paper", "quotations, the word Tip, the chapter's number on paper"),
    ("voice-1", "ground", "quotations, the word Tip, the chapter's number on screens"),
    ("voice-1", "voice-1-tint", "the first mascot's name"),
    ("voice-2", "voice-2-tint", "the second mascot's name"),
    ("voice-3", "voice-3-tint", "the third mascot's name"),
    ("voice-4", "voice-4-tint", "the fourth mascot's name"),
    ("voice-2", "paper", "the chapter's number on paper, in the second part"),
    ("voice-3", "paper", "the chapter's number on paper, in the third part"),
    ("activity", "activity-tint", "the word Activity"),
    ("caution", "caution-tint", "the word Warning"),
    ("on-cover", "cover", "title and publisher on the cover"),
    ("cover-accent", "cover", "the version on the cover"),
    ("on-accent", "cover-accent", "the button on the website's first page"),
    ("on-part", "part-1", "the first part's opening"),
    ("on-part", "part-2", "the second part's opening"),
    ("on-part", "part-3", "the third part's opening"),
    ("on-part", "part-4", "the fourth part's opening"),
]

# Lines that carry meaning (WCAG 1.4.11): token of the line, token of what is beside it, what the line is.
LINES = [
    ("voice-1", "paper", "the edge of the first mascot's bubble on paper; of a tip"),
    ("voice-1", "ground", "the edge of the first mascot's bubble on screens; of a tip"),
    ("voice-2", "paper", "the edge of the second mascot's bubble on paper"),
    ("voice-2", "ground", "the edge of the second mascot's bubble on screens"),
    ("voice-3", "paper", "the edge of the third mascot's bubble on paper"),
    ("voice-3", "ground", "the edge of the third mascot's bubble on screens"),
    ("voice-4", "paper", "the edge of the fourth mascot's bubble on paper"),
    ("voice-4", "ground", "the edge of the fourth mascot's bubble on screens"),
    ("ink", "ground", "the edge of a note, boxes to tick, the rule above key points"),
    ("caution", "paper", "the edge of a warning on paper"),
    ("caution", "ground", "the edge of a warning on screens"),
    ("activity", "paper", "the edge of an activity on paper"),
    ("activity", "ground", "the edge of an activity on screens"),
    ("rule-strong", "paper", "the edge of a case study and a checklist on paper; the thumb that scrolls a table"),
    ("rule-strong", "ground", "the edge of a case study and a checklist on screens; what a link has led to"),
    ("rule-strong", "quiet-tint", "the edge of the word Illustration; the thumb that scrolls a table"),
    ("rule-strong", "paper", "the turn before a line of code that goes on, in a line that is emphasised"),
    ("ink", "quiet-tint", "the bar before lines of code that are emphasised"),
    ("link", "ground", "the outline of what has the focus"),
    ("link", "paper", "the outline of what has the focus in the band, the pager and the foot"),
    ("on-cover", "cover", "the outline of what has the focus on the cover"),
    ("on-part", "part-1", "the outline of what has the focus on a part's opening"),
]

ALLOWED_WORDS = {"currentcolor", "transparent"}  # they name no colour of their own


def linear(channel: float) -> float:
    """Turn a channel from 0 to 1 into light (WCAG 2.2, relative luminance)."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour written as #rrggbb."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grey(colour: str) -> str:
    """Return the grey that an office printer makes of a colour (ITU-R BT.601)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    shade = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{shade:02x}{shade:02x}{shade:02x}"


def test_contrast_is_wcags() -> None:
    """The formula gives what WCAG gives: black on white 21, #767676 on white just more than 4.5."""
    assert [round(contrast("#000000", "#ffffff"), 2), round(contrast("#767676", "#ffffff"), 2)] == [21.0, 4.54]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground", "where"), TEXT, ids=lambda value: str(value)[:20])
def test_words_can_be_read(scheme: str, words: str, ground: str, where: str) -> None:
    """Words have a contrast of 4.5 to 1 with their ground, in every set of colours."""
    tokens = SCHEMES[scheme]
    assert contrast(tokens[f"--{words}"], tokens[f"--{ground}"]) >= 4.5, where


@pytest.mark.parametrize(("words", "ground", "where"), TEXT, ids=lambda value: str(value)[:20])
def test_words_can_be_read_in_grey(words: str, ground: str, where: str) -> None:
    """Words have a contrast of 4.5 to 1 with their ground when they are printed without colour."""
    assert contrast(grey(LIGHT[f"--{words}"]), grey(LIGHT[f"--{ground}"])) >= 4.5, where


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "beside", "what"), LINES, ids=lambda value: str(value)[:20])
def test_lines_can_be_seen(scheme: str, line: str, beside: str, what: str) -> None:
    """Lines that carry meaning have a contrast of 3 to 1 with what is beside them, in every set of colours."""
    tokens = SCHEMES[scheme]
    assert contrast(tokens[f"--{line}"], tokens[f"--{beside}"]) >= 3, what


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
    assert used_in(path) - own - LIGHT.keys() == set()


def test_tokens_are_used() -> None:
    """Every token is asked for by a sheet."""
    assert LIGHT.keys() - {name for path in STYLES.glob("*.css") for name in used_in(path)} == set()


@pytest.mark.parametrize("name", COLOURS)
def test_tokens_of_a_set_are_known(name: str) -> None:
    """A set of colours gives other values to tokens that there are, and makes up none."""
    assert SCHEMES[name].keys() == LIGHT.keys()


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
