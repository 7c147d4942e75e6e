"""Replace values (``{{ version }}``) by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from guidepress.errors import Problem, Span
from guidepress.model import Guide, Text, Value
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import rewrite

_MARK = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def values_of(guide: Guide) -> Mapping[str, str]:
    """List the values that a guide may use: its own, and those that every guide has."""
    return {
        "title": guide.title,
        "subtitle": guide.subtitle,
        "version": guide.version,
        "date": spoken_date(guide),
        "publisher": guide.publisher.name,
        "email": guide.publisher.email,
        "phone": guide.publisher.phone,
        **guide.values,
    }


def spoken_date(guide: Guide) -> str:
    """Write the guide's date in words: 23 November 2026."""
    return f"{guide.date.day} {guide.words['months'].split()[guide.date.month - 1]} {guide.date.year}"


def fill_values(guide: Guide, problems: list[Problem]) -> Guide:
    """Replace every value by its words; report names that are not declared."""
    values = values_of(guide)
    for name in guide.values.keys() & values_of(replace(guide, values={})).keys():
        hint = f"Choose another name; {{{{ {name} }}}} is what guide.yaml says elsewhere."
        problems.append(
            Problem(Span("source/guide.yaml"), "value-taken", f"the value '{name}' is declared twice", hint)
        )

    def fill(node: Value) -> Text:
        if node.name not in values:
            known = ", ".join(sorted(values))
            hint = f"Declare it under values: in guide.yaml, or use one of: {known}."
            problems.append(Problem(node.span, "unknown-value", f"there is no value '{node.name}'", hint))
        return Text(values.get(node.name, ""))

    def fill_words(words: str) -> str:
        return _MARK.sub(lambda mark: values.get(mark[1], mark[0]), words)

    filled = map_chapters(
        guide, lambda chapter: replace(rewrite(chapter, {Value: fill}), promise=fill_words(chapter.promise))
    )
    return replace(filled, glossary=rewrite(guide.glossary, {Value: fill}))
