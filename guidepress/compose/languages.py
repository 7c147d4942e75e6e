"""Tell in which direction a language is written (BCP 47; Unicode's scripts)."""

from __future__ import annotations

_FROM_THE_RIGHT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_SCRIPTS_FROM_THE_RIGHT = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})
_SCRIPT_LENGTH = 4


def direction(language: str) -> str:
    """Return 'rtl' or 'ltr' for a language code; a script in it (``az-Arab``) decides, else the language."""
    first, *others = language.lower().split("-")
    for part in others:
        if len(part) == 1:  # an extension begins
            break
        if len(part) == _SCRIPT_LENGTH and part.isalpha():
            return "rtl" if part in _SCRIPTS_FROM_THE_RIGHT else "ltr"
    return "rtl" if first in _FROM_THE_RIGHT else "ltr"
