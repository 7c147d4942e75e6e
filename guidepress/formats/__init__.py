"""Render a resolved guide: one module a format, each with ``render(guide, design, making) -> Iterator[Artifact]``.

A format is found by its module's name and imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidepress.aside import Standby
    from guidepress.compose.resources import Design
    from guidepress.errors import Problem
    from guidepress.model import Artifact, Download, Guide, PageMap

FORMATS = ("pdf", "epub", "html", "site")
PAGED = frozenset({"epub", "html", "site"})  # those that can say where the pages of the PDF begin
LAST = "site"  # made when the others are: it offers them to readers, and says how large each is


def unjudged(_pdf: bytes, _key: str) -> tuple[Problem, ...]:
    """Find nothing wrong with a part of a PDF."""
    return ()


@dataclass(frozen=True, slots=True)
class Making:
    """Say how a guide is made.

    Attributes:
        formats: all formats of this build, which may point to each other.
        jobs: how many processes may lay out pages at once; 0 means one for each core.
        kept: the folder of the guide below which pages are kept for the next build; without one, none are.
        judge: finds what is wrong with a part of the PDF, which is named by its first page's key.
        page_list: whether the formats for screens say where the pages of the PDF begin.
        pages: the map of these pages, once it is known.
        standby: a process that is ready to lay out pages, if there is one.
        downloads: the other formats of this build by their names, once they are made. One that could not be made is not among them.
    """

    formats: tuple[str, ...]
    jobs: int = 0
    kept: Path | None = None
    judge: Callable[[bytes, str], tuple[Problem, ...]] = unjudged
    page_list: bool = False
    pages: PageMap | None = None
    standby: Standby | None = None
    downloads: Mapping[str, Download] = field(default_factory=dict)


def file_of(name: str, stem: str) -> str:
    """Name the file (or folder) that a format makes, below the guide's output folder."""
    return "site" if name == "site" else f"{stem}.{name}"


def render(name: str, guide: Guide, design: Design, making: Making) -> Iterator[Artifact]:
    """Render ``guide`` in the format ``name``."""
    module = import_module(f"guidepress.formats.{name}")
    artifacts: Iterator[Artifact] = module.render(guide, design, making)
    return artifacts


def paginate(guide: Guide, design: Design, making: Making) -> PageMap:
    """Find on which page of the PDF everything stands, without making it."""
    module = import_module("guidepress.formats.pdf")
    pages: PageMap = module.paginate(guide, design, making)
    return pages
