"""Join style sheets into one, and find what they refer to.

``@import`` is followed here, so that a guide can replace any single sheet. tinycss2 reads the sheets.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from tinycss2.serializer import serialize_string_value

from guidepress.compose.media import Reaches, anywhere
from guidepress.compose.resources import Design, leads_out
from guidepress.errors import GuideError, Problem, Span

OWN = "own.css"  # what a guide adds to all sheets, and does not replace; it comes last, so it may overrule
_INSIDE = ("data:", "#")  # addresses of what the sheet or the page itself holds
_REMOTE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_GROUPS = {"media", "supports", "layer"}  # rules that hold rules, under a condition
_BESIDE = {"whitespace", "comment"}
_MISSING = "Put it into styles/, or remove what refers to it."
_IMPORTS = re.compile(r"(?:\s+|/\*.*?\*/|@import[^;{]*;)*", re.DOTALL)  # what may stand before the rules of a sheet
Locate = Callable[[str, bytes], str]  # the name and content of a file to its address


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the rules of one sheet as parsed, without its imports; ``under`` are the conditions of the import that led to it."""

    name: str
    under: tuple[str, ...]
    rules: list[Any]

    @property
    def file(self) -> str:
        """Return the sheet's path below the guide's folder."""
        return f"styles/{self.name}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a joined style sheet, and the content of the files that it refers to, by their names below ``styles/``."""

    css: str
    files: Mapping[str, bytes]


def join(design: Design, entry: str, locate: Locate, reaches: Reaches = anywhere) -> Sheet:
    """Join ``entry`` with all it imports and the guide's own.css; ``locate`` turns the name and content of a file into an address.

    What does not reach the medium is left out. Raises GuideError, with all that is wrong, when a sheet, or a file that one refers to, is
    missing or must not be read.
    """
    return _joined(design, _with_own(design, entry), locate, reaches)


def join_alone(design: Design, entry: str, locate: Locate) -> Sheet:
    """Join ``entry`` with all it imports, without the guide's own.css. Raises GuideError as ``join`` does."""
    return _joined(design, (entry,), locate, anywhere)


def _joined(design: Design, entries: Iterable[str], locate: Locate, reaches: Reaches) -> Sheet:
    joining = _Joining(design, locate, reaches)
    css = "".join(joining.entry(name) for name in entries)
    if joining.problems:
        raise GuideError(tuple(joining.problems))
    return Sheet(css, joining.files)


def parts_of(
    design: Design,
    entries: Sequence[str],
    locate: Locate,
    reaches: Reaches = anywhere,
    *,
    over: Sequence[str] = (),
    own_only: bool = False,
) -> tuple[list[Part], list[Problem]]:
    """Parse sheets with all that they import and the guide's own.css, in the order in which they hold; say what is wrong with them too.

    ``over`` are sheets that follow own.css. With ``own_only`` sheets of ours are followed, but what they hold is left out, since to parse it would take most of the time.
    """
    joining = _Joining(design, locate, reaches, own_only)
    try:
        for name in (*_with_own(design, *entries), *over):
            joining.entry(name)
    except GuideError as error:
        joining.problems.extend(error.problems)
    return joining.parts, joining.problems


def _with_own(design: Design, *entries: str) -> Iterator[str]:
    yield from entries
    if design.style(OWN) is not None:
        yield OWN


@dataclass(frozen=True, slots=True)
class _Joining:
    """Follow sheets and files from one sheet to the next, and gather what is wrong on the way."""

    design: Design
    locate: Locate
    reaches: Reaches
    own_only: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def entry(self, name: str) -> str:
        """Write a sheet that nothing imports."""
        return self.sheet(name, (), Span(f"styles/{name}"), ())

    def sheet(self, name: str, above: tuple[str, ...], asked: Span, under: tuple[str, ...]) -> str:
        """Write the sheet ``name``; ``above`` are the sheets that led to it, ``under`` the conditions of its import."""
        if name in above:
            circle = " → ".join((*above[above.index(name) :], name))
            message = f"style sheets import each other in a circle: {circle}"
            return self.fault(asked, "css", message, "Take one @import out.")
        data = self.design.style(name)
        if data is None:
            message = f"there is no style sheet '{name}'"
            return self.fault(asked, "missing-style", message, "Check its name, or put it into styles/.")
        part = Part(name, under, [])
        written = []
        text = _text(data, name)
        if self.own_only and not self.design.is_own_style(name):
            text = text[: _IMPORTS.match(text).end()]  # type: ignore[union-attr]  # it matches nothing too
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            place = Span(part.file, rule.source_line, rule.source_column)
            if rule.type == "error":
                self.fault(place, "css", f"this is not CSS: {rule.message}", "Look for a missing brace or semicolon.")
            elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
                written.append(self.imported(rule.prelude, (*above, name), place, under))
            elif rule.type != "at-rule" or self.reaches(*_header(rule)):
                self.replace_addresses(getattr(rule, "content", None) or [], place)
                part.rules.append(rule)
                written.append(f"{rule.serialize()}\n")
        if not self.own_only or self.design.is_own_style(name):
            self.parts.append(part)
        return "".join(written)

    def fault(self, span: Span, code: str, message: str, hint: str) -> str:
        """Take a problem down, and write nothing."""
        self.problems.append(Problem(span, code, message, hint))
        return ""

    def imported(self, prelude: list[Any], above: tuple[str, ...], place: Span, under: tuple[str, ...]) -> str:
        """Write the sheet that an ``@import`` names, under the import's condition."""
        target, *rest = _solid(prelude) or [None]
        name = _address_in(target)
        if not name:
            message = "this @import names no style sheet"
            return self.fault(place, "css", message, 'Write its name: @import "tokens.css";')
        conditions = tuple(_conditions(rest))
        if not all(self.reaches(*_header(tinycss2.parse_one_rule(f"{one} {{}}"))) for one in conditions):
            return ""
        inside = self.inside(name, place)
        css = self.sheet(inside, above, place, (*under, *conditions)) if inside else ""
        for opening in reversed(conditions):
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
        """Give the address of the file that a token names; '' when there is none."""
        if token.value.startswith(_INSIDE):
            return str(token.value)
        place = Span(sheet.file, token.source_line, token.source_column)
        name = self.inside(token.value, place)
        if not name:
            return ""
        data = self.design.style(name)
        if data is None:
            return self.fault(place, "missing-style", f"there is no file '{name}' in styles/", _MISSING)
        self.files[name] = data
        return self.locate(name, data)

    def inside(self, name: str, place: Span) -> str:
        """Return the plain name of a file of the styles; one that leads elsewhere is refused where it is asked for."""
        if _REMOTE.match(name):
            hint = "Save the file in styles/ and refer to it by its name."
            return self.fault(place, "outside", f"'{name}' is not a file of this guide, and nothing is fetched", hint)
        if leads_out(name):
            return self.fault(place, "outside", f"'{name}' leads outside styles/", "Copy the file into styles/.")
        return posixpath.normpath(name)


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


def with_values(content: list[Any], tokens: Mapping[str, str]) -> list[Any]:
    """Put values in place of ``var()`` as far as there are any; parts of a sheet keep their places. The tokens given are changed."""
    return _flat(content, tokens, (), lenient=True)


def _flat(content: list[Any], tokens: Mapping[str, str], above: tuple[str, ...], *, lenient: bool = False) -> list[Any]:
    """Put values in place of ``var()``; ``above`` are the tokens whose values are being put in. What has none stays if ``lenient``."""
    flat: list[Any] = []
    for token in content:
        if token.type == "function" and token.lower_name == "var":
            try:
                flat.extend(_value(token, tokens, above))
            except GuideError:
                if not lenient:
                    raise
                flat.append(token)
            continue
        if token.type == "function":
            token.arguments = _flat(token.arguments, tokens, above, lenient=lenient)
        elif token.type in {"{} block", "() block", "[] block"}:
            token.content = _flat(token.content, tokens, above, lenient=lenient)
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
