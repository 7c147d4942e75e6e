"""Join style sheets into one, and find what they refer to.

``@import`` is followed here, so that a guide can replace any single sheet. tinycss2 reads the sheets.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from tinycss2.serializer import serialize_string_value

from guidepress.compose.resources import Design, leads_out
from guidepress.errors import GuideError, Problem, Span

OWN = "own.css"  # what a guide adds to all sheets, and does not replace; it comes last, so it may overrule
_INSIDE = ("data:", "#")  # addresses of what the sheet or the page itself holds
_REMOTE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_GROUPS = {"media", "supports", "layer"}  # rules that hold rules, under a condition
_BESIDE = {"whitespace", "comment"}
Locate = Callable[[str, bytes], str]  # the name and content of a file to its address


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a joined style sheet, and the content of the files that it refers to, by their names below ``styles/``."""

    css: str
    files: Mapping[str, bytes]


def join(design: Design, entry: str, locate: Locate) -> Sheet:
    """Join ``entry`` with all it imports and the guide's own.css; ``locate`` turns the name and content of a file into an address.

    Raises GuideError when a sheet, or a file that one refers to, is missing or must not be read.
    """
    sheets = [
        join_alone(design, name, locate) for name in (entry, OWN) if name == entry or design.style(OWN) is not None
    ]
    return Sheet(
        "".join(sheet.css for sheet in sheets), {name: data for one in sheets for name, data in one.files.items()}
    )


def join_alone(design: Design, entry: str, locate: Locate) -> Sheet:
    """Join ``entry`` with all it imports, without the guide's own.css. Raises GuideError as ``join`` does."""
    joining = _Joining(design, locate)
    return Sheet(joining.sheet(entry, (), Span(f"styles/{entry}")), joining.files)


@dataclass(frozen=True, slots=True)
class _Joining:
    """Follow sheets and files from one sheet to the next."""

    design: Design
    locate: Locate
    files: dict[str, bytes] = field(default_factory=dict)

    def sheet(self, name: str, above: tuple[str, ...], asked: Span) -> str:
        """Write the sheet ``name``; ``above`` are the sheets that led to it."""
        if name in above:
            circle = " → ".join((*above[above.index(name) :], name))
            raise _problem(
                asked, "css", f"style sheets import each other in a circle: {circle}", "Take one @import out."
            )
        data = self.design.style(name)
        if data is None:
            hint = "Check the @import lines in styles/."
            raise _problem(Span(f"styles/{name}"), "missing-style", "there is no such style sheet", hint)
        written = []
        for rule in tinycss2.parse_stylesheet(_text(data, name), skip_comments=True, skip_whitespace=True):
            place = Span(f"styles/{name}", rule.source_line, rule.source_column)
            if rule.type == "error":
                hint = "Look for a missing brace or semicolon."
                raise _problem(place, "css", f"this is not CSS: {rule.message}", hint)
            if rule.type == "at-rule" and rule.lower_at_keyword == "import":
                written.append(self.imported(rule.prelude, (*above, name), place))
            else:
                self.replace_addresses(getattr(rule, "content", None) or [], place)
                written.append(f"{rule.serialize()}\n")
        return "".join(written)

    def imported(self, prelude: list[Any], above: tuple[str, ...], place: Span) -> str:
        """Write the sheet that an ``@import`` names, under the import's condition."""
        target, *rest = _solid(prelude) or [None]
        name = _address_in(target)
        if not name:
            raise _problem(place, "css", "this @import names no style sheet", 'Write its name: @import "tokens.css";')
        css = self.sheet(_inside(name, place), above, place)
        for opening in reversed(list(_conditions(rest))):
            css = f"{opening} {{\n{css}}}\n"
        return css

    def replace_addresses(self, tokens: list[Any], sheet: Span) -> None:
        """Put addresses in the finished files in place of names."""
        for token in tokens:
            if token.type == "url":
                token.value = self.address(token, sheet)
                token.representation = f"url({_quoted(token.value)})"
            elif token.type == "function":
                for argument in token.arguments:
                    if argument.type == "string" and token.lower_name in {"url", "image-set", "-webkit-image-set"}:
                        argument.value = self.address(argument, sheet)
                        argument.representation = _quoted(argument.value)
                self.replace_addresses(token.arguments, sheet)
            elif token.type in {"{} block", "() block", "[] block"}:
                self.replace_addresses(token.content, sheet)

    def address(self, token: Any, sheet: Span) -> str:  # noqa: ANN401 - tinycss2 has no types
        """Give the address of the file that a token names."""
        if token.value.startswith(_INSIDE):
            return str(token.value)
        name = token.value
        if not _REMOTE.match(name):
            name = _inside(name, Span(sheet.file, token.source_line, token.source_column))
        data = None if _REMOTE.match(name) else self.design.style(name)
        if data is None:
            hint = "Put it into styles/, or remove what refers to it."
            raise _problem(Span(f"styles/{name}"), "missing-style", "the style sheets refer to this file", hint)
        self.files[name] = data
        return self.locate(name, data)


def _problem(span: Span, code: str, message: str, hint: str) -> GuideError:
    return GuideError((Problem(span, code, message, hint),))


def _quoted(value: str) -> str:
    return f'"{serialize_string_value(value)}"'


def _solid(tokens: Iterable[Any]) -> list[Any]:
    """Leave out spaces and comments."""
    return [token for token in tokens if token.type not in _BESIDE]


def _address_in(token: Any) -> str:  # noqa: ANN401 - tinycss2 has no types
    """Read the address that a string, ``url(x)`` or ``url("x")`` holds."""
    if token is not None and token.type == "function" and token.lower_name == "url":
        token = next(iter(_solid(token.arguments)), None)
    return str(token.value) if token is not None and token.type in {"string", "url"} else ""


def _conditions(tokens: list[Any]) -> Iterator[str]:
    """Read what stands behind an import's address (CSS Cascade 5, 2.1) as the rules that say the same."""
    rest = list(tokens)
    if rest and rest[0].type == "ident" and rest[0].lower_value == "layer":
        rest.pop(0)
        yield "@layer"
    elif rest and rest[0].type == "function" and rest[0].lower_name == "layer":
        yield f"@layer {tinycss2.serialize(rest.pop(0).arguments).strip()}"
    if rest and rest[0].type == "function" and rest[0].lower_name == "supports":
        yield f"@supports ({tinycss2.serialize(rest.pop(0).arguments).strip()})"
    if rest:
        yield "@media " + " ".join(token.serialize() for token in rest).replace(" ,", ",")


def _inside(name: str, place: Span) -> str:
    """Return the plain name of a file of the styles; one that leads elsewhere is refused where it is asked for."""
    if _REMOTE.match(name):
        hint = "Save the sheet in styles/ and import it by its name."
        raise _problem(place, "outside", f"'{name}' is not a file of this guide, and nothing is fetched", hint)
    if leads_out(name):
        raise _problem(place, "outside", f"'{name}' leads outside styles/", "Copy the file into styles/.")
    return posixpath.normpath(name)


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "Save the file again with the encoding UTF-8."
        raise _problem(Span(f"styles/{name}"), "css", "this file is not in UTF-8", hint) from error


# ---------------------------------------------------------------- tokens


def tokens_of(css: str) -> Mapping[str, Mapping[str, str]]:
    """Read the custom properties of ``:root`` in a joined sheet: for '' (always) and for each media query."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    media = {query: found for (kind, query), found in _grouped(rules).items() if kind == "media"}
    return {"": _roots(rules), **media}


def flatten(css: str) -> str:
    """Replace ``var()`` by values, for readers that know no custom properties; under a condition by the values it has there.

    Raises GuideError when a token is not there or is made of itself.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return _flattened(rules, _roots(rules))


def _is_group(rule: Any) -> bool:  # noqa: ANN401 - tinycss2 has no types
    return bool(rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None)


def _header(rule: Any) -> tuple[str, str]:  # noqa: ANN401 - tinycss2 has no types
    return str(rule.lower_at_keyword), tinycss2.serialize(rule.prelude).strip()


def _inner(rule: Any) -> list[Any]:  # noqa: ANN401 - tinycss2 has no types
    return list(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _is_root(rule: Any) -> bool:  # noqa: ANN401 - tinycss2 has no types
    return bool(rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root")


def _roots(rules: list[Any]) -> dict[str, str]:
    """Collect the tokens that rules for ``:root`` set."""
    return {
        declaration.name: tinycss2.serialize(declaration.value).strip()
        for rule in rules
        if _is_root(rule)
        for declaration in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
        if declaration.type == "declaration" and declaration.name.startswith("--")
    }


def _grouped(rules: list[Any]) -> dict[tuple[str, str], dict[str, str]]:
    """Collect the tokens set under each condition."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for rule in rules:
        if _is_group(rule) and (tokens := _roots(_inner(rule))):
            found.setdefault(_header(rule), {}).update(tokens)
    return found


def _flattened(rules: list[Any], tokens: Mapping[str, str]) -> str:
    groups = _grouped(rules)
    written = []
    for rule in rules:
        if _is_group(rule):
            header = _header(rule)
            kept = _flattened(_inner(rule), {**tokens, **groups.get(header, {})})
            if kept:
                written.append(f"@{' '.join(header).strip()} {{\n{kept}}}\n")
        elif not _is_root(rule):
            if getattr(rule, "content", None) is not None:
                rule.content = _flat(rule.content, tokens, ())
            written.append(f"{rule.serialize()}\n")
    return "".join(written)


def _flat(content: list[Any], tokens: Mapping[str, str], above: tuple[str, ...]) -> list[Any]:
    """Put values in place of ``var()``; ``above`` are the tokens whose values are being put in."""
    flat: list[Any] = []
    for token in content:
        if token.type == "function" and token.lower_name == "var":
            flat.extend(_value(token, tokens, above))
            continue
        if token.type == "function":
            token.arguments = _flat(token.arguments, tokens, above)
        elif token.type in {"{} block", "() block", "[] block"}:
            token.content = _flat(token.content, tokens, above)
        flat.append(token)
    return flat


def _value(var: Any, tokens: Mapping[str, str], above: tuple[str, ...]) -> list[Any]:  # noqa: ANN401 - tinycss2 has no types
    """Give what stands for a ``var()``: the token's value, or the fallback behind the first comma."""
    solid = _solid(var.arguments)
    name = str(solid[0].value) if solid and solid[0].type == "ident" else ""
    if not name.startswith("--"):
        raise _problem(Span("styles"), "css", f"{var.serialize()} names no token", "Write its name: var(--ink).")
    if name in above:
        circle = " → ".join((*above[above.index(name) :], name))
        raise _problem(Span("styles"), "css", f"the token {name} is made of itself: {circle}", "Give it a value.")
    if name in tokens:
        return _flat(tinycss2.parse_component_value_list(tokens[name]), tokens, (*above, name))
    comma = next(
        (place for place, part in enumerate(var.arguments) if part.type == "literal" and part.value == ","), None
    )
    if comma is None:
        hint = f"Give it a value under :root in tokens.css, or say what holds without it: var({name}, black)."
        raise _problem(Span("styles"), "css", f"there is no token {name}", hint)
    fallback = var.arguments[comma + 1 :]
    return _flat(fallback[1:] if fallback and fallback[0].type == "whitespace" else fallback, tokens, above)
