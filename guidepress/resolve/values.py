"""Replace values (``{{ version }}``) by their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from guidepress.errors import Problem, Span
from guidepress.model import Activity, Chapter, Entry, Figure, Guide, InlinePicture, Quote, Text, Value
from guidepress.read.inlines import VALUE_MARK
from guidepress.resolve.chapters import map_chapters
from guidepress.walk import Changes, rewrite

N = TypeVar("N", InlinePicture, Figure, Quote, Activity, Entry)


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


@dataclass(frozen=True, slots=True)
class _Filler:
    """Put words in the place of values, in inlines and in the plain words of blocks; report names that are not declared."""

    values: Mapping[str, str]
    problems: list[Problem]

    def value(self, name: str, span: Span) -> str:
        """Return the words of a value; one that is not declared stays as it is written."""
        if name not in self.values:
            known = ", ".join(sorted(self.values))
            hint = f"Declare it under values: in guide.yaml, or use one of: {known}."
            self.problems.append(Problem(span, "unknown-value", f"there is no value '{name}'", hint))
        return self.values.get(name, f"{{{{ {name} }}}}")

    def words(self, words: str, span: Span) -> str:
        """Fill plain words, which have no inlines: an option of a block, a title in YAML."""
        return VALUE_MARK.sub(lambda mark: self.value(mark["name"].strip(), span), words)

    def changes(self) -> Changes:
        """Tell ``rewrite`` what to do with whatever may hold values."""
        return {
            Value: lambda value: Text(self.value(value.name, value.span)),
            InlinePicture: lambda picture: self.filled(picture, "alt"),
            Figure: lambda figure: self.filled(figure, "alt"),
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
    filler = _Filler(values_of(guide), problems)
    filled = map_chapters(guide, filler.chapter)
    changes = filler.changes()
    return replace(filled, glossary=rewrite(guide.glossary, changes), entries=rewrite(guide.entries, changes))


def _fill_guide(guide: Guide, problems: list[Problem]) -> Guide:
    """Fill what guide.yaml says of the guide; title and subtitle first, which others may name."""

    def fill(words: str, *path: str | int) -> str:
        return _Filler(values, problems).words(words, guide.places.get(path, Span("source/guide.yaml")))

    values = {name: words for name, words in values_of(guide).items() if name not in {"title", "subtitle"}}
    guide = replace(guide, title=fill(guide.title, "title"), subtitle=fill(guide.subtitle, "subtitle"))
    values = dict(values_of(guide))
    return replace(
        guide,
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
