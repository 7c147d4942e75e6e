"""List the style sheets of web pages: ours, one for each set of colours that readers may choose, and the guide's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guidepress.compose.resources import Design
from guidepress.compose.styles import OWN

# The sets of colours beside tokens.css, and for whom each holds before a reader has chosen (a media query).
COLOURS: Mapping[str, str] = {"dark": "(prefers-color-scheme: dark)", "sepia": "not all", "contrast": "not all"}


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """Name a sheet of web pages, its file below ``styles/``, the media query that it is for, and the colours that a reader gets by it."""

    name: str
    file: str
    media: str = ""
    colours: str = ""


def screen_sheets(design: Design) -> tuple[ScreenSheet, ...]:
    """List the sheets of a web page in their order; the guide's own comes last, so it may overrule the others.

    A set of colours is a sheet of its own, because a reader's choice is a choice of media: nothing has to be said twice.
    """
    colours = (ScreenSheet(name, f"tokens-{name}.css", media, name) for name, media in COLOURS.items())
    own = () if design.style(OWN) is None else (ScreenSheet("own", OWN),)
    return (ScreenSheet("site", "screen.css"), *colours, *own)
