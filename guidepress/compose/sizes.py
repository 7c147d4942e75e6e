"""Say how large a file is."""

from __future__ import annotations

KILO = 1000  # as browsers and most systems count
_FEW = 10  # fewer of a kind are told with a decimal


def file_size(size: int) -> str:
    """Say a number of bytes as readers know it: ``480 kB``, ``1.4 MB``, ``12 MB``."""
    thousands, millions = round(size / KILO), round(size / KILO**2, 1)
    if thousands < KILO:
        return f"{max(1, thousands)} kB"
    return f"{millions:.1f} MB" if millions < _FEW else f"{round(millions)} MB"
