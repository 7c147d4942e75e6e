"""Ask WeasyPrint 70 which rules and declarations of a style sheet it drops, and where they stand in it.

Goes in: the rules of a sheet, as tinycss2 parses them, with values in place of ``var()``. Comes out: what WeasyPrint says of each that it drops.
WeasyPrint judges a sheet while it reads it, and says so in its log only; rules that come parsed keep their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guidepress.paper.complaints import complaints
from guidepress.paper.inside.faults import imported
from guidepress.paper.inside.parsing import DEFAULT_MEDIA

_PLACE = re.compile(r" at (\d+):(\d+)")
_REASON = re.compile(r"^Ignored `(?P<words>.*)` at \d+:\d+, (?P<reason>.*)\.$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Say what WeasyPrint drops: its place, its words where it is a declaration (``name:value``), and the reason or all that is said."""

    line: int
    column: int
    declaration: str
    reason: str


def dropped(rules: Sequence[Any], base: str) -> Iterator[Dropped]:
    """Yield what WeasyPrint drops of each rule; ``base`` is what addresses in it are relative to."""
    imported()
    for rule in rules:
        with complaints() as said:
            _read(rule, base)
        yield from (_told(words, rule) for words in said)


def property_names() -> frozenset[str]:
    """Name the properties that WeasyPrint knows."""
    imported()
    from weasyprint.css.validation.expanders import EXPANDERS
    from weasyprint.css.validation.properties import PROPERTIES

    return frozenset(name.replace("_", "-") for name in (*EXPANDERS, *PROPERTIES))


def _read(rule: Any, base: str) -> None:  # noqa: ANN401 - tinycss2 and WeasyPrint have no types
    """Let WeasyPrint read a rule as part of a sheet; its fonts are not looked for."""
    import cssselect2
    from weasyprint.css import preprocess_stylesheet

    preprocess_stylesheet(
        DEFAULT_MEDIA, base, [rule], None, cssselect2.Matcher(), [], [], None, {}, {}, ignore_imports=True
    )


def _told(words: str, rule: Any) -> Dropped:  # noqa: ANN401 - as above
    place = _PLACE.search(words)
    line, column = map(int, place.groups()) if place else (rule.source_line, rule.source_column)
    found = _REASON.match(words)
    return Dropped(line, column, found["words"] if found else "", found["reason"] if found else words)
