"""Keep things between runs in ``.guidepress/`` below a guide's folder, which git is told to leave out.

Nothing here is needed: what is lost is made again. A link in the folder's place is not followed, as it could lead out of the guide.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

FOLDER = ".guidepress"


def is_ours(root: Path) -> bool:
    """Tell whether the folder is one of the guide's own, not a link to another."""
    return not (root / FOLDER).is_symlink()


def own_folder(root: Path) -> Path:
    """Make the folder, and return it. Raises OSError where it cannot be had."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    if not is_ours(root):
        raise OSError(f"{folder} leads out of the guide")
    if not (folder / ".gitignore").exists():
        replace(folder / ".gitignore", b"*\n")
    return folder


def replace(path: Path, data: bytes) -> None:
    """Write a file in one step: another run sees what was there or what is there now. Raises OSError, and leaves nothing then."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
