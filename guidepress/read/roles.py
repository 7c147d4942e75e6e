"""Turn roles (``{name}`words```) into inlines of the model.

A role is MyST's form for what Markdown has no sign for. ``ROLES`` lists them; a new role is a new row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from guidepress.errors import Edit, Problem, Span, did_you_mean, nearest
from guidepress.frozen import quickened
from guidepress.model import (
    Abbreviation,
    Code,
    Emphasis,
    IndexMark,
    Inline,
    Inlines,
    Keys,
    Places,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
)
from guidepress.read.formulas import read_formula
from guidepress.read.index_marks import Line, has_kind, read_line

_WITH_TARGET = re.compile(r"^(?P<words>(?:.*\S)?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_EXPANDED = re.compile(r"^(?P<short>[^()]*[^()\s])\s*\((?P<long>.+)\)$", re.DOTALL)


@quickened
@dataclass(frozen=True, slots=True)
class Role:
    """Hold a role as written: its name, what stands between the backticks, its place, and those of the words' lines.

    ``formula_letters`` counts those of the formulas of each file.
    """

    name: str
    content: str
    span: Span
    places: Places
    formula_letters: Counter[str] = field(default_factory=Counter)

    @property
    def words(self) -> str:
        """Return the words to show: those before ``<target>``, or all."""
        found = _WITH_TARGET.match(self.content)
        return found["words"] if found else self.content

    @property
    def target(self) -> str:
        """Return what the role points to: the words in ``<target>``, or all."""
        found = _WITH_TARGET.match(self.content)
        return (found["target"] if found else self.content).strip()

    @property
    def shown(self) -> Inlines:
        """Return the words as text that knows its places, after the braces and the backticks."""
        return (Text(self.words, self.places),)

    @property
    def given(self) -> Inlines:
        """Return the words that the author chose for a link, or nothing when the target's title is meant."""
        return self.shown if _WITH_TARGET.match(self.content) else ()


def read_role(role: Role, problems: list[Problem]) -> Inline:
    """Build the inline of a role, or report that there is none of that name and keep its words."""
    build = ROLES.get(role.name)
    family, colon, _ = role.name.partition(":")
    foreign = FOREIGN.get(family) or (colon and "Write the words alone.")
    if build is None and foreign:
        message = f"'{{{role.name}}}' means nothing in a guide; its words are kept"
        problems.append(Problem(role.span, "meaningless-role", message, foreign, "warning"))
        return Text(role.words)
    if build is None:
        message = f"'{{{role.name}}}' is not known"
        near = nearest(role.name, ROLES)
        fix = (Edit(role.span, f"{{{role.name}}}", f"{{{near}}}"),) if near else ()
        problems.append(Problem(role.span, "unknown-role", message, did_you_mean(role.name, ROLES), fix=fix))
        return Text(role.content, role.places)
    return build(role, problems)


def _abbreviation(role: Role, problems: list[Problem]) -> Inline:
    found = _EXPANDED.match(role.content)
    if found is None:
        hint = "Write what it stands for in brackets: {abbr}`GP (general practitioner)`"
        problems.append(Problem(role.span, "bad-abbreviation", "this abbreviation is not explained", hint))
        return Text(role.content, role.places)
    return Abbreviation(found["short"], found["long"])


def _index(role: Role, problems: list[Problem]) -> Inline:
    """Mark words for the index: under themselves, or under what stands in angle brackets."""

    def report(span: Span, code: str, message: str, hint: str) -> None:
        problems.append(Problem(span, code, message, hint))

    is_entry = not role.given
    words = role.words.lstrip("! ") if is_entry else role.words
    shown = _from(Text(role.words, role.places), len(role.words) - len(words))
    if not words or (is_entry and has_kind(words)):
        hint = "Write the words that are shown first: {index}`people who care <carers>`"
        report(role.span, "index-empty", "this mark for the index has no words to show", hint)
        return shown
    terms = read_line(Line(role.target, role.span), report, listed=not is_entry)
    return IndexMark((shown,), terms, span=role.span)


def _from(text: Text, offset: int) -> Text:
    """Leave out the letters before an offset."""
    below = ((at - offset, place) for at, place in text.places if at > offset)
    return Text(text.text[offset:], ((0, text.span(offset)), *below)) if offset else text


Build = Callable[[Role, list[Problem]], Inline]
ROLES: Mapping[str, Build] = {
    "term": lambda role, _: Term(role.shown, role.target, span=role.span),
    "abbr": _abbreviation,
    "index": _index,
    "kbd": lambda role, _: Keys(role.content),
    "abbreviation": _abbreviation,
    "keyboard": lambda role, _: Keys(role.content),
    "emphasis": lambda role, _: Emphasis(role.shown),
    "strong": lambda role, _: Strong(role.shown),
    "guilabel": lambda role, _: Strong(role.shown),
    "menuselection": lambda role, _: Strong(role.shown),
    **dict.fromkeys(("code", "literal", "samp", "command", "file", "program"), lambda role, _: Code(role.content)),
    "subscript": lambda role, _: Subscript(role.shown),
    "superscript": lambda role, _: Superscript(role.shown),
    "any": lambda role, _: Reference(role.given, f"#{role.target}", role.span),
    "sub": lambda role, _: Subscript(role.shown),
    "sup": lambda role, _: Superscript(role.shown),
    "ref": lambda role, _: Reference(role.given, f"#{role.target}", role.span),
    "eq": lambda role, _: Reference(role.given, f"#{role.target}", role.span, as_number=True),
    "math": lambda role, problems: read_formula(role.content, role.span, problems, role.formula_letters),
    "numref": lambda role, _: Reference(role.given, f"#{role.target}", role.span),
    "doc": lambda role, _: Reference(role.given, f"{role.target.removesuffix('.md')}.md", role.span),
}
_CITE = "Put the source into resources.yaml and link to it: [its title](resource:its-id)."
_PLAIN = "Write the words alone, or **strong**."
# Roles of MyST and Sphinx that mean nothing in a guide, and what to do instead.
FOREIGN: Mapping[str, str] = {
    **dict.fromkeys(("cite", "footcite", "citet", "citep"), _CITE),
    **dict.fromkeys(
        ("del", "strike", "u", "underline", "sc", "smallcaps", "span", "div", "button", "icon", "octicon", "bdg"),
        _PLAIN,
    ),
    **dict.fromkeys(
        ("si", "chem", "eval", "raw", "ipa", "rfc", "pep", "option", "envvar", "token"), "Write the words alone."
    ),
    "download": "Link to a web page that has the file.",
}
