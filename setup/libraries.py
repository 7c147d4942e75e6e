"""Tell by the exit status whether the libraries that lay out text can be loaded.

What counts is whether they load: packages have other names on each system. Kept free of imports that cost time, since it
runs before each build.
"""

import ctypes
import sys

LINUX = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")
MACOS = ("libpango-1.0.0.dylib", "libpangoft2-1.0.0.dylib", "libharfbuzz-subset.0.dylib", "libfontconfig.1.dylib")
# macOS does not look into Homebrew's folders by itself; the Makefile points it there.
FOLDERS = ("", "/opt/homebrew/lib/", "/usr/local/lib/") if sys.platform == "darwin" else ("",)


def loads(name: str) -> bool:
    """Tell whether the system's loader finds a library."""
    for folder in FOLDERS:
        try:
            ctypes.CDLL(folder + name)
        except OSError:
            continue
        return True
    return False


sys.exit(not all(loads(name) for name in (MACOS if sys.platform == "darwin" else LINUX)))
