"""Work round what costs time in WeasyPrint 70, for this version only."""

from __future__ import annotations

import ctypes.util
import re
import sys
from typing import Any

VERSION = "70."
_LENGTH = re.compile(r"\[\d+\]$")


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


class _Sizeless:
    """Stand for cffi's ``ffi`` where arrays are made: WeasyPrint 70 writes their length into the type, and cffi parses each such type as C."""

    def __init__(self, ffi: Any) -> None:  # noqa: ANN401 - cffi has no types
        self.ffi = ffi

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        return getattr(self.ffi, name)

    def new(self, kind: str, *values: Any) -> Any:  # noqa: ANN401 - as above
        """Make an array of as many places as there are values."""
        return self.ffi.new(_LENGTH.sub("[]", kind) if values else kind, *values)


def without_parsing() -> None:
    """Let fonts be cut down without 5 ms for each, from now on, in this process."""
    import weasyprint
    from weasyprint.pdf import fonts

    if weasyprint.__version__.startswith(VERSION) and not isinstance(fonts.ffi, _Sizeless):
        fonts.ffi = _Sizeless(fonts.ffi)
