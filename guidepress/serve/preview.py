"""Keep the website of a guide as it is now, and as it was when it was good last.

Goes in: the guide's folder, and a hint when something in it was touched. Comes out: pages, the files that they show, problems, and
where the last edit was. It knows nothing of servers; whoever asks may do so from several threads.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from guidepress.compose.resources import Design, design_of
from guidepress.errors import GuideError, Problem, in_order
from guidepress.formats import FORMATS, Making, file_of
from guidepress.formats.site import Site, scripts
from guidepress.model import Download, Guide
from guidepress.pipeline import load
from guidepress.read.memory import Memory
from guidepress.serve.assets import Assets, File
from guidepress.serve.edits import Edits, Places, places_of
from guidepress.serve.folders import Look, changed, look


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page as it was when it was good last, which is as it is now unless there are errors; nothing when it never was."""

    html: str | None
    problems: tuple[Problem, ...]
    version: str


class Preview:
    """Hold the guide in ``root``, in the edition for an audience or whole.

    ``version`` is another one each time that something has changed; ``places`` tells where the last edit was; ``problems`` are those
    of the guide and its design, though not of single templates.
    """

    def __init__(self, root: Path, edition: str = "") -> None:
        """Look at nothing yet."""
        self.root, self.edition = root.resolve(), edition
        self.version = ""
        self.places: Places = {}
        self.problems: tuple[Problem, ...] = ()
        self.site: Site | None = None
        self.assets = Assets()
        self._of_templates: tuple[Problem, ...] = ()
        self._memory, self._edits = Memory(), Edits(self.root)
        self._run, self._count = secrets.token_hex(4), 0  # versions of another run are others
        self._look: Look | None = None
        self._made: dict[str, str] = {}  # pages of this site
        self._good: dict[str, str] = {}  # and of those before, for when a template is at fault
        self._script_files: Mapping[str, File] = {}
        self._searched: Site | None = None  # the site that these scripts are of
        self._lock = RLock()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Name the folders that the guide is made of, as far as they are there."""
        design = design_of(self.root)
        every = (self.root / "source", *design.templates, *design.styles)
        return tuple(folder for folder in every if folder.is_dir())

    @property
    def downloads(self) -> Mapping[str, str]:
        """Name the other formats, by their files."""
        return {one.file: one.format for one in _downloads(self.site.guide.stem).values()} if self.site else {}

    def refresh(self, touched: Collection[str] = ()) -> None:
        """Make anew what has changed since it was made; ``touched`` are paths that may have, though they look as they did."""
        with self._lock:
            seen = look(self.folders)
            news = frozenset(touched) | changed(self._look or {}, seen)
            if news or self._look is None:
                self._look = seen
                self._count += 1
                self._renew(news, design_of(self.root), f"{self._run}-{self._count}")

    def page(self, name: str) -> Page:
        """Give a page of the site by the name of its file. Raises KeyError where the guide has none of this name."""
        with self._lock:
            self.refresh()
            if self.site is None:
                return Page(None, self.problems, self.version)
            try:
                if name not in self._made:
                    self._made[name] = str(self.site.page(name))
            except GuideError as error:
                html, problems = self._good.get(name), in_order((*error.problems, *self.problems))
            else:
                html, problems = self._made[name], self.problems
            return Page(html and self.assets.marked(html), problems, self.version)

    def file(self, path: str) -> File | None:
        """Give a file that pages show, by its path below the output folder; nothing where none shows it."""
        if not self.version:  # nothing has been read yet
            self.refresh()
        return self.assets.find(path) or self._scripts().get(path)

    def _scripts(self) -> Mapping[str, File]:
        """Give the scripts of the site's own; what is searched is put together when somebody searches, as it takes its time."""
        with self._lock:
            if self._searched is not self.site and self.site:
                made = scripts(self.site.guide)
                self._script_files = {one.path: File(one.data, "text/javascript") for one in made}
                self._searched = self.site
            return self._script_files

    def _renew(self, news: Collection[str], design: Design, version: str) -> None:
        guide, found = load(self.root, self.edition, self._memory)
        if guide or _any_below(design.templates, news):
            self._renew_site(guide, design)
        if not self.version or self.assets.problems or _any_below(design.styles, news):
            self.assets.renew_styles(design, version)
        if self.site:
            self.assets.renew_pictures(self.site.pictures(), version)
        self.problems = in_order((*found, *self._of_templates, *self.assets.problems))
        edits = self._edits.among(path for path in news if _any_below((self.root / "source",), (path,)))
        if edits and self.site:
            self.places = places_of(self.site.guide, edits)
        self.version = version

    def _renew_site(self, guide: Guide | None, design: Design) -> None:
        """Begin the site anew, of the guide as it was when it was good last if it is not so now."""
        guide = guide or (self.site.guide if self.site else None)
        if guide is None:
            return
        try:
            site = Site(guide, design, Making(FORMATS, downloads=_downloads(guide.stem)))
        except GuideError as error:
            self._of_templates = error.problems
            return
        pages = {**self._good, **self._made}
        self._good = {name: html for name, html in pages.items() if name in site.names}
        self.site, self._made, self._of_templates = site, {}, ()


def _downloads(stem: str) -> Mapping[str, Download]:
    """List the other formats; how large they are is known when they are made, which is when somebody asks for them."""
    return {name: Download(name, file_of(name, stem)) for name in FORMATS if name != "site"}


def _any_below(folders: Collection[Path], paths: Collection[str]) -> bool:
    return any(path == str(folder) or path.startswith(f"{folder}{os.sep}") for folder in folders for path in paths)
