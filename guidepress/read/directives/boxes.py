"""Read boxes that set words apart: callouts, speech, case studies, activities, quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guidepress.model import (
    Activity,
    Block,
    Callout,
    CaseStudy,
    Inlines,
    Paragraph,
    Quote,
    Reference,
    Speech,
    Text,
)
from guidepress.read.addresses import host_of
from guidepress.read.directives.form import LOOKS, Directive, Form
from guidepress.read.inlines import written_words


def _callout(directive: Directive) -> Block:
    classes = directive.options.get("class", "").split()
    kind = directive.head.name
    if kind == "admonition":  # MyST gives it the looks of another kind by a class
        kind = next((name for name in classes if name in CALLOUTS), kind)
    return Callout(
        id=directive.name,
        span=directive.span,
        kind=kind,
        title=directive.title,
        blocks=directive.blocks,
        folds="dropdown" in classes or "open" in directive.options,
        open="open" in directive.options,
    )


def _speech(directive: Directive) -> Block:
    return Speech(
        id=directive.name,
        span=directive.span,
        mascot=directive.head.argument,
        pose=directive.options.get("pose", ""),
        blocks=directive.blocks,
    )


def _case_study(directive: Directive) -> Block:
    return CaseStudy(
        id=directive.name,
        span=directive.span,
        title=directive.title,
        level=directive.reader.level + 1,
        illustration="illustration" in directive.options,
        blocks=directive.inner(),
    )


def _activity(directive: Directive) -> Block:
    materials = directive.option("materials").split(";")
    return Activity(
        id=directive.name,
        span=directive.span,
        title=directive.title,
        level=directive.reader.level + 1,
        time=directive.option("time"),
        group=directive.option("group"),
        materials=tuple(item.strip() for item in materials if item.strip()),
        blocks=directive.inner(),
    )


def _quote(directive: Directive) -> Block:
    source = directive.options.get("source", "")
    words = host_of(source)  # a source on the web that is no entry of the register is named by its host
    link: Inlines = (Reference((Text(words),) if words else (), source, directive.place("source")),) if source else ()
    attribution = directive.option("attribution")
    return Quote(id=directive.name, span=directive.span, attribution=attribution, source=link, blocks=directive.blocks)


def _epigraph(directive: Directive) -> Block:
    """Build a quote; who said it stands in its last paragraph, after two dashes."""
    *said, last = directive.blocks or (Paragraph(children=()),)
    words = written_words(last.children) if isinstance(last, Paragraph) else ""
    named = _ATTRIBUTION.match(words)
    if not named:
        hint = "Say who said it in a last paragraph of its own: -- Name, year"
        directive.reader.report(directive.span, "missing-attribution", "nobody is named for these words", hint)
    attribution = named["name"] if named else ""
    return Quote(
        id=directive.name,
        span=directive.span,
        attribution=attribution,
        source=(),
        blocks=tuple(said) if named else directive.blocks,
    )


_ATTRIBUTION = re.compile(r"^(--|—|–)\s*(?P<name>.+)$", re.DOTALL)
CALLOUTS = (
    "note", "tip", "hint", "important", "attention", "caution", "warning", "danger", "error", "seealso",
)  # fmt: skip
_SIGN = {**LOOKS, "icon": "The sign says what kind of box it is, and is always there."}
FORMS: Mapping[str, Form] = {
    **{
        name: Form(
            f":::{{{name}}} A title if you like",
            _callout,
            flags=("open",),
            meaningless=_SIGN,
            own_classes=("dropdown",),
        )
        for name in CALLOUTS
    },
    "admonition": Form(
        "Give it a title: :::{admonition} Did you know?",
        _callout,
        argument="needed",
        flags=("open",),
        meaningless=_SIGN,
        own_classes=("dropdown", *CALLOUTS),
    ),
    "mascot": Form("Name the mascot: :::{mascot} co", _speech, argument="needed", options=("pose",)),
    "case-study": Form(
        "Give it a title: :::{case-study} The lunch club", _case_study, argument="needed", flags=("illustration",)
    ),
    "activity": Form(
        "Give it a title: :::{activity} Map the power",
        _activity,
        argument="needed",
        options=("time", "group", "materials"),
        required=("time",),
    ),
    "quote": Form(
        "Write :::{quote} alone, and the name as :attribution: …",
        _quote,
        argument="none",
        options=("attribution", "source"),
        required=("attribution",),
    ),
    "epigraph": Form("Write :::{epigraph} alone.", _epigraph, argument="none"),
    "pull-quote": Form("Write :::{pull-quote} alone.", _epigraph, argument="none"),
}
