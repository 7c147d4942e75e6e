"""Hold once what several gatherings draw: pictures, and the profiles of colours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Dictionary, Object


def resources(pages: Sequence[Any]) -> Iterator[Any]:
    """Yield what the pages draw with, and what the groups and patterns in it draw with, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.Resources for page in pages]
    while waiting:
        one = waiting.pop()
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        yield one
        for kind in ("/XObject", "/Pattern"):
            inner = one.get(kind, Dictionary()).values()
            waiting += [drawn.Resources for drawn in inner if "/Resources" in drawn]


def forms(pages: Sequence[Any]) -> Iterator[Any]:
    """Yield the groups that are drawn on the pages."""
    for one in resources(pages):
        for drawn in one.get("/XObject", Dictionary()).values():
            if drawn.get("/Subtype") == "/Form":
                yield drawn


class Shared:
    """Remember pictures and profiles by what they hold, and put the first of equals in the place of the others."""

    def __init__(self) -> None:
        """Begin with none."""
        self.pictures: dict[bytes, Object] = {}
        self.profiles: dict[bytes, Object] = {}

    def share(self, pages: Sequence[Any]) -> None:
        """Go through what the pages of a gathering draw with."""
        for one in resources(pages):
            drawn = one.get("/XObject", Dictionary())
            for name in list(drawn.keys()):
                if drawn[name].get("/Subtype") == "/Image":
                    drawn[name] = self.pictures.setdefault(_digest(drawn[name]), drawn[name])
            colours = one.get("/ColorSpace", Dictionary())
            for name in list(colours.keys()):
                if colours[name][0] == "/ICCBased":
                    profile = colours[name][1]
                    colours[name][1] = self.profiles.setdefault(_digest(profile), profile)

    def profile(self, stream: Any) -> Object:  # noqa: ANN401 - pikepdf's objects are of many types
        """Give the profile that holds the same as ``stream``."""
        return self.profiles.setdefault(_digest(stream), stream)


def _digest(stream: Any) -> bytes:  # noqa: ANN401 - as above
    """Tell streams apart by their bytes and what is said of them, with the mask that belongs to a picture."""
    digest = hashlib.sha256(stream.read_raw_bytes())
    for key in sorted(stream.keys()):
        value = stream[key]
        digest.update(key.encode())
        if key in {"/SMask", "/Mask"}:
            digest.update(_digest(value))
        else:
            digest.update(value.unparse(resolved=True) if isinstance(value, Object) else repr(value).encode())
    return digest.digest()
