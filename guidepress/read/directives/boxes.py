"""Read boxes that set words apart: callouts, speech, case studies, activities, quotes."""

from __future__ import annotations

from collections.abc import Mapping

from guidepress.model import Activity, Block, Callout, CaseStudy, Inlines, Quote, Reference, Speech
from guidepress.read.directives.form import Directive, Form


def _callout(directive: Directive) -> Block:
    return Callout(
        id=directive.name, span=directive.span, kind=directive.head.name, title=directive.title, blocks=directive.blocks
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
    link: Inlines = (Reference((), source, directive.span),) if source else ()
    attribution = directive.option("attribution")
    return Quote(id=directive.name, span=directive.span, attribution=attribution, source=link, blocks=directive.blocks)


FORMS: Mapping[str, Form] = {
    "note": Form(":::{note} A title if you like", _callout),
    "tip": Form(":::{tip} A title if you like", _callout),
    "warning": Form(":::{warning} A title if you like", _callout),
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
}
