"""List the sets of colours that a guide is read in, and find what colour each token has in them.

Goes in: a guide's design. Comes out: for each set the values of its tokens, each with the place that gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import tinycss2

from guidepress.compose.resources import Design, our_design
from guidepress.compose.styles import Part, parts_of, with_values
from guidepress.design.colours import Colour, colour_of
from guidepress.design.sheets import ROOT, Rule, rules_of
from guidepress.errors import Problem, Span


@dataclass(frozen=True, slots=True)
class ColourSet:
    """Name a set of colours, the sheets that make it (own.css follows), and the media that hold where it is seen.

    ``over`` is a sheet that follows own.css: that of colours which only readers can ask for. ``scheme`` is what ``light-dark()`` chooses; ``is_grey`` means that the colours are printed without colour.
    """

    name: str
    sheets: tuple[str, ...]
    holds: frozenset[str]
    scheme: str = "light"
    is_grey: bool = False
    over: tuple[str, ...] = ()

    @property
    def is_paper(self) -> bool:
        """Tell whether it is printed."""
        return "print" in self.holds


_LIGHT = frozenset({"screen", "(prefers-color-scheme: light)"})
SETS = (
    ColourSet("light", ("tokens.css",), _LIGHT),
    ColourSet("dark", ("tokens.css", "tokens-dark.css"), frozenset({"screen", "(prefers-color-scheme: dark)"}), "dark"),
    ColourSet("sepia", ("tokens.css",), _LIGHT, over=("tokens-sepia.css",)),
    ColourSet("high contrast", ("tokens.css",), _LIGHT | {"(prefers-contrast: more)"}, over=("tokens-contrast.css",)),
    ColourSet("paper", ("tokens.css",), frozenset({"print"})),
    ColourSet("paper, printed in grey", ("tokens.css",), frozenset({"print"}), is_grey=True),
)


@dataclass(frozen=True, slots=True)
class Token:
    """Hold what a token stands for in a set: its colour, or nothing where it is no plain one; its words in the sheet, and its place."""

    name: str
    colour: Colour | None
    words: str
    span: Span


@dataclass(frozen=True)
class Palette:
    """Hold the tokens of a set by their names, and what is wrong with its sheets."""

    colours: ColourSet
    tokens: Mapping[str, Token]
    problems: tuple[Problem, ...]

    def colour(self, value: Sequence[Any]) -> Colour | None:
        """Read a value of CSS as a colour of this set."""
        return _colour(value, self.values, self.colours)

    @cached_property
    def values(self) -> Mapping[str, str]:
        """Return what stands for each token, as CSS."""
        return {name: token.words for name, token in self.tokens.items()}


def palettes(design: Design, sets: Iterable[ColourSet] = SETS) -> list[Palette]:
    """Find the colours of each set; one that has a sheet of its own which nobody has made is left out."""
    made = [one for one in sets if all(design.style(sheet) is not None for sheet in (*one.sheets, *one.over))]
    parsed = {
        (sheets, over): parts_of(design, sheets, lambda name, _: name, over=over)
        for sheets, over in {(one.sheets, one.over) for one in made}
    }
    return [_palette(one, *parsed[one.sheets, one.over]) for one in made]


@cache
def our_palettes() -> Mapping[str, Palette]:
    """Find the colours of our own design, by the names of the sets."""
    return {palette.colours.name: palette for palette in palettes(our_design())}


def holds(rule: Rule, colours: ColourSet) -> bool:
    """Tell whether the conditions that a rule stands under hold where a set is seen; only media that are known not to hold do not."""
    return all(_holds(condition, colours.holds) for condition in rule.under)


def _holds(condition: str, media: frozenset[str]) -> bool:
    keyword, _, queries = condition.partition(" ")
    if keyword != "@media":
        return True
    plain = " ".join(queries.lower().replace(":", ": ").split())
    return any(all(_may_hold(part, media) for part in query.strip().split(" and ")) for query in plain.split(","))


def _may_hold(part: str, media: frozenset[str]) -> bool:
    """Tell whether a part of a query may hold: a kind of medium or a wish for colours must be the set's, a size may be anything."""
    part = part.strip().removeprefix("only ")
    if part.startswith(("(prefers-", "(forced-")):
        return part in media
    return part in media or part in {"", "all"} or part.startswith("(")


def _palette(colours: ColourSet, parts: Sequence[Part], problems: Sequence[Problem]) -> Palette:
    declared = list(_declared(parts, colours))
    words = {name: tinycss2.serialize(one.value).strip() for name, one, _ in declared}
    tokens = {name: Token(name, _colour(one.value, words, colours), words[name], span) for name, one, span in declared}
    return Palette(colours, tokens, tuple(problems))


def _declared(parts: Iterable[Part], colours: ColourSet) -> Iterable[tuple[str, Any, Span]]:
    """Yield the tokens that are set for the whole page, in the order in which they hold: the last of a name does."""
    for rule in rules_of(parts):
        if rule.head == ROOT and holds(rule, colours):
            for one in rule.declarations:
                if one.name.startswith("--"):
                    yield one.name, one, rule.span(one)


def _colour(value: Sequence[Any], words: Mapping[str, str], colours: ColourSet) -> Colour | None:
    settled = with_values(tinycss2.parse_component_value_list(tinycss2.serialize(value)), words)
    return colour_of(settled, colours.scheme)


def missing_tokens(theirs: Palette, ours: Palette) -> Iterator[Problem]:
    """Find tokens that a guide's own tokens.css left out, so that nothing stands for them."""
    if lacking := sorted(ours.tokens.keys() - theirs.tokens.keys()):
        sheet = ours.colours.sheets[0]
        message = f"our sheets ask for tokens that this one does not have: {', '.join(lacking)}"
        yield Problem(Span(f"styles/{sheet}"), "token-missing", message, f"Copy them from our {sheet}, which has all.")


def is_own(token: Token, design: Design) -> bool:
    """Tell whether it is the guide's own sheet that gives a token its value."""
    return design.is_own_style(token.span.file.removeprefix("styles/"))
