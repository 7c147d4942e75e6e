"""Walk through the parsed sheets of a design, and find what is wrong with how they are written.

Goes in: parts of joined sheets. Comes out: every declaration with its place and the conditions that it stands under, and problems that
concern all media: what is no CSS, and tokens that there are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2

from guidepress.compose.resources import our_design
from guidepress.compose.styles import Part
from guidepress.errors import Problem, Span, nearest

ROOT = ":root"
GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})  # rules that hold rules


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold a rule: its selector or, of an at-rule, its keyword and what follows; the conditions around it, the outermost first."""

    file: str
    head: str
    under: tuple[str, ...]
    node: Any
    declarations: tuple[Any, ...]
    errors: tuple[Any, ...]
    is_nested: bool

    def span(self, node: Any) -> Span:  # noqa: ANN401 - tinycss2 has no types
        """Return the place of something in the rule."""
        return Span(self.file, node.source_line, node.source_column)


def rules_of(parts: Iterable[Part]) -> Iterator[Rule]:
    """Yield every rule, the outer ones first."""
    for part in parts:
        for node in part.rules:
            yield from _rules(node, part.file, part.under, is_nested=False)


def _rules(node: Any, file: str, under: tuple[str, ...], *, is_nested: bool) -> Iterator[Rule]:  # noqa: ANN401 - as above
    if getattr(node, "content", None) is None:
        return
    is_group = node.type == "at-rule" and node.lower_at_keyword in GROUPS
    head = tinycss2.serialize(node.prelude).strip()
    if node.type == "at-rule":
        head = f"@{node.lower_at_keyword} {head}".strip()
    parse = tinycss2.parse_rule_list if is_group and not is_nested else tinycss2.parse_blocks_contents
    inside = parse(node.content, skip_comments=True, skip_whitespace=True)
    declarations = tuple(one for one in inside if one.type == "declaration")
    errors = tuple(one for one in inside if one.type == "error")
    yield Rule(file, head, under, node, declarations, errors, is_nested)
    for one in inside:
        if one.type in {"qualified-rule", "at-rule"}:
            within = (*under, head) if is_group else under
            yield from _rules(one, file, within, is_nested=is_nested or node.type == "qualified-rule")


def changed(parts: Iterable[Part]) -> list[Part]:
    """Leave out rules that a guide copied from our sheet of the same name as they were."""
    return [
        Part(part.name, part.under, [rule for rule in part.rules if rule.serialize() not in _our_rules(part.name)])
        for part in parts
    ]


@cache
def _our_rules(name: str) -> frozenset[str]:
    """Give the rules of our sheet of a name, as text."""
    data = our_design().style(name) or b""
    rules = tinycss2.parse_stylesheet(data.decode(), skip_comments=True, skip_whitespace=True)
    return frozenset(rule.serialize() for rule in rules)


def no_css(parts: Iterable[Part]) -> Iterator[Problem]:
    """Find what is no CSS inside of rules; what is none between them was found when they were joined."""
    for rule in rules_of(parts):
        for error in rule.errors:
            message = "this is not CSS: a colon, a semicolon or a brace is missing before this place"
            yield Problem(rule.span(error), "css", message, "Write declarations like this: color: red;")


def unknown_tokens(parts: Iterable[Part], tokens: AbstractSet[str], *, only_root: bool = False) -> Iterator[Problem]:
    """Find ``var()`` of what is neither among ``tokens`` nor declared in the sheets: with ``only_root``, declared there for the whole page."""
    rules = list(rules_of(parts))
    declared = {
        one.name
        for rule in rules
        for one in rule.declarations
        if one.name.startswith("--") and (rule.head == ROOT or not only_root)
    }
    known = tokens | declared
    for rule in rules:
        for declaration in rule.declarations:
            for token in _asked(declaration.value):
                if token.value not in known:
                    yield _unknown(token, rule.span(token), known, only_root=only_root)


def _unknown(token: Any, span: Span, known: AbstractSet[str], *, only_root: bool) -> Problem:  # noqa: ANN401 - as above
    name = str(token.value)
    where = f" under {ROOT}, and e-books know no others" if only_root else ""
    near = nearest(name, known)
    hint = (
        f"Did you mean '{near}'?"
        if near
        else f"Declare it under {ROOT}, or say what holds without it: var({name}, black)."
    )
    return Problem(span, "token-unknown", f"there is no token {name}{where}", hint, words=name)


def _asked(value: Iterable[Any]) -> Iterator[Any]:
    """Yield the names that ``var()`` without a fallback asks for."""
    for token in value:
        arguments = getattr(token, "arguments", None) or getattr(token, "content", None) or []
        if token.type == "function" and token.lower_name == "var":
            solid = [one for one in arguments if one.type not in {"whitespace", "comment"}]
            if len(solid) == 1 and solid[0].type == "ident":
                yield solid[0]
        if not isinstance(arguments, str):
            yield from _asked(arguments)
