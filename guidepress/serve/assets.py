"""Keep the files that pages show: the style sheet, fonts and pictures.

Goes in: a guide's design and its pictures, each time that they may have changed. Comes out: files by their paths below the output
folder, with a mark on those that have changed, as browsers take what has the same address for the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from guidepress.compose.media_types import media_type
from guidepress.compose.resources import Design
from guidepress.errors import GuideError, Problem
from guidepress.formats.site import styles
from guidepress.model import Picture

_SITE = "site/"


@dataclass(frozen=True, slots=True)
class File:
    """Hold a file's bytes, their media type, and a mark: the version with which they came, '' for those of the beginning."""

    data: bytes = field(repr=False)
    media_type: str
    mark: str = ""

    @property
    def tag(self) -> str:
        """Tell its content apart from any other."""
        return hashlib.sha256(self.data).hexdigest()[:32]


@dataclass(slots=True)
class Assets:
    """Hold the files as they were when they were good last, and what is wrong with the style sheets now."""

    problems: tuple[Problem, ...] = ()
    _files: dict[str, File] = field(default_factory=dict)

    def find(self, path: str) -> File | None:
        """Give a file by its path."""
        return self._files.get(path)

    def renew_styles(self, design: Design, mark: str) -> None:
        """Join the style sheets anew; when one is at fault, what was there stays."""
        try:
            for made in list(styles(design)):
                self._put(made.path, made.data, media_type(made.path), mark)
            self.problems = ()
        except GuideError as error:
            self.problems = error.problems

    def renew_pictures(self, pictures: Iterable[tuple[str, Picture]], mark: str) -> None:
        """Take over the pictures of a site, by their addresses in its pages."""
        for address, picture in pictures:
            self._put(f"{_SITE}{address}", picture.data, picture.media_type, mark)

    def marked(self, html: str) -> str:
        """Let the addresses in a page say which files have changed."""
        for path, file in self._files.items():
            if file.mark:
                address = path.removeprefix(_SITE)
                html = html.replace(f'"{address}"', f'"{address}?{file.mark}"')
        return html

    def _put(self, path: str, data: bytes, kind: str, mark: str) -> None:
        before = self._files.get(path)
        if before is None:
            self._files[path] = File(data, kind)
        elif before.data != data:
            self._files[path] = File(data, kind, mark)
