r"""Turn LaTeX's formulas into MathML, as a tree. This is latex2mathml's only home.

Goes in: what stands between the dollars. Comes out: a ``math`` element in which text is plain text, with elements and attributes
of MathML only; or a ``FormulaError`` that says what is wrong. Nothing in a formula can define commands, link, or set a style.
latex2mathml 3.81 lets some faults pass (a fraction without denominator, a brace too many, an unknown command becomes its own
name), and hands markup in ``\text{…}`` on as markup; so formulas are looked at before and after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from xml.etree.ElementTree import Element

from guidepress.errors import did_you_mean

LONGEST = 2_000  # letters; the longest formula of a page has some hundred
DEEPEST = 30  # groups inside groups
_TALLEST = 120  # elements inside elements; a group is up to three of them
_TOKEN = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\(?:[A-Za-z]+|.)|[{}&%]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?P<part>begin|end)\s*\{(?P<name>[^{}]*)\}")
_ENTITY = re.compile(r"&#(?:x(?P<hex>[0-9A-Fa-f]{1,6})|(?P<number>[0-9]{1,7}));")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_DOLLAR = re.compile(r"(?<!\\)\$")
_ESCAPED = re.compile(r"\\([_{}&%$#])")
_DELIMITERS = {"\\{": "{", "\\}": "}", "\\|": "‖"}
_NO_MACROS = "A formula cannot define commands: write what they stand for."
_NO_LINKS = "Put the link into the words beside the formula."
_NO_STYLE = "Colours and styles belong to the style sheet: say in words what is special about this part."
_REFUSED: Mapping[str, str] = {
    **dict.fromkeys(
        ("newcommand", "renewcommand", "providecommand", "newenvironment", "renewenvironment", "def", "gdef", "edef", "xdef",
         "let", "DeclareMathOperator"), _NO_MACROS),
    **dict.fromkeys(("href", "url"), _NO_LINKS),
    **dict.fromkeys(("color", "textcolor", "colorbox", "fcolorbox", "style", "class", "cssId", "fontsize"), _NO_STYLE),
    "tag": "Formulas that have a name are numbered: write :::{math} with a line :name: below it.",
    "label": "Give it a name outside: :::{math} with a line :name: below it, or $$ … $$ (my-name).",
}  # fmt: skip
# Environments of amsmath that latex2mathml does not know, or numbers; by the one that looks like it.
_ALIKE = {
    "align": "align*", "aligned": "align*", "alignedat": "align*", "eqnarray": "align*", "eqnarray*": "align*", "dcases": "cases",
    "gather": "matrix", "gather*": "matrix", "gathered": "matrix", "multline": "matrix", "multline*": "matrix",
    "equation": "", "equation*": "", "displaymath": "", "math": "",
}  # fmt: skip
_PARTS = {
    "mfrac": 2, "msup": 2, "msub": 2, "mover": 2, "munder": 2, "mroot": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
_ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "msqrt", "mstyle", "mpadded", "mphantom", "menclose", "mtable",
     "mtr", "mtd", "mmultiscripts", "mprescripts", "none", *_PARTS}
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {"accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle", "fence", "form",
     "height", "largeop", "linebreak", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation",
     "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width"}
)  # fmt: skip


class FormulaError(Exception):
    """Say what is wrong with a formula, and what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@lru_cache(maxsize=16_384)  # more than a chapter may hold; each is asked for several times in a build
def mathml(tex: str, *, display: bool) -> Element:
    """Return the formula as MathML; do not change it, for it is kept. Raises FormulaError."""
    _check_size(tex)
    prepared = _prepare(tex, display=display)
    tree = _convert(prepared, display=display)
    for element in tree.iter():
        _settle(element)
    _check_depth(tree)
    return tree


def _fault(message: str, hint: str) -> FormulaError:
    return FormulaError("bad-formula", message, hint)


# Each more takes three times as long to draw.
_STACKED, _MOST_STACKED = frozenset({"mover", "munder", "munderover"}), 5


def _check_size(tex: str) -> None:
    if not tex.strip():
        raise _fault("the formula is empty", "Write it in LaTeX: a^2 + b^2 = c^2")
    if len(tex) > LONGEST:
        message = f"the formula has {len(tex)} letters, more than {LONGEST}"
        raise FormulaError("formula-size", message, "Break it into several.")


def _too_deep() -> FormulaError:
    return FormulaError("formula-size", "the formula has too many groups inside others", "Break it into several.")


def _prepare(tex: str, *, display: bool) -> str:
    """Look at commands, braces and environments, and return the formula as latex2mathml knows them."""
    open_parts: list[str] = []
    pieces: list[str] = []
    end, is_table = 0, False
    for found in _TOKEN.finditer(tex):
        sign = found[0]
        pieces.append(tex[end : found.start()])
        pieces.append(_environment(sign))
        end = found.end()
        if not any(part != "{" for part in open_parts) and sign in {"&", "\\\\"}:
            is_table = is_table or not open_parts
        _follow(sign, open_parts)
        if len(open_parts) > DEEPEST:
            raise _too_deep()
    if open_parts:
        what = "a brace" if open_parts[-1] == "{" else f"\\begin{{{open_parts[-1]}}}"
        raise _fault(f"{what} in the formula is never closed", "Look for the end that is missing.")
    prepared = "".join((*pieces, tex[end:]))
    if is_table and not display:
        hint = "Write \\& for the sign itself. A formula on several lines stands between lines of its own: :::{math}"
        raise _fault("'&' and '\\\\' arrange formulas of several lines, and this one stands in a line", hint)
    return f"\\begin{{split}}{prepared}\\end{{split}}" if is_table else prepared


def _environment(sign: str) -> str:
    """Name an environment as latex2mathml does."""
    found = _ENVIRONMENT.fullmatch(sign)
    if found is None or found["name"] not in _ALIKE:
        return sign
    name = _ALIKE[found["name"]]
    return f"\\{found['part']}{{{name}}}" if name else " "


def _follow(sign: str, open_parts: list[str]) -> None:
    """Keep account of what is open; report commands that cannot be used."""
    found = _ENVIRONMENT.fullmatch(sign)
    if found and found["part"] == "begin":
        if found["name"] not in _environments():
            hint = did_you_mean(found["name"], _environments())
            raise FormulaError("formula-command", f"there is no environment '{found['name']}' for formulas", hint)
        open_parts.append(found["name"])
    elif found or sign == "}":
        name = found["name"] if found else "{"
        if not open_parts or open_parts.pop() != name:
            what = f"\\end{{{name}}}" if found else "a closing brace"
            raise _fault(
                f"{what} in the formula closes nothing", "Remove it, or look for the beginning that is missing."
            )
    elif sign == "{":
        open_parts.append(sign)
    elif sign == "%":
        raise _fault("'%' begins a remark in LaTeX, and what follows would be lost", "Write \\% for the sign.")
    elif sign[1:] in _REFUSED:
        raise FormulaError("formula-command", f"'{sign}' cannot be used in a formula", _REFUSED[sign[1:]])


@cache
def _environments() -> frozenset[str]:
    from latex2mathml import commands

    return frozenset(
        {*_ALIKE, "array", *(name.removeprefix("\\") for name in commands.MATRICES)} - {"eqalign", "eqalignno"}
    )


@cache
def _commands() -> frozenset[str]:
    from latex2mathml import commands, symbols_parser

    named = {value for value in vars(commands).values() if isinstance(value, str)}
    return frozenset(name for name in {*named, *symbols_parser.SYMBOLS} if _COMMAND.fullmatch(name))


def _convert(tex: str, *, display: bool) -> Element:
    from latex2mathml import exceptions
    from latex2mathml.converter import Converter

    hints = {
        exceptions.ExtraLeftOrMissingRightError: "Write a \\right for every \\left.",
        exceptions.MissingSuperScriptOrSubscriptError: "Write something after ^ and _.",
        exceptions.DoubleSubscriptsError: "Put braces around one of the two: {a_b}_c",
        exceptions.DoubleSuperscriptsError: "Put braces around one of the two: {a^b}^c",
        exceptions.LimitsMustFollowMathOperatorError: "Write \\limits right after a sign such as \\sum.",
    }
    try:
        return Converter(display="block" if display else "inline").convert_to_element(tex)
    except RecursionError:
        raise _too_deep() from None
    except tuple(hints) as error:
        raise _fault("the formula cannot be understood", hints[type(error)]) from error
    except _stumbles() as error:
        hint = "Look for a part that is missing: \\frac{1}{2}, \\sqrt{2}, \\left( … \\right)"
        raise _fault("the formula cannot be understood", hint) from error


@cache
def _stumbles() -> tuple[type[Exception], ...]:
    """List what latex2mathml falls over: its own errors, and Python's where a formula ends too early."""
    from latex2mathml import exceptions

    own = [kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return (*own, LookupError, ValueError, TypeError, AttributeError, StopIteration, RuntimeError)


def _settle(element: Element) -> None:
    """Make entities letters, and see that the element is one of MathML's, with all its parts."""
    element.text = _escaped(element.tag, _plain(element.text or ""))
    if element.tag not in _ELEMENTS or set(element.keys()) - _ATTRIBUTES - {"xmlns"}:
        raise _fault("a part of the formula cannot be shown in all formats", "Write it without styles and links.")
    if element.tag in {"mi", "mo", "mtext"} and (unknown := _COMMAND.search(element.text)):
        hint = _nearest(unknown[0])
        raise FormulaError("formula-command", f"'{unknown[0]}' is not known in formulas", hint)
    if len(element) != _PARTS.get(element.tag, len(element)):
        raise _fault("a part of the formula is missing", "Write all the parts: \\frac{1}{2}, x^{2}, \\sqrt[3]{x}")


def _escaped(tag: str, text: str) -> str:
    """Write the signs that latex2mathml leaves as commands: in words, and as brackets of a size of their own."""
    if tag != "mtext":
        return _DELIMITERS.get(text) or _symbol(text) or text if text.startswith("\\") else text
    if _DOLLAR.search(text):
        raise _fault(
            "a formula stands inside the words of a formula", "End the words before it: \\text{if } x \\text{ is}"
        )
    return _ESCAPED.sub(r"\1", text)


def _symbol(command: str) -> str:
    from latex2mathml.symbols_parser import convert_symbol

    code = convert_symbol(command)
    return chr(int(code, 16)) if code else ""


def _nearest(command: str) -> str:
    hint = did_you_mean(command, _commands())
    return hint if hint.startswith("Did you mean") else "Write words as \\text{words}, and letters without a backslash."


def _plain(text: str) -> str:
    """Replace the entities that latex2mathml writes into text by their letters."""

    def letter(found: re.Match[str]) -> str:
        number = int(found["hex"], 16) if found["hex"] else int(found["number"])
        return chr(number) if number <= 0x10FFFF else "\0"  # noqa: PLR2004 - the last letter of Unicode

    plain = _ENTITY.sub(letter, text)
    if _XML.search(plain):
        raise _fault("the formula holds a character that cannot be shown", "Remove it.")
    return plain


def _check_depth(tree: Element) -> None:
    level = [(tree, 0)]  # and in how many things with others above or below them it stands
    for _ in range(_TALLEST):
        level = [(child, stacked + (child.tag in _STACKED)) for element, stacked in level for child in element]
        if any(stacked > _MOST_STACKED for _, stacked in level):
            raise _too_deep()
        if not level:
            return
    raise _too_deep()
