"""Read lengths: the width and the height of pictures and tables, as style sheets write them."""

from __future__ import annotations

import re

from guidepress.errors import Span
from guidepress.read.attributes import Report

_LENGTH = re.compile(r"^(?P<number>[0-9]{1,5}(?:\.[0-9]{1,3})?)\s*(?P<unit>%|px|em|rem|mm|cm|pt|in)?$")
_WHOLE = 100  # per cent


def read_length(words: str, name: str, span: Span, report: Report) -> str:
    """Return a length with its unit, px when none is written; report one that cannot be, and return nothing."""
    found = _LENGTH.match(words.strip())
    if not words:
        return ""
    hint = f"Write {name} as a part of the column, 50%, or as a length: 300px, 20em, 80mm."
    if found is None or float(found["number"]) == 0:
        report(span, "bad-length", f"'{words}' is no length", hint)
        return ""
    unit = found["unit"] or "px"
    if unit == "%" and (name == "height" or float(found["number"]) > _WHOLE):
        what = "a height cannot be a part of the page" if name == "height" else f"'{words}' is wider than the column"
        report(
            span,
            "bad-length",
            what,
            hint if name != "height" else "Write a length: 300px, 20em, 80mm; or a width only.",
        )
        return ""
    return f"{found['number']}{unit}"
