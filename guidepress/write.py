"""Write artifacts to the output folder; no other module does.

All or nothing: the new folder is made beside the old one and takes its place in one step. Whatever fails before leaves the
old one as it was.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from guidepress.model import Artifact


def write(output: Path, stem: str, artifacts: Iterable[Artifact]) -> Path:
    """Write ``artifacts`` into ``output/stem`` and return that folder.

    What an earlier build put there and this one does not replace (other formats) stays. Raises OSError when the disk is full
    or the folder may not be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    target = output / stem
    staging = Path(tempfile.mkdtemp(prefix=f".{stem}.", dir=output))
    try:
        made = {_write_one(staging, artifact) for artifact in artifacts}
        _keep_others(target, staging, made)
        staging.chmod(0o755)
        _swap(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return target


def _write_one(folder: Path, artifact: Artifact) -> str:
    """Write one file; return the name of what stands directly in the folder."""
    path = folder / artifact.path
    if not path.resolve().is_relative_to(folder.resolve()):
        message = f"an artifact may not leave its folder: {artifact.path}"
        raise ValueError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(artifact.data)
    return artifact.path.split("/", 1)[0]


def _keep_others(target: Path, staging: Path, made: set[str]) -> None:
    if not target.is_dir():
        return
    for entry in target.iterdir():
        if entry.name in made:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, staging / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, staging / entry.name, follow_symlinks=False)


def _swap(staging: Path, target: Path) -> None:
    """Put ``staging`` where ``target`` is; put the old one back if that fails."""
    if not target.exists():
        staging.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    os.replace(target, old)  # noqa: PTH105 - a folder takes the place of an empty one, which Path.rename promises nowhere
    try:
        staging.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
