"""Define what the YAML files of a guide may hold.

One Pydantic model a file or part of it; unknown keys are refused. The field's description is what an editor is told.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticKnownError

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ADDRESS = r"^https?://[^\s<>\"]+$"


def _year(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
Address = Annotated[str, StringConstraints(pattern=_ADDRESS)]
Year = Annotated[str, BeforeValidator(_year), StringConstraints(min_length=1)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[+(]?[0-9][0-9 +()-]*$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)*([-.]?(alpha|beta|draft|rc)[0-9]*)?$")]


def _declared(value: object) -> object:
    """Take what a value may be: words, a number, a date, yes or no; a list of these, or names for them."""
    if isinstance(value, dict):
        return {name: _one(inner) for name, inner in value.items()}
    return [_one(inner) for inner in value] if isinstance(value, list) else _one(value)


def _one(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, bool | int | Decimal) or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    raise PydanticKnownError("string_type")


Declared = Annotated[
    Any,
    PlainValidator(_declared),
    WithJsonSchema({"description": "Words, a number, a date, true or false; a list of these, or names for them."}),
]


class _File(BaseModel):
    """Refuse keys that are not known, and keep values as they were written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PublisherFile(_File):
    """Say who publishes the guide, and how to reach them for other formats."""

    name: Line
    email: Email
    phone: Phone | None = None
    address: Line | None = None
    website: Address | None = None
    feedback: Address | None = None


class LicenceFile(_File):
    """Name the licence of the guide's words."""

    name: Line
    address: Address | None = None


class CoverFile(_File):
    """Name the title artwork, its text alternative, and the small mark for the colophon."""

    picture: Line
    alt: Line
    mark: Line | None = None


class MascotFile(_File):
    """Describe a mascot; its first pose is the one shown when none is named."""

    name: Line
    description: Line
    poses: Annotated[dict[Slug, Line], Field(min_length=1)]


class LinkKindFile(_File):
    """Describe a kind of link: symbol, spoken label, its plural, and what it means."""

    symbol: Line
    label: Line
    plural: Line
    meaning: Line


class PartFile(_File):
    """Group chapters under a title."""

    title: Line
    chapters: Annotated[list[Line], Field(min_length=1)]


class WaiverFile(_File):
    """Allow what a rule warns of, for a reason, in the whole guide or one chapter (a file's name)."""

    rule: Line
    reason: Line | None = None
    chapter: Line | None = None


class GuideFile(_File):
    """Hold ``guide.yaml``."""

    slug: Slug
    identifier: Annotated[str, StringConstraints(pattern=r"^(urn:|https?:)\S+$")]
    title: Line
    subtitle: Line | None = None
    description: Line
    version: Version
    date: dt.date
    language: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")] = "en-GB"
    authors: list[Line] = []
    publisher: PublisherFile
    licence: LicenceFile
    cover: CoverFile
    mascots: dict[Slug, MascotFile] = {}
    link_kinds: dict[Slug, LinkKindFile] = {}
    audiences: dict[Slug, Line] = {}
    values: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")], Declared] = {}
    words: dict[str, Line] = {}
    front: list[Line] = []
    chapters: list[Line] = []
    parts: list[PartFile] = []
    waivers: list[WaiverFile] = []


class EntryFile(_File):
    """Hold one entry of ``resources.yaml``."""

    id: Slug
    kind: Slug
    title: Line
    address: Address
    publisher: Line
    author: Line | None = None
    year: Year | None = None
    summary: Line
    audience: list[Slug] = []


class TermFile(_File):
    """Hold one entry of ``glossary.yaml``."""

    term: Line
    definition: Line


class FrontMatter(_File):
    """Hold what may stand between the dashes at the head of a chapter."""

    promise: Line | None = None
    audience: list[Slug] = []
