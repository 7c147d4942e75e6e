"""Read formulas between paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guidepress.model import Block
from guidepress.read.directives.form import NAME, Directive, Form
from guidepress.read.formulas import read_formula_block


def _math(directive: Directive) -> Block:
    """Read the formula; Sphinx lets it begin on the directive's own line."""
    reader, head = directive.reader, directive.head
    tex = f"{head.argument}\n{head.text}"
    block = read_formula_block(tex, directive.span, reader.inlines.problems, directive.option("alt"))
    return replace(block, id=_name(directive))


def _name(directive: Directive) -> str:
    """Return the name, which MyST calls a label as well."""
    label = directive.options.get("label", "")
    place = directive.place_of("label")
    if label and directive.name:
        directive.reader.report(place, "option-twice", "'label' and 'name' are the same", "Keep one of the two.")
    elif label and not NAME.match(label):
        hint = "Use small letters, digits and dashes, and begin with a letter: my-name."
        directive.reader.report(place, "bad-name", f"'{label}' cannot be a name", hint)
        return ""
    return directive.name or label


FORMS: Mapping[str, Form] = {
    "math": Form("Write the formula below: a^2 + b^2 = c^2", _math, options=("label", "alt"), needs_words=False),
}
