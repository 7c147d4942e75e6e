"""Digest all that the pages of a guide follow from, so that a map of them can be trusted or not without laying them out.

Goes in: a guide and its design. Comes out: a digest that is another one when a file of the guide, its templates or styles, our code, or a
library is another.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from guidepress.compose.resources import PACKAGE, Design
from guidepress.model import Guide
from guidepress.paper.layout import library_versions

_TOLD = ("*.dist-info", "*.egg-info")
_OURS = ("*.py", "*.yaml")  # our code, and the words that we write


def origin(guide: Guide, design: Design) -> str:
    """Digest what the pages of a guide follow from."""
    found = hashlib.sha256()
    for part in (guide.digest, guide.stem, guide.date.isoformat(), *library_versions(), *_packages()):
        found.update(part.encode() + b"\0")
    for path in _files(design):
        data = _data(path, design)
        found.update(b"%s\0%d\0" % (path.name.encode(), len(data)))
        found.update(data)
    return found.hexdigest()


def _packages() -> list[str]:
    """Name the Python packages that are installed, with their versions, as the folders do that tell of them (PyPA, binary distributions)."""
    folders = (Path(entry) for entry in sys.path if Path(entry).is_dir())
    return sorted(path.name for folder in folders for pattern in _TOLD for path in folder.glob(pattern))


def _data(path: Path, design: Design) -> bytes:
    """Read a file, if it may and can be; if not, who uses it will hear of it."""
    try:
        is_inside = not path.is_symlink() or path.resolve(strict=True).is_relative_to(design.root.resolve())
        return path.read_bytes() if is_inside else b""
    except (OSError, RuntimeError):  # a RuntimeError is a link that leads to itself
        return b""


def _files(design: Design) -> Iterator[Path]:
    """Find templates, styles, code and words, in an order of their own."""
    for folder in (*design.templates, *design.styles):
        yield from sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    for pattern in _OURS:
        yield from sorted(PACKAGE.rglob(pattern))
