"""Give the scripts of web pages: what a reader may search and set. All words are there without them.

They are ours alone: a guide's folder can put no script into a page.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import guidepress

EARLY = "early.js"  # runs before anything is shown
LATE = ("settings.js", "search.js", "anchors.js")
ENGINE = "minisearch/minisearch.js"
_LICENCE = "minisearch/LICENSE.txt"


def _folder() -> Path:
    """Return the folder of scripts: inside the package when installed from a wheel, else beside it in the repository."""
    package = Path(guidepress.__file__).parent
    inside = package / "scripts"
    return inside if inside.is_dir() else package.parent / "scripts"


@cache
def script(name: str) -> str:
    """Read one of our scripts."""
    return (_folder() / name).read_text("utf-8")


def late_scripts() -> str:
    """Join the scripts that run once a page is there."""
    return "".join(map(script, LATE))


def search_engine() -> str:
    """Give MiniSearch with its licence, which has to go where it goes."""
    return f"/*!\n{script(_LICENCE)}*/\n{script(ENGINE)}"


def digests(scripts: Iterable[str]) -> str:
    """Name scripts that stand in a page, as the policy that allows them does (Content Security Policy 3, 2.3.1)."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in hashes)
