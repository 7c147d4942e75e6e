"""Find templates and styles: the guide's own first, ours otherwise, file by file.

What stands in the guide's folder is read only when it stays there: a name with ``..`` and a symbolic link that leads out are
refused. A file that cannot be read is a problem too; ours never takes its place in silence.
"""

from __future__ import annotations

import errno
import posixpath
from dataclasses import dataclass
from pathlib import Path

import guidepress
from guidepress.errors import GuideError, Problem, Span

PACKAGE = Path(guidepress.__file__).parent
_INTO = "Copy the file into {}/."


def _ours(kind: str) -> Path:
    """Return our folder: inside the package when installed from a wheel, else beside it in the repository."""
    inside = PACKAGE / kind
    return inside if inside.is_dir() else PACKAGE.parent / kind


@dataclass(frozen=True, slots=True)
class Design:
    """Name the guide's folder, and the folders of templates and of styles in the order in which they are searched."""

    root: Path
    templates: tuple[Path, ...]
    styles: tuple[Path, ...]

    @property
    def fonts(self) -> Path:
        """Return the folder of our fonts."""
        return self.styles[-1] / "fonts"

    @property
    def has_own_styles(self) -> bool:
        """Tell whether the guide has a folder of styles that is not ours."""
        folder = self.root / "styles"
        return folder.is_dir() and not folder.samefile(self.styles[-1])

    def is_own_style(self, name: str) -> bool:
        """Tell whether a file of the styles is the guide's, which it is too where the guide stands in our own folder."""
        return (self.root / "styles" / name).is_file()

    def style(self, name: str) -> bytes | None:
        """Read a file of the styles; nothing when there is none. Raises GuideError when it must not or cannot be read."""
        return self._read("styles", self.styles, name)

    def template(self, name: str) -> bytes | None:
        """Read a template; nothing when there is none. Raises GuideError when it must not or cannot be read."""
        return self._read("templates", self.templates, name)

    def template_names(self) -> tuple[str, ...]:
        """Name our own templates."""
        folder = self.templates[-1]
        return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2")))

    def _read(self, kind: str, folders: tuple[Path, ...], name: str) -> bytes | None:
        span = Span(f"{kind}/{name}")
        if leads_out(name):
            raise GuideError((Problem(span, "outside", f"'{name}' leads outside {kind}/", _INTO.format(kind)),))
        for folder in folders:
            path = folder / name
            try:
                if not _exists(path):
                    continue
                theirs = folder == self.root / kind
                if theirs and not path.resolve(strict=True).is_relative_to(self.root.resolve()):
                    raise GuideError((Problem(span, "outside", "this leads outside the guide", _INTO.format(kind)),))
                if path.is_file():
                    return path.read_bytes()
                reason = "it is not a file"
            except (OSError, RuntimeError) as error:  # a RuntimeError is a link that leads to itself
                reason = getattr(error, "strerror", None) or "it is a link that leads nowhere"
            hint = "Mend it, or delete it: then ours is used, if there is one of this name."
            raise GuideError((Problem(span, "unreadable", f"this cannot be read: {reason}", hint),))
        return None


def leads_out(name: str) -> bool:
    """Tell whether a name, by its words alone, leads out of the folder that it is looked for in."""
    plain = posixpath.normpath(name.replace("\\", "/"))
    return plain.startswith("/") or plain.split("/")[0] == ".."


def _exists(path: Path) -> bool:
    """Tell whether something has this name, a broken link too; a name that no file can have is that of nothing."""
    try:
        path.lstat()
    except (FileNotFoundError, ValueError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
    return True


def our_design() -> Design:
    """Return the design of a guide that has none of its own."""
    folders = {kind: (_ours(kind),) for kind in ("templates", "styles")}
    return Design(PACKAGE.parent, folders["templates"], folders["styles"])


def design_of(root: Path) -> Design:
    """Return the design of the guide in the folder ``root``."""
    folders = {kind: tuple(dict.fromkeys((root / kind, _ours(kind)))) for kind in ("templates", "styles")}
    return Design(root, folders["templates"], folders["styles"])
