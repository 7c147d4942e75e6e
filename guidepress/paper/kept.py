"""Keep gatherings as drawn, so that what did not change is not laid out again.

A gathering is kept under a digest of all that made it, in ``.guidepress/paper/``. Two builds may use the folder at once: files are
written and replaced in one step. One that is damaged is thrown away, as is, when the folder grows too large, what was not used for
the longest time. Where nothing can be kept, a build takes longer, and that is all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from guidepress.model import Begin, PageMap, PrintedPage
from guidepress.own_folder import FOLDER, is_ours, own_folder
from guidepress.own_folder import replace as write
from guidepress.paper.gatherings import Gathering, Setting
from guidepress.paper.layout import Materials
from guidepress.paper.printed import Bookmark, Glyph, Printed, Typeface

MOST = 512 * 1024 * 1024  # bytes that are kept: some twenty guides of a thousand pages
_PAPER = "paper"
_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pillow", "fonttools", "pypdfium2")
_FAULTS = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)  # of files that are not as we write them


@dataclass(frozen=True, slots=True)
class Kept:
    """Find and keep gatherings and the numbers of pages.

    ``root`` is the guide's folder; without one, nothing is found and nothing kept. A gathering that nobody has ``judged`` is not kept:
    the next build would take it for sound.
    """

    root: Path | None
    judged: bool = True
    fonts: dict[str, bytes] = field(default_factory=dict)

    def find(self, digest: str) -> Printed | None:
        """Give the gathering that is kept under a digest, if there is one, and note that it was used."""
        data = self._read(f"{digest}.part")
        if data is None:
            return None
        try:
            printed = self._unpacked(data)
        except _FAULTS:
            self._forget(f"{digest}.part")
            return None
        with suppress(OSError):
            os.utime(self._path(f"{digest}.part"))
        return printed

    def keep(self, digest: str, printed: Printed) -> None:
        """Keep a gathering under a digest, if it was judged."""
        if not self.judged:
            return
        for face in printed.typefaces:
            if face.digest and face.digest not in self.fonts:
                self.fonts[face.digest] = face.data
                self._write(f"{face.digest}.font", face.data)
        self._write(f"{digest}.part", _packed(printed))

    def picture(self, digest: str) -> bytes | None:
        """Give the picture that is kept under a digest, if there is one and it is whole."""
        data = self._read(f"{digest}.picture") or b""
        seal, _, picture = data.partition(b"\n")
        if hashlib.sha256(picture).hexdigest().encode() != seal:
            return None
        with suppress(OSError):
            os.utime(self._path(f"{digest}.picture"))
        return picture

    def keep_picture(self, digest: str, picture: bytes) -> None:
        """Keep a picture under a digest."""
        self._write(f"{digest}.picture", hashlib.sha256(picture).hexdigest().encode() + b"\n" + picture)

    def labels(self, stem: str) -> tuple[dict[str, int], dict[str, str]]:
        """Recall of the last build of a guide how many pages each gathering had, and the number of the page of everything."""
        try:
            found = json.loads(self._read(f"{stem}.pages") or b"{}")
            counts = {str(key): int(count) for key, count in found["counts"].items()}
            return counts, {str(name): str(label) for name, label in found["labels"].items()}
        except _FAULTS:
            return {}, {}

    def keep_labels(self, stem: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> None:
        """Keep those numbers for the next build."""
        self._write(f"{stem}.pages", json.dumps({"counts": dict(counts), "labels": dict(labels)}).encode())

    def page_map(self, stem: str, origin: str = "") -> PageMap | None:
        """Recall on which page everything was in the last build of a guide; with an ``origin``, only if it is that of the pages."""
        try:
            found = json.loads(self._read(f"{stem}.map") or b"{}")
            if origin and found["origin"] != origin:
                return None
            pages = tuple(
                PrintedPage(str(label), Begin(str(begin[0]), int(begin[1])) if begin else None)
                for label, begin in found["pages"]
            )
            return PageMap(pages, {str(name): int(page) for name, page in found["places"].items()})
        except _FAULTS:
            return None

    def keep_page_map(self, stem: str, pages: PageMap, origin: str) -> None:
        """Keep it for the next build."""
        listed = [(one.label, (one.begin.block, one.begin.offset) if one.begin else None) for one in pages.pages]
        told = {"origin": origin, "pages": listed, "places": dict(pages.places)}
        self._write(f"{stem}.map", json.dumps(told).encode())

    def tidy(self, most: int = MOST) -> None:
        """Throw away what was not used for the longest time, until no more than ``most`` bytes are kept."""
        if self.root is None:
            return
        with suppress(OSError):
            files = [(entry.stat(), entry.path) for entry in os.scandir(self._path("")) if entry.is_file()]
            total = sum(stat.st_size for stat, _ in files)
            for stat, path in sorted(files, key=lambda one: one[0].st_mtime):
                if total <= most:
                    return
                Path(path).unlink(missing_ok=True)
                total -= stat.st_size

    def _unpacked(self, data: bytes) -> Printed:
        """Read a gathering; raises when it is not what ``_packed`` writes, or a font of it is gone."""
        seal, _, rest = data.partition(b"\n")
        if hashlib.sha256(rest).hexdigest().encode() != seal:
            raise ValueError(seal)
        length, _, rest = rest.partition(b"\n")
        told, pdf = json.loads(rest[: int(length)]), rest[int(length) :]
        return Printed(
            pdf,
            int(told["pages"]),
            {str(name): int(page) for name, page in told["places"].items()},
            tuple(Bookmark(**one) for one in told["bookmarks"]),
            tuple(Begin(**one) if one else None for one in told["starts"]),
            tuple(self._typeface(one) for one in told["typefaces"]),
        )

    def _typeface(self, told: Mapping[str, Any]) -> Typeface:
        digest = str(told["digest"])
        if digest and digest not in self.fonts:
            data = self._read(f"{digest}.font")
            if data is None or hashlib.sha256(data).hexdigest() != digest:
                self._forget(f"{digest}.font")
                raise ValueError(digest)
            self.fonts[digest] = data
        glyphs = {int(number): Glyph(**glyph) for number, glyph in told["glyphs"].items()}
        return Typeface(str(told["name"]), digest, glyphs, self.fonts.get(digest, b""))

    def _path(self, name: str) -> Path:
        return (self.root or Path()) / FOLDER / _PAPER / name

    def _read(self, name: str) -> bytes | None:
        if self.root is None or not is_ours(self.root) or self._path("").is_symlink():
            return None
        with suppress(OSError):
            path = self._path(name)
            return None if path.is_symlink() else path.read_bytes()
        return None

    def _write(self, name: str, data: bytes) -> None:
        if self.root is None:
            return
        with suppress(OSError):  # a full disk or a folder that may not be written: the next build lays it out again
            own_folder(self.root)
            folder = self._path("")
            folder.mkdir(exist_ok=True)
            if not folder.is_symlink():
                write(folder / name, data)

    def _forget(self, name: str) -> None:
        with suppress(OSError):
            self._path(name).unlink(missing_ok=True)


def _packed(printed: Printed) -> bytes:
    """Write a gathering: a seal over all that follows, the length of what is told of it, that, and its PDF."""
    bare = replace(printed, pdf=b"", typefaces=tuple(replace(face, data=b"") for face in printed.typefaces))
    told = asdict(bare)
    del told["pdf"]
    for face in told["typefaces"]:
        del face["data"]
    words = json.dumps(told, separators=(",", ":")).encode()
    rest = b"%d\n%b%b" % (len(words), words, printed.pdf)
    return hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


class Digests:
    """Work out the digest of gatherings that are laid out with the same materials."""

    def __init__(self, materials: Materials, libraries: Iterable[str]) -> None:
        """Take in what all share; ``libraries`` are the versions of those that are not Python's, such as Pango."""
        self.resources = {
            address: hashlib.sha256(resource.data).hexdigest() for address, resource in materials.resources.items()
        }
        sheet = sorted(text for address, text in self.resources.items() if not address.startswith(_PICTURES))
        self.shared = _digest(_ours(), *libraries, *_fonts(materials.fonts), materials.identifier.hex(), *sheet)

    def of(self, gathering: Gathering, setting: Setting) -> str:
        """Give the digest of a gathering as it is to be laid out."""
        html = gathering.filled(setting.labels)
        pictures = sorted({self.resources.get(address, "") for address in _ADDRESS.findall(html)})
        return _digest(self.shared, gathering.numbering, str(setting.first), html, *pictures)


_PICTURES = "guide:source/"
_ADDRESS = re.compile(rf"{_PICTURES}[^\"'()\s]+")


def _fonts(folder: Path) -> Iterable[str]:
    """Digest the fonts that fontconfig is told of."""
    return (hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file())


@cache
def _ours() -> str:
    """Digest the code that lays out, and name the versions of what it calls."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    return _digest(*(path.read_text("utf-8") for path in code), *(version(name) for name in _PACKAGES))


def _digest(*parts: str) -> str:
    """Digest texts, each with its length, so that none runs into the next."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode()
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()
