"""Gather the rules, hold a guide against them, and write them out for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from guidepress.errors import Problem, in_order
from guidepress.model import Guide
from guidepress.rules import (
    formulas,
    glossary,
    index,
    links,
    lists,
    mascots,
    outward,
    pictures,
    reader_blocks,
    reader_design,
    reader_files,
    reader_links,
    reader_markdown,
    register,
    sentences,
    spelling,
    stories,
    structure,
    versions,
    vocabulary,
    waivers,
)  # fmt: skip
from guidepress.rules.rule import Family, Fault, Rule
from guidepress.rules.survey import Survey

FAMILIES: tuple[Family, ...] = (
    structure.FAMILY,
    lists.LISTS,
    lists.TABLES,
    pictures.FAMILY,
    formulas.FAMILY,
    links.FAMILY,
    register.FAMILY,
    outward.FAMILY,
    sentences.FAMILY,
    vocabulary.FAMILY,
    spelling.FAMILY,
    versions.FAMILY,
    mascots.FAMILY,
    stories.QUOTES,
    stories.CASE_STUDIES,
    stories.ACTIVITIES,
    glossary.FAMILY,
    index.FAMILY,
    waivers.FAMILY,
    reader_markdown.FAMILY,
    reader_blocks.FAMILY,
    reader_links.FAMILY,
    reader_files.FAMILY,
    reader_design.FAMILY,
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.rules)
LONGEST_LINE = 160
BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


def check_rules(guide: Guide, others: Iterable[Problem] = ()) -> tuple[Problem, ...]:
    """Return what the rules find in a resolved guide and the ``others`` found before, without what waivers allow.

    Where the others hold errors, something may not have been read: rules that could be deceived by that hold back.
    """
    others = tuple(others)
    faulty = frozenset(problem.span.file for problem in others if problem.severity == "error")
    survey = Survey(guide)
    found = [
        Problem(fault.span, rule.code, fault.message, fault.hint, rule.severity, fault.words, fault.fix)
        for rule in RULES
        if rule.find and rule.is_for(guide.language)
        for fault in rule.find(survey)
        if _is_sure(rule, fault, guide, faulty)
    ]
    left = waivers.apply_waivers(guide, (*others, *found), BY_CODE, whole=not faulty)
    return in_order((*left, *check_waivers(guide)))


def _is_sure(rule: Rule, fault: Fault, guide: Guide, faulty: frozenset[str]) -> bool:
    """Tell whether a fault is one whatever stands in those parts of the guide that have errors."""
    match rule.needs:
        case "chapter":
            return fault.span.file not in faulty
        case "glossary":
            return "glossary.yaml" not in guide.unread
        case "register":
            return not any(name.startswith("resources.yaml") for name in guide.unread)
        case "guide":
            return not faulty
    return True


def check_waivers(guide: Guide) -> tuple[Problem, ...]:
    """Return what is wrong with a guide's waivers themselves."""
    return tuple(waivers.check_waivers(guide, BY_CODE))


def catalogue_text() -> str:
    """Write all rules as Markdown."""
    return "\n".join(_document()) + "\n"


def _document() -> Iterator[str]:
    errors = sum(rule.severity == "error" for rule in RULES)
    mended = sum(bool(rule.mends) for rule in RULES)
    yield "# The rules"
    yield ""
    yield "<!-- Made by `python build.py rules --write docs/rules.md`; do not edit it by hand. -->"
    yield ""
    yield f"`build.py check` holds a guide against {len(RULES)} rules: {errors} whose breach is an error, which stops a build,"
    yield f"and {len(RULES) - errors} whose breach is a warning. A warning can be allowed for a reason, by a comment above the block"
    yield "or in the line, or in `guide.yaml`; `docs/source-format.md` says how. Errors cannot."
    yield ""
    yield f"`build.py check --fix` mends the breach of {mended} of them by itself, where that is safe; each says what it does."
    for family in FAMILIES:
        yield from _family(family)


def _family(family: Family) -> Iterator[str]:
    yield f"\n## {family.name}\n\n{family.about}"
    for rule in family.rules:
        yield f"\n### {rule.code}\n\n**{rule.summary}** ({rule.severity}{_language(rule)}{_asked(rule)})\n\n{rule.reason}"
        if rule.mends:
            yield f"\n`check --fix` {rule.mends}"
        for name, example in (("Not so", rule.bad), ("But so", rule.good)):
            yield f"\n{name}:\n\n{_fenced(example, rule.form)}"


def _language(rule: Rule) -> str:
    return f"; guides in `{rule.language}`" if rule.language else ""


def _asked(rule: Rule) -> str:
    return "; told by `check --links`" if rule.asked else ""


def _fenced(example: str, form: str) -> str:
    """Set an example as code; one that shows how much is too much is cut."""
    lines = [
        line if len(line) <= LONGEST_LINE else textwrap.shorten(line, LONGEST_LINE, placeholder=" …")
        for line in example.strip("\n").split("\n")
    ]  # a line that fits keeps its spaces, which the example may be about
    longest = 16
    lines = [*lines[:longest], "…"] if len(lines) > longest else lines
    return "\n".join((f"````{form}", *lines, "````"))
