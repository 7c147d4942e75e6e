"""Read formulas: ``{math}`…```, ``$…$``, ``$$…$$`` and ``:::{math}``.

Goes in: LaTeX, with its place. Comes out: a formula of the model, with its words in plain text; or a problem at that place.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from guidepress.errors import Problem, Span
from guidepress.model import Code, CodeBlock, Formula, FormulaBlock
from guidepress.read.linear import linear
from guidepress.read.tex import FormulaError, mathml

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

MOST = (
    50_000  # letters in the formulas of a file, some forty pages of nothing else: each takes ten microseconds to read
)
_COMMANDS = re.compile(r"\\(?:[A-Za-z]+\s*(?:\{[^{}]*\})?|.)")
_WORD = re.compile(r"[^\W\d_]{2}")


def read_formula(
    tex: str, span: Span, problems: list[Problem], letters: Counter[str], *, display: bool = False
) -> Formula | Code:
    """Make a formula in a line; one that cannot be understood is reported, and shown as it is written.

    ``letters`` counts those of the formulas of each file.
    """
    tex = tex.strip()
    text = _text(tex, span, problems, letters, display=display)
    return Code(tex) if text is None else Formula(tex, text, display, span)


def read_formula_block(
    tex: str, span: Span, problems: list[Problem], letters: Counter[str], alt: str = ""
) -> FormulaBlock | CodeBlock:
    """Make a formula between paragraphs."""
    tex = tex.strip()
    text = _text(tex, span, problems, letters, display=True)
    return CodeBlock(text=tex, span=span) if text is None else FormulaBlock(tex=tex, text=text, alt=alt, span=span)


def _text(tex: str, span: Span, problems: list[Problem], letters: Counter[str], *, display: bool) -> str | None:
    before = letters[span.file]
    letters[span.file] += len(tex)
    if letters[span.file] > MOST:
        if before <= MOST:
            message = (
                f"the formulas of this file have more than {MOST} letters together; from here on they are not read"
            )
            problems.append(Problem(span, "formula-size", message, "Divide the file into several."))
        return None
    try:
        return linear(mathml(tex, display=display))
    except FormulaError as error:
        problems.append(Problem(span, error.code, error.message, error.hint))
        return None


def dollar_plugin(md: MarkdownIt) -> None:
    """Teach markdown-it ``$…$`` and ``$$…$$`` as MyST has them, but for prices.

    No space stands inside the dollars, and no letter or digit right outside. What begins with a digit and holds words is money:
    ``from $5/day to 9$/day``.
    """
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True)
    (rule,) = (rule for rule in md.inline.ruler.__rules__ if rule.name == "math_inline")
    read = rule.fn

    def unless_money(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        start = state.pos
        if not read(state, True):  # noqa: FBT003 - markdown-it's signature
            return False
        end, state.pos = state.pos, start
        return not _is_money(state.src, start, end) and read(state, silent)

    md.inline.ruler.at("math_inline", unless_money)


def _is_money(source: str, start: int, end: int) -> bool:
    """Tell whether dollars at ``start`` and before ``end`` are the currency."""
    if source[start : start + 2] == "$$":
        return False
    if source[start - 1 : start].isalnum() or source[end : end + 1].isalnum():
        return True
    inside = source[start + 1 : end - 1]
    return inside[:1].isdigit() and bool(_WORD.search(_COMMANDS.sub("", inside)))
