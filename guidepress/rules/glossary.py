"""Rules of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidepress.errors import Span
from guidepress.model import Chapter, Inlines, Link, Term
from guidepress.rules.prose import Prose, count_words, prose_of
from guidepress.rules.rule import Family, Fault
from guidepress.rules.survey import Passage, Survey

FAMILY = Family("Glossary", "Words that are explained once, briefly, and linked where readers first meet them.")
LONGEST_DEFINITION = 40
_LINKED_IN = {"paragraph", "item", "cell", "term", "caption", "note"}


@FAMILY.rule(
    "term-unused",
    summary="Link to every term of the glossary.",
    reason="A definition that no page leads to explains a word that nobody met.",
    bad="- term: tokenism\n  # … and no chapter says {term}`tokenism`",
    good="- term: tokenism\n  # … and a chapter says {term}`tokenism`",
    yaml=True,
    needs="guide",
)
def _term_unused(survey: Survey) -> Iterator[Fault]:
    used = {term.term.lower() for term in survey.terms}
    for term in survey.guide.glossary:
        if term.term.lower() not in used:
            hint = f"Link to it where it stands, {{term}}`{term.term}`, or remove it."
            yield Fault(term.span, f"no chapter links to the term '{term.term}'", hint)


@FAMILY.rule(
    "term-unlinked",
    summary="Link a term of the glossary where it first stands in a chapter's text.",
    reason="Readers begin anywhere. Who meets the word first in this chapter needs its meaning here (WCAG 3.1.3).",
    bad="A carer may not be free in the mornings.",
    good="A {term}`carer` may not be free in the mornings.",
    needs="chapter",
)
def _term_unlinked(survey: Survey) -> Iterator[Fault]:
    for chapter in survey.chapters:
        passages = [one for one in survey.passages if one.chapter is chapter and one.kind in _LINKED_IN]
        waiting = {term.term.lower(): term.term for term in survey.guide.glossary}
        for one in passages:
            for found in sorted(_met(one, waiting), key=lambda met: met[1]):
                yield from _unlinked(one, waiting, found, chapter)


def _met(one: Passage, waiting: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Yield the terms that a passage holds, where the words of each begin, and their length, 0 where they are linked."""
    for term, offset in _linked(one.inlines, 0):
        if term in waiting:
            yield term, offset, 0
    lower = one.prose.text.lower()
    met = [term for term in waiting if term in lower]
    if one.quoted or not met:
        return
    linked, here = _covered(one.inlines), {term for term, _ in _linked(one.inlines, 0)}
    for term in [term for term in met if term not in here]:
        found = re.search(rf"(?<![\w-]){re.escape(term)}s?(?![\w-]|['’]\w)", lower)
        if found and one.prose.is_own(found.start()) and not any(start <= found.start() < end for start, end in linked):
            yield term, found.start(), len(found[0])


def _unlinked(one: Passage, waiting: dict[str, str], met: tuple[str, int, int], chapter: Chapter) -> Iterator[Fault]:
    term, offset, length = met
    written = waiting.pop(term, None)
    if written and length:
        message = f"'{written}' is not linked to the glossary where it first stands in {chapter.key}.md"
        words = one.prose.text[offset : offset + length]
        target = f"{{term}}`{words}`" if words.lower() == term else f"{{term}}`{words} <{written}>`"
        yield Fault(one.prose.span(offset), message, f"Write: {target}")


def _linked(inlines: Inlines, offset: int) -> Iterator[tuple[str, int]]:
    """Yield the terms that inlines link, each with the offset of its words."""
    for inline in inlines:
        if isinstance(inline, Term):
            yield inline.term.lower(), offset
        else:
            yield from _linked(getattr(inline, "children", ()), offset)
        offset += _length(inline)


def _covered(inlines: Inlines, offset: int = 0) -> list[tuple[int, int]]:
    """List the stretches of text that lie within links, which cannot hold another."""
    found = []
    for inline in inlines:
        length = _length(inline)
        if isinstance(inline, Term | Link):
            found.append((offset, offset + length))
        else:
            found.extend(_covered(getattr(inline, "children", ()), offset))
        offset += length
    return found


def _length(inline: object) -> int:
    return len(prose_of((inline,), Span("")).text)  # type: ignore[arg-type]  # one of a tuple of inlines


def _definition(survey: Survey) -> Iterator[tuple[str, Prose, Span]]:
    for term in survey.guide.glossary:
        yield term.term, prose_of(term.definition, term.span), term.span


@FAMILY.rule(
    "definition-long",
    summary=f"Explain a term in {LONGEST_DEFINITION} words or fewer.",
    reason="The glossary is read in the middle of another sentence. A long answer makes readers forget the question.",
    bad="- term: carer\n  definition: " + "A person who looks after somebody. " * 7,
    good="- term: carer\n  definition: A person who looks after somebody.",
    yaml=True,
)
def _definition_long(survey: Survey) -> Iterator[Fault]:
    for term, prose, span in _definition(survey):
        if (count := count_words(prose.text)) > LONGEST_DEFINITION:
            yield Fault(
                span,
                f"the definition of '{term}' has {count} words",
                "Say the heart of it; tell the rest in a chapter.",
            )


@FAMILY.rule(
    "definition-circular",
    summary="Explain a term in other words than its own.",
    reason="'A carer is a person who is a carer' leaves the reader where they were.",
    bad="- term: carer\n  definition: A person who works as a carer.",
    good="- term: carer\n  definition: A person who looks after another without pay.",
    yaml=True,
)
def _definition_circular(survey: Survey) -> Iterator[Fault]:
    for term, prose, span in _definition(survey):
        if re.search(rf"(?<![\w-]){re.escape(term.lower())}s?(?![\w-])", prose.text.lower()):
            yield Fault(span, f"the definition of '{term}' uses the word itself", "Use other words.")
