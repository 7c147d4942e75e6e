"""List the style sheets of web pages: ours, one for each set of colours that readers may choose, and the guide's own.

A set of colours is a sheet of its own, because a reader's choice is a choice of media: nothing has to be said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import tinycss2

from guidepress.compose.resources import Design
from guidepress.compose.styles import OWN, Locate, Sheet, join_alone

DARK = "(prefers-color-scheme: dark)"
_NEVER = "not all"
# The sets of colours beside tokens.css, and for whom each holds before a reader has chosen (a media query).
COLOURS: Mapping[str, str] = {"dark": f"screen and {DARK}", "sepia": _NEVER, "contrast": _NEVER}
_IS_DARK = r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)"
_AND_DARK = re.compile(rf"\s+and\s+{_IS_DARK}|{_IS_DARK}\s+and\s+|{_IS_DARK}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """Name a sheet of web pages, its file below ``styles/``, the media query that it is for, and the colours that a reader gets by it.

    ``dark`` tells which rules of its file it holds: only those for dark screens, all but those, or, where it is nothing, all.
    """

    name: str
    file: str
    media: str = ""
    colours: str = ""
    dark: bool | None = None


def screen_sheets(design: Design) -> tuple[ScreenSheet, ...]:
    """List the sheets of a web page in the order in which they hold.

    The guide's own overrules ours, but not colours that only readers can ask for. What it says of dark screens is a sheet of its own, so
    that it holds for who chooses dark, and only for them.
    """
    ours = (ScreenSheet("site", "screen.css"), *_colours("dark"))
    own = (ScreenSheet("own", OWN, dark=False), ScreenSheet("own-dark", OWN, COLOURS["dark"], "dark", dark=True))
    has_own = design.style(OWN) is not None
    return (*ours, *(own if has_own else ()), *_colours("sepia", "contrast"))


def _colours(*names: str) -> Iterator[ScreenSheet]:
    return (ScreenSheet(name, f"tokens-{name}.css", COLOURS[name], name) for name in names)


def join_for_screens(design: Design, sheet: ScreenSheet, locate: Locate) -> Sheet:
    """Join a sheet of web pages with all it imports. Raises GuideError as ``join`` does."""
    joined = join_alone(design, sheet.file, locate)
    return joined if sheet.dark is None else Sheet(_parted(joined.css, dark=sheet.dark), joined.files)


def _parted(css: str, *, dark: bool) -> str:
    """Write the rules of a sheet that are for dark screens, without that condition, or all others."""
    written = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        query = tinycss2.serialize(rule.prelude) if rule.type == "at-rule" and rule.lower_at_keyword == "media" else ""
        is_dark = bool(_AND_DARK.search(query)) and "," not in query and "not" not in query.lower().split()
        if is_dark == dark:
            rest = _AND_DARK.sub("", query).strip()
            inside = tinycss2.serialize(rule.content) if is_dark else rule.serialize()
            written.append(f"@media {rest} {{{inside}}}\n" if is_dark and rest else f"{inside}\n")
    return "".join(written)
