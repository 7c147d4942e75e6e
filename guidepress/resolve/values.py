"""Replace values (``{{ version }}``) by their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from guidepress.errors import Problem, Span
from guidepress.model import Activity, Chapter, Entry, Figure, FormulaBlock, Guide, InlinePicture, Quote, Text, Value
from guidepress.read.markdown import VALUE_MARK
from guidepress.resolve.chapters import map_chapters
from guidepress.resolve.expressions import ExpressionError, Expressions
from guidepress.walk import Changes, rewrite

_TITLES = {"title", "subtitle"}  # these may not name themselves
_OF_THE_PUBLISHER = {"publisher"}
N = TypeVar("N", InlinePicture, Figure, FormulaBlock, Quote, Activity, Entry)


def values_of(guide: Guide) -> Mapping[str, object]:
    """List the values that a guide may use: its own, and those that every guide has."""
    return {
        "title": guide.title,
        "subtitle": guide.subtitle,
        "version": guide.version,
        "date": guide.date,
        "publisher": guide.publisher.name,
        "email": guide.publisher.email,
        "phone": guide.publisher.phone,
        **guide.values,
    }


def spoken_date(guide: Guide) -> str:
    """Write the guide's date in words: 23 November 2026."""
    return date_in_words(guide, guide.date)


def date_in_words(guide: Guide, day: date) -> str:
    """Write a date in words, in the guide's language."""
    return _speaker(guide)(day)


def _speaker(guide: Guide) -> Callable[[date], str]:
    months = guide.words["months"].split()
    return lambda day: f"{day.day} {months[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class _Filler:
    """Put words in the place of values, in inlines and in the plain words of blocks; report names that are not declared."""

    expressions: Expressions
    problems: list[Problem]

    def value(self, expression: str, span: Span) -> str:
        """Return the words that an expression gives, or report why it gives none, and leave it as it is written."""
        try:
            return self.expressions.words(expression)
        except ExpressionError as error:
            self.problems.append(Problem(span, error.code, error.message, error.hint))
            return f"{{{{ {expression} }}}}"

    def words(self, words: str, span: Span) -> str:
        """Fill plain words, which have no inlines: an option of a block, a title in YAML."""
        return VALUE_MARK.sub(lambda mark: self.value(mark["expression"].strip(), span), words)

    def changes(self) -> Changes:
        """Tell ``rewrite`` what to do with whatever may hold values."""
        return {
            Value: lambda value: Text(self.value(value.expression, value.span)),
            InlinePicture: lambda picture: self.filled(picture, "alt"),
            Figure: lambda figure: self.filled(figure, "alt"),
            FormulaBlock: lambda formula: self.filled(formula, "alt"),
            Quote: lambda quote: self.filled(quote, "attribution"),
            Activity: self.activity,
            Entry: lambda entry: self.filled(entry, "title", "publisher", "author", "summary"),
        }

    def activity(self, activity: Activity) -> Activity:
        materials = tuple(self.words(item, activity.span) for item in activity.materials)
        return replace(self.filled(activity, "time", "group"), materials=materials)

    def filled(self, node: N, *names: str) -> N:
        """Fill plain words of a node, by the names of its fields."""
        changed = {name: self.words(getattr(node, name), node.span) for name in names}
        return replace(node, **changed)  # type: ignore[arg-type]  # fields of words, by name

    def chapter(self, chapter: Chapter) -> Chapter:
        """Fill a chapter and what stands above its title."""
        return replace(rewrite(chapter, self.changes()), promise=self.words(chapter.promise, chapter.promise_span))


def fill_values(guide: Guide, problems: list[Problem]) -> Guide:
    """Replace every value by its words; report names that are not declared."""
    for name in guide.values.keys() & values_of(replace(guide, values={})).keys():
        hint = f"Choose another name; {{{{ {name} }}}} is what guide.yaml says elsewhere."
        span = guide.places.get(("values", name), Span("source/guide.yaml"))
        problems.append(Problem(span, "value-taken", f"the value '{name}' is declared twice", hint))
    guide = _fill_guide(guide, problems)
    filler = _Filler(Expressions(values_of(guide), _speaker(guide)), problems)
    filled = map_chapters(guide, filler.chapter)
    changes = filler.changes()
    return replace(filled, glossary=rewrite(guide.glossary, changes), entries=rewrite(guide.entries, changes))


def _place(guide: Guide, *path: str | int) -> Span:
    return guide.places.get(path, Span("source/guide.yaml"))


def _in_pattern(words: str, fill: Callable[[str], str]) -> str:
    """Fill words of guidepress's own that may have places of theirs, ``{number}``; braces that come in are no places."""
    if "{{" not in words:
        return words
    has_places = "{" in VALUE_MARK.sub("", words)
    escape = (lambda found: found.replace("{", "{{").replace("}", "}}")) if has_places else str
    return VALUE_MARK.sub(lambda mark: escape(fill(mark[0])), words)


def _fill_guide(guide: Guide, problems: list[Problem]) -> Guide:
    """Fill what guide.yaml says of the guide; title and subtitle first, which others may name."""

    def fill(words: str, *path: str | int) -> str:
        filler = _Filler(Expressions(values, _speaker(guide)), problems)
        return filler.words(words, _place(guide, *path))

    values = {name: value for name, value in values_of(guide).items() if name not in _TITLES | _OF_THE_PUBLISHER}
    publisher = replace(
        guide.publisher,
        name=fill(guide.publisher.name, "publisher", "name"),
        address=fill(guide.publisher.address, "publisher", "address"),
    )
    values = {name: value for name, value in values_of(guide).items() if name not in _TITLES}
    values["publisher"] = publisher.name
    guide = replace(
        guide, publisher=publisher, title=fill(guide.title, "title"), subtitle=fill(guide.subtitle, "subtitle")
    )
    values = dict(values_of(guide))
    filler = _Filler(Expressions(values, _speaker(guide)), problems)
    return replace(
        guide,
        licence=replace(guide.licence, name=fill(guide.licence.name, "licence", "name")),
        audiences={key: fill(name, "audiences", key) for key, name in guide.audiences.items()},
        words={
            key: _in_pattern(words, partial(_Filler.words, filler, span=_place(guide, "words", key)))
            for key, words in guide.words.items()
        },
        description=fill(guide.description, "description"),
        cover=replace(guide.cover, alt=fill(guide.cover.alt, "cover", "alt")),
        parts=tuple(replace(part, title=fill(part.title, "parts", part.number - 1, "title")) for part in guide.parts),
        mascots={
            key: replace(mascot, description=fill(mascot.description, "mascots", key, "description"))
            for key, mascot in guide.mascots.items()
        },
        link_kinds={
            key: replace(kind, meaning=fill(kind.meaning, "link_kinds", key, "meaning"))
            for key, kind in guide.link_kinds.items()
        },
    )
