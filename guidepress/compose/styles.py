"""Join style sheets into one, and find what they refer to.

``@import`` is followed here, so that a guide can replace any single sheet. tinycss2 reads the sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2

from guidepress.compose.resources import Design
from guidepress.errors import GuideError, Problem, Span

_INSIDE = ("data:", "#")  # addresses of what the sheet or the page itself holds
Locate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a joined style sheet and the files (relative to ``styles/``) that it refers to."""

    css: str
    files: tuple[str, ...]


def join(design: Design, entry: str, locate: Locate) -> Sheet:
    """Join ``entry`` with all it imports; ``locate`` turns the name of a file it refers to into an address.

    Raises GuideError when a sheet, or a file that one refers to, is missing.
    """
    files: dict[str, None] = {}
    rules = _rules(design, entry, ())

    def address(name: str) -> str:
        if design.style(name) is None:
            raise GuideError((Problem(Span(f"styles/{name}"), "missing-style", "the style sheets refer to this file",
                                      "Put it into styles/, or remove what refers to it."),))  # fmt: skip
        files[name] = None
        return locate(name)

    css = "".join(_written(rule, address) for rule in rules)
    return Sheet(css, tuple(files))


def _rules(design: Design, name: str, above: tuple[str, ...]) -> Iterator[Any]:
    path = design.style(name)
    if path is None or name in above:
        hint = "Check the @import lines in styles/."
        raise GuideError((Problem(Span(f"styles/{name}"), "missing-style", "there is no such style sheet", hint),))
    for rule in tinycss2.parse_stylesheet(_text(path, name), skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            hint = "Look for a missing brace or semicolon."
            place = Span(f"styles/{name}", rule.source_line, rule.source_column)
            raise GuideError((Problem(place, "css", f"this is not CSS: {rule.message}", hint),))
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            target = next((token.value for token in rule.prelude if token.type in {"string", "url"}), "")
            yield from _rules(design, target, (*above, name))
        else:
            yield rule


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        hint = "Save the file again with the encoding UTF-8."
        raise GuideError((Problem(Span(f"styles/{name}"), "css", "this file is not in UTF-8", hint),)) from error


def _written(rule: Any, address: Locate) -> str:  # noqa: ANN401 - tinycss2 has no types
    """Write a rule with the addresses in it replaced."""
    _replace_addresses(getattr(rule, "content", None) or [], address)
    return str(rule.serialize()) + "\n"


def _replace_addresses(tokens: list[Any], address: Locate) -> None:
    for token in tokens:
        if token.type == "url" and not token.value.startswith(_INSIDE):
            token.value = address(token.value)
            token.representation = f'url("{token.value}")'
        elif token.type == "function":
            for argument in token.arguments:
                if token.lower_name == "url" and argument.type == "string" and not argument.value.startswith(_INSIDE):
                    argument.value = address(argument.value)
                    argument.representation = f'"{argument.value}"'
            _replace_addresses(token.arguments, address)
        elif token.type in {"{} block", "() block"}:
            _replace_addresses(token.content, address)


def tokens_of(css: str) -> Mapping[str, Mapping[str, str]]:
    """Read the custom properties of ``:root`` in a joined sheet: for '' (always) and for each media query."""
    found: dict[str, dict[str, str]] = {"": {}}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            _collect_tokens(rule, found[""])
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            query = tinycss2.serialize(rule.prelude).strip()
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                if inner.type == "qualified-rule":
                    _collect_tokens(inner, found.setdefault(query, {}))
    return found


def _collect_tokens(rule: Any, into: dict[str, str]) -> None:  # noqa: ANN401 - tinycss2 has no types
    if tinycss2.serialize(rule.prelude).strip() != ":root":
        return
    for declaration in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
        if declaration.type == "declaration" and declaration.name.startswith("--"):
            into[declaration.name] = tinycss2.serialize(declaration.value).strip()


def flatten(css: str) -> str:
    """Replace ``var()`` by values, for readers that know no custom properties; within a media query by its own values."""
    tokens = tokens_of(css)
    written = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            own = {**tokens[""], **tokens.get(tinycss2.serialize(rule.prelude).strip(), {})}
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(_flat_rule(one, own) for one in inner)
            if kept:
                written.append(f"@media {tinycss2.serialize(rule.prelude).strip()} {{\n{kept}}}\n")
        else:
            written.append(_flat_rule(rule, tokens[""]))
    return "".join(written)


def _flat_rule(rule: Any, tokens: Mapping[str, str]) -> str:  # noqa: ANN401 - tinycss2 has no types
    if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
        return ""
    if rule.content is not None:
        rule.content = _flat(rule.content, tokens)
    return str(rule.serialize()) + "\n"


def _flat(content: list[Any], tokens: Mapping[str, str]) -> list[Any]:
    flat: list[Any] = []
    for token in content:
        if token.type == "function" and token.lower_name == "var":
            name = token.arguments[0].value
            value = tinycss2.parse_component_value_list(tokens.get(name, ""))
            flat.extend(_flat(value, tokens))
        else:
            if token.type == "function":
                token.arguments = _flat(token.arguments, tokens)
            elif token.type in {"{} block", "() block"}:
                token.content = _flat(token.content, tokens)
            flat.append(token)
    return flat
