"""Render a resolved guide: one module a format, each with ``render(guide, design, made) -> Iterator[Artifact]``.

A format is found by its module's name and imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidepress.compose.resources import Design
    from guidepress.model import Artifact, Guide

FORMATS = ("pdf", "epub", "html", "site")


def file_of(name: str, stem: str) -> str:
    """Name the file (or folder) that a format makes, below the guide's output folder."""
    return "site" if name == "site" else f"{stem}.{name}"


def render(name: str, guide: Guide, design: Design, made: tuple[str, ...]) -> Iterator[Artifact]:
    """Render ``guide`` in the format ``name``; ``made`` are all formats of this build, which may point to each other."""
    module = import_module(f"guidepress.formats.{name}")
    artifacts: Iterator[Artifact] = module.render(guide, design, made)
    return artifacts
