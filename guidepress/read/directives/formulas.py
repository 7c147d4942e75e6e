"""Read formulas between paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guidepress.model import Block
from guidepress.read.directives.form import Directive, Form
from guidepress.read.formulas import read_formula_block


def _math(directive: Directive) -> Block:
    """Read the formula; Sphinx lets it begin on the directive's own line."""
    inlines, head = directive.reader.inlines, directive.head
    tex = f"{head.argument}\n{head.text}"
    alt = directive.option("alt")
    block = read_formula_block(tex, directive.span, inlines.problems, inlines.formula_letters, alt)
    return replace(block, id=directive.name)


FORMS: Mapping[str, Form] = {
    "math": Form("Write the formula below: a^2 + b^2 = c^2", _math, options=("alt",), needs_words=False),
}
