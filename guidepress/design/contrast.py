"""Hold the colours that a guide brings against those that they are put together with (WCAG 2.2, 1.4.3 and 1.4.11).

Goes in: a guide's design. Comes out: a problem for each declaration whose colour is too near to another, with the nearest that would do.
Pairs of colours that are all ours are held to it by our tests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import tinycss2

from guidepress.compose.resources import Design
from guidepress.compose.styles import Part
from guidepress.design.colours import Colour, contrast, nearest
from guidepress.design.pairs import LARGE_RATIO, LINE_RATIO, PAIRS, TEXT_RATIO, Pair
from guidepress.design.sets import ColourSet, Palette, Token, holds, is_own, missing_tokens, our_palettes
from guidepress.design.sheets import Rule, rules_of
from guidepress.errors import Problem, Severity, Span

_LARGE = {"pt": 18.0, "px": 24.0, "em": 1.5, "rem": 1.5, "%": 150.0}  # WCAG 2.2, large scale
_SIZE = re.compile(r"(?P<number>\d*\.?\d+)(?P<unit>[a-z%]+)", re.IGNORECASE)
_GROUNDS = ("background-color", "background")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Say that two colours meet in a set: the one that the guide chose, at its place, and the other."""

    span: Span
    name: str
    mine: Colour
    other: Colour
    other_name: str
    ratio: float
    where: str
    colours: ColourSet

    @property
    def found(self) -> float:
        """Return the contrast."""
        return self.contrast_of(self.mine)

    def contrast_of(self, colour: Colour) -> float:
        """Return the contrast that another colour would have in this one's place."""
        one, other = colour.over(self.other), self.other.over(colour)  # one that covers all stays as it is
        return contrast(one.grey, other.grey) if self.colours.is_grey else contrast(one, other)

    @property
    def fails(self) -> bool:
        """Tell whether they are too near to each other."""
        return self.found < self.ratio

    @property
    def code(self) -> str:
        """Name the kind of problem."""
        if self.colours.is_grey:
            return "contrast-grey"
        return "contrast-line" if self.ratio == LINE_RATIO and self.name.startswith("--") else "contrast-text"

    @property
    def severity(self) -> Severity:
        """Return how bad it is: nothing asks for contrast without colours but a reader with such a printer."""
        return "warning" if self.colours.is_grey else "error"


def contrast_problems(design: Design, theirs: Sequence[Palette], parts: Sequence[Part]) -> Iterator[Problem]:
    """Find colours of a guide that are too near to each other: in its sets of colours, and within the rules of its own sheets."""
    for palette in theirs:
        yield from palette.problems
    if not any(is_own(token, design) for palette in theirs for token in palette.tokens.values()) and not parts:
        return
    ours = our_palettes() if design.has_own_styles else {}
    chosen = [_chosen(palette, ours.get(palette.colours.name), design) for palette in theirs]
    if ours:
        yield from missing_tokens(theirs[0], ours[theirs[0].colours.name])
    yield from _unreadable(theirs, design)
    yield from _told(meeting for palette, own in zip(theirs, chosen, strict=True) for meeting in _met(palette, own))
    yield from _told(meeting for rule in rules_of(parts) for meeting in _met_in_rule(rule, theirs))


def _chosen(palette: Palette, ours: Palette | None, design: Design) -> set[str]:
    """Name the tokens whose colour the guide has chosen: those of its own sheets, but for what it copied from ours as it was."""
    return {
        name
        for name, token in palette.tokens.items()
        if is_own(token, design) and not (ours and name in ours.tokens and ours.tokens[name].colour == token.colour)
    }


def _met(palette: Palette, chosen: set[str]) -> Iterator[_Meeting]:
    """Yield the pairs of tokens of which the guide has chosen at least one."""
    for pair in PAIRS:
        mine = pair.front if pair.front in chosen else pair.ground
        other = pair.ground if mine == pair.front else pair.front
        if mine in chosen and other in palette.tokens and _covers(palette.tokens[pair.ground]):
            yield from _meeting(palette.tokens[mine], palette.tokens[other], pair, palette.colours)


def _covers(ground: Token) -> bool:
    return ground.colour is not None and ground.colour.alpha == 1


def _meeting(mine: Token, other: Token, pair: Pair, colours: ColourSet) -> Iterator[_Meeting]:
    if (colours.is_paper and not pair.on_paper) or (colours.is_grey and not pair.is_text):
        return
    if mine.colour and other.colour:
        yield _Meeting(mine.span, mine.name, mine.colour, other.colour, other.name, pair.ratio, pair.where, colours)


def _told(meetings: Iterable[_Meeting]) -> Iterator[Problem]:
    """Tell of each place the worst of the first kind that is there, with a colour that would do in all that meets there."""
    found: defaultdict[Span, list[_Meeting]] = defaultdict(list)
    for meeting in meetings:
        found[meeting.span].append(meeting)
    for there in found.values():
        for code in ("contrast-text", "contrast-line", "contrast-grey"):
            if failing := [meeting for meeting in there if meeting.code == code and meeting.fails]:
                yield _problem(min(failing, key=lambda one: one.found / one.ratio), len(failing), there)
                break


def _problem(worst: _Meeting, number: int, there: Sequence[_Meeting]) -> Problem:
    others = f"; {number - 1} more of its pairs fail" if number > 1 else ""
    message = (
        f"{worst.name} {worst.mine} and {worst.other_name} {worst.other} have a contrast of {_down(worst.found)}:1 "
        f"({worst.colours.name}: {worst.where}), but need {worst.ratio:g}:1{others}"
    )
    return Problem(worst.span, worst.code, message, _hint(worst, there), worst.severity, worst.name)


def _down(ratio: float) -> str:
    """Write a contrast with two digits, and never better than it is."""
    return f"{int(ratio * 100) / 100:.2f}"


def _hint(worst: _Meeting, there: Sequence[_Meeting]) -> str:
    """Name the nearest colour that does in all that meets at a place, or in all but grey, or else in the worst of it."""
    in_colour = [one for one in there if not one.colours.is_grey]
    for asked in (there, in_colour, [worst]):
        if shade := nearest(worst.mine, partial(_does, asked)):
            return f"The nearest colour that does is {shade}."
    return f"No shade of it does: change {worst.other_name} too."


def _does(meetings: Iterable[_Meeting], colour: Colour) -> bool:
    return all(one.contrast_of(colour) >= one.ratio for one in meetings)


def _unreadable(theirs: Iterable[Palette], design: Design) -> Iterator[Problem]:
    """Find tokens of the guide whose contrast nobody can tell."""
    names = {name for pair in PAIRS for name in (pair.front, pair.ground)}
    grounds = {pair.ground for pair in PAIRS}
    for palette in theirs:
        for name in sorted(names & palette.tokens.keys()):
            token = palette.tokens[name]
            if not is_own(token, design):
                continue
            if token.colour is None:
                reason = f"'{token.words}' is no plain colour"
            elif name in grounds and not _covers(token):
                reason = f"what is below '{token.words}' shines through"
            else:
                continue
            hint = "Write it as #rrggbb."
            yield Problem(
                token.span, "contrast-unknown", f"the contrast of {name} cannot be told: {reason}", hint, "warning"
            )


# ---------------------------------------------------------------- colours within a rule


def _met_in_rule(rule: Rule, theirs: Iterable[Palette]) -> Iterator[_Meeting]:
    """Yield the words' colour and the ground that a rule gives together, in each set where it holds."""
    last = {one.lower_name: one for one in rule.declarations}
    words = last.get("color")
    ground = next((last[name] for name in _GROUNDS if name in last), None)
    if words is None or ground is None:
        return
    ratio = LARGE_RATIO if _is_large(last) else TEXT_RATIO
    for palette in theirs:
        mine, other = palette.colour(words.value), _only_colour(ground.value, palette)
        if mine and other and other.alpha == 1 and not palette.colours.is_grey and holds(rule, palette.colours):
            yield _Meeting(rule.span(words), "color", mine, other, ground.name, ratio, rule.head, palette.colours)


def _only_colour(value: Iterable[Any], palette: Palette) -> Colour | None:
    """Read the colour of a ground; nothing where a picture lies on it, or where there are several."""
    solid = [token for token in value if token.type not in {"whitespace", "comment"}]
    found = [colour for token in solid if (colour := palette.colour([token]))]
    pictures = [token for token in solid if token.type == "url" or "gradient" in tinycss2.serialize([token])]
    return found[0] if len(found) == 1 and not pictures else None


def _is_large(declarations: dict[str, Any]) -> bool:
    """Tell whether a rule makes its words so large that less contrast does."""
    size = declarations.get("font-size")
    found = _SIZE.fullmatch(tinycss2.serialize(size.value).strip()) if size else None
    return found is not None and float(found["number"]) >= _LARGE.get(found["unit"].lower(), float("inf"))
