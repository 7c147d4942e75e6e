"""Read pictures with captions."""

from __future__ import annotations

from collections.abc import Mapping

from guidepress.model import Block, Figure
from guidepress.read.directives.form import Directive, Form


def _figure(directive: Directive) -> Block:
    alt, decorative = directive.option("alt"), "decorative" in directive.options
    if not alt and not decorative:
        hint = "Add a line :alt: that says what the picture says; or :decorative: if it says nothing."
        message = f"the picture '{directive.head.argument}' has no text alternative"
        directive.reader.report(directive.span, "missing-alt", message, hint)
    if alt and decorative:
        hint = "Keep :alt: if the picture says something, :decorative: if not."
        directive.reader.report(directive.span, "alt-and-decorative", "a decorative picture has no alt", hint)
    return Figure(
        id=directive.name,
        span=directive.span,
        path=directive.reader.inlines.file(directive.head.argument),
        alt=alt,
        caption=directive.blocks,
    )


FORMS: Mapping[str, Form] = {
    "figure": Form(
        "Name the picture: :::{figure} images/ladder.svg",
        _figure,
        argument="needed",
        options=("alt", "width", "height", "align", "figclass", "figwidth"),
        flags=("decorative",),
        needs_words=False,
    ),
    "image": Form(
        "Name the picture: :::{image} images/ladder.svg",
        _figure,
        argument="needed",
        options=("alt", "width", "height", "align"),
        flags=("decorative",),
        needs_words=False,
    ),
}
