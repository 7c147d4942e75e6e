"""Remember chapters and pictures between readings of one guide, for a program that reads it again after each edit.

Goes in: the name of a chapter or a picture. Comes out: what reading it would give, problems and all; it is read only if something that it was
read from is another now. Reading all chapters of a long guide again would take a quarter of a second, and each MB of photographs a millisecond.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from guidepress.errors import Problem, Span, guesses_asked
from guidepress.model import Chapter, Picture
from guidepress.read.chapter import read_chapter
from guidepress.read.folder import About, Folder
from guidepress.read.pictures import read_picture

ReadChapter = Callable[[Folder, str, Span, str], Chapter | None]
SETTLED = 1_000_000_000  # ns; of a file that was written later it cannot be said that it was not written twice in one tick of the clock
ReadPicture = Callable[[Folder, str, Span], Picture | None]
_Key = tuple[str, str]  # a chapter's file and the guide's language


@dataclass(frozen=True, slots=True)
class _Remembered:
    """Hold what a reading gave, and what it was read from: digests of files, and whether names were there."""

    chapter: Chapter
    problems: tuple[Problem, ...]
    digests: Mapping[str, str]
    looked_for: Mapping[str, bool]

    def holds(self, folder: Folder) -> bool:
        """Tell whether all that it was read from is as it was; what is there now is noted in ``folder``."""
        here = Span("")  # of a file that cannot be had now: the reading that follows tells of it at its place
        for name in self.digests:
            folder.data(name, here)
        for name in self.looked_for:
            folder.exists(name)
        return folder.digests == self.digests and folder.looked_for == self.looked_for


@dataclass(frozen=True, slots=True)
class _Seen:
    """Hold a picture, and which file it was."""

    picture: Picture
    about: About
    digest: str


@dataclass(slots=True)
class Memory:
    """Hold the chapters and pictures of the last complete reading of one guide."""

    _chapters: dict[_Key, _Remembered] = field(init=False, default_factory=dict)
    _used: dict[_Key, _Remembered] = field(init=False, default_factory=dict)
    _pictures: dict[str, _Seen] = field(init=False, default_factory=dict)
    _used_pictures: dict[str, _Seen] = field(init=False, default_factory=dict)

    def __len__(self) -> int:
        return len(self._chapters)

    def read_chapter(self, folder: Folder, name: str, asked: Span, language: str) -> Chapter | None:
        """Do as ``chapter.read_chapter``, without reading what is remembered."""
        key = (name, language)
        own = Folder(folder.root, [])
        remembered = self._chapters.get(key)
        if remembered and remembered.holds(own):
            self._used[key] = remembered
            folder.problems.extend(remembered.problems)
            folder.digests.update(remembered.digests)
            return remembered.chapter
        own, guesses = Folder(folder.root, []), guesses_asked()
        chapter = read_chapter(own, name, asked, language)
        folder.problems.extend(own.problems)
        folder.digests.update(own.digests)
        # What has errors may lack files, and depend on what else lies in their folders; a guess depends on those before it.
        if chapter and guesses == guesses_asked() and all(one.severity == "warning" for one in own.problems):
            self._used[key] = _Remembered(chapter, tuple(own.problems), own.digests, own.looked_for)
        return chapter

    def read_picture(self, folder: Folder, path: str, asked: Span) -> Picture | None:
        """Do as ``pictures.read_picture``, without opening a file that is the same as before by all that the system says of it."""
        about = folder.about(path)
        seen = self._pictures.get(path)
        if seen is None or seen.about != about:
            picture = read_picture(folder, path, asked)
            is_settled = about is not None and time.time_ns() - about.changed > SETTLED and about == folder.about(path)
            seen = _Seen(picture, about, folder.digests[path]) if picture and about and is_settled else None
            if seen is None:
                return picture
        self._used_pictures[path] = seen
        folder.digests[path] = seen.digest
        return seen.picture

    def forget_unused(self) -> None:
        """Forget what the reading that ends here did not use; one that breaks off before, at guide.yaml, forgets nothing."""
        self._chapters, self._used = self._used, {}
        self._pictures, self._used_pictures = self._used_pictures, {}
