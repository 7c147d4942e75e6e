"""Write a formula as a line of plain text: a² + b² = c², √(x + 1), (a + b)/2.

Goes in: MathML, as a tree. Comes out: words for wherever there is no room for more: text alternatives, names, contents lists.
What no sign of Unicode stands for is written as programs write it (UnicodeMath, Unicode Technical Note 28): x_(i,j), x^(n/2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_RAISED = dict(
    zip("0123456789+−-=()niabcdefghjklmoprstuvwxyz′″‴", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′″‴", strict=True)
)
_LOWERED = dict(zip("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_FRACTIONS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘", "1/6": "⅙",
    "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_ROOTS = {"3": "∛", "4": "∜"}
_OVER = {"^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "―": "\u0304", "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307",
         "¨": "\u0308", "~": "\u0303", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300"}  # fmt: skip
_LARGE = frozenset("∑∏∫∮∬∭⋃⋂")
_TIGHT = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋!′″‴/:√∂∇¬∀∃#%°") | _LARGE
_BRACES = frozenset("⏟⏞⎵⎴_")  # drawn over or under what they hold together, and nothing to say
_PREFIXES = frozenset("+−±∓")
_OPENING = frozenset("([{⟨⌈⌊")
_BRACKETED = re.compile(r"\([^()]*\)")
_UNSEEN = re.compile("[\u2061-\u2064\u200b]")  # invisible times and their kin
_SIMPLE = re.compile(r"[^\W_]+|.", re.DOTALL)
_DIVISOR = re.compile(r"[0-9][0-9.,]*|.|[^\W\d_]{4,}", re.DOTALL)  # a number, a letter, a word


@dataclass(frozen=True, slots=True)
class _Piece:
    """Hold what one element says; a ``sign`` stands between two others and has space around it, a ``stop`` after it."""

    text: str
    sign: bool = False
    stop: bool = False
    word: bool = False


def linear(tree: Element) -> str:
    """Write MathML as plain text."""
    return unicodedata.normalize("NFC", " ".join(_join([_piece(child) for child in tree]).split()))


def _words(element: Element) -> str:
    return _piece(element).text


def _piece(element: Element) -> _Piece:
    text = _UNSEEN.sub("", element.text or "")
    if element.tag in {"mo", "mi"}:
        is_sign = _is_sign(text) if element.tag == "mo" else text in _PREFIXES
        return _Piece(_MINUS.get(text, text), is_sign, stop=text in {",", ";"}, word=len(text) > 1 and text.isalpha())
    if element.tag in {"mn", "mtext", "ms"}:
        return _Piece(text.replace("\u00a0", " "))
    if element.tag == "mspace":
        return _Piece(" ")
    write = _WRITERS.get(element.tag)
    return _Piece(write(element) if write else _row(element))


_MINUS = {"-": "−"}


def _is_sign(text: str) -> bool:
    return bool(text) and not text.isalpha() and not set(text) <= _TIGHT | {",", ";", "."}


def _row(element: Element) -> str:
    return _join([_piece(child) for child in element])


def _join(pieces: list[_Piece]) -> str:
    """Put pieces beside each other, with space around signs and between words."""
    line = ""
    before = _Piece("(")
    for piece in (piece for piece in pieces if piece.text):
        if piece.sign and piece.text in _PREFIXES and _is_prefix(before):
            line += piece.text
        elif piece.sign:
            line = f"{line.rstrip()} {piece.text} "
        elif piece.stop:
            line = f"{line.rstrip()}{piece.text} "
        elif (before.word and piece.text[0] not in "(^_,)") or (_is_apart(piece) and line[-1:].isalnum()):
            line = f"{line.rstrip()} {piece.text}"
        else:
            line += piece.text
        before = _Piece("(") if piece.sign and _is_prefix(before) else piece
    return line.strip()


def _is_apart(piece: _Piece) -> bool:
    """Tell whether a piece needs space before it: a function's name, a sum."""
    return piece.word or piece.text[0] in _LARGE or piece.text.endswith(" ")


def _is_prefix(before: _Piece) -> bool:
    """Tell whether a sign after this stands for itself, as the minus of a number."""
    return before.sign or before.stop or before.text[-1:] in _OPENING


# Each part of a formula is written once: twice at every level would take for ever where parts are nested deeply.


def _grouped(text: str) -> str:
    """Put a part that signs before or after it bind to in brackets, when it has several."""
    return text if _SIMPLE.fullmatch(text) or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth and place < len(text) - 1:
            return False
    return True


def _script(text: str, letters: Mapping[str, str], mark: str) -> str:
    tight = text.replace(" ", "")
    if all(letter in letters for letter in tight):
        return "".join(letters[letter] for letter in tight)
    return f"{mark}{_grouped(text)}"


def _base(element: Element) -> str:
    text = _words(element)
    simple = element.tag in {"mi", "mn", "mo", "mtext", "mover"} or len(text) == 1 or _is_bracketed(text)
    return text if simple else f"({text})"


def _with_scripts(element: Element) -> str:
    """Write what stands at a base: below it first, then above."""
    base, *scripts = element
    low, high = {"msub": (0, None), "munder": (0, None), "msup": (None, 0), "mover": (None, 0)}.get(element.tag, (0, 1))
    text = _base(base)
    text += _script(_words(scripts[low]), _LOWERED, "_") if low is not None else ""
    text += _script(_words(scripts[high]), _RAISED, "^") if high is not None else ""
    return _spaced_after(base, text)


def _spaced_after(base: Element, text: str) -> str:
    """Keep what a sum runs over, and a function's name, apart from what follows."""
    name = (base.text or "") if base.tag in {"mo", "mi"} else ""
    return f"{text} " if name in _LARGE or (len(name) > 1 and name.isalpha()) else text


def _marked(element: Element) -> str:
    """Write an accent on its letters; a brace over or under several has nothing to say."""
    mark = (element[1].text or "").strip()
    if mark not in _OVER and mark not in _BRACES:
        return _with_scripts(element)
    base = _words(element[0])
    if mark in _OVER and element.tag == "mover" and base.isalnum():
        return "".join(letter + _OVER[mark] for letter in base)
    return _grouped(base)


def _fraction(element: Element) -> str:
    above, below = _words(element[0]), _words(element[1])
    if element.get("linethickness") in {"0", "0pt", "0em"}:
        return f"{above} ¦ {below}"
    plain = f"{above}/{below}"
    above = f"({above})" if " " in _BRACKETED.sub("", above) else above
    below = below if _DIVISOR.fullmatch(below) or _is_bracketed(below) else f"({below})"
    return _FRACTIONS.get(plain, f"{above}/{below}")


def _square_root(element: Element) -> str:
    return f"√{_grouped(_row(element))}"


def _root(element: Element) -> str:
    index = _words(element[1])
    sign = _ROOTS.get(index) or f"{_script(index, _RAISED, '^')}√"
    return f"{sign}{_grouped(_words(element[0]))}"


def _table(element: Element) -> str:
    if any(cell.get("columnalign") == "right" for row in element for cell in row):  # sides of an equation
        rows = [_join([_piece(part) for cell in row for part in cell]) for row in element]
    else:
        rows = [", ".join(filter(None, map(_words, row))) for row in element]
    return "; ".join(filter(None, rows))


_WRITERS: Mapping[str, Callable[[Element], str]] = {
    **dict.fromkeys(("msup", "msub", "msubsup", "munderover"), _with_scripts),
    **dict.fromkeys(("mover", "munder"), _marked),
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "mtable": _table,
    "mphantom": lambda _: "",
}
