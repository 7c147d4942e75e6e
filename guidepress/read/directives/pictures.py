"""Read pictures with captions."""

from __future__ import annotations

from collections.abc import Mapping

from guidepress.model import Block, Figure, Inlines, Reference, Text
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
    target = directive.options.get("target", "")
    if target and not alt:
        hint = "Say in :alt: where the picture leads; a decorative one cannot be a link."
        directive.reader.report(directive.place("target"), "missing-alt", "a picture that is a link needs words", hint)
    words = (Text(alt or target),) if target.startswith(("http:", "https:")) else ()  # a place in the guide has a title
    return Figure(
        id=directive.name,
        span=directive.span,
        path=directive.reader.inlines.file(directive.head.argument),
        alt=alt,
        caption=directive.blocks,
        width=directive.length("width"),
        height=directive.length("height"),
        room=directive.length("figwidth"),
        align=directive.choice("align", "left", "center", "right"),
        classes=tuple(directive.options.get("figclass", "").split()),
        link=(Reference(words, target, directive.place("target")),) if target else (),
        description=_description(directive, alt),
    )


def _description(directive: Directive, alt: str) -> Inlines:
    """Lead to the long description of a picture that has one; a short text alternative it needs as well."""
    target = directive.options.get("description", "")
    if target and not alt:
        hint = "Say in :alt: in a few words what the picture is; the long description tells the rest."
        directive.reader.report(
            directive.place("description"), "missing-alt", "a picture with a description needs alt", hint
        )
    if target.startswith(("http:", "https:")):
        hint = "Write the description in the guide, under a heading or behind a target, and name it: #ladder-in-words."
        message = f"the long description '{target}' is not in this guide"
        directive.reader.report(directive.place("description"), "outside", message, hint)
        return ()
    return (Reference((), target, directive.place("description")),) if target else ()


_ELSEWHERE = {
    "scale": "Write how wide the picture is to be: :width: 50%",
    "loading": "Pictures are part of the page, or stand in one place in the file.",
    "no-subcaption": "A figure holds one picture.",
    "placeholder": "Every format shows the picture itself.",
}
FORMS: Mapping[str, Form] = {
    "figure": Form(
        "Name the picture: :::{figure} images/ladder.svg",
        _figure,
        argument="needed",
        options=("alt", "description", "width", "height", "align", "target", "figclass", "figwidth"),
        meaningless=_ELSEWHERE,
        flags=("decorative",),
        needs_words=False,
    ),
    "image": Form(
        "Name the picture: :::{image} images/ladder.svg",
        _figure,
        argument="needed",
        options=("alt", "description", "width", "height", "align", "target"),
        meaningless=_ELSEWHERE,
        flags=("decorative",),
        needs_words=False,
    ),
}
