"""Tell whether anything in a guide's folders has changed, without reading it.

Goes in: the folders. Comes out: what lies in them, each file with its times, size and number, so that two looks can be compared.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

Look = Mapping[str, tuple[int, ...]]


def look(folders: Iterable[Path]) -> Look:
    """List all files and folders below ``folders`` by their paths; what cannot be looked into holds nothing. Links are not followed."""
    return {path: about for folder in folders for path, about in _below(str(folder))}


def changed(before: Look, after: Look) -> frozenset[str]:
    """Name the paths that are not as they were."""
    return frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def which(folders: Iterable[Path]) -> Mapping[Path, tuple[int, int]]:
    """Tell folders apart that have the same name one after the other, as far as they are there."""
    found: dict[Path, tuple[int, int]] = {}
    for folder in folders:
        with suppress(OSError):
            about = folder.stat()
            found[folder] = about.st_dev, about.st_ino
    return found


def _below(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                about = entry.stat(follow_symlinks=False)
                yield entry.path, (about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino)
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path)
    except OSError:
        return  # it is gone or closed; reading the guide tells what that means
