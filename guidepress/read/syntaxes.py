"""Know the languages of code, and part code into what stands for what. Pygments is at home here and in ``compose/highlight``.

Goes in: lines of code and the name of their language. Comes out: pieces, each with Pygments' type for it; joined, they are the
code, letter by letter.
"""

from __future__ import annotations

from functools import cache, lru_cache

from guidepress.errors import did_you_mean

LARGEST = 32_000  # letters; more than that is read in an editor, and some languages take Pygments a second for 100,000
_LONGEST_LINE = 4_000
PLAIN = frozenset({"", "none", "plain", "plaintext", "text", "txt"})
_ALSO = {"ipython": "python", "ipython3": "python", "jsonc": "json5", "shell-session": "console"}

Kind = tuple[str, ...]  # Pygments' type of a piece: ("Literal", "String")
Pieces = tuple[tuple[Kind, str], ...]


def is_known(syntax: str) -> bool:
    """Tell whether there is a language of that name."""
    return syntax.lower() in PLAIN or _name(syntax) in names()


def nearest(syntax: str) -> str:
    """Suggest the language that is meant."""
    hint = did_you_mean(syntax.lower(), names())
    return hint if hint.startswith("Did you mean") else "Leave the name away: the code is then shown without colours."


@cache
def names() -> frozenset[str]:
    """List the names of languages that Pygments itself knows; what else is installed on a machine must not change a guide."""
    from pygments.lexers import get_all_lexers

    return frozenset(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


def _name(syntax: str) -> str:
    return _ALSO.get(syntax.lower(), syntax.lower())


@lru_cache(maxsize=256)
def pieces_of(text: str, syntax: str) -> Pieces:
    """Part code; nothing comes back for plain text, for languages that are not known, and for what is too large."""
    if syntax.lower() in PLAIN or not is_known(syntax) or len(text) > LARGEST:
        return ()
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        return ()
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(_name(syntax), stripnl=False, ensurenl=False)
    found = tuple(lexer.get_tokens(text))
    return found if "".join(piece for _, piece in found) == text else ()


def first_misfit(text: str, syntax: str) -> int | None:
    """Return the line (from 0) of the first letter that cannot stand there in the language."""
    from pygments.token import Error

    line = 0
    for kind, piece in pieces_of(text, syntax):
        if kind == Error:
            return line
        line += piece.count("\n")
    return None
