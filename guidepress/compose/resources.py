"""Find templates and styles: the guide's own first, ours otherwise, file by file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import guidepress

PACKAGE = Path(guidepress.__file__).parent


def _ours(kind: str) -> Path:
    """Return our folder: inside the package when installed from a wheel, else beside it in the repository."""
    inside = PACKAGE / kind
    return inside if inside.is_dir() else PACKAGE.parent / kind


@dataclass(frozen=True, slots=True)
class Design:
    """Name the folders of templates and of styles, in the order in which they are searched."""

    templates: tuple[Path, ...]
    styles: tuple[Path, ...]

    @property
    def fonts(self) -> Path:
        """Return the folder of our fonts."""
        return self.styles[-1] / "fonts"

    def style(self, name: str) -> Path | None:
        """Find a file of the styles; names that lead out of the folders find nothing."""
        for folder in self.styles:
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        return None


def design_of(root: Path) -> Design:
    """Return the design of the guide in the folder ``root``."""
    own = {kind: root / kind for kind in ("templates", "styles")}
    folders = {
        kind: tuple(path for path in dict.fromkeys((folder, _ours(kind))) if path.is_dir())
        for kind, folder in own.items()
    }
    return Design(folders["templates"], folders["styles"])
