"""Turn roles (``{name}`words```) into inlines of the model.

A role is MyST's form for what Markdown has no sign for. ``ROLES`` lists them; a new role is a new row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guidepress.errors import Problem, Span, did_you_mean
from guidepress.model import Abbreviation, Inline, Inlines, Keys, Places, Reference, Subscript, Superscript, Term, Text

_WITH_TARGET = re.compile(r"^(?P<words>(?:.*\S)?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_EXPANDED = re.compile(r"^(?P<short>[^()]*[^()\s])\s*\((?P<long>.+)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Role:
    """Hold a role as written: its name, what stands between the backticks, its place, and those of the words' lines."""

    name: str
    content: str
    span: Span
    places: Places

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
    if build is None:
        message = f"'{{{role.name}}}' is not known"
        problems.append(Problem(role.span, "unknown-role", message, did_you_mean(role.name, ROLES)))
        return Text(role.content, role.places)
    return build(role, problems)


def _abbreviation(role: Role, problems: list[Problem]) -> Inline:
    found = _EXPANDED.match(role.content)
    if found is None:
        hint = "Write what it stands for in brackets: {abbr}`GP (general practitioner)`"
        problems.append(Problem(role.span, "bad-abbreviation", "this abbreviation is not explained", hint))
        return Text(role.content, role.places)
    return Abbreviation(found["short"], found["long"])


Build = Callable[[Role, list[Problem]], Inline]
ROLES: Mapping[str, Build] = {
    "term": lambda role, _: Term(role.shown, role.target, span=role.span),
    "abbr": _abbreviation,
    "kbd": lambda role, _: Keys(role.content),
    "sub": lambda role, _: Subscript(role.shown),
    "sup": lambda role, _: Superscript(role.shown),
    "ref": lambda role, _: Reference(role.given, f"#{role.target}", role.span),
    "numref": lambda role, _: Reference(role.given, f"#{role.target}", role.span),
    "doc": lambda role, _: Reference(role.given, f"{role.target.removesuffix('.md')}.md", role.span),
}
