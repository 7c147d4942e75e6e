"""Work round what costs time in WeasyPrint 70, for this version only."""

from __future__ import annotations

import ctypes.util
import sys
from typing import Any

VERSION = "70."


def imported() -> Any:  # noqa: ANN401 - WeasyPrint has no types
    """Import WeasyPrint in half the time.

    cffi asks ``find_library`` for every name that a library might have on some system, and that starts a compiler and the linker for
    each; on Linux the name that is found is among those that need no search. Other systems are left to search.
    """
    if "weasyprint" in sys.modules or not sys.platform.startswith("linux"):
        import weasyprint

        return weasyprint
    search = ctypes.util.find_library
    ctypes.util.find_library = _find_nothing
    try:
        import weasyprint
    finally:
        ctypes.util.find_library = search
    return weasyprint


def _find_nothing(name: str) -> str | None:  # noqa: ARG001 - find_library's signature
    return None
