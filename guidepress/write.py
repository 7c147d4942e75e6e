"""Write artifacts to the output folder; no other module does.

All or nothing: the new folder is made beside the old one and takes its place in one step. Whatever fails before leaves the
old one as it was. What a killed build left is put right by the next.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from guidepress.model import Artifact

PATIENCE = 10.0  # seconds that another build gets to end its writing, which takes far less
PAUSE = 0.05
_HERE = -100  # AT_FDCWD: paths are taken from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def write(output: Path, stem: str, artifacts: Iterable[Artifact]) -> Path:
    """Write ``artifacts`` into ``output/stem`` and return that folder.

    What an earlier build put there and this one does not replace (other formats) stays. Raises OSError when the disk is full,
    the folder may not be written, something else has its name, or another build is writing; ``in_words`` tells it.
    """
    output.mkdir(parents=True, exist_ok=True)
    target = output / stem
    with _alone(output) as alone:
        if alone:
            _tidy(output, stem)
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise OSError(f"{target} is a {'link' if target.is_symlink() else 'file'}, not a folder; move it away")
        staging = Path(tempfile.mkdtemp(prefix=f".{stem}.new.", dir=output))
        try:
            made = {_write_one(staging, artifact) for artifact in artifacts}
            _keep_others(target, staging, made)
            staging.chmod(0o755)
            _swap(staging, target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return target


def in_words(error: OSError) -> str:
    """Say without numbers why a file could not be written."""
    if error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


@contextmanager
def _alone(output: Path) -> Iterator[bool]:
    """Keep other builds out of the output folder, and tell whether the system can do so.

    The folder itself is locked, so no file is left behind, and the system frees the lock when a build is killed.
    """
    handle = os.open(output, os.O_RDONLY)
    try:
        yield _lock(handle, output)
    finally:
        os.close(handle)


def _lock(handle: int, output: Path) -> bool:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise OSError(f"another build is writing here, in {output}; try again when it has ended") from None
            time.sleep(PAUSE)
        except OSError:  # a file system that knows no locks
            return False
        else:
            return True


def _tidy(output: Path, stem: str) -> None:
    """Put back the old folder that a killed build had moved away, and clear what else it left."""
    own = re.compile(rf"\.{re.escape(stem)}\.(old|new)\.[a-z0-9_]{{8}}")
    left = sorted(path for path in output.iterdir() if own.fullmatch(path.name) and path.is_dir())
    for path in left:
        if f".{stem}.old." in path.name and not (output / stem).exists() and any(path.iterdir()):
            path.rename(output / stem)
        else:
            shutil.rmtree(path, ignore_errors=True)


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
    """Put ``staging`` where ``target`` is; what stood there is in ``staging`` then, or gone."""
    if not target.exists():
        staging.rename(target)
    elif not _exchange(staging, target):
        _swap_in_two(staging, target)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; tell whether the system (Linux, since 2014) and the disk can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _swap_in_two(staging: Path, target: Path) -> None:
    """Move the old folder away and the new one in; put the old one back if that fails."""
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    try:
        os.replace(target, old)  # noqa: PTH105 - a folder takes the place of an empty one, which Path.rename promises nowhere
    except OSError:
        old.rmdir()
        raise
    try:
        staging.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
