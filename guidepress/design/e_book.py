"""Find what of a guide's sheets EPUB refuses, what e-readers drop, and what costs the e-book a claim.

Goes in: the parts of the e-book's sheet that are the guide's own. Comes out: problems at their places.

EPUB 3.3, 6.3.1.2 forbids two properties, and EPUBCheck 5 stops at them (CSS-001) and at rules within rules (CSS-008). What old readers drop follows from what their engines know:
those with Adobe's RMSDK know CSS 2.1 with a few additions, Kindle's older format neither boxes that flex nor grids, and web views before 2022 no layers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from guidepress.compose.broken_claims import FIXED, MOVING_STYLE, OUT_OF_ORDER
from guidepress.compose.styles import Part
from guidepress.design.sheets import Rule, rules_of
from guidepress.errors import Problem

_REFUSED = {"direction", "unicode-bidi"}
_OVERLAYS = {"fixed", "sticky"}
_BOXES = re.compile(r"^(inline-)?(flex|grid)$")
_SELECTORS = re.compile(r":(has|is|where)\(", re.IGNORECASE)
_LAYOUT = "Put it into @supports ({}) {{ … }}, and write before it what holds without it."
_CLAIMS = (
    (FIXED, "that readers can choose size, spacing and letters", "Use em, rem or %, and no !important."),
    (OUT_OF_ORDER, "that it is read in the order in which it is seen", "Change the order in the text or the template."),
    (MOVING_STYLE, "that nothing in it moves", "Leave the movement out, or put it into your own copy of screen.css."),
)


def e_book_problems(parts: Iterable[Part]) -> Iterator[Problem]:
    """Find all of it."""
    for rule in rules_of(parts):
        yield from _rule(rule)
        for declaration in rule.declarations:
            yield from _declaration(declaration, rule)
            yield from _claims(
                f"{declaration.name}:{_value(declaration).rstrip()}{_important(declaration)}", declaration, rule
            )


def _rule(rule: Rule) -> Iterator[Problem]:
    """Find rules that old readers drop as a whole."""
    if rule.head.startswith("@layer"):
        yield _dropped(rule, rule.node, "@layer", "Write its rules without it; own.css comes last, so it holds.")
    if rule.is_nested:
        message = "EPUB knows no rules within rules, and shops refuse a book that has them"
        yield Problem(rule.span(rule.node), "epub-forbids", message, "Write the whole selector, as a rule of its own.")
    if rule.node.type == "qualified-rule" and (found := _SELECTORS.search(rule.head)) and not _is_asked_for(rule):
        yield _dropped(rule, rule.node, f":{found[1].lower()}()", "Write a rule for each selector that it stands for.")
    if rule.head.startswith(("@keyframes", "@-webkit-keyframes")):
        yield from _claims(rule.head, rule.node, rule)


def _declaration(declaration: Any, rule: Rule) -> Iterator[Problem]:  # noqa: ANN401 - tinycss2 has no types
    name, value = declaration.lower_name, _value(declaration).strip().lower()
    if name in _REFUSED:
        hint = "Say which language the words are in, {lang=he}: the way they are written follows from it."
        message = f"EPUB forbids '{name}' in style sheets, and shops refuse a book that has it"
        yield Problem(rule.span(declaration), "epub-forbids", message, hint, words=name)
    elif name == "position" and value in _OVERLAYS:
        hint = "Let it stand among the words, or float."
        yield _dropped(rule, declaration, f"position: {value}", hint)
    elif name == "display" and _BOXES.match(value) and not _is_asked_for(rule):
        yield _dropped(rule, declaration, f"display: {value}", _LAYOUT.format(f"display: {value}"))


def _is_asked_for(rule: Rule) -> bool:
    """Tell whether readers are asked first whether they know it."""
    return any(condition.startswith("@supports") for condition in rule.under)


def _claims(words: str, node: Any, rule: Rule) -> Iterator[Problem]:  # noqa: ANN401 - as above
    for breaks, claim, hint in _CLAIMS:
        if breaks.search(words):
            message = f"with '{words.strip()}' the e-book cannot claim {claim}"
            yield Problem(rule.span(node), "e-book-claim", message, hint, "warning")


def _dropped(rule: Rule, node: Any, what: str, hint: str) -> Problem:  # noqa: ANN401 - as above
    return Problem(rule.span(node), "not-in-e-readers", f"older e-readers drop {what}", hint, "warning")


def _value(declaration: Any) -> str:  # noqa: ANN401 - as above
    return str(tinycss2.serialize(declaration.value))


def _important(declaration: Any) -> str:  # noqa: ANN401 - as above
    return " !important" if declaration.important else ""
